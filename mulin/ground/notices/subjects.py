"""What a notice is about: told by the room whose subject it is, asked here.

A room says once, where its app starts, how to get from its identifiers to its pages::

    register_subject(poll_behind)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Subject:
    """The thing behind a notice: its name, the page anybody may open, the office's page.

    Addresses are empty where there is no such page now.
    """

    label: str
    public_url: str = ""
    office_url: str = ""


Teller = Callable[[UUID, UUID], Subject | None]
"""Street and subject → what it is, or None where it is not this room's."""

_tellers: dict[str, Teller] = {}


def register_subject(teller: Teller) -> None:
    """Let ``teller`` say what the identifiers of its room stand for; again, it changes nothing."""
    _tellers[f"{teller.__module__}.{teller.__qualname__}"] = teller


def subject_behind(street_id: UUID, subject_id: UUID | None) -> Subject | None:
    """What a notice is about; None where no room knows."""
    if subject_id is None:
        return None
    found = (teller(street_id, subject_id) for teller in _tellers.values())
    return next((subject for subject in found if subject is not None), None)
