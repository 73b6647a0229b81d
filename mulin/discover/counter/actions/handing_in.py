"""Handing an affair in: once, at the window, on the phone, or by an agent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.counter.actions.agents import why_not
from mulin.discover.counter.actions.common import phone_of
from mulin.discover.counter.actions.telling import told_received
from mulin.discover.counter.events import AffairHandedIn
from mulin.discover.counter.kinds import NUMBERS
from mulin.discover.counter.models import Application, HandedPaper, Mandate, Station
from mulin.discover.counter.permissions import HIDDEN, may_hand_in, may_take_in
from mulin.discover.counter.queries.applications import seal_values
from mulin.discover.counter.queries.offers import Offered, offer_of
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.identities import PHONE
from mulin.ground.estate.models import Person, Unit
from mulin.ground.record.verbs import say
from mulin.ground.secrets import seal_text
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.masking import mask_phone
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said
from mulin.law.affairs.shape import Blank, Kind
from mulin.law.terms import Period
from mulin.law.workdays import after

TELL_WITHIN = Period(working_days=5)
"""What is missing is told at once or within five days: 行政许可法 第32条, kept to in every affair."""
LONGEST = 1000
Channel = Application.Channel


@dataclass(frozen=True)
class Handed:
    """What somebody brings. ``have``: papers that lie on the table, by code."""

    affair: str
    name: str
    phone: str = ""
    person: Person | None = None
    unit: Unit | None = None
    mandate: Mandate | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    have: frozenset[str] = frozenset()


def hand_in(
    station: Station, handed: Handed, *, once: UUID, by: Actor, now: datetime
) -> Application:
    """Take an affair in and give it a number; the same ``once`` gives it back."""
    own = handed.person.pk if handed.person else None
    at_window = may_take_in(by, station)
    if at_window is not None:
        require(may_hand_in(by, own, handed.mandate) and at_window)
    offered = _judge(station, handed, by, day_of(now))
    with transaction.atomic():
        known: Application | None = Application.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = _row(station, offered, handed, at_window is None, once, by, now)
        row.save(force_insert=True)
        HandedPaper.objects.bulk_create(_papers(row, offered, handed, day_of(now)))
        told_received(row, now=now)
        event = AffairHandedIn(station.name, row.title, row.number, row.get_channel_display())
        say(event, row, compound_id=row.compound_id, by=by, now=now)
        return row


def _judge(station: Station, handed: Handed, by: Actor, today: date) -> Offered:
    rows = (station, handed.person, handed.unit, handed.mandate)
    if any(row is not None and row.street_id != by.street_id for row in rows):
        raise Refused(HIDDEN)
    offered = offer_of(by.street_id, handed.affair)
    if offered is None:
        raise Refused(HIDDEN)
    if not offered.is_offered:
        refuse(
            said("“{affair}”本街道的窗口现在不受理。", affair=offered.affair.title),
            offered.note or said("请打街道电话，问哪里可以办。"),
        )
    if station.ended_on is not None:
        refuse(said("这个服务站已经停用。"), said("请换一个服务站。"))
    if handed.mandate is not None:
        principal = handed.person.pk if handed.person else None
        if why := why_not(handed.mandate, handed.affair, principal, today):
            refuse(why, said("请另写一份委托，或者请本人来办。"))
    return offered


def _row(
    station: Station,
    offered: Offered,
    handed: Handed,
    at_window: bool,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Application:
    today, unit = day_of(now), handed.unit
    phone = phone_of(handed.phone)
    channel = Channel.WINDOW if at_window else Channel.PHONE
    return Application(
        id=once,
        street_id=by.street_id,
        number=draw_number(by.street_id, NUMBERS, today.year),
        affair=offered.affair.code,
        title=offered.affair.title,
        station=station,
        compound_id=unit.compound_id if unit else None,
        unit=unit,
        person=handed.person,
        name=words(handed.name, 80, said("申请人姓名")),
        phone_sealed=seal_text(by.street_id, PHONE, phone),
        phone_masked=mask_phone(phone) if phone else _masked(handed.person),
        mandate=handed.mandate,
        channel=Channel.AGENT if handed.mandate else channel,
        values_sealed=seal_values(by.street_id, checked(offered.affair.blanks, handed.values)),
        received_at=now,
        received_by=by.post or by.name if at_window else said("本人提交"),
        tell_by=after(today, TELL_WITHIN, calendar_of(by.street_id)).day,
    )


def _papers(row: Application, offered: Offered, handed: Handed, today: date) -> list[HandedPaper]:
    if not handed.have <= {paper.code for paper in offered.affair.papers}:
        raise Refused(HIDDEN)
    state = HandedPaper.State
    return [
        HandedPaper(
            street_id=row.street_id,
            application=row,
            code=paper.code,
            title=paper.title,
            how_many=paper.how_many,
            optional=paper.optional,
            order=order,
            state=state.HAVE if paper.code in handed.have else state.MISSING,
            checked_on=today if paper.code in handed.have else None,
        )
        for order, paper in enumerate(offered.affair.papers, start=1)
    ]


def checked(blanks: tuple[Blank, ...], typed: Mapping[str, str]) -> dict[str, str]:
    """What was written into the form. Raises Refused for a blank that must not be empty."""
    found: dict[str, str] = {}
    for blank in blanks:
        value = typed.get(blank.code, "").strip()
        if not value and blank.required:
            refuse(said("没有填“{blank}”。", blank=blank.title), said("请补上再提交。"))
        if len(value) > LONGEST:
            refuse(said("“{blank}”写得太长。", blank=blank.title), said("最多 1000 个字。"))
        if value and blank.kind is Kind.CHOICE and value not in dict(blank.choices):
            raise Refused(HIDDEN)
        if value:
            found[blank.code] = value
    return found


def _masked(person: Person | None) -> str:
    return person.phone_masked if person else ""
