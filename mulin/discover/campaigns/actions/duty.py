"""The duty roster: planned in one go, gaps shown, watches swapped with a reason, arrivals noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from mulin.discover.campaigns.actions.common import alone, running, say
from mulin.discover.campaigns.events import (
    CampaignShiftChanged,
    CampaignShiftKept,
    CampaignShiftsPlanned,
)
from mulin.discover.campaigns.models import Campaign, Member, Shift, ShiftChange
from mulin.discover.campaigns.permissions import HIDDEN, may_run
from mulin.discover.campaigns.queries.campaigns import places_of
from mulin.ground.estate.models import Compound, Person
from mulin.ground.streets.locks import hold
from mulin.kit.clock import SHANGHAI
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

MOST_SHIFTS, MOST_HOURS = 400, 24
EARLY = timedelta(hours=2)


@dataclass(frozen=True)
class Plan:
    """One post: from which day to which, when the first watch begins, how long it is, how many."""

    post: str
    first: date
    last: date
    begins: time
    hours: int
    watches: int


def plan_shifts(
    campaign: Campaign,
    compound: Compound,
    plan: Plan,
    people: Sequence[Member],
    *,
    by: Actor,
    now: datetime,
) -> list[Shift]:
    """Lay out the watches of a post and fill them with the people in turn.

    Without people, or where somebody would stand in two places at once, a watch stays a gap.
    """
    post = words(plan.post, 40, said("没有写岗位。"), said("例如“东门”。"))
    with transaction.atomic():
        fresh = alone(campaign, by)
        if compound.pk not in places_of(fresh):
            raise Refused(HIDDEN)
        require(may_run(by, compound.pk) or running(fresh) or _unfit(fresh, plan, people))
        hold(fresh.pk)
        made = _laid_out(fresh, compound, post, plan)
        _refuse_known(fresh, made)
        _fill(made, people)
        Shift.objects.bulk_create(made)
        gaps = sum(one.person_id is None for one in made)
        event = CampaignShiftsPlanned(fresh.number, compound.name, post, len(made), gaps)
        say(event, fresh.pk, compound.pk, by=by, now=now)
        return made


def swap(shift: Shift, person: Person | None, why: str, *, by: Actor, now: datetime) -> Shift:
    """Somebody else stands this watch, or for now nobody does; and why."""
    reason = words(why, 200, said("没有写换班的理由。"), said("例如“家里有事”。"))
    if person is not None and person.street_id != by.street_id:
        raise Refused(HIDDEN)
    with transaction.atomic():
        fresh = alone(shift, by, "campaign", "compound")
        own = by.person_id is not None and fresh.person_id == by.person_id
        if not own:
            require(may_run(by, fresh.compound_id))
        require(running(fresh.campaign))
        hold(fresh.campaign_id)
        if person is not None:
            _refuse_twice(fresh, person)
        before, after = fresh.name, person.name if person else ""
        fresh.person, fresh.name, fresh.came_at = person, after, None
        fresh.save(update_fields=["person", "name", "came_at"])
        ShiftChange.objects.create(
            street_id=by.street_id,
            shift=fresh,
            before=before,
            after=after,
            why=reason,
            at=now,
            by=by.post or by.name,
        )
        gone, came = before or said("空缺"), after or said("空缺")
        event = CampaignShiftChanged(
            fresh.campaign.number, fresh.post, _when(fresh), reason, gone, came
        )
        say(event, fresh.campaign_id, fresh.compound_id, by=by, now=now)
        return fresh


def arrive(shift: Shift, *, by: Actor, now: datetime) -> Shift:
    """Whoever stands the watch says that he is there; the community may note it for him."""
    with transaction.atomic():
        fresh = alone(shift, by, "campaign", "compound")
        own = by.person_id is not None and fresh.person_id == by.person_id
        if not own:
            require(may_run(by, fresh.compound_id))
        if fresh.person_id is None:
            refuse(said("这一班还没有人。"), said("请先排人。"))
        if not fresh.starts_at - EARLY <= now <= fresh.ends_at:
            refuse(
                said("现在不是这一班的时间（{when}）。", when=_when(fresh)),
                said("开始前两小时起可以登记到岗。"),
            )
        if fresh.came_at is not None:
            return fresh
        fresh.came_at = now
        fresh.save(update_fields=["came_at"])
        event = CampaignShiftKept(fresh.campaign.number, fresh.post, _when(fresh), fresh.name)
        say(event, fresh.campaign_id, fresh.compound_id, by=by, now=now)
        return fresh


def _unfit(campaign: Campaign, plan: Plan, people: Sequence[Member]) -> Refusal | None:
    days = (plan.last - plan.first).days + 1
    if any(one.campaign_id != campaign.pk for one in people):
        return HIDDEN
    if not 1 <= plan.hours <= MOST_HOURS or not 1 <= plan.watches * plan.hours <= MOST_HOURS:
        return Refusal(said("一天排不下这么多班。"), said("班数 × 每班小时数不能超过 24。"))
    if days < 1 or days * plan.watches > MOST_SHIFTS:
        return Refusal(
            said("日期不对，或者一次排得太多（最多 {n} 班）。", n=MOST_SHIFTS),
            said("请核对起止日。"),
        )
    return None


def _laid_out(campaign: Campaign, compound: Compound, post: str, plan: Plan) -> list[Shift]:
    long = timedelta(hours=plan.hours)
    made = []
    for day in range((plan.last - plan.first).days + 1):
        begins = datetime.combine(plan.first + timedelta(days=day), plan.begins, SHANGHAI)
        for watch in range(plan.watches):
            made.append(
                Shift(
                    id=uuid7(),
                    street_id=campaign.street_id,
                    campaign=campaign,
                    compound=compound,
                    post=post,
                    starts_at=begins + long * watch,
                    ends_at=begins + long * (watch + 1),
                )
            )
    return made


def _refuse_known(campaign: Campaign, made: Sequence[Shift]) -> None:
    rows = Shift.objects.of(campaign.street_id).filter(
        campaign=campaign,
        compound=made[0].compound_id,
        post=made[0].post,
        starts_at__lt=made[-1].ends_at,
        ends_at__gt=made[0].starts_at,
    )
    if clash := rows.order_by("starts_at").first():
        refuse(
            said("“{post}”在 {when} 已经排了班。", post=clash.post, when=_when(clash)),
            said("请换日期，或者在名单里换人。"),
        )


def _fill(made: Sequence[Shift], people: Sequence[Member]) -> None:
    """The people in turn; who is on watch elsewhere at that hour is passed over."""
    if not people:
        return
    rows = Shift.objects.of(made[0].street_id).filter(
        person__in=[one.person_id for one in people],
        starts_at__lt=made[-1].ends_at,
        ends_at__gt=made[0].starts_at,
    )
    busy = [(one.person_id, one.starts_at, one.ends_at) for one in rows]
    turn = 0
    for shift in made:
        for step in range(len(people)):
            one = people[(turn + step) % len(people)]
            mine = (b for b in busy if b[0] == one.person_id)
            if all(shift.ends_at <= start or shift.starts_at >= end for _, start, end in mine):
                shift.person_id, shift.name = one.person_id, one.name
                busy.append((one.person_id, shift.starts_at, shift.ends_at))
                turn += step + 1
                break


def _refuse_twice(shift: Shift, person: Person) -> None:
    rows = Shift.objects.of(shift.street_id).filter(
        person=person, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
    )
    if clash := rows.exclude(pk=shift.pk).select_related("compound").first():
        refuse(
            said(
                "{name} 那时在{place}“{post}”值班。",
                name=person.name,
                place=clash.compound.name,
                post=clash.post,
            ),
            said("请换别的人。"),
        )


def _when(shift: Shift) -> str:
    start, end = shift.starts_at.astimezone(SHANGHAI), shift.ends_at.astimezone(SHANGHAI)
    return f"{start:%m-%d %H:%M}–{end:%H:%M}"
