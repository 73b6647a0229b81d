"""Making, changing and ending plans: the rule, the route with its checks, and who walks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.patrols.actions.common import alone
from mulin.discover.patrols.events import PatrolPlanChanged, PatrolPlanEnded, PatrolPlanMade
from mulin.discover.patrols.models import Plan, Point, Route, Walker
from mulin.discover.patrols.permissions import HIDDEN, may_change_plan, may_plan_for
from mulin.discover.patrols.queries.plans import people_of, route_of
from mulin.discover.patrols.reckoning import next_look
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Compound, Organisation, Person
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said
from mulin.law.safety.rota import DAY, Holidays, Rhythm, Rota

NUMBERS = "XC"
"""Plans are numbered XC-2026-0001: 巡查."""
MOST_POINTS, MOST_CHECKS, MOST_WALKERS, MOST_TIMES = 80, 20, 60, 48


@dataclass(frozen=True)
class RouteDraft:
    """A point of a route, and what is looked at: code, text, kind of hazard."""

    point: Point
    checks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PlanDraft:
    """A plan as it is wanted."""

    title: str
    organisation: Organisation
    rota: Rota
    minutes: int = 60
    grace: int = 15
    photo_needed: bool = False
    chief: Person | None = None
    walkers: tuple[Person, ...] = field(default=())


def make_plan(
    compound: Compound,
    draft: PlanDraft,
    route: Sequence[RouteDraft],
    *,
    since: date,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Plan:
    """Make a plan under a number; its rounds are walked from ``since`` on."""
    if compound.street_id != by.street_id or draft.organisation.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_plan_for(by, compound.pk, draft.organisation.pk) or _sound(draft, now))
    with transaction.atomic():
        known: Plan | None = Plan.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        plan = Plan(
            id=once,
            street_id=by.street_id,
            compound=compound,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            valid_from=since,
            watched_until=now,
        )
        _fill(plan, draft)
        plan.next_at = next_look(plan, now, calendar_of(by.street_id))
        plan.save(force_insert=True)
        _lay(plan, route, since)
        _name(plan, draft.walkers, day_of(now))
        event = PatrolPlanMade(
            plan.title,
            plan.number,
            draft.organisation.name,
            plan.get_rhythm_display(),
            len(route),
        )
        say(event, plan, by=by, now=now)
        return plan


def change_plan(plan: Plan, draft: PlanDraft, *, by: Actor, now: datetime) -> Plan:
    """Another rule or other people; rounds that were walked stay what they were."""
    if draft.organisation.street_id != by.street_id:
        raise Refused(HIDDEN)
    with transaction.atomic():
        fresh = alone(plan, by)
        require(
            may_change_plan(by, fresh)
            or may_plan_for(by, fresh.compound_id, draft.organisation.pk)
            or _sound(draft, now)
        )
        _fill(fresh, draft)
        fresh.next_at = next_look(fresh, now, calendar_of(by.street_id))
        fresh.save()
        Walker.objects.of(by.street_id).filter(plan=fresh).erase()
        _name(fresh, draft.walkers, day_of(now))
        what = said("周期或巡查人")
        say(PatrolPlanChanged(fresh.title, fresh.number, what, day_of(now)), fresh, by=by, now=now)
        return fresh


def lay_route(plan: Plan, route: Sequence[RouteDraft], *, by: Actor, now: datetime) -> Route:
    """Another route: rounds that have begun keep theirs."""
    with transaction.atomic():
        fresh = alone(plan, by)
        require(may_change_plan(by, fresh))
        made = _lay(fresh, route, day_of(now), route_of(fresh).version + 1)
        what = said("路线（{n} 个点位）", n=len(route))
        say(PatrolPlanChanged(fresh.title, fresh.number, what, day_of(now)), fresh, by=by, now=now)
        return made


def end_plan(plan: Plan, why: str, *, by: Actor, now: datetime) -> Plan:
    """Nobody walks it from today on."""
    reason = words(why, 100, said("没有写为什么停用。"), said("例如“改由新物业巡查”。"))
    with transaction.atomic():
        fresh = alone(plan, by)
        require(may_change_plan(by, fresh))
        fresh.ended_on, fresh.next_at = day_of(now), None
        fresh.save(update_fields=["ended_on", "next_at"])
        say(PatrolPlanEnded(fresh.title, fresh.number, reason), fresh, by=by, now=now)
        return fresh


def _fill(plan: Plan, draft: PlanDraft) -> None:
    rota = draft.rota
    plan.title = words(draft.title, 60, said("没有写计划名称。"), said("例如“夜间安全巡查”。"))
    plan.organisation, plan.chief = draft.organisation, draft.chief
    plan.rhythm, plan.holidays = rota.rhythm.value, rota.holidays.value
    plan.times, plan.every = list(rota.times), rota.every
    plan.weekdays, plan.month_days = list(rota.weekdays), list(rota.month_days)
    plan.shifts = [[one.name, one.begins, one.ends] for one in rota.shifts]
    plan.minutes, plan.grace, plan.photo_needed = draft.minutes, draft.grace, draft.photo_needed


def _lay(plan: Plan, route: Sequence[RouteDraft], since: date, version: int = 1) -> Route:
    if not 0 < len(route) <= MOST_POINTS:
        raise Refused(
            Refusal(
                said("路线要有 1 到 {n} 个点位。", n=MOST_POINTS),
                said("勾选点位并排好先后；没有点位的，先去设点。"),
            )
        )
    if len({draft.point.pk for draft in route}) != len(route):
        raise Refused(Refusal(said("同一个点位排了两次。"), said("一圈里每个点只到一次。")))
    for draft in route:
        if draft.point.compound_id != plan.compound_id or draft.point.ended_on is not None:
            raise Refused(HIDDEN)
        if len(draft.checks) > MOST_CHECKS:
            raise Refused(
                Refusal(
                    said("“{point}”的检查项太多。", point=draft.point.name),
                    said("一个点最多 {n} 项。", n=MOST_CHECKS),
                )
            )
    stops = [
        {"point": draft.point.pk.hex, "checks": [list(check) for check in draft.checks]}
        for draft in route
    ]
    made = Route(street_id=plan.street_id, plan=plan, version=version, stops=stops, since=since)
    made.save(force_insert=True)
    return made


def _name(plan: Plan, people: Sequence[Person], today: date) -> None:
    posts = {person.pk: title for person, title in people_of(plan.organisation, today)}
    Walker.objects.bulk_create(
        Walker(
            street_id=plan.street_id, plan=plan, person=person, post=posts.get(person.pk, "")[:40]
        )
        for person in dict.fromkeys(people)
    )


def _sound(draft: PlanDraft, now: datetime) -> Refusal | None:
    """Whether the rule names any round, and whether its numbers can be walked."""
    rota = draft.rota
    if rota.rhythm is Rhythm.CLOCK:
        if not 15 <= rota.every <= DAY:
            return Refusal(said("每圈间隔要在 15 到 1440 分钟之间。"), said("例如 120。"))
    elif not 0 < len(rota.times) <= MOST_TIMES:
        return Refusal(said("没有写几点巡查。"), said("例如“9:00、15:00、21:00”。"))
    if rota.rhythm is Rhythm.WEEKLY and not rota.weekdays:
        return Refusal(said("没有选星期几。"), said("至少选一天。"))
    if rota.rhythm is Rhythm.MONTHLY and not rota.month_days:
        return Refusal(said("没有写每月哪几日。"), said("例如“1、15”。"))
    if rota.holidays is Holidays.MOVE and rota.rhythm in (Rhythm.DAILY, Rhythm.CLOCK):
        return Refusal(said("天天巡查的不能顺延。"), said("请选“照常巡查”或者“不巡”。"))
    if not 5 <= draft.minutes <= DAY or not 1 <= draft.grace <= draft.minutes:
        return Refusal(
            said("限时要在 5 到 1440 分钟之间，报警不晚于限时。"),
            said("例如限时 60、晚到 15 分钟报警。"),
        )
    if len(draft.walkers) > MOST_WALKERS:
        return Refusal(said("巡查人太多。"), said("一个计划最多 {n} 人。", n=MOST_WALKERS))
    return None
