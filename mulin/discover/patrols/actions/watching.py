"""The watch: rounds nobody began, walked only half, or missed are alarms, never silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from mulin.discover.patrols.actions.common import alone, tell
from mulin.discover.patrols.actions.walking import row_of
from mulin.discover.patrols.events import PatrolExplained, PatrolsAlarmed
from mulin.discover.patrols.models import Plan, Round
from mulin.discover.patrols.permissions import may_explain, may_see_plan
from mulin.discover.patrols.queries.plans import named_for, office_of, route_of, walkers_of
from mulin.discover.patrols.queries.rounds import NOT_WALKED
from mulin.discover.patrols.reckoning import Slot, next_look, slots
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.record.verbs import say_there as say
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import joined, said

State = Round.State


@dataclass
class Alarms:
    """What the watch found at one look."""

    late: list[Slot] = field(default_factory=list)
    missed: list[Slot] = field(default_factory=list)
    short: list[Round] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.late or self.missed or self.short)


def watch(plan: Plan, *, by: Actor, now: datetime) -> Alarms:
    """Look at what came due since the last look; a second look at the same time finds nothing."""
    with transaction.atomic():
        fresh = alone(plan, by)
        require(may_see_plan(by, fresh))
        since, found = fresh.watched_until, Alarms()
        if now <= since or fresh.ended_on is not None:
            return found
        _look(fresh, since, now, found)
        fresh.watched_until = now
        fresh.next_at = next_look(fresh, now, calendar_of(by.street_id))
        fresh.save(update_fields=["watched_until", "next_at"])
        if not found:
            return found
        _tell(fresh, found, now)
        event = PatrolsAlarmed(
            fresh.title, fresh.number, len(found.late), len(found.missed), len(found.short)
        )
        say(event, fresh, by=by, now=now)
        return found


def explain_round(row: Round, why: str, *, by: Actor, now: datetime) -> Round:
    """Say why a round was missed or not finished; the alarm stays what it was."""
    reason = words(why, 200, said("没有写原因。"), said("例如“暴雨，改为值守地库入口”。"))
    with transaction.atomic():
        fresh = alone(row, by)
        plan = fresh.plan
        require(may_explain(by, plan, named=named_for(plan)))
        if fresh.state not in NOT_WALKED:
            raise Refused(
                Refusal(said("这一圈没有漏巡，不用说明。"), said("有情况的，请上报隐患。"))
            )
        fresh.explained, fresh.explained_by = reason, by.post or by.name
        fresh.save(update_fields=["explained", "explained_by"])
        event = PatrolExplained(
            plan.title,
            f"{fresh.starts_at.astimezone(SHANGHAI):%m-%d %H:%M}",
            fresh.get_state_display(),
            reason,
        )
        say(event, fresh, by=by, now=now)
        return fresh


def _look(plan: Plan, since: datetime, now: datetime, found: Alarms) -> None:
    longest = timedelta(minutes=plan.minutes)
    first = day_of(since - longest)
    due = [
        slot
        for slot in slots(plan, first, day_of(now), calendar_of(plan.street_id))
        if since < slot.due_at and slot.alarm_at <= now
    ]
    rows = (
        Round.objects.of(plan.street_id)
        .select_for_update()
        .filter(plan=plan, starts_at__in=[slot.starts_at for slot in due])
    )
    known = {row.starts_at: row for row in rows}
    route = route_of(plan)
    fresh = []
    for slot in due:
        row = known.get(slot.starts_at)
        if row is None:
            row = row_of(slot, route)
            row.alarmed_at = now
            fresh.append(row)
            if slot.due_at > now:
                found.late.append(slot)
        if slot.due_at <= now and row.state == State.OPEN:
            row.state = State.SHORT if row.seen else State.MISSED
            row.alarmed_at = row.alarmed_at or now
            if row.seen:
                found.short.append(row)
            else:
                found.missed.append(slot)
    Round.objects.bulk_create(fresh)
    changed = [row for row in known.values() if row.state in (State.SHORT, State.MISSED)]
    Round.objects.of(plan.street_id).bulk_update(changed, ["state", "alarmed_at"])


def _tell(plan: Plan, found: Alarms, now: datetime) -> None:
    """Walkers and their chief hear of what has not begun; the office too of what was left out."""
    compound, title = plan.compound.name, plan.title
    walkers = [walker.person_id for walker in walkers_of(plan)]
    if found.late:
        text = said(
            "{compound}「{title}」{hours}这一圈没有按时开始，请马上去。",
            compound=compound,
            title=title,
            hours=_hours(found.late),
        )
        key = f"patrol/late/{plan.pk.hex}/{found.late[-1].key}"
        tell([*walkers, plan.chief_id], text, key, plan, now=now, loud=True)
    left: list[Slot | Round] = [*found.missed, *found.short]
    if left:
        last = max(one.starts_at for one in left)
        text = said(
            "{compound}「{title}」漏巡 {missed} 圈、没走完 {short} 圈（{hours}），请说明原因。",
            compound=compound,
            title=title,
            missed=len(found.missed),
            short=len(found.short),
            hours=_hours(left),
        )
        key = f"patrol/left/{plan.pk.hex}/{last.astimezone(SHANGHAI):%Y%m%d%H%M}"
        people = [plan.chief_id, *office_of(plan.compound, day_of(now))]
        tell(people or walkers, text, key, plan, now=now)


def _hours(rounds: Sequence[Slot | Round]) -> str:
    shown = [f"{one.starts_at.astimezone(SHANGHAI):%m-%d %H:%M}" for one in rounds[:6]]
    return joined("、", [*shown, said("等") if len(rounds) > 6 else ""])
