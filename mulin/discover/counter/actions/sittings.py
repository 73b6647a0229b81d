"""Windows: laid out for weeks at once, called off, booked, and who came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from mulin.discover.counter.actions.common import alone, phone_of
from mulin.discover.counter.events import (
    BookingMarked,
    WindowBooked,
    WindowCalledOff,
    WindowsPlanned,
)
from mulin.discover.counter.models import Booking, Sitting, Station
from mulin.discover.counter.permissions import may_book, may_change_booking, may_keep_station
from mulin.discover.counter.queries.stations import is_off_hours
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.identities import PHONE, open_phone
from mulin.ground.estate.models import Person
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.record.verbs import say
from mulin.ground.secrets import seal_text
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.masking import mask_phone
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said
from mulin.law.affairs.catalogue import affairs

LONGEST = timedelta(days=366)
MOST_PLACES = 60
State = Booking.State


@dataclass(frozen=True)
class Plan:
    """Windows of some weekdays between two days. ``days_off``: also where nobody works that day."""

    weekdays: frozenset[int]
    first: date
    last: date
    opens: time
    closes: time
    sitter: str
    places: int = 0
    days_off: bool = False


@dataclass(frozen=True)
class Caller:
    """Who books."""

    name: str
    phone: str = ""
    person: Person | None = None
    affair: str = ""


def plan_sittings(station: Station, plan: Plan, *, by: Actor, now: datetime) -> list[Sitting]:
    """Lay windows out; days on which this person sits there already stay as they are."""
    with transaction.atomic():
        fresh = alone(station, by)
        require(may_keep_station(by, fresh.community_id))
        sitter = words(plan.sitter, 40, said("谁在窗口"))
        _judge(fresh, plan, now)
        days = list(_days(plan, by))
        rows = Sitting.objects.of(by.street_id).filter(station=fresh, opens=plan.opens)
        taken = set(rows.filter(day__in=days, sitter=sitter).values_list("day", flat=True))
        made = [_sitting(fresh, plan, day, sitter) for day in days if day not in taken]
        if not made:
            refuse(
                said("这段时间没有要新排的窗口。"),
                said("已经排过了，或者都是放假的日子；要在放假日开窗口，请勾上“放假也开”。"),
            )
        Sitting.objects.bulk_create(made, batch_size=500)
        off = sum(row.off_hours for row in made)
        digest = fingerprint([f"{row.day} {row.hours} {row.sitter}" for row in made])
        event = WindowsPlanned(fresh.name, len(made), off, made[0].day, made[-1].day, digest)
        say(event, fresh, by=by, now=now)
        return made


def call_off(sitting: Sitting, why: str, *, by: Actor, now: datetime) -> Sitting:
    """A window does not open; who booked is told."""
    with transaction.atomic():
        fresh = alone(sitting, by)
        require(may_keep_station(by, fresh.station.community_id))
        if fresh.why_off:
            return fresh
        reason = words(why, 120, said("停开原因"))
        if fresh.day < day_of(now):
            refuse(said("这次窗口已经过去。"), said("过去的不能停开。"))
        fresh.why_off = reason
        fresh.save(update_fields=["why_off"])
        told = [b for b in fresh.bookings.select_for_update() if b.state == State.BOOKED]
        fresh.bookings.filter(state=State.BOOKED).update(state=State.CALLED_OFF)
        _tell(fresh, told, reason, now)
        event = WindowCalledOff(fresh.station.name, fresh.day, fresh.hours, reason, len(told))
        say(event, fresh, by=by, now=now)
        return fresh


def book(sitting: Sitting, caller: Caller, *, once: UUID, by: Actor, now: datetime) -> Booking:
    """Take a place; the same ``once`` gives it back. One person books one place at a window."""
    with transaction.atomic():
        fresh = alone(sitting, by)
        known: Booking | None = Booking.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        require(may_book(by, fresh, day_of(now)))
        at_counter = may_keep_station(by, fresh.station.community_id) is None
        if not at_counter and (caller.person is None or caller.person.pk != by.person_id):
            refuse(said("只能给自己约。"), said("替别人约，请打服务站电话。"))
        live = fresh.bookings.exclude(state=State.CALLED_OFF)
        if caller.person is not None and live.filter(person=caller.person).exists():
            refuse(said("已经约过这一次。"), said("不用再约，到时间来就行。"))
        if live.count() >= fresh.places:
            refuse(said("这次的位子约满了。"), said("约别的时间，或者直接来排队。"))
        phone = phone_of(caller.phone)
        row = Booking(
            id=once,
            street_id=by.street_id,
            sitting=fresh,
            person=caller.person,
            name=words(caller.name, 40, said("怎样称呼")),
            phone_sealed=seal_text(by.street_id, PHONE, phone),
            phone_masked=mask_phone(phone) if phone else "",
            affair=caller.affair if caller.affair in affairs() else "",
            booked_at=now,
        )
        row.save(force_insert=True)
        say(WindowBooked(fresh.station.name, fresh.day, fresh.hours), row, by=by, now=now)
        return row


def mark_booking(booking: Booking, state: str, *, by: Actor, now: datetime) -> Booking:
    """It was called off in time, or on the day: somebody came, or did not."""
    with transaction.atomic():
        fresh = alone(booking, by)
        require(may_change_booking(by, fresh))
        chosen, sitting = State(state), fresh.sitting
        if chosen in (State.CAME, State.MISSED):
            require(may_keep_station(by, sitting.station.community_id))
            if sitting.day > day_of(now):
                refuse(said("这一天还没有到。"), said("到了那天再登记来没来。"))
        if fresh.state == chosen:
            return fresh
        fresh.state = chosen
        fresh.save(update_fields=["state"])
        event = BookingMarked(sitting.station.name, sitting.day, fresh.get_state_display())
        say(event, fresh, by=by, now=now)
        return fresh


def _judge(station: Station, plan: Plan, now: datetime) -> None:
    if station.ended_on is not None:
        refuse(said("这个服务站已经停用。"), said("请选别的服务站。"))
    if plan.opens >= plan.closes:
        refuse(said("关窗时间不晚于开窗时间。"), said("请核对时间。"))
    if plan.first < day_of(now) or plan.last < plan.first:
        refuse(said("起止日期不对。"), said("从今天或者以后的日子排起，止日不早于起日。"))
    if plan.last - plan.first > LONGEST:
        refuse(said("一次最多排一年。"), said("请把止日往前移。"))
    if not plan.weekdays or not plan.weekdays <= set(range(7)):
        refuse(said("没有选星期几。"), said("至少选一天。"))
    if not 0 <= plan.places <= MOST_PLACES:
        refuse(said("可约人数要在 0 到 {n} 之间。", n=MOST_PLACES), said("0 表示不接受预约。"))


def _days(plan: Plan, by: Actor) -> Iterator[date]:
    calendar = calendar_of(by.street_id)
    weekend = plan.weekdays & {5, 6}
    for number in range((plan.last - plan.first).days + 1):
        day = plan.first + timedelta(days=number)
        works = calendar.is_working_day(day) or (day.weekday() in weekend)
        if day.weekday() in plan.weekdays and (works or plan.days_off):
            yield day


def _sitting(station: Station, plan: Plan, day: date, sitter: str) -> Sitting:
    off = is_off_hours(day, plan.opens, plan.closes, calendar_of(station.street_id))
    return Sitting(
        street_id=station.street_id,
        station=station,
        day=day,
        opens=plan.opens,
        closes=plan.closes,
        sitter=sitter,
        off_hours=off,
        places=plan.places,
    )


def _tell(sitting: Sitting, told: list[Booking], why: str, now: datetime) -> None:
    text = said(
        "{station}：您约的 {day} {hours} 的窗口停开，{why}。请另约时间。",
        station=sitting.station.name,
        day=sitting.day.isoformat(),
        hours=sitting.hours,
        why=why,
    )
    late = datetime.combine(sitting.day, sitting.closes, SHANGHAI)
    send_all(
        sitting.street_id,
        [
            Outgoing(
                f"window-off/{one.pk.hex}",
                text,
                person_id=one.person_id,
                address=open_phone(one.street_id, bytes(one.phone_sealed)),
                subject_id=sitting.pk,
                expires_at=late,
                by_hand=True,
            )
            for one in told
        ],
        now=now,
    )
