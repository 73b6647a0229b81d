"""异议答复书: the written answer to one objection, for whoever raised it."""

from __future__ import annotations

from datetime import date

from mulin.decide.assembly.documents import words
from mulin.decide.assembly.documents.common import PACKAGE, PollHead
from mulin.ground.papers.typeset import typeset


def objection_answer(
    head: PollHead,
    *,
    name: str,
    unit: str,
    received: date,
    late: bool,
    text: str,
    answer: str,
    answered: date,
    on: date,
) -> bytes:
    """What was objected, what was found, and what he may do if he does not agree."""
    data = {
        "head": head.as_data(),
        "name": name,
        "unit": unit,
        "received": words.day(received),
        "late": late,
        "text": text,
        "answer": answer,
        "answered": words.day(answered),
        "annulment": words.ANNULMENT,
    }
    return typeset("objection_answer", data, on=on, package=PACKAGE)
