"""The papers of a procedure's steps as its screens show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from mulin.ground.texts.models import FilledText
from mulin.ground.texts.queries import filled_about
from mulin.ground.texts.standards import text_for
from mulin.law.process import Paper
from mulin.procedures.models import Procedure
from mulin.procedures.queries import StepCard


def papers_of(procedure: Procedure, cards: Sequence[StepCard]) -> list[dict[str, Any]]:
    """Each paper that a step asks for, who owes it, and whether it came in; one statement.

    A file handed in with a step is not said to be this paper or that: where a step asks for several
    and has fewer files, that is what stands there.
    """
    filled = filled_about(procedure.street_id, procedure.pk)
    rows = []
    for card in cards:
        step, have = card.line.step, len(card.papers)
        if card.line.called_for is not True:
            continue
        kept = {one.code for one in filled.get(step.code, [])}
        for paper in step.papers:
            mark, word = _paper_state(card, have, len(step.papers), paper.code in kept)
            fits = text_for(procedure.code, step.code, paper.code) is not None
            rows.append(
                {"step": step, "title": paper.title, "code": paper.code if fits else "",
                 "who": card.line.owed_by.label, "mark": mark, "word": word}
            )  # fmt: skip
    return rows


def _paper_state(card: StepCard, have: int, wanted: int, kept: bool) -> tuple[str, str]:
    if have >= wanted:
        return "done", _("已交")
    if kept:
        return "now", _("已起草")
    if have:
        return "soon", _("交了 %(have)d / %(wanted)d 份") % {"have": have, "wanted": wanted}
    if any(entry.fact_id and entry.withdrawn_at is None for entry in card.entries):
        return "soon", _("没有另交，有存证")
    if card.line.done:
        return "late", _("缺")
    return "idle", _("未到")


def texts_of(procedure: Procedure, card: StepCard) -> list[tuple[Paper, bool, list[FilledText]]]:
    """The step's papers: whether a text fills each, and the filled ones that were kept; one statement."""
    step = card.line.step
    kept = filled_about(procedure.street_id, procedure.pk).get(step.code, [])
    return [
        (
            paper,
            text_for(procedure.code, step.code, paper.code) is not None,
            [one for one in kept if one.code == paper.code],
        )
        for paper in step.papers
    ]
