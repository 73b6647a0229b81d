"""How notices find the step that put them up: told to their registry when the site starts."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from mulin.ground.notices.subjects import Subject, register_subject
from mulin.kit.words import said
from mulin.procedures.models import Piece


def step_behind(street_id: UUID, subject_id: UUID) -> Subject | None:
    """The step that put a notice up."""
    rows = Piece.objects.of(street_id).filter(room=Piece.Room.NOTICE, subject_id=subject_id)
    piece: Piece | None = rows.first()
    if piece is None:
        return None
    there = reverse("procedures:step", args=[piece.procedure_id, piece.step])
    return Subject(said("程序里的这一步"), "", there)


def register() -> None:
    """Let notices ask us; once, where the app starts."""
    register_subject(step_behind)
