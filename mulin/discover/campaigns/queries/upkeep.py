"""The plan as a calendar: every line on its days, done, left out, missed or still to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.discover.campaigns.models import Upkeep, UpkeepMark
from mulin.discover.campaigns.permissions import CARRIERS, HELPERS, HIDDEN, READERS, reach
from mulin.discover.campaigns.rhythm import EVERY, WEEKLY, days_between
from mulin.ground.estate.models import Compound
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import joined, said

WEEKDAYS = (
    said("周一"), said("周二"), said("周三"), said("周四"), said("周五"), said("周六"), said("周日"),
)  # fmt: skip
KEEPERS = (*CARRIERS, Role.PROPERTY_MANAGER, Role.COMMITTEE_MEMBER)
MARKS = {"done": "done", "left_out": "pause", "missed": "late", "today": "now", "coming": "idle"}
WORDS = {
    "done": said("做完"),
    "left_out": said("没有做，有说明"),
    "missed": said("漏做"),
    "today": said("今天"),
    "coming": said("还没到"),
}


@dataclass(frozen=True)
class Slot:
    """One line on one day. ``state`` is a key of MARKS."""

    upkeep: Upkeep
    day: date
    mark: UpkeepMark | None
    state: str

    @property
    def shape(self) -> str:
        return MARKS[self.state]

    @property
    def word(self) -> str:
        return WORDS[self.state]


def may_keep(actor: Actor, compound_id: UUID) -> Refusal | None:
    """Set the plan: the company and committee of the compound, the community, the street."""
    if actor.has(*KEEPERS, compound_id=compound_id):
        return None
    if actor.has(*READERS, compound_id=compound_id):
        return Refusal(said("养护计划由物业、业委会或社区安排。"), said("请把意见告诉他们。"))
    return HIDDEN


def may_mark(actor: Actor, upkeep: Upkeep) -> Refusal | None:
    """Say that a day is done: who is named in the line, and who keeps the plan."""
    if upkeep.person_id is not None and upkeep.person_id == actor.person_id:
        return None
    if actor.has(*CARRIERS, *HELPERS, compound_id=upkeep.compound_id):
        return None
    return HIDDEN


def compounds_for(actor: Actor) -> QuerySet[Compound]:
    """Compounds whose plan the actor reads, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(pk__in=within)
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found


def lines_for(actor: Actor) -> QuerySet[Upkeep]:
    """The lines the actor reads, by compound."""
    rows = Upkeep.objects.of(actor.street_id)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    found: QuerySet[Upkeep] = rows.select_related("compound", "building", "street").order_by(
        "compound__name", "what", "id"
    )
    return found


def line_of(street_id: UUID, upkeep_id: UUID) -> Upkeep | None:
    """One line of a street."""
    rows = Upkeep.objects.of(street_id).select_related("compound", "building", "street")
    found: Upkeep | None = rows.filter(pk=upkeep_id).first()
    return found


def slots(lines: Iterable[Upkeep], first: date, last: date, today: date) -> list[Slot]:
    """Every line on every day of the period, in the order of days and hours; one statement."""
    standing = [u for u in lines if u.valid_from <= last and (u.valid_to or first) >= first]
    if not standing:
        return []
    rows = UpkeepMark.objects.of(standing[0].street_id).filter(
        upkeep__in=[one.pk for one in standing], day__gte=first, day__lte=last
    )
    marks = {(row.upkeep_id, row.day): row for row in rows.select_related("paper", "street")}
    found = []
    for line in standing:
        until = min(last, line.valid_to or last)
        for day in days_between(line.rhythm, line.days, line.gap, line.valid_from, first, until):
            mark = marks.get((line.pk, day))
            found.append(Slot(line, day, mark, _state(mark, day, today)))
    return sorted(found, key=lambda one: (one.day, one.upkeep.at, one.upkeep.what))


def weeks(found: Iterable[Slot], first: date, last: date) -> list[list[dict[str, Any]]]:
    """The period as weeks of seven days, each with its slots."""
    by_day: dict[date, list[Slot]] = {}
    for slot in found:
        by_day.setdefault(slot.day, []).append(slot)
    start = first - timedelta(days=first.weekday())
    rows = []
    while start <= last:
        days = [start + timedelta(days=step) for step in range(7)]
        rows.append(
            [{"day": d, "inside": first <= d <= last, "slots": by_day.get(d, [])} for d in days]
        )
        start += timedelta(days=7)
    return rows


def mine_today(actor: Actor, today: date) -> list[Slot]:
    """What is named after me and is to be done today, or was missed in the last week."""
    if actor.person_id is None:
        return []
    rows = Upkeep.objects.of(actor.street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today - timedelta(days=7)),
        person_id=actor.person_id,
    )
    found = slots(
        rows.select_related("compound", "building"), today - timedelta(days=7), today, today
    )
    return [slot for slot in found if slot.state in ("today", "missed")]


def rhythm_words(upkeep: Upkeep) -> str:
    """``每周周一、周四 08:30``."""
    at = f"{upkeep.at:%H:%M}"
    if upkeep.rhythm == EVERY:
        return said("每 {n} 天一次 {at}", n=upkeep.gap, at=at)
    if upkeep.rhythm == WEEKLY:
        named = joined("、", [WEEKDAYS[day - 1] for day in upkeep.days])
        return said("每{days} {at}", days=named, at=at)
    return said("每月 {days} 日 {at}", days="、".join(map(str, upkeep.days)), at=at)


def _state(mark: UpkeepMark | None, day: date, today: date) -> str:
    if mark is not None:
        return "done" if mark.done_at else "left_out"
    if day < today:
        return "missed"
    return "today" if day == today else "coming"
