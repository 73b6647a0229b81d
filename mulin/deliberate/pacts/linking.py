"""How notices find the version behind them: told to their registry when the site starts."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from mulin.deliberate.pacts.models import Version
from mulin.ground.notices.subjects import Subject, register_subject
from mulin.kit.words import said


def version_behind(street_id: UUID, subject_id: UUID) -> Subject | None:
    """The pact a notice asks about, or tells of: the office's page; residents find theirs signed in."""
    if not Version.objects.of(street_id).filter(pk=subject_id).exists():
        return None
    return Subject(said("这份公约"), "", reverse("pacts:version", args=[subject_id]))


def register() -> None:
    """Let notices ask us; once, where the app starts."""
    register_subject(version_behind)
