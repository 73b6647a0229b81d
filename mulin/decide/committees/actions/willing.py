"""The list of people willing to stand: noted with their consent, taken back when they wish."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import required
from mulin.decide.committees.events import WillingNoted, WillingWithdrawn
from mulin.decide.committees.models import Willing
from mulin.decide.committees.permissions import HIDDEN, may_keep_in
from mulin.decide.committees.queries.willing import label_of
from mulin.ground.estate.models import Compound
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said


def note_willing(
    compound: Compound,
    name: str,
    room: str,
    source: str,
    *,
    agreed: bool,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Willing:
    """Put somebody on the list of suggestions; only with his consent."""
    require(may_keep_in(by, compound.pk))
    if not agreed:
        refuse(said("没有本人同意。"), said("请先问本人，同意了再登记。"))
    with transaction.atomic():
        rows = Willing.objects.of(by.street_id)
        known: Willing | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        plain, home = required(name, said("姓名"), 80), label_of(required(room, said("房号"), 40))
        here = rows.filter(compound=compound, name=plain, room=home, withdrawn_on__isnull=True)
        if here.exists():
            refuse(said("这一位已在名单上。"), said("不用再登记。"))
        row = Willing(
            id=once,
            street_id=by.street_id,
            compound=compound,
            name=plain,
            room=home,
            source=Willing.Source(source),
            noted_on=day_of(now),
        )
        row.save(force_insert=True)
        event = WillingNoted(compound.name, row.get_source_display(), plain)
        record(event, by=by, at=now, on=day_of(now), subject_id=row.pk, compound_id=compound.pk)
        return row


def withdraw_willing(row: Willing, why: str, *, by: Actor, now: datetime) -> Willing:
    """Take somebody off the list, with the reason."""
    with transaction.atomic():
        rows = Willing.objects.of(by.street_id).select_for_update()
        fresh: Willing | None = rows.filter(pk=row.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        require(may_keep_in(by, fresh.compound_id))
        if fresh.withdrawn_on is not None:
            return fresh
        fresh.withdrawn_on, fresh.why_withdrawn = day_of(now), required(why, said("理由"))
        fresh.save(update_fields=["withdrawn_on", "why_withdrawn"])
        place = Compound.objects.of(by.street_id).get(pk=fresh.compound_id)
        event = WillingWithdrawn(place.name, fresh.why_withdrawn, fresh.name)
        record(event, by=by, at=now, on=day_of(now), subject_id=fresh.pk, compound_id=place.pk)
        return fresh
