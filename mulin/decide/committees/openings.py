"""What a meeting is about, for the warnings before a change is opened; and whom to ask."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from mulin.decide.committees.models import Meeting
from mulin.decide.committees.permissions import may_hold_meetings, may_read_file
from mulin.decide.committees.queries.advising import helpers
from mulin.decide.committees.queries.meetings import meeting_of
from mulin.ground.forewarn.openings import Opening, register_helpers, register_opening
from mulin.kit.rights import Actor

ROOM = "meeting"


def opening_of(actor: Actor, meeting: Meeting) -> Opening:
    """The meeting with its agenda."""
    body = meeting.term.body
    return Opening(
        room=ROOM,
        subject_id=meeting.pk,
        compound_id=body.compound_id,
        title=meeting.title,
        text=meeting.agenda,
        url=reverse("committees:meeting", args=[meeting.pk]),
        refusal=may_hold_meetings(actor, body),
    )


def opening_behind(actor: Actor, subject_id: UUID) -> Opening | None:
    """The meeting of an identifier, for readers of the body's file."""
    meeting = meeting_of(actor.street_id, subject_id)
    if meeting is None or may_read_file(actor, meeting.term.body) is not None:
        return None
    return opening_of(actor, meeting)


def register() -> None:
    """Let warnings ask us; once, where the app starts."""
    register_opening(ROOM, opening_behind)
    register_helpers(helpers)
