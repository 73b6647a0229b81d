"""The long lists ask the database the same few questions however long they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.decide.assembly.models import Poll
from mulin.ground.estate.models import Unit
from mulin.kit.ids import uuid7
from tests.cast import Cast
from tests.decide.assembly.world import voting

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
MOST = {"/register/": 9, "/votes/": 11}
"""Statements, the shell's and the session's among them; these figures only fall."""


def _units(cast: Cast) -> None:
    model = cast.a.units[0]
    Unit.objects.bulk_create(
        Unit(
            street_id=model.street_id,
            compound_id=model.compound_id,
            building_id=model.building_id,
            stairwell_id=model.stairwell_id,
            label=f"9-1-{number}",
            room=str(number),
            order=1000 + number,
            voting_area=8962,
        )
        for number in range(60)
    )


def _votes(poll: Poll) -> None:
    fields = [f.attname for f in Poll._meta.local_concrete_fields if f.attname != "id"]
    same = {name: getattr(poll, name) for name in fields}
    Poll.objects.bulk_create(
        Poll(**{**same, "id": uuid7(), "number": f"BJ-2026-{1000 + number}"})
        for number in range(60)
    )


def _statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as sent:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(sent)


@pytest.mark.parametrize("address", ["/register/", "/votes/"])
def test_fifty_rows_cost_no_more_statements_than_one(
    address: str, cast: Cast, client_as: As
) -> None:
    world: Any = voting(cast)
    client = client_as("street_officer")
    client.get(address)
    few = _statements(client, address)
    _units(cast)
    _votes(world.poll)
    many = _statements(client, address)
    assert many <= few
    assert many <= MOST[address]
