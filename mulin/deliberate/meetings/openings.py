"""What an issue is about, for the warnings that stand before a change is opened."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from mulin.deliberate.meetings.models import Issue
from mulin.deliberate.meetings.permissions import may_carry, may_see, may_work
from mulin.deliberate.meetings.queries.issues import issue_of
from mulin.ground.forewarn.openings import Opening, register_opening
from mulin.kit.rights import Actor

ROOM = "issue"


def opening_of(actor: Actor, issue: Issue) -> Opening:
    """The issue with its words."""
    return Opening(
        room=ROOM,
        subject_id=issue.pk,
        compound_id=issue.compound_id,
        title=issue.title,
        text=issue.text,
        url=reverse("meetings:issue", args=[issue.pk]),
        refusal=may_carry(actor, issue.compound_id),
    )


def opening_behind(actor: Actor, subject_id: UUID) -> Opening | None:
    """The issue of an identifier, for whoever works with it."""
    issue = issue_of(actor.street_id, subject_id)
    if issue is None or may_see(actor, issue) is not None or may_work(actor) is not None:
        return None
    return opening_of(actor, issue)


def register() -> None:
    """Let warnings ask us; once, where the app starts."""
    register_opening(ROOM, opening_behind)
