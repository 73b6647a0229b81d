"""How a matter finds mediation: told to the matters' registry when the site starts."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from mulin.deliberate.mediation.causes import CAUSES
from mulin.deliberate.mediation.permissions import may_apply
from mulin.deliberate.mediation.queries.cases import cases_of_matter
from mulin.deliberate.mediation.queries.referrals import shared_lessons
from mulin.ground.forewarn.lessons import Learned, register_lessons
from mulin.ground.matters.links import Door, register_door, register_pieces
from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor
from mulin.kit.words import said


def door_to_mediation(actor: Actor, matter: Matter) -> Door | None:
    """One click from a matter that is not closed."""
    if matter.stage == Matter.Stage.CLOSED or may_apply(actor, matter.compound_id) is not None:
        return None
    return Door(said("申请人民调解"), f"{reverse('mediation:new')}?matter={matter.pk}")


def lessons_of_chapter(street_id: UUID, chapter: str) -> list[Learned]:
    """What was released of the causes that belong to a chapter of the handbook."""
    codes = [cause.code for cause in CAUSES if cause.chapter == chapter]
    return [
        Learned(row.title, row.trouble, reverse("mediation:lesson", args=[row.pk]))
        for row in shared_lessons(street_id, codes)
    ]


def register() -> None:
    """Once, where the app starts."""
    register_lessons(lessons_of_chapter)
    register_pieces(cases_of_matter)
    register_door(door_to_mediation)
