"""How a matter finds mediation: told to the matters' registry when the site starts."""

from __future__ import annotations

from django.urls import reverse

from mulin.deliberate.mediation.queries.cases import cases_of_matter
from mulin.ground.matters.links import Door, register_door, register_pieces
from mulin.ground.matters.models import Matter
from mulin.kit.words import said


def door_to_mediation(matter: Matter) -> Door | None:
    """One click from a matter that is not closed."""
    if matter.stage == Matter.Stage.CLOSED:
        return None
    return Door(said("申请人民调解"), f"{reverse('mediation:new')}?matter={matter.pk}")


def register() -> None:
    """Once, where the app starts."""
    register_pieces(cases_of_matter)
    register_door(door_to_mediation)
