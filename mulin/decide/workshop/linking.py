"""How a matter finds the green channel: told to the matters' registry when the site starts."""

from __future__ import annotations

from django.urls import reverse

from mulin.decide.workshop.permissions import may_ask
from mulin.decide.workshop.queries.green import requests_of_matter
from mulin.ground.matters.links import Door, register_door, register_pieces
from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor
from mulin.kit.words import said


def door_to_green(actor: Actor, matter: Matter) -> Door | None:
    """One click from a matter of a compound, for who may ask; a closed one is not asked for any more."""
    if matter.compound_id is None or matter.stage == Matter.Stage.CLOSED:
        return None
    if may_ask(actor, matter.compound_id):
        return None
    return Door(said("绿色通道"), f"{reverse('workshop:green_new')}?matter={matter.pk}")


def register() -> None:
    """Let matters ask us; once, where the app starts."""
    register_pieces(requests_of_matter)
    register_door(door_to_green)
