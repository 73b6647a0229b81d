"""Who may read the papers of lifts: those who work on them, never a neighbour."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from mulin.deliver.works.actions.keeping import PAPER
from mulin.deliver.works.actions.signing import SIGNATURE
from mulin.deliver.works.actions.surveying import PHOTO
from mulin.deliver.works.models import ConsentSlip, ProjectPaper, Survey, SurveyPhoto
from mulin.deliver.works.permissions import may_see_place
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_lift_paper(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    rows = ProjectPaper.objects.of(paper.street_id).filter(paper=paper)
    return _of_place(actor, set(rows.values_list("project__compound_id", flat=True)[:50]))


def may_read_photo(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    street = paper.street_id
    rows = Survey.objects.of(street).filter(photo=paper).values_list("compound_id", flat=True)
    placed = SurveyPhoto.objects.of(street).filter(paper=paper)
    return _of_place(actor, {*rows[:50], *placed.values_list("compound_id", flat=True)[:50]})


def may_read_signature(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Those who carry the consultation, and whoever signed."""
    rows = ConsentSlip.objects.of(paper.street_id).filter(signature=paper)
    if actor is not None and rows.filter(person_id=actor.person_id).exists():
        return None
    return _of_place(actor, set(rows.values_list("project__compound_id", flat=True)[:50]))


def _of_place(actor: Actor | None, places: set[UUID]) -> Refusal | None:
    if actor is None:
        return HIDDEN
    return None if any(may_see_place(actor, place) is None for place in places) else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(PAPER, may_read_lift_paper)
    register_reader(PHOTO, may_read_photo)
    register_reader(SIGNATURE, may_read_signature)
