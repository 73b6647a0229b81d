"""What was corrected on a frozen roll: both figures, the reason, who and when (house rule 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.decide.assembly.events import PollLocked, RollCorrected
from mulin.decide.assembly.models import Poll
from mulin.ground.record.models import Fact
from mulin.kit.words import said


@dataclass(frozen=True)
class Correction:
    """One unit's area; figures as text in square metres."""

    unit: str
    before: str
    after: str
    reason: str
    on: date
    by: str

    @property
    def words(self) -> str:
        """``1-1-101 由 89.62 ㎡ 更正为 98.62 ㎡，理由：…``."""
        return said(
            "{unit} 由 {before} ㎡ 更正为 {after} ㎡，理由：{reason}",
            unit=self.unit,
            before=self.before,
            after=self.after,
            reason=self.reason,
        )


@dataclass(frozen=True)
class Corrections:
    """All of one poll, with the roll's area as it was locked and as it is now (0.01 m²)."""

    rows: tuple[Correction, ...]
    locked: int
    now: int

    def __bool__(self) -> bool:
        return bool(self.rows)


def corrections_of(poll: Poll) -> Corrections:
    """In the order they were made; read from the facts that recorded them, one statement."""
    kinds = (PollLocked.__name__, RollCorrected.__name__)
    facts = Fact.objects.of(poll.street_id).filter(subject_id=poll.pk, kind__in=kinds)
    rows, locked = [], poll.roll_area
    for fact in facts.order_by("id"):
        body = fact.body
        if fact.kind == PollLocked.__name__:
            locked = int(str(body["area"]).replace(".", ""))
        else:
            said = {name: str(body[name]) for name in ("unit", "before", "after", "reason")}
            rows.append(Correction(**said, on=fact.on, by=fact.by))
    return Corrections(tuple(rows), locked, poll.roll_area)
