"""Which warnings a thing calls for, what was done of them, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.ground.forewarn.models import Heeded
from mulin.ground.forewarn.openings import Opening, helpers_for
from mulin.kit.contributions import Line
from mulin.kit.rights import Actor
from mulin.law.conflict import Conflict, First
from mulin.law.conflict_catalogue import conflicts_in


@dataclass(frozen=True)
class Warned:
    """One warning as a page shows it: the kind, its steps with their ticks, people to ask."""

    opening: Opening
    conflict: Conflict
    heeded: Heeded | None
    helpers: tuple[Line, ...]

    @property
    def steps(self) -> list[tuple[First, bool]]:
        done = set(self.heeded.done) if self.heeded else set()
        return [(step, step.code in done) for step in self.conflict.first]

    @property
    def done(self) -> int:
        return sum(ticked for _step, ticked in self.steps)

    @property
    def state(self) -> str:
        """soon: nobody read it; now: read, steps are left; done: every step was done."""
        if self.heeded is None:
            return "soon"
        return "done" if self.done == len(self.conflict.first) else "now"


def warned(actor: Actor, opening: Opening, today: date) -> list[Warned]:
    """The warnings an opening calls for: no statement where it calls for none, else one for the
    ticks and what the helpers need per topic."""
    kinds = conflicts_in(opening.words, opening.motions)
    if not kinds:
        return []
    rows = Heeded.objects.of(actor.street_id).filter(subject_id=opening.subject_id)
    ticked = {row.kind: row for row in rows}
    return [
        Warned(
            opening,
            kind,
            ticked.get(kind.code),
            tuple(helpers_for(actor, kind.topic.value, opening.compound_id, today)),
        )
        for kind in kinds
    ]
