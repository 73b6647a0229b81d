"""How a street works: its file of categories, rules of dispatch, duty rosters, codes on lamp posts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mulin.discover.intake.actions.common import words
from mulin.discover.intake.categories import Fault, read
from mulin.discover.intake.events_rules import (
    CategoriesChanged,
    DispatchRuleEnded,
    DispatchRuleSet,
    DutyEnded,
    DutySet,
    PointEnded,
    PointHung,
)
from mulin.discover.intake.models import CategorySheet, DispatchRule, DutyShift, PlacePoint
from mulin.discover.intake.permissions import (
    HIDDEN,
    may_keep_duty,
    may_keep_points,
    may_rule,
    may_see_point,
)
from mulin.discover.intake.queries.categories import categories_of, known, sheet_of
from mulin.discover.intake.queries.people import belongs
from mulin.ground.estate.models import (
    Building,
    Community,
    Compound,
    Organisation,
    Person,
    Stairwell,
)
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.workdays import WEEKDAYS

MOST_RULES, MOST_POINTS = 200, 60


class BadSheet(Refused):
    """The file of categories has faults; they stand beside their lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            Refusal(
                said("类别表有 {n} 处不对，没有保存。", n=len(faults)), said("请按下面的行号改。")
            )
        )
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Fits:
    """What a rule is for; what is empty fits everything."""

    category: str = ""
    community: Community | None = None
    compound: Compound | None = None
    mode: str = ""


def change_categories(text: str, why: str, *, by: Actor, now: datetime) -> CategorySheet:
    """Put the street's own file of categories into force. Raises BadSheet with every fault by line."""
    require(may_rule(by))
    reason = words(why, 200, said("没有写为什么改。"), said("例如“按市里的时限标准调整”。"))
    found = read(text.replace("\r\n", "\n"))
    if found.faults:
        raise BadSheet(found.faults)
    before = {one.code: one.name for one in categories_of(by.street_id).categories}
    after = {one.code: one.name for one in found.categories}
    with transaction.atomic():
        newest = sheet_of(by.street_id)
        row = CategorySheet(
            street_id=by.street_id,
            version=(newest.version if newest is not None else 0) + 1,
            text=text.replace("\r\n", "\n"),
            why=reason,
            at=now,
            by=by.post or by.name,
        )
        row.save(force_insert=True)
        added = "、".join(after[code] for code in after if code not in before)
        gone = "、".join(before[code] for code in before if code not in after)
        nothing = said("无")
        event = CategoriesChanged(row.version, reason, added or nothing, gone or nothing)
        record(event, by=by, at=now, on=day_of(now), subject_id=row.pk)
        return row


def set_rule(
    fits: Fits, organisation: Organisation, way: str, *, once: UUID, by: Actor, now: datetime
) -> DispatchRule:
    """Tickets that fit go to this organisation. The narrower rule stands before the wider one."""
    require(may_rule(by))
    if organisation.street_id != by.street_id or way not in DispatchRule.Way.values:
        raise Refused(HIDDEN)
    if fits.category and known(by.street_id, fits.category) is None:
        raise Refused(Refusal(said("没有这个类别。"), said("请重新选。")))
    with transaction.atomic():
        rows = DispatchRule.objects.of(by.street_id)
        known_one: DispatchRule | None = rows.filter(pk=once).first()
        if known_one is not None:
            return known_one
        if rows.filter(ended_at__isnull=True).count() >= MOST_RULES:
            raise Refused(Refusal(said("规则太多了。"), said("请先停用不用的。")))
        last = rows.aggregate(last=Max("order"))["last"] or 0
        rule = DispatchRule(
            id=once,
            street_id=by.street_id,
            order=_narrow(fits) * 100_000 + last % 100_000 + 1,
            category=fits.category,
            community=fits.community,
            compound=fits.compound,
            mode=fits.mode,
            organisation=organisation,
            way=way,
        )
        rule.save(force_insert=True)
        event = DispatchRuleSet(rule_words(rule), organisation.name, rule.get_way_display())
        record(event, by=by, at=now, on=day_of(now), subject_id=rule.pk)
        return rule


def end_rule(rule: DispatchRule, *, by: Actor, now: datetime) -> None:
    """A rule holds no longer; tickets it sent stay where they are."""
    require(may_rule(by))
    with transaction.atomic():
        rows = DispatchRule.objects.of(by.street_id).select_for_update(of=("self",))
        fresh: DispatchRule | None = (
            rows.select_related("organisation", "compound", "community").filter(pk=rule.pk).first()
        )
        if fresh is None:
            raise Refused(HIDDEN)
        if fresh.ended_at is not None:
            return
        fresh.ended_at = now
        fresh.save(update_fields=["ended_at"])
        event = DispatchRuleEnded(rule_words(fresh), fresh.organisation.name)
        record(event, by=by, at=now, on=day_of(now), subject_id=fresh.pk)


def rule_words(rule: DispatchRule) -> str:
    """What a rule fits, in words."""
    kind = known(rule.street_id, rule.category) if rule.category else None
    parts = [
        rule.community.name if rule.community is not None else "",
        rule.compound.name if rule.compound is not None else "",
        rule.get_mode_display() if rule.mode else "",
        kind.name if kind is not None else rule.category,
    ]
    return "、".join(part for part in parts if part) or said("其余的全部")


def set_duty(
    organisation: Organisation,
    person: Person,
    weekdays: Sequence[int],
    begins: int,
    ends: int,
    *,
    by: Actor,
    now: datetime,
) -> list[DutyShift]:
    """Somebody is on duty on these days of every week, from hour to hour."""
    if organisation.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_keep_duty(by, organisation.pk))
    days = sorted(set(weekdays))
    require(_in_a_week(days, begins, ends))
    if not belongs(person.pk, organisation, day_of(now)):
        raise Refused(
            Refusal(said("这个人不在{name}任职。", name=organisation.name), said("请重新选人。"))
        )
    with transaction.atomic():
        shift = {"organisation": organisation, "person": person, "begins": begins, "ends": ends}
        rows = [DutyShift(street_id=by.street_id, weekday=day, **shift) for day in days]
        DutyShift.objects.bulk_create(rows)
        when = said(
            "{days} {begins}—{ends} 点",
            days="、".join(WEEKDAYS[day] for day in days),
            begins=begins,
            ends=ends,
        )
        event = DutySet(organisation.name, when, person.name)
        record(event, by=by, at=now, on=day_of(now), subject_id=organisation.pk)
        return rows


def _in_a_week(days: Sequence[int], begins: int, ends: int) -> Refusal | None:
    if days and all(0 <= day <= 6 for day in days) and 0 <= begins < ends <= 24:
        return None
    return Refusal(
        said("值班的时间不对。"), said("选星期几，钟点从 0 到 24；过夜的分成两段，各写一天。")
    )


def end_duty(shift: DutyShift, *, by: Actor, now: datetime) -> DutyShift:
    """Somebody is on duty no longer from today on."""
    with transaction.atomic():
        rows = DutyShift.objects.of(by.street_id).select_for_update(of=("self",))
        fresh: DutyShift | None = (
            rows.select_related("organisation", "person").filter(pk=shift.pk).first()
        )
        if fresh is None:
            raise Refused(HIDDEN)
        require(may_keep_duty(by, fresh.organisation_id))
        if fresh.ended_on is not None:
            return fresh
        fresh.ended_on = day_of(now)
        fresh.save(update_fields=["ended_on"])
        when = f"{WEEKDAYS[fresh.weekday]} {fresh.begins}—{fresh.ends}"
        event = DutyEnded(fresh.organisation.name, when, fresh.person.name)
        record(event, by=by, at=now, on=day_of(now), subject_id=fresh.organisation_id)
        return fresh


def hang_points(
    compound: Compound,
    names: Sequence[str],
    building: Building | None = None,
    stairwell: Stairwell | None = None,
    *,
    by: Actor,
    now: datetime,
) -> list[PlacePoint]:
    """Codes for places in a compound, to be printed and hung up."""
    if compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_keep_points(by, compound.pk))
    plain = [" ".join(name.split())[:40] for name in names if name.strip()]
    if not 0 < len(plain) <= MOST_POINTS:
        raise Refused(
            Refusal(
                said("一次写 1 到 {n} 个点位。", n=MOST_POINTS), said("一行一个，例如“东门路灯”。")
            )
        )
    if building is not None and building.compound_id != compound.pk:
        raise Refused(HIDDEN)
    with transaction.atomic():
        rows = [
            PlacePoint(
                street_id=compound.street_id,
                compound=compound,
                building=building,
                stairwell=stairwell,
                name=name,
                code=secrets.token_hex(5),
            )
            for name in plain
        ]
        PlacePoint.objects.bulk_create(rows)
        event = PointHung("、".join(plain))
        record(event, by=by, at=now, on=day_of(now), compound_id=compound.pk)
        return rows


def end_point(point: PlacePoint, *, by: Actor, now: datetime) -> None:
    """A code is worn or in the wrong place: it opens nothing any more."""
    with transaction.atomic():
        rows = PlacePoint.objects.of(by.street_id).select_for_update()
        fresh: PlacePoint | None = rows.filter(pk=point.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        require(may_see_point(by, fresh))
        if fresh.ended_at is not None:
            return
        fresh.ended_at = now
        fresh.save(update_fields=["ended_at"])
        event = PointEnded(fresh.name)
        record(event, by=by, at=now, on=day_of(now), compound_id=fresh.compound_id)


def _narrow(fits: Fits) -> int:
    """The more a rule names the earlier it is asked: 1 to 5."""
    named = (fits.category, fits.compound, fits.community, fits.mode)
    return 5 - sum(1 for one in named if one)
