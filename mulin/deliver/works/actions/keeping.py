"""Papers and contracts of a lift, and what the lift desk did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.common import alone
from mulin.deliver.works.events import (
    LiftContractSigned,
    LiftDossierTaken,
    LiftGuidanceFollowed,
    LiftGuidanceNoted,
    LiftPaperKept,
    LiftPaperTakenOut,
)
from mulin.deliver.works.models import Contract, Guidance, Project, ProjectPaper
from mulin.deliver.works.permissions import (
    HIDDEN,
    may_follow,
    may_keep_papers,
    may_note_guidance,
    may_see_project,
)
from mulin.ground.estate.models import Compound
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.record.verbs import say_there as say
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.lifts.papers import BY_CODE
from mulin.law.lifts.risks import ContractKind

PAPER = "works.lift"
"""The kind of paper kept in the four sets."""


def keep_paper(
    project: Project, kind: str, data: bytes | Readable, name: str, *, by: Actor, now: datetime
) -> ProjectPaper:
    """Put a paper into its set; the same file twice is one."""
    with transaction.atomic():
        fresh = alone(project, by)
        require(may_keep_papers(by, fresh))
        if kind not in BY_CODE:
            raise Refused(HIDDEN)
        paper = store(
            fresh.street_id,
            data,
            kind=PAPER,
            title=name,
            klass=Klass.SENSITIVE,
            by=by,
            today=day_of(now),
            now=now,
        )
        known: ProjectPaper | None = fresh.papers.filter(kind=kind, paper=paper).first()
        if known is not None:
            return known
        made = ProjectPaper(
            street_id=fresh.street_id,
            project=fresh,
            kind=kind,
            paper=paper,
            kept_on=day_of(now),
            by=by.post or by.name,
        )
        made.save(force_insert=True)
        event = LiftPaperKept(fresh.number, BY_CODE[kind].title, paper.digest)
        say(event, fresh, by=by, now=now)
        return made


def take_paper_out(kept: ProjectPaper, why: str, *, by: Actor, now: datetime) -> None:
    """A paper was put into the wrong place; that it was there stays on record."""
    with transaction.atomic():
        project = alone(kept.project, by)
        require(may_keep_papers(by, project))
        if not why.strip():
            raise Refused(Refusal(said("没有写为什么拿掉。"), said("例如“放错了项目”。")))
        title = BY_CODE[kept.kind].title
        event = LiftPaperTakenOut(project.number, title, kept.paper.digest, why.strip()[:200])
        if ProjectPaper.objects.of(by.street_id).filter(pk=kept.pk).erase():
            say(event, project, by=by, now=now)


def take_papers(project: Project, papers: int, *, by: Actor, now: datetime) -> None:
    """Note that all papers were taken as an archive, before the first byte leaves."""
    require(may_see_project(by, project))
    with transaction.atomic():
        say(LiftDossierTaken(project.number, papers), project, by=by, now=now)


@dataclass(frozen=True)
class Signed:
    """A contract as it was signed. Money is fen, percents are whole; None is not written in it."""

    kind: ContractKind
    party: str
    signed_on: date
    price: int
    advance: int | None = None
    retained: int | None = None
    warranty: int | None = None
    finish_by: date | None = None
    penalty: bool = False
    pipes_included: bool = False


def add_contract(
    project: Project, signed: Signed, *, once: UUID, by: Actor, now: datetime
) -> Contract:
    """Write down the terms that later reminders look at."""
    with transaction.atomic():
        fresh = alone(project, by)
        known: Contract | None = fresh.contracts.filter(pk=once).first()
        if known is not None:
            return known
        require(may_keep_papers(by, fresh) or _bad_contract(signed, day_of(now)))
        made = Contract(id=once, street_id=fresh.street_id, project=fresh, **vars(signed))
        made.save(force_insert=True)
        event = LiftContractSigned(
            fresh.number,
            signed.kind.label,
            signed.party,
            money.digits(signed.price),
            signed.signed_on,
        )
        say(event, fresh, by=by, now=now)
        return made


@dataclass(frozen=True)
class Told:
    """Whom the desk answered and what; never who asked."""

    kind: str
    day: date
    way: str
    topic: str
    persons: int
    question: str
    answer: str = ""
    follow_up: date | None = None


def note_guidance(
    told: Told,
    *,
    compound: Compound | None = None,
    project: Project | None = None,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Guidance:
    """Write down a consultation or an hour beside a project."""
    place = project.compound if project else compound
    if any(row is not None and row.street_id != by.street_id for row in (place, project)):
        raise Refused(HIDDEN)
    require(may_note_guidance(by, place.pk if place else None) or _bad_note(told, day_of(now)))
    with transaction.atomic():
        known: Guidance | None = Guidance.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        made = Guidance(
            id=once,
            street_id=by.street_id,
            compound=place,
            project=project,
            by=by.post or by.name,
            **vars(told),
        )
        made.save(force_insert=True)
        event = LiftGuidanceNoted(
            made.get_kind_display(),
            made.get_way_display(),
            made.get_topic_display(),
            made.persons,
            made.day,
        )
        _tell(event, made, by=by, now=now)
        return made


def follow_up(row: Guidance, *, by: Actor, now: datetime) -> Guidance:
    """The person was asked again how it went."""
    with transaction.atomic():
        rows = Guidance.objects.of(by.street_id).select_for_update()
        fresh: Guidance | None = rows.filter(pk=row.pk).first()
        if fresh is None:
            raise Refused(HIDDEN)
        require(may_follow(by, fresh))
        if fresh.followed_on is not None:
            return fresh
        fresh.followed_on = day_of(now)
        fresh.save(update_fields=["followed_on"])
        event = LiftGuidanceFollowed(fresh.get_kind_display(), fresh.day)
        _tell(event, fresh, by=by, now=now)
        return fresh


def _tell(event: Event, row: Guidance, *, by: Actor, now: datetime) -> None:
    """The fact stands with the project where there is one."""
    record(
        event,
        by=by,
        at=now,
        on=day_of(now),
        subject_id=row.project_id or row.pk,
        compound_id=row.compound_id,
    )


def _bad_contract(signed: Signed, today: date) -> Refusal | None:
    if signed.signed_on > today:
        return Refusal(said("签订日还没有到。"), said("签了以后再登记。"))
    if not signed.price:
        return Refusal(said("没有填价款。"), said("照合同上的数填，单位元。"))
    return None


def _bad_note(told: Told, today: date) -> Refusal | None:
    if told.day > today:
        return Refusal(said("日期还没有到。"), said("请填接待的那一天。"))
    if not told.question.strip():
        return Refusal(said("没有写问了什么。"), said("写一句话就可以，不要写姓名电话。"))
    if told.follow_up is not None and told.follow_up < told.day:
        return Refusal(said("回访日早于接待日。"), said("请核对日期。"))
    return None
