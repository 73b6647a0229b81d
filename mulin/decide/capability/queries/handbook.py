"""What is asked of the handbook: entries narrowed, entries of a step, a street's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.decide.capability import rendering
from mulin.decide.capability.chapters import Entry, entries, steps_named
from mulin.decide.capability.models import OwnAnswer
from mulin.decide.capability.searching import matching
from mulin.ground.words import shown
from mulin.law.catalogue import UnknownRegion, jurisdiction, nearest
from mulin.law.jurisdiction import NATION, Law
from mulin.law.process_catalogue import process_named


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty fields ask for everything."""

    words: str = ""
    chapter: str = ""
    step: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.words or self.chapter or self.step)


def law_here(region: str) -> Law:
    """The law of a street's region; the nation's where the region is not on record."""
    try:
        return nearest(region)
    except UnknownRegion:
        return jurisdiction(NATION)


def wanted_entries(wanted: Wanted) -> list[Entry]:
    """Entries that fit, in the order of the book; with words, the nearest first."""
    fitting = [
        one
        for one in entries().values()
        if wanted.chapter in ("", one.chapter) and (not wanted.step or _helps(one, wanted.step))
    ]
    return matching(wanted.words, fitting)


def beside_step(process: str, step: str, law: Law, on: date) -> list[rendering.Read]:
    """Entries that help at a step of a process, read under the law it is carried by."""
    return rendering.read_all(wanted_entries(Wanted(step=f"{process}/{step}")), law, on)


def step_choices() -> list[tuple[str, str]]:
    """Processes and steps that have entries, as a filter offers them."""
    found: dict[str, str] = {}
    for process, code in sorted(set(steps_named()), key=_in_order):
        made = process_named(process)
        found.setdefault(process, shown(made.title))
        title = next(step.title for step in made.steps if step.code == code)
        found[f"{process}/{code}"] = f"{shown(made.title)} · {shown(title)}"
    return list(found.items())


def step_titles(entry: Entry) -> list[tuple[str, str]]:
    """The steps at which an entry helps: process, and both titles."""
    return [(step.partition("/")[0], word) for step, word in step_choices() if step in entry.steps]


def own_answers(street_id: UUID) -> dict[str, OwnAnswer]:
    """The street's own answers by entry."""
    rows = OwnAnswer.objects.of(street_id).filter(text__gt="")
    return {row.entry: row for row in rows}


def own_answer(street_id: UUID, code: str) -> OwnAnswer | None:
    """The street's own answer to one entry."""
    found: OwnAnswer | None = (
        OwnAnswer.objects.of(street_id).filter(entry=code, text__gt="").first()
    )
    return found


def neighbours_of(entry: Entry) -> tuple[Entry | None, Entry | None]:
    """The entries before and after one in the book."""
    order: Sequence[Entry] = list(entries().values())
    at = order.index(entry)
    return (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)


def _helps(entry: Entry, step: str) -> bool:
    """At a step exactly, or anywhere in a process."""
    return any(one == step or one.startswith(f"{step}/") for one in entry.steps)


def _in_order(named: tuple[str, str]) -> tuple[str, int]:
    process, code = named
    return process, [step.code for step in process_named(process).steps].index(code)
