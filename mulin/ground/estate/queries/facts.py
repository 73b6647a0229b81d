"""What happened: facts about a unit, a person or a compound, in sentences, names masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mulin.ground.estate.models import Compound
from mulin.ground.record.events import Event
from mulin.ground.record.models import Fact, PersonalRead
from mulin.ground.record.queries import masked_sentence

LATEST, RECENT = 6, 30
"""Facts under an object's page, the rest on a page of their own; and readings of a person."""

GROUND = ("mulin.ground.", "mulin.portable.")


@dataclass(frozen=True)
class Said:
    """One fact as ``<c-said>`` draws it."""

    when: str
    text: str
    who: str


def facts_about(street_id: UUID, subject_id: UUID, *, limit: int = LATEST) -> list[Said]:
    """The latest facts about a unit, person or organisation."""
    return [_said(row) for row in rows_about(street_id, subject_id)[:limit]]


def facts_of_compound(compound: Compound, *, limit: int = LATEST) -> list[Said]:
    """The latest facts of a compound's register."""
    return [_said(row) for row in rows_of_compound(compound)[:limit]]


def rows_about(street_id: UUID, subject_id: UUID) -> QuerySet[Fact]:
    """Every fact about a unit, person or organisation, newest first."""
    return Fact.objects.of(street_id).filter(subject_id=subject_id).order_by("-id")


def rows_of_compound(compound: Compound) -> QuerySet[Fact]:
    """Every fact of a compound's register, newest first.

    What a room of the house states (who came to vote, and when) has its own readers there: the
    register is also read by the company a vote may be about.
    """
    rows = Fact.objects.of(compound.street_id).filter(compound_id=compound.pk)
    return rows.filter(kind__in=register_kinds()).order_by("-id")


def register_kinds() -> list[str]:
    """Kinds of facts that the register itself states."""
    return [kind for kind, event in Event.kinds.items() if event.__module__.startswith(GROUND)]


def readings_of(street_id: UUID, person_id: UUID, *, limit: int = RECENT) -> list[Any]:
    """Who looked at a person's numbers, and why: post and organisation, never the clerk's name."""
    rows = PersonalRead.objects.of(street_id).filter(person_id=person_id)
    return list(rows.order_by("-id")[:limit])


def _said(row: Fact) -> Said:
    return Said(row.on.isoformat(), masked_sentence(row), row.by)
