"""Registering what a compound's rules of procedure say about counting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.events import RulesAdopted
from mulin.decide.assembly.models import RulesOfProcedure
from mulin.decide.assembly.permissions import may_prepare
from mulin.ground.estate.models import Compound
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.compound_rules import CompoundRules


def adopt_rules(
    compound: Compound,
    rules: CompoundRules,
    clauses: Mapping[str, str],
    *,
    adopted_on: date,
    by: Actor,
    now: datetime,
    rules_id: UUID | None = None,
) -> RulesOfProcedure:
    """Register what the owners' rules of procedure say about counting; the older ones end.

    The same ``rules_id`` again gives the rules that are already there.
    """
    require(may_prepare(by, compound))
    require_clauses(rules, clauses)
    with transaction.atomic():
        known = RulesOfProcedure.objects.of(compound.street_id).filter(pk=rules_id).first()
        if known is not None:
            return known
        _end_older(compound, adopted_on)
        row = RulesOfProcedure.objects.create(
            id=rules_id or uuid7(),
            street_id=compound.street_id,
            compound=compound,
            values=rules.to_json(),
            clauses=dict(clauses),
            adopted_on=adopted_on,
        )
        record(
            RulesAdopted(adopted_on.isoformat(), rules.to_json()),
            by=by,
            at=now,
            on=day_of(now),
            subject_id=row.pk,
            compound_id=compound.pk,
        )
        return row


def _end_older(compound: Compound, on: date) -> None:
    rows = RulesOfProcedure.objects.of(compound.street_id).filter(compound=compound)
    rows.filter(ended_on__isnull=True).update(ended_on=on)


def require_clauses(rules: CompoundRules, sources: Mapping[str, str]) -> None:
    """Every rule that differs from the lawful default names the clause it rests on."""
    default = CompoundRules().to_json()
    unsourced = [k for k, v in rules.to_json().items() if v != default[k] and not sources.get(k)]
    if unsourced:
        raise Refused(
            Refusal(
                said("有规则与法定默认不同，却没有写明依据。"),
                said("请写出本小区议事规则的条款，例如“议事规则第19条”。"),
            )
        )
