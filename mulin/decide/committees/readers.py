"""Who may read the papers in the files of bodies."""

from __future__ import annotations

from datetime import date

from mulin.decide.committees.models import BodyPaper, MeetingPaper
from mulin.decide.committees.papers import BODY_PAPER, MEETING_PAPER
from mulin.decide.committees.permissions import may_read_file
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_body_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may read the file of a body it was handed in for."""
    if actor is None:
        return HIDDEN
    rows = BodyPaper.objects.of(paper.street_id).filter(paper=paper).select_related("term__body")
    may = any(may_read_file(actor, row.term.body) is None for row in rows[:50])
    return None if may else HIDDEN


def may_read_meeting_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may read the file of the body that met."""
    if actor is None:
        return HIDDEN
    rows = MeetingPaper.objects.of(paper.street_id).filter(paper=paper)
    for row in rows.select_related("meeting__term__body")[:50]:
        if may_read_file(actor, row.meeting.term.body) is None:
            return None
    return HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(BODY_PAPER, may_read_body_paper)
    register_reader(MEETING_PAPER, may_read_meeting_paper)
