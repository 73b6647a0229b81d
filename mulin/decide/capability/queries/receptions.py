"""Reception days: the rhythm in force, the next day, days that were missed, counts by month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.decide.capability.models import ReceptionDay, Schedule, Visit
from mulin.decide.capability.permissions import BODIES, RECEIVERS, reach
from mulin.decide.capability.rhythm import days_of
from mulin.ground.estate.models import Compound, Engagement, Organisation
from mulin.kit.rights import Actor, Role

AHEAD = timedelta(days=62)
"""The next day of a monthly rhythm lies within two months."""
SHOWN_MONTHS = 12
NOT_THEN = (ReceptionDay.State.CALLED_OFF, ReceptionDay.State.MOVED)
"""A day of the rhythm on which nobody receives."""


@dataclass(frozen=True)
class Month:
    """What happened in a month: ``held`` of ``due`` days, visits, of which answered, handed over."""

    first: date
    due: int
    held: int
    called_off: int
    missed: int
    visits: int
    answered: int
    handed_over: int


def schedules_for(actor: Actor) -> QuerySet[Schedule]:
    """Rhythms the actor may see, those in force first."""
    rows = Schedule.objects.of(actor.street_id).select_related("body", "compound")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    found: QuerySet[Schedule] = rows.order_by("compound__name", "body__name", "-starts_on", "id")
    return found


def with_counts(rows: QuerySet[Schedule], today: date) -> QuerySet[Schedule]:
    """Rhythms with the visits of this month and the days that were accounted for until yesterday."""
    mine = {"street_id": OuterRef("street_id"), "schedule_id": OuterRef("pk")}
    moved_away = Q(state=ReceptionDay.State.MOVED, moved_to__lt=today)
    days = ReceptionDay.objects.filter(~moved_away, **mine, extra=False, day__lt=today)
    visits = Visit.objects.filter(**mine, reception__day__gte=today.replace(day=1))
    return rows.annotate(accounted=_number(days), this_month=_number(visits))


def schedule_of(street_id: UUID, schedule_id: UUID) -> Schedule | None:
    """One rhythm of a street."""
    rows = Schedule.objects.of(street_id).select_related("body", "compound", "street")
    found: Schedule | None = rows.filter(pk=schedule_id).first()
    return found


def expected(schedule: Schedule, first: date, last: date) -> list[date]:
    """Days of the rhythm between two days, while it is in force."""
    first = max(first, schedule.starts_on)
    last = min(last, schedule.ends_on) if schedule.ends_on else last
    return list(days_of(schedule.nth, schedule.weekday, first, last))


def is_expected(schedule: Schedule, day: date) -> bool:
    """Whether the rhythm has that day, or another day was moved to it."""
    return bool(expected(schedule, day, day)) or day in moved_to(schedule)


def moved_to(schedule: Schedule) -> set[date]:
    """Days that stand for others."""
    rows = _days(schedule).filter(state=ReceptionDay.State.MOVED)
    return {day for day in rows.values_list("moved_to", flat=True) if day is not None}


def missed_count(schedule: Schedule, today: date) -> int:
    """Days until yesterday of which nothing is on record; the row carries ``accounted``."""
    accounted: int = getattr(schedule, "accounted", 0)
    return max(0, len(expected(schedule, schedule.starts_on, today - timedelta(1))) - accounted)


def missed_days(schedule: Schedule, today: date) -> list[date]:
    """Those days by name, the latest first."""
    known = set(_days(schedule).values_list("day", flat=True))
    due = {*expected(schedule, schedule.starts_on, today - timedelta(days=1))}
    due |= {day for day in moved_to(schedule) if day < today}
    return [day for day in sorted(due, reverse=True) if day not in known]


def next_day(schedule: Schedule, today: date) -> date | None:
    """The next day on which the body receives, days called off left out."""
    off = set(
        _days(schedule).filter(day__gte=today, state__in=NOT_THEN).values_list("day", flat=True)
    )
    coming = {*expected(schedule, today, today + AHEAD)}
    coming |= {day for day in moved_to(schedule) if day >= today}
    return next((day for day in sorted(coming) if day not in off), None)


def next_days(actor: Actor, today: date) -> list[tuple[Schedule, date]]:
    """Every body that receives the actor's compounds, with its next day; the nearest first."""
    rows = schedules_for(actor).filter(ends_on__isnull=True)[:50]
    found = [(row, day) for row in rows if (day := next_day(row, today)) is not None]
    return sorted(found, key=lambda pair: (pair[1], pair[0].opens))


def days_told(schedule: Schedule) -> list[ReceptionDay]:
    """Days on record, the latest first, with how many things were brought."""
    brought = Visit.objects.filter(street_id=OuterRef("street_id"), reception_id=OuterRef("pk"))
    total = brought.order_by().values("reception_id").annotate(n=Count("pk")).values("n")
    rows = _days(schedule).annotate(brought=Coalesce(Subquery(total), 0))
    return list(rows.order_by("-day"))


def visits_for(schedule: Schedule) -> QuerySet[Visit]:
    """What owners came with, the latest first."""
    rows = Visit.objects.of(schedule.street_id).filter(schedule=schedule)
    found: QuerySet[Visit] = rows.select_related("reception", "matter").order_by(
        "-reception__day", "-id"
    )
    return found


def visit_of(schedule: Schedule, visit_id: UUID) -> Visit | None:
    """One visit of a rhythm."""
    found: Visit | None = visits_for(schedule).filter(pk=visit_id).first()
    return found


def months_of(schedule: Schedule, today: date) -> list[Month]:
    """The last twelve months, the latest first; months before the rhythm began are left out."""
    days = {row.day: row for row in _days(schedule)}
    visits = Visit.objects.of(schedule.street_id).filter(schedule=schedule)
    told = visits.values_list("reception__day", "answer", "matter_id")
    brought, answered, handed = Counter[date](), Counter[date](), Counter[date]()
    for day, answer, matter in told:
        first = day.replace(day=1)
        brought[first] += 1
        answered[first] += bool(answer)
        handed[first] += matter is not None
    found: list[Month] = []
    moved = {row.moved_to for row in days.values() if row.moved_to}
    for first, last in _months(schedule, today):
        due = {*expected(schedule, first, min(last, today - timedelta(days=1)))}
        due |= {day for day in moved if first <= day <= last and day < today}
        states = Counter(row.state for day, row in days.items() if first <= day <= last)
        found.append(
            Month(
                first,
                len(expected(schedule, first, last))
                + sum(first <= day <= last for day in moved)
                - states[ReceptionDay.State.MOVED],
                states[ReceptionDay.State.HELD],
                states[ReceptionDay.State.CALLED_OFF],
                sum(day not in days for day in due),
                brought[first],
                answered[first],
                handed[first],
            )
        )
    return found


def bodies_to(actor: Actor, today: date) -> list[tuple[Organisation, Compound]]:
    """Bodies whose reception days the actor may fix, each with its compound, that have none yet."""
    whole = actor.has(Role.STREET_OFFICER)
    grants = [g for g in actor.grants if g.role in (*RECEIVERS, Role.COMMUNITY_WORKER)]
    looked_after = frozenset().union(
        *(g.compounds for g in grants if g.role == Role.COMMUNITY_WORKER)
    )
    own = {(g.organisation_id, c) for g in grants if g.role in RECEIVERS for c in g.compounds}
    taken = set(
        Schedule.objects.of(actor.street_id)
        .filter(ends_on__isnull=True)
        .values_list("body_id", "compound_id")
    )
    return [
        (body, compound)
        for body, compound in _bodies(actor.street_id, today)
        if (body.pk, compound.pk) not in taken
        and (whole or compound.pk in looked_after or (body.pk, compound.pk) in own)
    ]


def _bodies(street_id: UUID, today: date) -> list[tuple[Organisation, Compound]]:
    """Committees with their compound, companies with each compound they manage."""
    rows = Organisation.objects.of(street_id).filter(
        kind__in=BODIES,
        ended_on__isnull=True,
        compound__isnull=False,
        compound__ended_on__isnull=True,
    )
    found = [(row, row.compound) for row in rows.select_related("compound").order_by("name")]
    manages = Engagement.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        kind=Engagement.Kind.MANAGES,
        valid_from__lte=today,
        compound__ended_on__isnull=True,
        compound__isnull=False,
    )
    managed = manages.select_related("organisation", "compound").order_by("compound__name")
    found += [(row.organisation, row.compound) for row in managed]
    return sorted(found, key=lambda pair: (pair[1].name, pair[0].name))


def _months(schedule: Schedule, today: date) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    first = today.replace(day=1)
    while len(found) < SHOWN_MONTHS and first >= schedule.starts_on.replace(day=1):
        after = (first + timedelta(days=32)).replace(day=1)
        found.append((first, after - timedelta(days=1)))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _days(schedule: Schedule) -> QuerySet[ReceptionDay]:
    found: QuerySet[ReceptionDay] = ReceptionDay.objects.of(schedule.street_id).filter(
        schedule=schedule
    )
    return found


def _number(rows: QuerySet[ReceptionDay] | QuerySet[Visit]) -> Coalesce:
    counted = rows.order_by().values("schedule_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
