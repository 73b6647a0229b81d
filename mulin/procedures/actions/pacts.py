"""Pacts put to the owners' vote, and what comes back: two rooms that do not know each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.actions.drafts import MotionDraft, PollDraft, draft_poll, put_motion
from mulin.decide.assembly.queries.standing import motion_passed, standings_of
from mulin.deliberate.pacts.actions.adopting import put_to_vote, vote_gone, voted
from mulin.deliberate.pacts.models import Version
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import masked_sentence
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, system_actor
from mulin.kit.words import said
from mulin.law.process import Duty
from mulin.procedures.actions.rooms import begin_to_read


def put_pact_to_vote(version: Version, *, once: UUID, by: Actor, now: datetime) -> UUID:
    """Freeze a version and draft the vote that decides on it; the same ``once`` gives the same vote."""
    with transaction.atomic():
        fresh = put_to_vote(version, once, uuid7(), by=by, now=now)
        pact, kind, compound = fresh.pact, fresh.pact.standard, fresh.pact.compound
        draft = PollDraft(
            title=said("{title}表决", title=pact.title)[:120],
            convener=f"{compound.name}{Duty.COMMITTEE.label}",
            contact_name=by.name,
            contact_phone="",
        )
        poll = draft_poll(compound, draft, poll_id=once, by=by, now=now)
        if kind.decides is None or fresh.motion_id is None or poll.motions.exists():
            return once
        motion = MotionDraft(
            kind.decides.value, said("通过《{title}》", title=pact.title)[:80], _asked(fresh)
        )
        put_motion(poll, motion, motion_id=fresh.motion_id, by=by, now=now)
        begin_to_read(fresh.street_id)
        return once


def carry_result(fact: Fact, now: datetime) -> bool:
    """The result hangs: the version is in force, or was not adopted."""
    by, carried = system_actor(fact.street_id), False
    for version in _put_to(fact):
        passed = motion_passed(fact.street_id, version.poll_id, version.motion_id)
        if passed is None:
            continue
        number = standings_of(fact.street_id, [version.poll_id])[version.poll_id].number
        word = (
            said("业主大会表决通过（{number}）", number=number)
            if passed
            else said("业主大会表决没有通过（{number}）", number=number)
        )
        voted(
            version, passed=passed, on=_decided_on(fact), how=word, paper_id=_paper(fact),
            by=by, now=now,
        )  # fmt: skip
        carried = True
    return carried


def take_back(fact: Fact, now: datetime) -> bool:
    """The vote came to nothing: the version may be changed again."""
    by, carried = system_actor(fact.street_id), False
    for version in _put_to(fact):
        vote_gone(version, masked_sentence(fact), by=by, now=now)
        carried = True
    return carried


def _asked(version: Version) -> str:
    """What the ballot says: which text, and its first digits, so that nobody slips in another."""
    paper = version.text_paper
    return said(
        "同意通过《{title}》第 {n} 版（{number}），全文公布在小区公约，文本摘要 {digest}。"
        "自表决通过之日起施行，原来的同时终止。",
        title=version.pact.title,
        n=version.number,
        number=version.pact.number,
        digest=paper.digest[:16] if paper else "",
    )


def _put_to(fact: Fact) -> Iterator[Version]:
    rows = Version.objects.of(fact.street_id).filter(
        state=Version.State.VOTING, poll_id=fact.subject_id
    )
    yield from rows.select_related("pact__compound").order_by("id")


def _decided_on(fact: Fact) -> date:
    """The day on which the vote was judged; the result is announced later."""
    rows = Fact.objects.of(fact.street_id).filter(kind="PollJudged", subject_id=fact.subject_id)
    judged = rows.order_by("-id").first()
    return judged.on if judged is not None else fact.on


def _paper(fact: Fact) -> UUID | None:
    rows = PublicNotice.objects.of(fact.street_id).filter(
        subject_id=fact.subject_id, purpose="result", paper_id__isnull=False
    )
    found = rows.order_by("-id").values_list("paper_id", flat=True).first()
    return found
