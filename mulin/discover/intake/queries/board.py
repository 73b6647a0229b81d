"""The dispatcher's desk in numbers: how many are over, due today, in three days, later, paused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from mulin.discover.intake.limits import Left, left, stands
from mulin.discover.intake.models import RUNNING, UNDONE, Ticket
from mulin.discover.intake.queries.mine import stamp
from mulin.discover.intake.queries.tickets import MARKS, place_words
from mulin.ground.words import shown
from mulin.kit.clock import day_of, end_of
from mulin.kit.words import said

State = Ticket.State
TIMES = {
    "late": ("late", said("超时")),
    "today": ("soon", said("今日到期")),
    "three": ("now", said("三日内")),
    "later": ("idle", said("三日以上")),
    "paused": ("pause", said("暂停")),
}
SEGMENTS = (
    State.WAITING,
    State.SENT,
    State.WORKING,
    State.PAUSED,
    State.DONE,
    State.REPLIED,
)


def in_time(which: str, now: datetime) -> Q:
    """Open tickets by how much of their time is left."""
    today = end_of(day_of(now))
    three = today + timedelta(days=3)
    running = Q(state__in=RUNNING)
    return {
        "late": running & Q(due_at__lte=now),
        "today": running & Q(due_at__gt=now, due_at__lte=today),
        "three": running & Q(due_at__gt=max(now, today), due_at__lte=three),
        "later": running & Q(due_at__gt=three),
        "paused": Q(state=State.PAUSED),
    }[which]


@dataclass(frozen=True)
class Bucket:
    """One of the five figures above the list, with its part of the bar in percent."""

    code: str
    mark: str
    word: str
    count: int
    x: str = "0"
    width: str = "0"


@dataclass(frozen=True)
class Counts:
    """All that stands above the list, counted from the same rows in one statement."""

    buckets: tuple[Bucket, ...]
    states: Mapping[str, int]
    total: int


def counts(rows: QuerySet[Ticket], now: datetime) -> Counts:
    """Count the open tickets among the rows."""
    asked: dict[str, Any] = {f"t_{code}": Count("pk", filter=in_time(code, now)) for code in TIMES}
    asked |= {f"s_{state}": Count("pk", filter=Q(state=state)) for state in SEGMENTS}
    found = rows.order_by().select_related(None).filter(ended_at__isnull=True).aggregate(**asked)
    states = {state.value: found[f"s_{state}"] for state in SEGMENTS}
    whole = sum(found[f"t_{code}"] for code in TIMES)
    buckets, at = [], 0
    for code, (mark, word) in TIMES.items():
        count = found[f"t_{code}"]
        buckets.append(Bucket(code, mark, word, count, _share(at, whole), _share(count, whole)))
        at += count
    return Counts(tuple(buckets), states, sum(states.values()))


def _share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.2f}" if whole else "0"


@dataclass(frozen=True)
class Line:
    """A ticket as the list, the board and the worker's phone show it."""

    ticket: Ticket
    left: Left
    mark: str
    place: str
    handler: str
    due: str

    @property
    def pk(self) -> Any:
        return self.ticket.pk


def line(ticket: Ticket, now: datetime) -> Line:
    """Everything formatted once; costs no statement."""
    return Line(
        ticket,
        left_of(ticket, now),
        MARKS[State(ticket.state)],
        place_words(ticket),
        handler_words(ticket),
        stamp(ticket.due_at, due=True),
    )


def left_of(ticket: Ticket, now: datetime) -> Left:
    """How it stands with its time; what is done shows what became of it."""
    if ticket.state == State.PAUSED and ticket.paused_at is not None:
        return stands(ticket.since, ticket.due_at, ticket.paused_at, now)
    if ticket.state in UNDONE:
        return left(ticket.since, ticket.due_at, now)
    if ticket.done_at is not None:
        late = ticket.done_at >= ticket.due_at
        return Left("late" if late else "done", said("超时办完") if late else said("按时办完"), 100)
    return Left("idle", "—", 100)


def handler_words(ticket: Ticket) -> str:
    """Who has it, masked as the screens show people."""
    if ticket.organisation is None:
        return "—"
    name = ticket.organisation.name
    return f"{name} · {ticket.worker.name}" if ticket.worker is not None else name


def board(
    rows: QuerySet[Ticket], now: datetime, *, most: int = 25
) -> list[tuple[Any, int, list[Line]]]:
    """Open tickets in columns by state, the first due first: state, how many, the first of them."""
    tally = dict(
        rows.order_by()
        .select_related(None)
        .filter(ended_at__isnull=True)
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    found = []
    for state in SEGMENTS:
        held = (
            list(rows.filter(state=state).order_by("due_at", "id")[:most])
            if tally.get(state)
            else []
        )
        found.append((state, tally.get(state.value, 0), [line(one, now) for one in held]))
    return found


def word_of(bucket: Bucket) -> str:
    return shown(bucket.word)
