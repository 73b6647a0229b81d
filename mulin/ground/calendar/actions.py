"""The one verb of the calendar."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from mulin.ground.calendar.events import HolidayNoticeEntered
from mulin.ground.calendar.models import HolidayNotice
from mulin.ground.calendar.permissions import may_enter_notice
from mulin.ground.calendar.queries import calendar_of, forget_calendar, notices_of
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.holiday_notice import ReadNotice, year_off


def enter_notice(
    read: ReadNotice,
    *,
    title: str,
    number: str,
    published_on: date,
    why: str = "",
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> HolidayNotice:
    """From now on this street reckons with the notice; what is pinned stays. Tells every fault."""
    require(may_enter_notice(by))
    _refuse_faults(read, published_on, day_of(now))
    with transaction.atomic():
        done: HolidayNotice | None = HolidayNotice.objects.of(by.street_id).filter(id=once).first()
        if done is not None:
            return done
        _refuse_unreasoned(read.year, why, by)
        row = HolidayNotice(
            id=once or uuid7(),
            street_id=by.street_id,
            year=read.year,
            title=title,
            number=number,
            published_on=published_on,
            off=read.off_words,
            work=read.work_words,
            version=_version_with(read, by),
            why=why,
            entered_at=now,
            entered_by=by.post or by.name,
        )
        row.save(force_insert=True)
        record(_event(row), by=by, at=now, on=day_of(now), subject_id=row.pk)
        forget_calendar(by.street_id)
        transaction.on_commit(partial(forget_calendar, by.street_id))
    return row


def _event(row: HolidayNotice) -> HolidayNoticeEntered:
    return HolidayNoticeEntered(
        year=row.year,
        title=row.title,
        number=row.number,
        published_on=row.published_on.isoformat(),
        off=row.off,
        work=row.work,
        off_days=len(row.off),
        work_days=len(row.work),
        version=row.version,
        why=said("更正理由：{why}。", why=row.why) if row.why else "",
    )


def _version_with(read: ReadNotice, by: Actor) -> str:
    return calendar_of(by.street_id).with_year(year_off(read)).version


def _refuse_faults(read: ReadNotice, published_on: date, today: date) -> None:
    faults = read.faults()
    if published_on > today:
        faults.append(said("发布日期 {day} 还没有到", day=published_on.isoformat()))
    if faults:
        raise Refused(Refusal("；".join(faults) + "。", said("请对照通知原文改好再登记。")))


def _refuse_unreasoned(year: int, why: str, by: Actor) -> None:
    if notices_of(by.street_id, year) and not why.strip():
        raise Refused(
            Refusal(
                said("{year} 年的放假通知已经登记过。", year=year),
                said("确实登错、要改的，请写明更正理由。"),
            )
        )
