"""A workshop set up, a power lent to it, lent for longer, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.workshop.actions.common import alone
from mulin.decide.workshop.events import (
    MandateEnded,
    MandateExtended,
    MandateGranted,
    MandatePaperKept,
    WorkshopOpened,
)
from mulin.decide.workshop.models import Mandate, MandatePaper, Workshop
from mulin.decide.workshop.permissions import HIDDEN, may_lend
from mulin.decide.workshop.powers import name_of
from mulin.ground.estate.models import Community, Compound, Organisation
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.verbs import say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Power, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said

NUMBERS = "SQ"
"""Mandates are numbered SQ-2026-0001: 授权."""
LONGEST_YEARS = 3
KINDS = (Organisation.Kind.SOCIAL_ORGANISATION, Organisation.Kind.SOCIAL_WORK_AGENCY)
"""Kinds of organisations that can be a street's workshop."""
MOST_DAYS = 20
MOST_PAPERS = 12
DOCUMENT = "workshop.mandate"
"""The kind of paper a power is lent by."""


@dataclass(frozen=True)
class Lease:
    """What is lent, how far, for how long, by which document. No place: the whole street."""

    power: Power
    since: date
    until: date
    document: str
    limits: str = ""
    community: Community | None = None
    compound: Compound | None = None


def open_workshop(
    organisation: Organisation, place: str, days: int, *, once: UUID, by: Actor, now: datetime
) -> Workshop:
    """Make a social organisation a workshop of the street; it may nothing until something is lent."""
    require(may_lend(by))
    if organisation.street_id != by.street_id:
        raise Refused(HIDDEN)
    if organisation.kind not in KINDS or organisation.ended_on is not None:
        refuse(said("第三方工作室只能是在册的社会组织或社工机构。"), said("请先在“组织”里登记它。"))
    if not 1 <= days <= MOST_DAYS:
        refuse(said("月报期限要在 1 到 {n} 个工作日之间。", n=MOST_DAYS), said("通常是 5 个。"))
    with transaction.atomic():
        rows = Workshop.objects.of(by.street_id)
        known: Workshop | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        if rows.filter(organisation=organisation).exists():
            refuse(said("{name}已经是工作室。", name=organisation.name), said("请直接授权。"))
        made = Workshop(
            id=once,
            street_id=by.street_id,
            organisation=organisation,
            place=place.strip()[:80],
            report_days=days,
            opened_on=day_of(now),
        )
        made.save(force_insert=True)
        where = made.place or said("未定")
        say(WorkshopOpened(organisation.name, where, days), made, by=by, now=now)
        return made


def grant(workshop: Workshop, lease: Lease, *, once: UUID, by: Actor, now: datetime) -> Mandate:
    """Lend one power over one place; the same ``once`` again gives the mandate back."""
    require(may_lend(by))
    places = [place for place in (lease.community, lease.compound) if place is not None]
    if any(one.street_id != by.street_id for one in (workshop, *places)):
        raise Refused(HIDDEN)
    document = words(lease.document, 120, said("授权文件"), said("例如“街道办〔2026〕12 号”。"))
    _check_days(lease.since, lease.until)
    with transaction.atomic():
        alone(workshop, by)
        rows = Mandate.objects.of(by.street_id)
        known: Mandate | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        _refuse_second(workshop, lease)
        made = _mandate(workshop, lease, document, once, by, day_of(now))
        made.save(force_insert=True)
        event = MandateGranted(
            workshop.organisation.name,
            name_of(made.power),
            made.number,
            str(lease.compound or lease.community or said("全街道")),
            lease.since,
            lease.until,
            document,
        )
        say(event, made, compound_id=made.compound_id, by=by, now=now)
        return made


def _mandate(
    workshop: Workshop, lease: Lease, document: str, once: UUID, by: Actor, today: date
) -> Mandate:
    return Mandate(
        id=once,
        street_id=by.street_id,
        workshop=workshop,
        number=draw_number(by.street_id, NUMBERS, today.year),
        power=lease.power.value,
        community=lease.community,
        compound=lease.compound,
        valid_from=lease.since,
        valid_to=lease.until,
        document=document,
        limits=lease.limits.strip()[:300],
        granted_on=today,
        granted_by=by.post or by.name,
    )


def extend(
    mandate: Mandate, until: date, document: str, why: str, *, by: Actor, now: datetime
) -> Mandate:
    """Lend it for longer, by a document of its own; what has run out is lent anew."""
    require(may_lend(by))
    paper = words(document, 120, said("授权文件"), said("延期也要有文件。"))
    reason = words(why, 200, said("延期的理由"))
    with transaction.atomic():
        fresh, today = alone(mandate, by), day_of(now)
        if fresh.ended_on is not None or fresh.valid_to < today:
            refuse(said("这项授权已经不在有效期内。"), said("请重新授权，另写一份文件。"))
        if until == fresh.valid_to:
            return fresh
        if until < fresh.valid_to:
            refuse(
                said("延期后的日子要晚于 {day}。", day=fresh.valid_to.isoformat()),
                said("要缩短的，请用“收回”。"),
            )
        _check_days(today, until)
        before, fresh.valid_to, fresh.document = fresh.valid_to, until, paper
        fresh.save(update_fields=["valid_to", "document"])
        event = MandateExtended(
            fresh.workshop.organisation.name,
            name_of(fresh.power),
            fresh.number,
            before,
            until,
            paper,
            reason,
        )
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def keep_document(
    mandate: Mandate, title: str, data: bytes | Readable, *, by: Actor, now: datetime
) -> MandatePaper:
    """Keep the signed document; the same file again gives back what is kept."""
    require(may_lend(by))
    with transaction.atomic():
        fresh, today = alone(mandate, by), day_of(now)
        rows = MandatePaper.objects.of(by.street_id).filter(mandate=fresh)
        paper = store(
            fresh.street_id, data, kind=DOCUMENT, title=title[:200], klass=Klass.INTERNAL,
            by=by, today=today, now=now,
        )  # fmt: skip
        known: MandatePaper | None = rows.filter(paper=paper).first()
        if known is not None:
            return known
        if rows.count() >= MOST_PAPERS:
            refuse(said("一项授权最多存 {n} 份文件。", n=MOST_PAPERS), said("请合成一份再存。"))
        line = MandatePaper(
            street_id=by.street_id, mandate=fresh, paper=paper, kept_on=today,
            by=by.post or by.name,
        )  # fmt: skip
        line.save(force_insert=True)
        event = MandatePaperKept(
            fresh.workshop.organisation.name, name_of(fresh.power), fresh.number, paper.title,
            paper.digest,
        )  # fmt: skip
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return line


def end(mandate: Mandate, why: str, *, by: Actor, now: datetime) -> Mandate:
    """Take it back from today on; again, it changes nothing."""
    require(may_lend(by))
    reason = words(why, 200, said("收回的理由"), said("理由会给工作室看。"))
    with transaction.atomic():
        fresh, today = alone(mandate, by), day_of(now)
        if fresh.ended_on is not None:
            return fresh
        if fresh.valid_to < today:
            refuse(said("这项授权已经到期，不用收回。"), said("它不再给任何权限。"))
        fresh.ended_on, fresh.why_ended = today, reason
        fresh.save(update_fields=["ended_on", "why_ended"])
        event = MandateEnded(
            fresh.workshop.organisation.name, name_of(fresh.power), fresh.number, today, reason
        )
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def _check_days(since: date, until: date) -> None:
    if until < since:
        refuse(said("到期日早于生效日。"), said("请核对两个日子。"))
    if (until - since).days > LONGEST_YEARS * 366:
        refuse(said("一次授权不超过 {n} 年。", n=LONGEST_YEARS), said("到期前看过效果再延期。"))


def _refuse_second(workshop: Workshop, lease: Lease) -> None:
    """The same power over the same place twice at once would leave open which ends when."""
    rows = Mandate.objects.of(workshop.street_id).filter(
        workshop=workshop,
        power=lease.power.value,
        community=lease.community,
        compound=lease.compound,
        ended_on__isnull=True,
        valid_from__lte=lease.until,
        valid_to__gte=lease.since,
    )
    other = rows.first()
    if other is not None:
        refuse(
            said(
                "同一范围的“{power}”已经授权到 {day}（{number}）。",
                power=name_of(other.power),
                day=other.valid_to.isoformat(),
                number=other.number,
            ),
            said("请延长那一项，或者先收回它。"),
        )
