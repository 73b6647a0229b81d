"""What a draft is about, for the warnings that stand before a change is opened."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from mulin.decide.assembly.models import Motion, Poll
from mulin.decide.assembly.permissions import may_edit_draft, may_see
from mulin.decide.assembly.queries.drafting import motions_of_draft
from mulin.ground.forewarn.openings import Opening, register_opening
from mulin.kit.rights import Actor
from mulin.law.questions import DecisionKind

ROOM = "vote"


def opening_of(actor: Actor, poll: Poll, motions: Sequence[Motion]) -> Opening:
    """The draft with the words and kinds of its motions."""
    refused = may_edit_draft(actor, poll)
    return Opening(
        room=ROOM,
        subject_id=poll.pk,
        compound_id=poll.compound_id,
        title=poll.title,
        text="\n".join(f"{motion.title}\n{motion.text}" for motion in motions),
        url=reverse("assembly:poll" if refused else "assembly:motions", args=[poll.pk]),
        motions=tuple(DecisionKind(motion.kind) for motion in motions),
        refusal=refused,
    )


def opening_behind(actor: Actor, subject_id: UUID) -> Opening | None:
    """The vote of an identifier, for whoever may see it."""
    rows = Poll.objects.of(actor.street_id).select_related("compound", "street")
    poll: Poll | None = rows.filter(pk=subject_id).first()
    if poll is None or may_see(actor, poll) is not None:
        return None
    return opening_of(actor, poll, motions_of_draft(poll))


def register() -> None:
    """Let warnings ask us; once, where the app starts."""
    register_opening(ROOM, opening_behind)
