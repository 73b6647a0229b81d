"""What the facts of a lift say of the steps of its procedure."""

from __future__ import annotations

from uuid import UUID

from mulin.ground.record.models import Fact
from mulin.law.process import Step


def of_the_step(fact: Fact, *, code: str) -> bool:
    """The lift's fact speaks of this step."""
    return fact.body.get("code") == code


def as_written(fact: Fact, step: Step, subject: UUID | None) -> str | None:
    """How the lift's step ended, by the name the process has for it."""
    ended = str(fact.body.get("ended", ""))
    return ended if ended in {outcome.code for outcome in step.outcomes} or not ended else None
