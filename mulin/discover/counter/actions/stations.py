"""Stations: opened, corrected, closed; their facilities looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.counter.actions.common import alone, not_ahead
from mulin.discover.counter.events import (
    FacilitiesChecked,
    StationClosed,
    StationCorrected,
    StationOpened,
)
from mulin.discover.counter.facilities import BY_CODE
from mulin.discover.counter.models import FacilityCheck, Sitting, Station
from mulin.discover.counter.permissions import HIDDEN, may_keep_station
from mulin.ground.estate.models import Community
from mulin.ground.record.verbs import say
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said

LARGEST = 10_000_00
State = FacilityCheck.State


@dataclass(frozen=True)
class Premises:
    """What is known of a station. ``area`` in 0.01 m²."""

    name: str
    address: str
    phone: str = ""
    area: int = 0


def open_station(
    community: Community, premises: Premises, *, once: UUID, by: Actor, now: datetime
) -> Station:
    """Open a station; the same ``once`` gives it back."""
    if community.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_keep_station(by, community.pk))
    with transaction.atomic():
        known: Station | None = Station.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _unused(premises.name, None, by)
        row = Station(
            id=once,
            street_id=by.street_id,
            community=community,
            opened_on=day_of(now),
            **_checked(premises),
        )
        row.save(force_insert=True)
        say(StationOpened(community.name, row.name, row.address), row, by=by, now=now)
        return row


def correct_station(station: Station, premises: Premises, *, by: Actor, now: datetime) -> Station:
    """Change name, address, telephone or area."""
    with transaction.atomic():
        fresh = alone(station, by)
        require(may_keep_station(by, fresh.community_id))
        _unused(premises.name, fresh.pk, by)
        for field, value in _checked(premises).items():
            setattr(fresh, field, value)
        fresh.save(update_fields=["name", "address", "phone", "area"])
        say(StationCorrected(fresh.name, fresh.address, fresh.area), fresh, by=by, now=now)
        return fresh


def close_station(station: Station, why: str, *, by: Actor, now: datetime) -> Station:
    """Close a station at which nothing is planned any more."""
    with transaction.atomic():
        fresh = alone(station, by)
        require(may_keep_station(by, fresh.community_id))
        if fresh.ended_on is not None:
            return fresh
        reason = words(why, 120, said("停用原因"))
        ahead = Sitting.objects.of(by.street_id).filter(
            station=fresh, day__gte=day_of(now), why_off=""
        )
        if ahead.exists():
            refuse(said("后面还排着窗口。"), said("先把窗口停开，约了的人会收到通知。"))
        fresh.ended_on = day_of(now)
        fresh.save(update_fields=["ended_on"])
        say(StationClosed(fresh.name, reason), fresh, by=by, now=now)
        return fresh


def check_facilities(
    station: Station,
    seen: Mapping[str, tuple[str, str]],
    day: date,
    *,
    by: Actor,
    now: datetime,
) -> list[FacilityCheck]:
    """Write down what was seen of the standard: code → state and note; what is left out stays."""
    not_ahead(day, now, said("检查日"))
    with transaction.atomic():
        fresh = alone(station, by)
        require(may_keep_station(by, fresh.community_id))
        if not seen:
            refuse(said("一项也没有填。"), said("至少看一项再登记。"))
        known = {
            row.code: row for row in FacilityCheck.objects.of(by.street_id).filter(station=fresh)
        }
        rows = [
            _seen(fresh, known.get(code), code, *said_, day, by) for code, said_ in seen.items()
        ]
        new = [row for row in rows if row._state.adding]
        FacilityCheck.objects.bulk_create(new)
        for row in rows:
            if row.code in known:
                row.save(update_fields=["state", "note", "checked_on", "by"])
        good = sum(row.state in (State.YES, State.NOT_NEEDED) for row in rows)
        states = {row.code: row.state for row in rows}
        event = FacilitiesChecked(fresh.name, good, len(rows) - good, states)
        say(event, fresh, by=by, now=now)
        return rows


def _seen(
    station: Station,
    known: FacilityCheck | None,
    code: str,
    state: str,
    note: str,
    day: date,
    by: Actor,
) -> FacilityCheck:
    if code not in BY_CODE or state not in State.values:
        raise Refused(HIDDEN)
    if state in (State.PARTLY, State.NO) and not note.strip():
        refuse(
            said("“{item}”没有达标，要写差什么。", item=BY_CODE[code].title),
            said("写一句，例如“坡道太陡，六月前重做”。"),
        )
    row = known or FacilityCheck(
        id=uuid7(), street_id=station.street_id, station=station, code=code
    )
    row.state, row.note = State(state), note.strip()[:200]
    row.checked_on, row.by = day, by.post or by.name
    return row


def _checked(premises: Premises) -> dict[str, object]:
    if not 0 <= premises.area <= LARGEST:
        refuse(said("面积不对。"), said("单位平方米，最多两位小数。"))
    return {
        "name": words(premises.name, 60, said("服务站名称")),
        "address": words(premises.address, 120, said("地址")),
        "phone": premises.phone.strip()[:40],
        "area": premises.area,
    }


def _unused(name: str, but: UUID | None, by: Actor) -> None:
    rows = Station.objects.of(by.street_id).filter(name=name.strip(), ended_on__isnull=True)
    if rows.exclude(pk=but).exists():
        refuse(said("已经有叫“{name}”的服务站。", name=name.strip()), said("请换一个名字。"))
