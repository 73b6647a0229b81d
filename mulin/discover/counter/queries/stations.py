"""Stations, their facilities against the standard, their windows and who booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.discover.counter.facilities import FACILITIES, Facility
from mulin.discover.counter.models import Booking, FacilityCheck, Sitting, Station
from mulin.discover.counter.permissions import CLERKS, reach
from mulin.ground.estate.models import Community, Compound, Unit
from mulin.kit.rights import Actor, Scope
from mulin.law.workdays import Calendar

OFFICE_OPENS, OFFICE_CLOSES = time(9), time(17)
"""Office hours where nothing else is known; a window beyond them is one of the off hours (错时)."""
AHEAD = timedelta(days=21)
LIVING = (Unit.Use.HOME,)


@dataclass(frozen=True)
class Looked:
    """One item of the standard, and what was seen."""

    facility: Facility
    check: FacilityCheck | None


def stations_for(actor: Actor) -> QuerySet[Station]:
    """Stations whose counters the actor reads, those that stand first."""
    rows = Station.objects.of(actor.street_id).select_related("community")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(community_id__in=within)
    good, bad = FacilityCheck.State.YES, (FacilityCheck.State.PARTLY, FacilityCheck.State.NO)
    mine = FacilityCheck.objects.filter(street_id=OuterRef("street_id"), station_id=OuterRef("pk"))
    found: QuerySet[Station] = rows.annotate(
        good=_number(mine.filter(state=good), "station_id"),
        bad=_number(mine.filter(state__in=bad), "station_id"),
    ).order_by(F("ended_on").desc(nulls_first=True), "community__name", "name")
    return found


def stations_open(actor: Actor) -> list[Station]:
    """Stations at which this person can take something in."""
    rows = Station.objects.of(actor.street_id).filter(ended_on__isnull=True)
    mine = [grant for grant in actor.grants if grant.role in CLERKS]
    if not any(grant.scope is Scope.STREET for grant in mine):
        rows = rows.filter(community_id__in=[g.scope_id for g in mine])
    return list(rows.select_related("community").order_by("community__name", "name"))


def stations_near(actor: Actor) -> list[Station]:
    """Stations of the communities in which the person lives or owns."""
    homes = Compound.objects.of(actor.street_id).filter(pk__in=actor.compounds)
    rows = Station.objects.of(actor.street_id).filter(
        ended_on__isnull=True, community_id__in=homes.values("community_id")
    )
    return list(rows.select_related("community").order_by("name"))


def station_of(street_id: UUID, station_id: UUID) -> Station | None:
    rows = Station.objects.of(street_id).select_related("community", "street")
    found: Station | None = rows.filter(pk=station_id).first()
    return found


def facilities_of(station: Station) -> list[Looked]:
    """Every item of the standard; one statement."""
    seen = {
        row.code: row for row in FacilityCheck.objects.of(station.street_id).filter(station=station)
    }
    return [Looked(one, seen.get(one.code)) for one in FACILITIES]


def homes_of_community(community: Community) -> int:
    """Homes that stand today, for the area that a hundred of them have."""
    rows = Unit.objects.of(community.street_id).filter(
        compound__community_id=community.pk, ended_on__isnull=True, use__in=LIVING
    )
    return rows.count()


def area_per_hundred(station: Station, homes: int) -> int | None:
    """0.01 m² of the station for each hundred homes, cut off; None without homes or area."""
    return station.area * 100 // homes if homes and station.area else None


def sittings_of(station: Station, first: date, last: date) -> list[Sitting]:
    """Windows of a station with how many booked."""
    return list(_booked(Sitting.objects.of(station.street_id).filter(station=station), first, last))


def sittings_near(stations: Sequence[Station], today: date) -> list[Sitting]:
    """What residents can come to in the next weeks."""
    if not stations:
        return []
    rows = Sitting.objects.of(stations[0].street_id).filter(station__in=stations)
    return list(_booked(rows, today, today + AHEAD).select_related("station"))


def sitting_of(street_id: UUID, sitting_id: UUID) -> Sitting | None:
    rows = Sitting.objects.of(street_id).select_related("station__community")
    found: Sitting | None = rows.filter(pk=sitting_id).first()
    return found


def bookings_of(sitting: Sitting) -> list[Booking]:
    """In the order in which they booked."""
    return list(sitting.bookings.order_by("booked_at", "id"))


def bookings_of_stations(street_id: UUID, stations: Sequence[UUID], day: date) -> QuerySet[Booking]:
    """Who is still to come on a day."""
    rows = Booking.objects.of(street_id).filter(
        sitting__station_id__in=stations, sitting__day=day, state=Booking.State.BOOKED
    )
    found: QuerySet[Booking] = rows.select_related("sitting__station").order_by(
        "sitting__opens", "booked_at"
    )
    return found


def my_bookings(actor: Actor, today: date) -> list[Booking]:
    """The person's own appointments from today on."""
    if actor.person_id is None:
        return []
    rows = Booking.objects.of(actor.street_id).filter(
        person_id=actor.person_id, sitting__day__gte=today, state=Booking.State.BOOKED
    )
    return list(rows.select_related("sitting__station").order_by("sitting__day", "sitting__opens"))


def booking_of(street_id: UUID, booking_id: UUID) -> Booking | None:
    rows = Booking.objects.of(street_id).select_related("sitting__station__community")
    found: Booking | None = rows.filter(pk=booking_id).first()
    return found


def is_off_hours(day: date, opens: time, closes: time, calendar: Calendar) -> bool:
    """Whether who works in office hours can come."""
    if not calendar.is_working_day(day):
        return True
    return opens < OFFICE_OPENS or closes > OFFICE_CLOSES


def _booked(rows: QuerySet[Sitting], first: date, last: date) -> QuerySet[Sitting]:
    mine = Booking.objects.filter(street_id=OuterRef("street_id"), sitting_id=OuterRef("pk"))
    taken = _number(mine.filter(~Q(state=Booking.State.CALLED_OFF)), "sitting_id")
    found: QuerySet[Sitting] = (
        rows.filter(day__gte=first, day__lte=last)
        .annotate(taken=taken)
        .order_by("day", "opens", "id")
    )
    return found


def communities_kept(actor: Actor) -> list[Community]:
    """Communities in which the actor may open a station."""
    mine = [grant for grant in actor.grants if grant.role in CLERKS]
    rows = Community.objects.of(actor.street_id)
    if not any(grant.scope is Scope.STREET for grant in mine):
        rows = rows.filter(pk__in=[g.scope_id for g in mine if g.scope is Scope.COMMUNITY])
    return list(rows.order_by("name"))


def _number(rows: QuerySet[Any], of: str) -> Coalesce:
    """How many rows a correlated question has; composite keys let no count be grouped outside."""
    grouped = rows.order_by().values(of).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped), 0)
