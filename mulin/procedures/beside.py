"""Where a step's own register stands: the step is done there, or needs what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse

from mulin.decide.committees.models import Term
from mulin.kit.words import said
from mulin.procedures.queries.elected import Newcomers

FILING = said("登记备案号")
SEALS = said("登记印章和账户")
HANDOVER = said("打开移交清单")
ITEMS = "committees:keeping"
REGISTERS: Mapping[str, tuple[str, str]] = {
    "filing_handled": (FILING, "committees:edit_term"),
    "seals": (SEALS, "committees:edit_term"),
    "to_custody": (HANDOVER, ITEMS),
    "from_custody": (HANDOVER, ITEMS),
    "hand_over": (HANDOVER, ITEMS),
    "members_hand_over": (HANDOVER, ITEMS),
}
"""Step → the words of its button and the screen of the register of bodies."""
AFTER_ELECTION = ("elect", "elect_again", "first_meeting", "publish_elected", "file")
"""Steps beside which the page says that the new term is not in the register yet."""


def register_of(step: str, new: Newcomers | None, body_id: UUID | None) -> tuple[str, str] | None:
    """The button of a step and where it leads; None where it has none, or its term is not there yet."""
    found = REGISTERS.get(step)
    if found is None or body_id is None:
        return None
    words, screen = found
    if screen == ITEMS:
        return words, reverse(screen, args=[body_id])
    term: Term | None = new.seated if new else None
    return (words, reverse(screen, args=[term.pk])) if term is not None else None
