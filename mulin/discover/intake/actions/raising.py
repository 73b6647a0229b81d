"""A ticket is raised: by whom it hurts, at a counter, by telephone, by a code on a lamp post."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.intake.actions.answering import tell_worker
from mulin.discover.intake.actions.common import MOST_PHOTOS, File, keep_files, reckon, say, words
from mulin.discover.intake.categories import Category
from mulin.discover.intake.events import TicketRaised
from mulin.discover.intake.models import PlacePoint, Ticket, TicketPaper
from mulin.discover.intake.permissions import HIDDEN, NO_POINT, may_note, may_raise
from mulin.discover.intake.places import Place
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.intake.queries.routing import route
from mulin.discover.intake.queries.tickets import place_words
from mulin.ground.estate.identities import Sealer
from mulin.ground.estate.models import Building, Compound, Person
from mulin.ground.estate.numbers import BadNumber, telephone
from mulin.ground.matters.models import Matter
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

NUMBERS = "GD"
"""Tickets are numbered GD-2026-0001: 工单."""
LONGEST_TEXT, LONGEST_TITLE = 2000, 60
NOBODY = said("不留名的居民")
PASSER_BY = said("扫码的居民")
_FIRST = re.compile(r"[。！？!?\n；;]")
Channel = Ticket.Channel


@dataclass(frozen=True)
class Report:
    """What somebody says. ``raiser``: of the register; ``caller``, ``phone``: of somebody who is not."""

    place: Place
    category: str
    text: str
    channel: str
    title: str = ""
    raiser: Person | None = None
    caller: str = ""
    phone: str = ""
    anonymous: bool = False
    urgent: bool = False
    photos: tuple[File, ...] = ()
    voice: tuple[File, ...] = ()
    matter: Matter | None = None
    origin_id: UUID | None = None


def raise_ticket(report: Report, *, once: UUID, by: Actor, now: datetime) -> Ticket:
    """Take a report, number it, set its limits and send it where it belongs, all in one."""
    if report.channel in (Channel.PHONE, Channel.POINT):
        require(may_raise(by, report.place.compound))
    else:
        place = report.place.compound
        require(may_note(by, place.pk if place is not None else None))
    return _raised(report, once=once, by=by, now=now)


def raise_at_point(
    point: PlacePoint, report: Report, *, once: UUID, by: Actor | None, now: datetime
) -> Ticket:
    """Somebody scanned a code and reports what is wrong there; he need not have an account."""
    if point.ended_at is not None:
        raise Refused(NO_POINT)
    place = Place(point.compound, point.building, point.stairwell, None, point, report.place.spot)
    own = by if by is not None and by.street_id == point.street_id else None
    visitor = own or Actor(point.street_id, None, None, PASSER_BY)
    told = replace(report, place=place, channel=Channel.POINT, matter=None)
    return _raised(told, once=once, by=visitor, now=now)


def open_ticket(
    street_compound: Compound | None,
    category: str,
    title: str,
    text: str,
    *,
    origin: UUID,
    channel: str = Channel.PATROL,
    building: Building | None = None,
    spot: str = "",
    matter: Matter | None = None,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Ticket:
    """For other rooms' work: a failed check, an affair, a campaign opens a ticket. ``origin``: its row."""
    report = Report(
        place=Place(street_compound, building, spot=spot[:60]),
        category=category,
        title=title,
        text=text,
        channel=channel,
        matter=matter,
        origin_id=origin,
    )
    return raise_ticket(report, once=once, by=by, now=now)


def _raised(report: Report, *, once: UUID, by: Actor, now: datetime) -> Ticket:
    category = _category(report, by.street_id)
    _check(report, category)
    acting = Actor(by.street_id, None, None, NOBODY) if report.anonymous else by
    with transaction.atomic():
        known: Ticket | None = Ticket.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        ticket = _row(report, category, once=once, street_id=by.street_id, now=now)
        send_where_it_belongs(ticket, category, now=now)
        ticket.save(force_insert=True)
        kept = keep_files(ticket, report.photos, TicketPaper.Kind.BEFORE, by=acting, now=now)
        kept += keep_files(ticket, report.voice, TicketPaper.Kind.VOICE, by=acting, now=now)
        event = TicketRaised(
            ticket.number,
            ticket.kind,
            public_place(ticket),
            ticket.get_channel_display(),
            category.limit.words,
            kept,
        )
        say(event, ticket, by=acting, now=now)
        tell_worker(ticket, now=now)
        return ticket


def send_where_it_belongs(ticket: Ticket, category: Category, *, now: datetime) -> None:
    """Fill in organisation and worker by the rules; where nobody answers it waits for a dispatcher."""
    found = route(ticket.street_id, category.code, category.party, ticket.compound, now)
    if found is None:
        return
    ticket.organisation, ticket.worker = found.organisation, found.worker
    ticket.state, ticket.sent_at = Ticket.State.SENT, now


def public_place(ticket: Ticket) -> str:
    """The place as a fact may hold it: never the room, which would name its household."""
    if ticket.unit is None:
        return place_words(ticket)
    parts = [ticket.compound.name if ticket.compound else ""]
    parts += [str(ticket.building)] if ticket.building else []
    return " ".join(part for part in (*parts, said("户内")) if part)


def title_from(text: str, kind: str, spot: str) -> str:
    """The first sentence; where there is only a voice, the kind and the spot."""
    first = _FIRST.split(text.strip(), maxsplit=1)[0].strip(" ，,、")
    if not first:
        return " ".join(part for part in (spot, kind) if part)[:LONGEST_TITLE]
    return first if len(first) <= 40 else f"{first[:39]}…"


def _category(report: Report, street_id: UUID) -> Category:
    found = categories_of(street_id).get(report.category)
    if found is None:
        raise Refused(Refusal(said("没有选是什么事。"), said("请在列出的类别里选一个。")))
    return found


def _check(report: Report, category: Category) -> None:
    if not (report.text.strip() or report.title.strip() or report.voice or report.photos):
        raise Refused(
            Refusal(said("还没有说是什么事。"), said("写一句、拍一张或录一段语音，有一样就行。"))
        )
    if report.text:
        words(report.text + " ", LONGEST_TEXT + 1, "", said("请写要紧的，细节见面再说。"))
    if len(report.photos) > MOST_PHOTOS:
        raise Refused(
            Refusal(said("最多传 {n} 张照片。", n=MOST_PHOTOS), said("请挑看得清的几张。"))
        )
    if report.anonymous and not category.anonymous:
        raise Refused(
            Refusal(
                said("“{kind}”要留联系方式，不能不留名。", kind=category.name),
                said("要有人上门或回话，请留名；邻居和公示里看不到您的名字和电话。"),
            )
        )
    _check_place(report.place)


def _check_place(place: Place) -> None:
    """Everything named lies in one street and one compound, one inside the other."""
    compound = place.compound
    for inner in (place.building, place.stairwell, place.unit, place.point):
        if inner is None:
            continue
        same = compound is not None and inner.compound_id == compound.pk
        if not same or inner.street_id != compound.street_id:  # type: ignore[union-attr]
            raise Refused(HIDDEN)
    stairwell, building = place.stairwell, place.building
    if stairwell is not None and building is not None and stairwell.building_id != building.pk:
        raise Refused(HIDDEN)


def _row(
    report: Report, category: Category, *, once: UUID, street_id: UUID, now: datetime
) -> Ticket:
    place, text = report.place, report.text.strip()
    unit = place.unit
    ticket = Ticket(
        id=once,
        street_id=street_id,
        number=draw_number(street_id, NUMBERS, day_of(now).year),
        category=category.code,
        kind=category.name,
        title=report.title.strip()[:LONGEST_TITLE] or title_from(text, category.name, place.spot),
        text=text,
        compound=place.compound,
        building=place.building or (unit.building if unit is not None else None),
        stairwell=place.stairwell or (unit.stairwell if unit is not None else None),
        unit=unit,
        point=place.point,
        spot=place.spot.strip()[:60],
        channel=report.channel,
        origin_id=report.origin_id,
        raiser=None if report.anonymous else report.raiser,
        anonymous=report.anonymous,
        shielded=category.shield,
        emergency=category.emergency or report.urgent,
        payer=category.payer,
        matter=report.matter,
        respond_hours=category.respond,
        limit_hours=category.limit.hours,
        limit_days=category.limit.days,
        raised_at=now,
        since=now,
    )
    if report.urgent and not category.emergency:
        ticket.respond_hours = min(ticket.respond_hours, 2)
    _reachable(ticket, report)
    reckon(ticket)
    return ticket


def _reachable(ticket: Ticket, report: Report) -> None:
    """How the raiser is reached: the register, what he left, or only a code of his own."""
    if not report.anonymous and report.raiser is None:
        ticket.caller = report.caller.strip()[:40]
        if report.phone.strip():
            try:
                number = telephone(report.phone)
            except BadNumber as bad:
                raise Refused(Refusal(str(bad), said("请核对联系电话。"))) from None
            sealed, masked, _blind, _tail = Sealer(ticket.street_id).phone_values(number)
            ticket.caller_sealed, ticket.caller_masked = sealed, masked
    if ticket.raiser_id is None:
        ticket.follow = secrets.token_urlsafe(12)
