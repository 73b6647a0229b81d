"""Owners of a compound whom a telling needs by number, beside those who hold posts."""

from __future__ import annotations

from mulin.demo.scene import Scene
from mulin.ground.estate.models import Person


def neighbours(scene: Scene, number: int, count: int) -> list[Person]:
    """So many owners of the compound who hold no post and have no account, in a settled order."""
    known = {person.pk for person in scene.people.values()}
    rows = Person.objects.of(scene.street).filter(
        ownerships__unit__compound=scene.compounds[number],
        ownerships__valid_to__isnull=True,
        phone_masked__gt="",
    )
    found = rows.order_by("initials", "id").distinct()[: count + len(known)]
    return [person for person in found if person.pk not in known][:count]
