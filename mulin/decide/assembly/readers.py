"""Who may read what a vote posts and what proves that it was posted and delivered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from mulin.decide.assembly.actions.plans import PLAN
from mulin.decide.assembly.actions.postings import DELIVERY_PROOF, POSTING_PHOTO
from mulin.decide.assembly.actions.publishing import ANNOUNCEMENT, NOTICE
from mulin.decide.assembly.models import Delivery, Motion, Poll
from mulin.decide.assembly.permissions import may_see, may_see_progress
from mulin.ground.notices.models import Posting, PublicNotice
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_posted(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Notices and announcements: everybody, from the day they were posted."""
    rows = PublicNotice.objects.of(paper.street_id).filter(paper_id=paper.pk)
    return None if rows.filter(starts_on__lte=today).exists() else HIDDEN


def may_read_plan(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """The full plan of a motion: everybody once the vote is posted, before that its preparers."""
    rows = Motion.objects.of(paper.street_id).filter(paper_id=paper.pk)
    for motion in rows.select_related("poll__compound"):
        if motion.poll.posted_on is not None:
            return None
        if actor is not None and may_see(actor, motion.poll) is None:
            return None
    return HIDDEN


def may_read_posting(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Photos of notices: those who may follow the vote house by house."""
    rows = Posting.objects.of(paper.street_id).filter(photo_id=paper.pk)
    subjects = rows.values_list("notice__subject_id", flat=True)
    return _may_follow(actor, paper, {pk for pk in subjects if pk})


def may_read_delivery(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Evidence of deliveries: those who may follow the vote house by house."""
    rows = Delivery.objects.of(paper.street_id).filter(paper_id=paper.pk)
    return _may_follow(actor, paper, set(rows.values_list("poll_id", flat=True)[:1]))


def _may_follow(actor: Actor | None, paper: Paper, poll_ids: set[UUID]) -> Refusal | None:
    if actor is None:
        return HIDDEN
    rows = Poll.objects.of(paper.street_id).filter(pk__in=poll_ids).select_related("compound")
    for poll in rows:
        if may_see_progress(actor, poll) is None:
            return None
    return HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    for kind in (NOTICE, ANNOUNCEMENT):
        register_reader(kind, may_read_posted)
    register_reader(PLAN, may_read_plan)
    register_reader(POSTING_PHOTO, may_read_posting)
    register_reader(DELIVERY_PROOF, may_read_delivery)
