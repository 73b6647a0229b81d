"""What a notice about a review panel leads to."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from mulin.decide.committees.models import Panel
from mulin.ground.notices.subjects import Subject, register_subject
from mulin.kit.words import said


def panel_behind(street_id: UUID, subject_id: UUID) -> Subject | None:
    """The panel a notice is about; owners open it signed in, so there is no public page."""
    panel: Panel | None = Panel.objects.of(street_id).filter(pk=subject_id).first()
    if panel is None:
        return None
    return Subject(said("这个评审团"), "", reverse("committees:panel", args=[panel.pk]))


def register() -> None:
    """Let notices ask us; once, where the app starts."""
    register_subject(panel_behind)
