"""Advisers in their term, whom a committee is proposed, and what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from mulin.decide.committees.models import Advice, Adviser
from mulin.decide.committees.models.advisers import advising_on
from mulin.decide.committees.permissions import READERS
from mulin.decide.committees.permissions_advice import may_see_advisers
from mulin.kit.contributions import Line
from mulin.kit.rights import Actor
from mulin.kit.words import said

PROPOSED = 6
State = Advice.State


def advisers_for(actor: Actor, today: date) -> Any:
    """Everybody in the group, those in their term first counted by open questions."""
    rows = Adviser.objects.of(actor.street_id).select_related("person", "body__compound")
    return with_load(rows).order_by("left_on", "body__name", "id")


def with_load(rows: Any) -> Any:
    """Advisers with ``load``, the questions that wait for them, and ``served``, those answered."""
    asked = Advice.objects.filter(street_id=OuterRef("street_id"), adviser_id=OuterRef("pk"))

    def number(state: str) -> Any:
        counted = asked.filter(state=state).order_by().values("adviser_id")
        return Coalesce(Subquery(counted.annotate(n=Count("id")).values("n")), 0)

    return rows.annotate(load=number(State.GIVEN), served=number(State.ANSWERED))


def proposed(street_id: UUID, topic: str, compound_id: UUID, today: date) -> list[Adviser]:
    """Who knows the topic and is not of the compound, the least busy first."""
    rows = Adviser.objects.of(street_id).filter(
        advising_on(today), ~Q(body__compound_id=compound_id)
    )
    rows = knowing(with_load(rows.select_related("person", "body__compound")), topic)
    return list(rows.order_by("load", "served", "id")[:PROPOSED])


def knowing(rows: Any, topic: str) -> Any:
    """Advisers of a topic."""
    return rows.filter(topics__contains=f"|{topic}|")


def helpers(actor: Actor, topic: str, compound_id: UUID, today: date) -> Iterator[Line]:
    """Advisers of a topic for a warning; nothing for whoever may not see the register."""
    if may_see_advisers(actor) is not None:
        return
    for one in proposed(actor.street_id, topic, compound_id, today):
        where = one.body.compound.name if one.body.compound else one.body.name
        there = f"{reverse('committees:ask_advice')}?topic={topic}&compound={compound_id}"
        yield Line(
            said("{name} · {place}", name=one.person.name, place=where), there, note=one.experience
        )


def adviser_of(street_id: UUID, adviser_id: UUID) -> Adviser | None:
    """One adviser."""
    rows = Adviser.objects.of(street_id).select_related("person", "body__compound")
    found: Adviser | None = rows.filter(pk=adviser_id).first()
    return found


def advice_for(actor: Actor) -> Any:
    """Questions of the committees the actor carries or audits, and those he is asked himself."""
    rows = Advice.objects.of(actor.street_id).select_related(
        "body__compound", "adviser__person", "adviser__body"
    )
    if not actor.has(*READERS):
        mine = frozenset().union(*(g.compounds for g in actor.grants if g.role in READERS))
        his = Q(adviser__person_id=actor.person_id) if actor.person_id else Q(pk__in=())
        rows = rows.filter(Q(body__compound_id__in=mine) | his)
    return rows.order_by("-asked_on", "-id")


def advice_of(street_id: UUID, asked_id: UUID) -> Advice | None:
    """One question."""
    rows = Advice.objects.of(street_id).select_related(
        "body__compound", "body__street", "adviser__person", "adviser__body__compound", "paper"
    )
    found: Advice | None = rows.filter(pk=asked_id).first()
    return found
