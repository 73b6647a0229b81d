"""How much of what was to be walked was walked: counted once, each number with its rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from mulin.discover.patrols.models import Hazard, Plan, Round
from mulin.discover.patrols.queries.rounds import State, within
from mulin.discover.patrols.reckoning import slots
from mulin.ground.calendar.queries import calendar_of


@dataclass(frozen=True)
class Walked:
    """One line of figures: rounds by how they ended, points, checks, and faults."""

    key: UUID | None
    name: str
    rounds: int
    done: int
    late: int
    short: int
    missed: int
    points: int
    seen: int
    checks: int
    bad: int

    @property
    def per_mille(self) -> int:
        """Rounds walked to the end, on time or not, in thousandths."""
        return (self.done + self.late) * 1000 // self.rounds if self.rounds else 0


SUMS = {
    "rounds": Count("pk"),
    "done": Count("pk", filter=Q(state=State.DONE)),
    "late": Count("pk", filter=Q(state=State.LATE)),
    "short": Count("pk", filter=Q(state=State.SHORT)),
    "missed": Count("pk", filter=Q(state=State.MISSED)),
    "points": Sum("points", default=0),
    "seen": Sum("seen", default=0),
    "checks": Sum("checks", default=0),
    "bad": Sum("bad", default=0),
}
FIELDS = tuple(SUMS)


def over(rows: QuerySet[Round], first: date, last: date) -> QuerySet[Round]:
    """Rounds of some days that are over: what is still under way counts nowhere."""
    return within(rows, first, last).exclude(state=State.OPEN)


def total(rows: QuerySet[Round]) -> Walked:
    """All of them in one line."""
    sums = rows.order_by().aggregate(**SUMS)
    return Walked(None, "", *(sums[field] or 0 for field in FIELDS))


def of_homes(street_id: UUID, compounds: Iterable[UUID], first: date, last: date) -> list[Walked]:
    """What neighbours are told of the rounds of their own compounds: sums, nobody's name."""
    rows = Round.objects.of(street_id).filter(compound_id__in=list(compounds))
    return by_compound(over(rows, first, last))


def by_compound(rows: QuerySet[Round]) -> list[Walked]:
    """A line for each compound, those with the most left out first."""
    grouped = rows.order_by().values("compound_id", "compound__name").annotate(**SUMS)
    lines = [
        Walked(row["compound_id"], row["compound__name"], *(row[field] or 0 for field in FIELDS))
        for row in grouped
    ]
    return sorted(lines, key=lambda line: (line.per_mille, line.name))


def by_plan(rows: QuerySet[Round]) -> list[Walked]:
    """A line for each plan."""
    grouped = rows.order_by().values("plan_id", "plan__title", "compound__name").annotate(**SUMS)
    lines = [
        Walked(
            row["plan_id"],
            f"{row['compound__name']} {row['plan__title']}",
            *(row[field] or 0 for field in FIELDS),
        )
        for row in grouped
    ]
    return sorted(lines, key=lambda line: (line.per_mille, line.name))


@dataclass(frozen=True)
class Cell:
    """One day of the calendar."""

    day: date
    inside: bool
    planned: int
    done: int
    late: int
    left: int

    @property
    def mark(self) -> str:
        if self.left:
            return "late"
        if self.late:
            return "soon"
        return "done" if self.done else "idle"


def month_of(
    plans: Iterable[Plan], rows: QuerySet[Round], month: date, now: datetime
) -> list[list[Cell]]:
    """A month in weeks from Monday: what was walked, and what the plans foresee."""
    first = month.replace(day=1)
    start = first - timedelta(days=first.weekday())
    after = (first + timedelta(days=32)).replace(day=1)
    last = after - timedelta(days=1)
    end = last + timedelta(days=6 - last.weekday())
    counted = _counted(within(rows, start, end))
    planned = _planned(plans, start, end)
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    cells = [
        Cell(day, first <= day <= last, planned.get(day, 0), *counted.get(day, (0, 0, 0)))
        for day in days
    ]
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def _counted(rows: QuerySet[Round]) -> dict[date, tuple[int, int, int]]:
    left = Count("pk", filter=Q(state__in=(State.SHORT, State.MISSED)))
    grouped = (
        rows.order_by().values("day").annotate(done=SUMS["done"], late=SUMS["late"], left=left)
    )
    return {row["day"]: (row["done"], row["late"], row["left"]) for row in grouped}


def _planned(plans: Iterable[Plan], first: date, last: date) -> Mapping[date, int]:
    found: dict[date, int] = {}
    used = list(plans)
    if not used:
        return found
    calendar = calendar_of(used[0].street_id)
    for plan in used:
        for slot in slots(plan, first, last, calendar):
            found[slot.day] = found.get(slot.day, 0) + 1
    return found


@dataclass(frozen=True)
class Hazards:
    """Hazards of a period: found, put right in time, late, and those open now by grade."""

    found: int
    closed: int
    in_time: int
    open: int
    overdue: int
    grave: int


def hazards_in(rows: QuerySet[Hazard], first: date, last: date, today: date) -> Hazards:
    """One statement over the hazards somebody sees."""
    closed = Q(state=Hazard.State.CLOSED, closed_on__range=(first, last))
    still = Q(state__in=(Hazard.State.FOUND, Hazard.State.ORDERED, Hazard.State.DONE))
    sums = rows.order_by().aggregate(
        found=Count("pk", filter=Q(found_at__date__range=(first, last))),
        closed=Count("pk", filter=closed),
        in_time=Count(
            "pk", filter=closed & (Q(due_on__isnull=True) | Q(closed_on__lte=F("due_on")))
        ),
        open=Count("pk", filter=still),
        overdue=Count("pk", filter=Q(state=Hazard.State.ORDERED, due_on__lt=today)),
        grave=Count("pk", filter=still & Q(grade__lte=2)),
    )
    return Hazards(**sums)
