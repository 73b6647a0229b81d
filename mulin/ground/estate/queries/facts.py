"""What happened: facts about a unit, a person or a compound, in sentences, names masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mulin.ground.estate.models import Compound
from mulin.ground.record.events import Event
from mulin.ground.record.models import Fact, PersonalRead
from mulin.ground.record.queries import masked_sentence

RECENT = 30
GROUND = ("mulin.ground.", "mulin.portable.")


@dataclass(frozen=True)
class Said:
    """One fact as ``<c-said>`` draws it."""

    when: str
    text: str
    who: str


def facts_about(street_id: UUID, subject_id: UUID, *, limit: int = RECENT) -> list[Said]:
    """The latest facts about a unit, person or organisation."""
    rows = Fact.objects.of(street_id).filter(subject_id=subject_id).order_by("-id")[:limit]
    return [_said(row) for row in rows]


def facts_of_compound(compound: Compound, *, limit: int = RECENT) -> list[Said]:
    """The latest facts of a compound's register.

    What a room of the house states (who came to vote, and when) has its own readers there: the
    register is also read by the company a vote may be about.
    """
    ours = [kind for kind, event in Event.kinds.items() if event.__module__.startswith(GROUND)]
    rows = Fact.objects.of(compound.street_id).filter(compound_id=compound.pk, kind__in=ours)
    return [_said(row) for row in rows.order_by("-id")[:limit]]


def readings_of(street_id: UUID, person_id: UUID, *, limit: int = RECENT) -> list[Any]:
    """Who looked at a person's numbers, and why: post and organisation, never the clerk's name."""
    rows = PersonalRead.objects.of(street_id).filter(person_id=person_id)
    return list(rows.order_by("-id")[:limit])


def _said(row: Fact) -> Said:
    return Said(row.on.isoformat(), masked_sentence(row), row.by)
