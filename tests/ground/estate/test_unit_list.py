"""The list of a street's units: in the order of its compounds, without sorting the street."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from mulin.ground.estate.models import Compound, Unit
from mulin.ground.estate.queries.places import unit_rows
from mulin.ground.streets import statistics
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_two_compounds_of_one_name_are_listed_one_after_the_other(cast: Cast, actor: Any) -> None:
    Compound.objects.of(cast.yun).update(name="同名小区")
    listed = [unit.compound_id for unit in unit_rows(actor("street_officer"))]
    assert len(set(listed)) > 1
    turns = sum(before != after for before, after in pairwise(listed))
    assert turns == len(set(listed)) - 1


def test_sqlite_walks_the_order_and_sorts_nothing(cast: Cast, actor: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by the tables' sizes, which are small here")
    model = cast.a.units[0]
    same = {n: getattr(model, n) for n in ("street_id", "compound_id", "building_id", "room")}
    Unit.objects.bulk_create(Unit(**same, label=f"9-{n}", order=n) for n in range(500))
    statistics.refresh()
    plan = unit_rows(actor("street_officer"))[:51].explain()
    assert "unit_in_order" in plan
    assert "TEMP B-TREE" not in plan


def test_sqlite_knows_a_full_street_without_reading_all_of_it(
    cast: Cast, actor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks at a few rows of each index, and takes a street for no larger unless it is told."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL draws its sample from the whole table")
    monkeypatch.setattr(statistics, "ROWS", 30)
    unit, home = cast.a.units[0], cast.a.compound
    places = [
        Compound(street_id=home.street_id, community_id=home.community_id, name=str(n), slug=str(n))
        for n in range(30)
    ]
    Compound.objects.bulk_create(places)
    Unit.objects.bulk_create(
        Unit(street_id=unit.street_id, compound=place, label=str(n), room=str(n), order=n)
        for place in places
        for n in range(100)
    )
    statistics.refresh()
    plan = unit_rows(actor("street_officer"))[:51].explain()
    assert "unit_in_order" in plan
    assert "TEMP B-TREE" not in plan


def test_rooms_stand_by_their_number_within_a_compound(cast: Cast, actor: Any) -> None:
    rows = unit_rows(actor("street_officer")).filter(compound_id=cast.a.units[0].compound_id)
    Unit.objects.of(cast.yun).filter(pk=cast.a.units[0].pk).update(order=2_000_000_000)
    assert next(iter(rows.reverse())).pk == cast.a.units[0].pk
