"""A version put to adoption, adopted or not, in force and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.pacts.actions.common import drafting, say, still_open, words
from mulin.deliberate.pacts.documents import sheet_of
from mulin.deliberate.pacts.events import (
    PactInForce,
    PactNotAdopted,
    PactPutToVote,
    PactVoteGone,
)
from mulin.deliberate.pacts.models import Version
from mulin.deliberate.pacts.permissions import may_draft
from mulin.deliberate.pacts.queries.findings import findings_of, why_not_adopt
from mulin.deliberate.pacts.queries.pacts import clauses_of
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.texts.printing import as_pdf
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

TEXT, PROOF = "pacts.text", "pacts.proof"
"""Kinds of papers: the text that was put to the vote, and the record of a meeting."""
LONGEST_WHY = 200
State = Version.State


@dataclass(frozen=True)
class MeetingRecord:
    """How a residents' meeting adopted a pact. ``in_force_on`` may be later than the meeting."""

    held_on: date
    in_force_on: date
    came: int
    agreed: int
    words: str


@dataclass(frozen=True)
class Earlier:
    """A pact that was adopted before it was written into this system: when, and how."""

    adopted_on: date
    in_force_on: date
    words: str


def may_adopt(version: Version, by: Actor, today: date) -> Refusal | None:
    """Put a version to adoption now: the page greys its button with the same sentence."""
    refused = may_draft(by, version.pact.compound_id) or still_open(version)
    if refused is not None:
        return refused
    return why_not_adopt(version, findings_of(version, clauses_of(version), today), today)


def put_to_vote(
    version: Version, poll_id: UUID, motion_id: UUID, *, by: Actor, now: datetime
) -> Version:
    """Freeze the text and keep it as a paper; the vote with that identifier decides on it."""
    with transaction.atomic():
        fresh = drafting(version, by)
        if fresh.state == State.VOTING and fresh.poll_id == poll_id:
            return fresh
        if not fresh.pact.standard.by_vote:
            raise Refused(
                Refusal(said("邻里公约不用业主大会表决。"), said("请登记居民会议通过的情况。"))
            )
        require(may_adopt(fresh, by, day_of(now)))
        fresh.text_paper = _kept_text(fresh, by, now)
        fresh.state, fresh.poll_id, fresh.motion_id = State.VOTING, poll_id, motion_id
        fresh.save(update_fields=["state", "poll_id", "motion_id", "text_paper"])
        pact = fresh.pact
        event = PactPutToVote(pact.title, pact.number, fresh.number, fresh.text_paper.digest[:16])
        say(event, fresh, by=by, now=now)
        return fresh


def vote_gone(version: Version, why: str, *, by: Actor, now: datetime) -> Version:
    """The vote was given up or voided: the text may be changed again, and put to another one."""
    with transaction.atomic():
        fresh = drafting(version, by)
        if fresh.state != State.VOTING:
            return fresh
        fresh.state, fresh.poll_id, fresh.motion_id = State.COMMENTS, None, None
        fresh.save(update_fields=["state", "poll_id", "motion_id"])
        reason = why.strip()[:LONGEST_WHY]
        event = PactVoteGone(fresh.pact.title, fresh.pact.number, fresh.number, reason)
        say(event, fresh, by=by, now=now)
        return fresh


def voted(
    version: Version,
    *,
    passed: bool,
    on: date,
    how: str,
    paper_id: UUID | None,
    by: Actor,
    now: datetime,
) -> Version:
    """The result hangs: in force from the day of the decision, or not adopted."""
    with transaction.atomic():
        fresh = drafting(version, by)
        if fresh.state != State.VOTING:
            return fresh
        fresh.proof_id = paper_id
        if passed:
            _take_effect(fresh, adopted_on=on, in_force_on=on, how=how, by=by, now=now)
            return fresh
        fresh.state, fresh.ended_on, fresh.why_ended = State.NOT_ADOPTED, on, how[:LONGEST_WHY]
        fresh.save(update_fields=["state", "ended_on", "why_ended", "proof"])
        event = PactNotAdopted(fresh.pact.title, fresh.pact.number, fresh.number, how)
        say(event, fresh, by=by, now=now)
        return fresh


def adopt_by_meeting(
    version: Version,
    told: MeetingRecord,
    file: tuple[str, Readable] | None,
    *,
    by: Actor,
    now: datetime,
) -> Version:
    """A residents' meeting agreed on a neighbourhood covenant; its record is kept as a paper."""
    how = words(told.words, 100, said("没有写怎样通过的。"), said("例如“居民会议举手通过”。"))
    with transaction.atomic():
        fresh = drafting(version, by)
        if fresh.state == State.IN_FORCE:
            return fresh
        require(_by_meeting(fresh))
        require(may_adopt(fresh, by, day_of(now)) or _told_well(told, fresh, day_of(now)))
        if file is not None:
            fresh.proof = _kept_proof(file, by, now)
        fresh.text_paper = _kept_text(fresh, by, now)
        counted = said(
            "{how}：到会 {came} 人，同意 {agreed} 人", how=how, came=told.came, agreed=told.agreed
        )
        _take_effect(
            fresh,
            adopted_on=told.held_on,
            in_force_on=told.in_force_on,
            how=counted,
            by=by,
            now=now,
        )
        return fresh


def note_earlier(
    version: Version, told: Earlier, file: tuple[str, Readable] | None, *, by: Actor, now: datetime
) -> Version:
    """A pact that has been in force for years is put on record with its paper. Clauses that the law
    has overtaken since are named on its page; they keep nobody from recording what was decided."""
    how = words(
        told.words, 100, said("没有写怎样通过的。"), said("例如“第一次业主大会会议表决通过”。")
    )
    with transaction.atomic():
        fresh = drafting(version, by)
        if fresh.state == State.IN_FORCE:
            return fresh
        require(still_open(fresh) or _is_earlier(told, file, fresh, day_of(now)))
        if file is not None:
            fresh.proof = _kept_proof(file, by, now)
        _take_effect(
            fresh,
            adopted_on=told.adopted_on,
            in_force_on=told.in_force_on,
            how=how,
            by=by,
            now=now,
            tell=False,
        )
        return fresh


def _kept_proof(file: tuple[str, Readable], by: Actor, now: datetime) -> Paper:
    today = day_of(now)
    return store(
        by.street_id, file[1], kind=PROOF, title=file[0][:200], klass=Klass.INTERNAL,
        by=by, today=today, now=now,
    )  # fmt: skip


def _is_earlier(
    told: Earlier, file: tuple[str, Readable] | None, version: Version, today: date
) -> Refusal | None:
    if version.state != State.DRAFT:
        return Refusal(said("已经征求意见的，要提请通过。"), said("补登只用于原来就在施行的。"))
    if file is None:
        return Refusal(said("没有通过的文件。"), said("请上传当时的决定、公告或者盖章的文本。"))
    if told.adopted_on >= version.begun_on or told.in_force_on < told.adopted_on:
        return Refusal(
            said("日子不对：补登的是起草这一版以前就通过的。"),
            said("今后通过的，请提请表决或者登记居民会议。"),
        )
    rows = Version.objects.of(version.street_id).filter(pact_id=version.pact_id)
    held = rows.filter(in_force_on__gte=told.in_force_on).order_by("-in_force_on").first()
    if told.in_force_on > today:
        return Refusal(said("施行的日子还没有到。"), said("请核对日期。"))
    if held is None:
        return None
    return Refusal(
        said("{day} 起已有另一版施行。", day=held.in_force_on), said("请按先后补登，先登早的。")
    )


def _by_meeting(version: Version) -> Refusal | None:
    pact = version.pact
    if not pact.standard.by_vote:
        return None
    return Refusal(
        said("《{title}》要由业主大会表决（民法典第278条），会议不能通过。", title=pact.title),
        said("请提请业主大会表决。"),
    )


def _take_effect(
    version: Version,
    *,
    adopted_on: date,
    in_force_on: date,
    how: str,
    by: Actor,
    now: datetime,
    tell: bool = True,
) -> None:
    """In force, the version before it superseded; and, where it is news, told on the board."""
    rows = Version.objects.of(version.street_id).filter(pact_id=version.pact_id)
    rows.filter(state=State.IN_FORCE).update(state=State.SUPERSEDED, ended_on=in_force_on)
    version.state, version.adopted_on, version.in_force_on = State.IN_FORCE, adopted_on, in_force_on
    version.adopted_how = how[:200]
    version.save()
    pact = version.pact
    if tell:
        _tell(version, now)
    event = PactInForce(pact.title, pact.number, version.number, in_force_on, how)
    say(event, version, by=by, now=now)


def _tell(version: Version, now: datetime) -> None:
    pact = version.pact
    publish(
        pact.compound,
        NoticeDraft(
            kind=PublicNotice.Kind.ANNOUNCEMENT,
            purpose="pact_in_force",
            title=said("《{title}》自 {on} 起施行", title=pact.title, on=version.in_force_on)[:160],
            body=said(
                "第 {n} 版（{number}），{how}。全文在小区公约里可以看，也可以到社区、业委会查阅、复制。",
                n=version.number,
                number=pact.number,
                how=version.adopted_how,
            ),
            starts_on=day_of(now),
            subject_id=version.pk,
        ),
    )


def _kept_text(version: Version, by: Actor, now: datetime) -> Paper:
    today = day_of(now)
    return store(
        by.street_id, as_pdf(sheet_of(version, clauses_of(version)), today), kind=TEXT,
        title=said("{title}第 {n} 版", title=version.pact.title, n=version.number)[:200],
        klass=Klass.INTERNAL, by=by, today=today, now=now,
    )  # fmt: skip


def _told_well(told: MeetingRecord, version: Version, today: date) -> Refusal | None:
    if told.held_on > today or told.held_on < version.begun_on:
        return Refusal(said("会议的日子不对。"), said("在起草以后、今天以前，请核对。"))
    if told.in_force_on < told.held_on:
        return Refusal(said("施行的日子比会议还早。"), said("从通过那天或者以后起施行。"))
    if not 0 < told.agreed <= told.came or 2 * told.agreed <= told.came:
        return Refusal(
            said(
                "到会 {came} 人，同意 {agreed} 人，没有过半数。", came=told.came, agreed=told.agreed
            ),
            said("没有商量成的，改了再议；数字填错的，请改正。"),
        )
    return None
