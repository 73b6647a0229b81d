"""Duty lists set, revised, and a compound's own given up for the street's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from mulin.deliberate.pacts.actions.common import words
from mulin.deliberate.pacts.events import DutiesReturned, DutiesRevised
from mulin.deliberate.pacts.models import Duty, DutyList
from mulin.deliberate.pacts.permissions import HIDDEN, may_set_duties
from mulin.deliberate.pacts.standards import Rhythm, StandardDuty, parties
from mulin.ground.estate.models import Compound
from mulin.ground.record.actions import record
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

LONGEST_WHY, MOST = 200, 40


def revise_duties(
    compound: Compound | None,
    party: str,
    duties: Sequence[StandardDuty],
    why: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> DutyList:
    """The next version of a party's list, for a compound or (None) for the whole street."""
    if compound is not None and compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_set_duties(by, compound.pk if compound else None))
    reason = words(
        why,
        LONGEST_WHY,
        said("没有写理由。"),
        said("写清为什么改；小区另立的，写清和街道的有什么不同。"),
    )
    require(_fit(party, duties))
    with transaction.atomic():
        Street.objects.select_for_update().get(pk=by.street_id)
        known: DutyList | None = DutyList.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            here = compound.pk if compound else None
            require(None if (known.compound_id, known.party) == (here, party) else HIDDEN)
            return known
        rows = _rows(by.street_id, compound, party)
        last = rows.aggregate(last=Max("number"))["last"] or 0
        rows.filter(ended_on__isnull=True).update(ended_on=day_of(now))
        made = DutyList(
            id=once, street_id=by.street_id, compound=compound, party=party, number=last + 1,
            why=reason, since=day_of(now), by=(by.post or by.name)[:60],
        )  # fmt: skip
        made.save(force_insert=True)
        Duty.objects.bulk_create(_lines(made, duties))
        named = _where(compound), parties()[party].title
        _say(DutiesRevised(*named, last + 1, len(duties), reason), made, by, now)
        return made


def return_to_default(found: DutyList, why: str, *, by: Actor, now: datetime) -> DutyList:
    """A compound's own list ends; the street's holds there again."""
    reason = words(why, LONGEST_WHY, said("没有写理由。"), said("写清为什么不再另立。"))
    with transaction.atomic():
        rows = DutyList.objects.of(by.street_id).select_for_update(of=("self",))
        fresh: DutyList | None = rows.select_related("compound").filter(pk=found.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        require(may_set_duties(by, fresh.compound_id))
        if fresh.compound is None:
            raise Refused(Refusal(said("这是街道统一的清单。"), said("要改的，直接改出下一版。")))
        if fresh.ended_on is not None:
            return fresh
        fresh.ended_on = day_of(now)
        fresh.save(update_fields=["ended_on"])
        event = DutiesReturned(fresh.compound.name, fresh.standard.title, reason)
        _say(event, fresh, by, now)
        return fresh


def _rows(street_id: UUID, compound: Compound | None, party: str) -> QuerySet[DutyList]:
    rows = DutyList.objects.of(street_id).filter(party=party)
    found: QuerySet[DutyList] = (
        rows.filter(compound=compound) if compound else rows.filter(compound__isnull=True)
    )
    return found


def _lines(made: DutyList, duties: Sequence[StandardDuty]) -> list[Duty]:
    return [
        Duty(
            id=uuid7(), street_id=made.street_id, duty_list=made, order=order,
            text=one.text, basis=one.basis, rhythm=one.rhythm.value, answers=one.answers,
        )
        for order, one in enumerate(duties, start=1)
    ]  # fmt: skip


def _fit(party: str, duties: Sequence[StandardDuty]) -> Refusal | None:
    if party not in parties():
        return Refusal(said("没有这一方。"), said("请从列表里选。"))
    if not 0 < len(duties) <= MOST:
        return Refusal(said("清单至少一项，最多 {n} 项。", n=MOST), said("请写清各项职责。"))
    for at, one in enumerate(duties, start=1):
        if not one.text.strip() or not one.answers.strip() or one.rhythm not in Rhythm:
            return Refusal(
                said("第 {at} 项没有写全。", at=at), said("每一项写清职责、多久一次、谁负责。")
            )
        if len(one.text) > 200 or len(one.basis) > 120 or len(one.answers) > 60:
            return Refusal(said("第 {at} 项写得太长。", at=at), said("一项职责一句话。"))
    return None


def _where(compound: Compound | None) -> str:
    return compound.name if compound else said("全街道")


def _say(event: DutiesRevised | DutiesReturned, found: DutyList, by: Actor, now: datetime) -> None:
    record(event, by=by, at=now, on=day_of(now), subject_id=found.pk, compound_id=found.compound_id)
