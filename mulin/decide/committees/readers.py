"""Who may read the papers in the files of bodies."""

from __future__ import annotations

from datetime import date

from mulin.decide.committees.models import (
    Advice,
    Applicant,
    BodyPaper,
    Disclosed,
    Inspection,
    MeetingPaper,
    PanelPaper,
    PetitionPaper,
    SealUse,
)
from mulin.decide.committees.papers import (
    ADVICE_PAPER,
    BODY_PAPER,
    INSPECTION_PAPER,
    MEETING_PAPER,
    OPEN_PAPER,
    PANEL_PAPER,
    PETITION_PAPER,
    SEAL_PAPER,
)
from mulin.decide.committees.permissions import may_read_file, may_see_body, may_see_petition
from mulin.decide.committees.permissions_advice import may_read_advice
from mulin.decide.committees.permissions_panels import may_read_names, may_see_panel
from mulin.decide.committees.queries.panels import mine_in
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


def may_read_petition_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may see the petition: its sheets hold names and rooms."""
    rows = PetitionPaper.objects.of(paper.street_id).filter(paper=paper).select_related("petition")
    if actor is not None and any(may_see_petition(actor, r.petition) is None for r in rows[:20]):
        return None
    return HIDDEN


def may_read_shown_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever asked to see it, and those who may read the body's file."""
    rows = Inspection.objects.of(paper.street_id).filter(paper=paper).select_related("body")
    for row in rows[:20]:
        mine = actor is not None and actor.person_id == row.asker_id
        if actor is not None and (mine or may_read_file(actor, row.body) is None):
            return None
    return HIDDEN


def may_read_seal_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may read the file of the body whose seal it is."""
    rows = SealUse.objects.of(paper.street_id).filter(paper=paper).select_related("term__body")
    if actor is not None and any(may_read_file(actor, r.term.body) is None for r in rows[:20]):
        return None
    return HIDDEN


def may_read_panel_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever carries or audits the panel, and its members while they sit."""
    if actor is None:
        return HIDDEN
    rows = PanelPaper.objects.of(paper.street_id).filter(paper=paper).select_related("item__panel")
    for row in rows[:20]:
        panel = row.item.panel
        place = mine_in(panel, actor)
        sits = place is not None and place.state == Applicant.State.SEATED
        if may_see_panel(actor, panel) is None and (sits or may_read_names(actor, panel)):
            return None
    return HIDDEN


def may_read_advice_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may read the question it answers."""
    rows = Advice.objects.of(paper.street_id).filter(paper=paper).select_related("body", "adviser")
    if actor is not None and any(may_read_advice(actor, row) is None for row in rows[:20]):
        return None
    return HIDDEN


def may_read_open_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever may see the committee: it was published for its owners."""
    rows = Disclosed.objects.of(paper.street_id).filter(paper=paper).select_related("body")
    if actor is not None and any(may_see_body(actor, row.body) is None for row in rows[:20]):
        return None
    return HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(BODY_PAPER, may_read_body_paper)
    register_reader(MEETING_PAPER, may_read_meeting_paper)
    register_reader(PETITION_PAPER, may_read_petition_paper)
    register_reader(INSPECTION_PAPER, may_read_shown_paper)
    register_reader(SEAL_PAPER, may_read_seal_paper)
    register_reader(PANEL_PAPER, may_read_panel_paper)
    register_reader(ADVICE_PAPER, may_read_advice_paper)
    register_reader(OPEN_PAPER, may_read_open_paper)
