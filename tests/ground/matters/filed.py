"""What tests of matters open and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from mulin.ground.matters.actions import About, open_matter
from mulin.ground.matters.models import Matter
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Place

Act = Callable[..., Actor]
As = Callable[[str], Client]


def opened(
    place: Place | None, by: Actor, now: datetime, title: str = "外墙渗水", **about: Any
) -> Matter:
    compound = place.compound if place else None
    details = About(**about)
    return open_matter(compound, title, "discover", about=details, by=by, now=now, once=uuid7())


def address(matter: Matter) -> str:
    return reverse("matters:matter", args=[matter.pk])


def page(client: Client, matter: Matter) -> str:
    return client.get(address(matter)).content.decode()


def sentences(matter: Matter) -> list[str]:
    facts = Fact.objects.of(matter.street_id).filter(subject_id=matter.pk)
    return [fact.sentence for fact in facts.order_by("id")]


COMMUNITY = "community_worker"
