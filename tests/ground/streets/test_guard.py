"""The guard sees which tenant tables of a statement are held to a street."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch
from django.test.utils import CaptureQueriesContext

from mulin.ground.estate.models import Building, Compound, Ownership, Person, Unit
from mulin.ground.streets.testing import StreetMissing, fault_of, street_guard
from mulin.ground.streets.trips import NEXT
from tests.cast import Cast

GOOD = (
    'SELECT "estate_unit"."id" FROM "estate_unit" WHERE "estate_unit"."street_id" = %s',
    'SELECT "estate_unit"."id" FROM "estate_unit" WHERE "estate_unit"."street_id" IN (%s, %s)',
    'UPDATE "estate_unit" SET "floor" = %s WHERE "estate_unit"."street_id" = %s',
    'DELETE FROM "estate_unit" WHERE ("estate_unit"."id" = %s AND "estate_unit"."street_id" = %s)',
    'INSERT INTO "estate_unit" ("id", "street_id", "label") VALUES (%s, %s, %s)',
    "SELECT u.id FROM estate_unit u JOIN estate_building b ON b.street_id = u.street_id"
    " AND b.id = u.building_id WHERE u.street_id = %s",
    'SELECT 1 FROM "streets_street"',
    'SELECT "access_account"."id" FROM "access_account" WHERE "access_account"."id" = %s',
    'SELECT 1 FROM "estate_unit" WHERE ("estate_unit"."street_id" = %s AND EXISTS(SELECT 1 FROM'
    ' "estate_ownership" U0 WHERE (U0."street_id" = ("estate_unit"."street_id"))))',
    'SELECT 1 FROM "estate_ownership" WHERE "estate_ownership"."street_id" = %s UNION ALL'
    ' SELECT 1 FROM "estate_tenancy" WHERE "estate_tenancy"."street_id" = %s',
    "SAVEPOINT x",
    "CREATE TABLE estate_unit (id int)",
)
BAD = (
    'SELECT "estate_unit"."id" FROM "estate_unit" WHERE "estate_unit"."id" = %s',
    'SELECT "estate_unit"."street_id" FROM "estate_unit"',
    'UPDATE "estate_unit" SET "street_id" = "street_id" WHERE "id" = %s',
    'DELETE FROM "estate_unit"',
    'INSERT INTO "estate_unit" ("id", "label") VALUES (%s, %s)',
    'SELECT 1 FROM "estate_unit" INNER JOIN "estate_building" ON ("estate_unit"."building_id" ='
    ' "estate_building"."id") WHERE "estate_unit"."street_id" = %s',
    "SELECT u.id FROM estate_unit u JOIN estate_building b ON b.street_id = u.street_id",
    'SELECT "id" FROM "estate_unit" WHERE "id" = %s FOR UPDATE',
    'SELECT 1 FROM "streets_street" WHERE EXISTS(SELECT 1 FROM "estate_unit" U0 WHERE'
    ' U0."street_id" = %s) AND EXISTS(SELECT 1 FROM "estate_grid" U0 WHERE U0."id" = %s)',
    'SELECT 1 FROM "estate_unit" WHERE "estate_unit"."street_id" = %s UNION ALL'
    ' SELECT 1 FROM "estate_unit" WHERE "estate_unit"."id" = %s',
)


@pytest.mark.parametrize("bad", BAD)
def test_one_statement_without_its_street_spoils_the_message(bad: str) -> None:
    assert fault_of(NEXT.join([GOOD[4], bad]))
    assert fault_of(NEXT.join([GOOD[4], GOOD[0], GOOD[4]])) == ""


@pytest.mark.parametrize("sql", GOOD)
def test_a_statement_held_to_its_street_passes(sql: str) -> None:
    assert fault_of(sql) == ""


@pytest.mark.parametrize("sql", BAD)
def test_a_statement_over_all_streets_is_named(sql: str) -> None:
    assert fault_of(sql).startswith("estate_")


def test_joins_subqueries_and_prefetches_carry_the_street(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        units = Unit.objects.of(cast.yun).filter(building__compound__name="云栖苑")
        assert units.select_related("building__compound").count() == 12
        assert len(units.prefetch_related("ownerships__person")) == 12
        owned = Ownership.objects.filter(street_id=OuterRef("street_id"), unit_id=OuterRef("pk"))
        assert units.filter(Exists(owned)).count() == 12
        assert (
            Person.objects.of(cast.yun).filter(ownerships__unit__floor=1).distinct().count() == 10
        )
    held = [q["sql"] for q in queries.captured_queries]
    assert all(fault_of(sql) == "" for sql in held)


def test_walking_from_row_to_row_carries_the_street(cast: Cast) -> None:
    unit = Unit.objects.of(cast.yun).filter(label="1-1-101").first()
    with CaptureQueriesContext(connection) as queries:
        assert unit.compound.name == "云栖苑"
        assert unit.ownerships.count() == 2
        assert unit.ownerships.filter(person__name="x").count() == 0
        prefetch = Prefetch("ownerships", queryset=Ownership.objects.filter(share_numerator=1))
        rows = Unit.objects.of(cast.yun).filter(pk=unit.pk).prefetch_related(prefetch, "building")
        assert len(rows[0].ownerships.all()) == 2
        unit.floor = 9
        unit.save()
        unit.refresh_from_db()
    assert unit.floor == 9
    assert [fault_of(q["sql"]) for q in queries.captured_queries if fault_of(q["sql"])] == []


def test_tests_themselves_may_look_across_streets(cast: Cast) -> None:
    assert Compound.objects.count() == 3


def test_code_of_the_house_is_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mulin.ground.streets.testing._place", lambda: "mulin/somewhere.py:1")
    with street_guard(), pytest.raises(StreetMissing, match="estate_building"):
        Building.objects.filter(label="1").exists()
