"""Rounds: today's, those of a list, one with its stops; handovers; what is left to explain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from mulin.discover.patrols.models import Handover, Plan, Round, Stop, StopPhoto
from mulin.discover.patrols.permissions import reach
from mulin.discover.patrols.queries.plans import RouteStop, route_of, stops_of
from mulin.discover.patrols.reckoning import Slot, slots
from mulin.ground.calendar.queries import calendar_of
from mulin.kit.clock import day_of, end_of, start_of
from mulin.kit.rights import Actor
from mulin.kit.words import said

State = Round.State
MARKS = {
    State.OPEN: "now",
    State.DONE: "done",
    State.LATE: "soon",
    State.SHORT: "late",
    State.MISSED: "late",
}
NOT_WALKED = (State.SHORT, State.MISSED)


@dataclass(frozen=True)
class Turn:
    """A round of today: what was to be walked and what was, with how it stands now."""

    slot: Slot
    row: Round | None
    mark: str
    word: str

    @property
    def seen(self) -> int:
        return self.row.seen if self.row else 0

    @property
    def alarms(self) -> bool:
        return self.mark == "late"


@dataclass(frozen=True)
class StopLine:
    """A point of a round: what was found there, and how far the phone's time is from ours."""

    order: int
    stop: RouteStop
    row: Stop | None
    photos: Sequence[StopPhoto] = ()

    @property
    def mark(self) -> str:
        if self.row is None:
            return "idle"
        return "late" if self.row.bad else "done"

    @property
    def delayed(self) -> bool:
        """Whether it lay in the phone for a while: both times are shown."""
        return self.row is not None and self.row.signed_at - self.row.seen_at > DELAY

    @property
    def faults(self) -> list[tuple[str, str]]:
        answers = self.row.answers if self.row else []
        return [(text, note) for _code, text, value, note in answers if value == "bad"]


DELAY = timedelta(minutes=2)


def turns_of(plans: Iterable[Plan], day: date, now: datetime) -> list[Turn]:
    """The rounds of a day over several plans of one street, in the order of their hours."""
    used = list(plans)
    if not used:
        return []
    calendar = calendar_of(used[0].street_id)
    rows = Round.objects.of(used[0].street_id).filter(
        plan_id__in=[plan.pk for plan in used], day=day
    )
    known = {(row.plan_id, row.starts_at): row for row in rows}
    found = [slot for plan in used for slot in slots(plan, day, day, calendar)]
    made = [_turn(slot, known.get((slot.plan.pk, slot.starts_at)), now) for slot in found]
    return sorted(made, key=lambda turn: (turn.slot.starts_at, turn.slot.plan.number))


def _turn(slot: Slot, row: Round | None, now: datetime) -> Turn:
    if row is not None and (row.state != State.OPEN or row.seen):
        if row.state == State.OPEN and slot.due_at <= now:
            return Turn(slot, row, "late", said("超时没走完"))
        return Turn(slot, row, MARKS[State(row.state)], row.get_state_display())
    if slot.due_at <= now:
        return Turn(slot, row, "late", said("漏巡"))
    if slot.alarm_at <= now:
        return Turn(slot, row, "late", said("没有按时开始"))
    if slot.starts_at <= now:
        return Turn(slot, row, "now", said("该开始了"))
    return Turn(slot, row, "idle", said("未开始"))


def round_at(slot: Slot) -> Round | None:
    """The row of a slot, once there is one."""
    rows = Round.objects.of(slot.plan.street_id).filter(plan=slot.plan, starts_at=slot.starts_at)
    found: Round | None = rows.select_related("plan", "route", "compound").first()
    return found


def rounds_for(actor: Actor) -> QuerySet[Round]:
    """Rounds the actor sees, the latest first."""
    rows = Round.objects.of(actor.street_id)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    found: QuerySet[Round] = rows.select_related("compound", "plan").order_by("-starts_at", "-id")
    return found


def round_of(street_id: UUID, round_id: UUID) -> Round | None:
    rows = Round.objects.of(street_id).select_related("plan__organisation", "route", "compound")
    found: Round | None = rows.filter(pk=round_id).first()
    return found


def lines_of(row: Round) -> list[StopLine]:
    """Every point of a round, signed or not."""
    return _lines(stops_of(row.route), row)


def lines_for(slot: Slot, row: Round | None) -> list[StopLine]:
    """The same for a slot whose round may not have begun."""
    stops = stops_of(row.route if row else route_of(slot.plan))
    return _lines(stops, row)


def _lines(stops: Sequence[RouteStop], row: Round | None) -> list[StopLine]:
    signed: dict[UUID, Stop] = {}
    photos: dict[UUID, list[StopPhoto]] = {}
    if row is not None and row.seen:
        rows = Stop.objects.of(row.street_id).filter(round=row)
        signed = {one.point_id: one for one in rows}
        kept = StopPhoto.objects.of(row.street_id).filter(stop__round=row)
        for photo in kept.select_related("street").order_by("id"):
            photos.setdefault(photo.stop_id, []).append(photo)
    return [
        StopLine(
            one.order,
            one,
            found := signed.get(one.point.pk),
            photos.get(found.pk, []) if found else (),
        )
        for one in stops
    ]


def to_explain(actor: Actor) -> QuerySet[Round]:
    """Rounds that were missed or not finished, without a word why."""
    found: QuerySet[Round] = rounds_for(actor).filter(state__in=NOT_WALKED, explained="")
    return found


def within(rows: QuerySet[Round], first: date, last: date) -> QuerySet[Round]:
    """Rounds that were to begin between two days, both included."""
    return rows.filter(starts_at__gte=start_of(first), starts_at__lt=end_of(last))


def handovers_for(actor: Actor) -> QuerySet[Handover]:
    rows = Handover.objects.of(actor.street_id)
    held = reach(actor)
    if held is not None:
        rows = rows.filter(compound_id__in=held)
    found: QuerySet[Handover] = rows.select_related("plan", "compound").order_by("-given_at", "-id")
    return found


def handovers_of(plans: Iterable[Plan], most: int = 10) -> list[Handover]:
    """The latest handovers of the plans somebody walks."""
    used = list(plans)
    if not used:
        return []
    rows = Handover.objects.of(used[0].street_id).filter(plan_id__in=[p.pk for p in used])
    return list(rows.select_related("plan").order_by("-given_at", "-id")[:most])


def stops_at(street_id: UUID, point_id: UUID, most: int = 30) -> list[Stop]:
    """The latest sign-ins at a point."""
    rows = Stop.objects.of(street_id).filter(point_id=point_id).select_related("round__plan")
    return list(rows.order_by("-signed_at", "-id")[:most])


def open_slots(plans: Iterable[Plan], now: datetime) -> list[Slot]:
    """The rounds one may sign in to now; those that have begun first."""
    used = list(plans)
    if not used:
        return []
    calendar, today = calendar_of(used[0].street_id), day_of(now)
    yesterday = today - timedelta(days=1)
    tomorrow = today + timedelta(days=1)
    found = (s for plan in used for s in slots(plan, yesterday, tomorrow, calendar))
    return sorted((s for s in found if s.open_at(now)), key=lambda s: (s.due_at < now, s.starts_at))
