"""A pact put to the owners' vote: two rooms that do not know each other. ``effects.py`` brings back
what became of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.actions.drafted import MotionDraft, PollDraft
from mulin.decide.assembly.actions.drafts import draft_poll, put_motion
from mulin.decide.assembly.queries.standing import standings_of
from mulin.deliberate.pacts.actions.adopting import put_to_vote
from mulin.deliberate.pacts.models import Version
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.words import said
from mulin.law.process import Duty
from mulin.law.questions import DecisionKind
from mulin.procedures.actions.rooms import begin_to_read
from mulin.procedures.permissions import HIDDEN


def put_pact_to_vote(version: Version, *, once: UUID, by: Actor, now: datetime) -> UUID:
    """Freeze a version and draft the vote that decides on it; the same ``once`` gives the same vote."""
    with transaction.atomic():
        motion_id, taken = uuid7(), bool(standings_of(by.street_id, [once]))
        fresh = put_to_vote(version, once, motion_id, by=by, now=now)
        if fresh.motion_id != motion_id:
            return once  # the second click
        require(HIDDEN if taken else None)
        pact, kind, compound = fresh.pact, fresh.pact.standard, fresh.pact.compound
        draft = PollDraft(
            title=said("{title}表决", title=pact.title)[:120],
            convener=f"{compound.name}{Duty.COMMITTEE.label}",
            contact_name=by.name,
            contact_phone="",
        )
        poll = draft_poll(compound, draft, poll_id=once, by=by, now=now)
        decided = (kind.decides or DecisionKind.OTHER_MAJOR).value
        motion = MotionDraft(decided, said("通过《{title}》", title=pact.title)[:80], _asked(fresh))
        put_motion(poll, motion, motion_id=motion_id, by=by, now=now)
        begin_to_read(fresh.street_id)
        return once


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
