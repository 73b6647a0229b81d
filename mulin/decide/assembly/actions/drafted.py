"""What the screens of a draft ask, as the verbs of ``drafts`` take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mulin.decide.assembly.models import Motion


@dataclass(frozen=True)
class PollDraft:
    """What the first screen of a vote asks for."""

    title: str
    convener: str
    contact_name: str
    contact_phone: str
    return_place: str = ""
    opens_on: date | None = None
    closes_at: datetime | None = None
    concerns_id: UUID | None = None
    online_counts: bool = False
    online_basis: str = ""
    reminder_days: tuple[int, ...] = (3, 7)


@dataclass(frozen=True)
class MotionDraft:
    """What is asked about one motion."""

    kind: str
    title: str
    text: str = ""
    scope: str = Motion.Scope.COMPOUND
    scope_ids: tuple[str, ...] = ()
    seats: int | None = None
    cost: int = 0
    payment: str = Motion.Payment.NONE


@dataclass(frozen=True)
class CandidateDraft:
    """Somebody who stands, or whom others propose."""

    person_id: UUID
    standing: str
    statement: str = ""
    disclosure: str = ""
    bar: str = ""
    bar_source: str = ""
    bar_answer: str = ""
