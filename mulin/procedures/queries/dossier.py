"""Every paper of a procedure, numbered in the order of its steps: what was handed in, what was posted."""

from __future__ import annotations

from collections.abc import Sequence

from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.models import Paper
from mulin.ground.papers.queries import Kept, folder_of
from mulin.ground.texts.queries import filled_about
from mulin.kit.words import said
from mulin.procedures.models import Piece, Procedure
from mulin.procedures.queries import StepCard


def papers_kept(procedure: Procedure, cards: Sequence[StepCard]) -> list[Kept]:
    """Papers handed in with steps, then those posted for what steps opened and texts kept, by
    step; four statements."""
    posted, filled = _posted(procedure), filled_about(procedure.street_id, procedure.pk)
    handed = {one.paper_id for card in cards for one in card.papers}
    found: list[tuple[str, Paper, str]] = []
    for card in cards:
        by = {entry.pk: entry.by for entry in card.entries}
        title = card.line.step.title
        found += [(title, one.paper, by.get(one.entry_id, "")) for one in card.papers]
        hung = posted.get(card.line.step.code, ())
        found += [(title, one, said("公示")) for one in hung if one.pk not in handed]
        found += [(title, one.paper, one.by) for one in filled.get(card.line.step.code, ())]
    return [
        Kept(number, step, paper, by, f"{folder_of(step)}/{number:03d} {paper.filename}")
        for number, (step, paper, by) in enumerate(found, start=1)
    ]


def _posted(procedure: Procedure) -> dict[str, list[Paper]]:
    """Step → the papers that hung for what it opened."""
    pieces = Piece.objects.of(procedure.street_id).filter(procedure=procedure)
    step_of = dict(pieces.values_list("subject_id", "step"))
    notices = PublicNotice.objects.of(procedure.street_id).filter(
        subject_id__in=list(step_of), paper_id__isnull=False
    )
    of = dict(notices.order_by("id").values_list("paper_id", "subject_id"))
    papers = Paper.objects.of(procedure.street_id).filter(pk__in=list(of))
    found: dict[str, list[Paper]] = {}
    for paper in papers.order_by("created_on", "id"):
        found.setdefault(step_of[of[paper.pk]], []).append(paper)
    return found
