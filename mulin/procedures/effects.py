"""What a fact of one room does in another that waits for it: the second visible table (house rule 9).

``reactions.py`` carries the steps of procedures; here stands what needs no procedure. Facts are read
from the chain, so every effect leaves alone what it has done before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mulin.ground.record.models import Fact
from mulin.procedures.actions.pacts import carry_result, take_back


@dataclass(frozen=True)
class Effect:
    """A fact of this kind calls this verb; whether there was anything to do."""

    fact: str
    does: Callable[[Fact, datetime], bool]


EFFECTS: tuple[Effect, ...] = (
    # fact of a vote           what was put to it
    Effect("ResultAnnounced", carry_result),  # a pact is in force, or was not adopted
    Effect("PollVoided", take_back),  # a pact may be changed again
    Effect("DraftDiscarded", take_back),
)
