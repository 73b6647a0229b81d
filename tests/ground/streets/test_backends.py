"""What the two engines do with tenant tables: keys, references, identifiers, joins."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.operations import AddField, AlterField
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.test.utils import CaptureQueriesContext

from mulin.ground.estate.models import Building, Community, Compound, Person, Unit
from mulin.ground.streets.actions import draw_number
from mulin.ground.streets.checks import tenant_models
from mulin.ground.streets.fields import StreetForeignKey
from mulin.ground.streets.models import Numbering, Street
from mulin.kit.ids import uuid7
from tests.cast import Cast


def _rows(sql: str, *params: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [tuple(row) for row in cursor.fetchall()]


@pytest.mark.postgres
def test_every_tenant_table_is_keyed_by_street_and_id(db: None) -> None:
    for model in tenant_models():
        found = _rows(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'p' AND conrelid = %s::regclass",
            model._meta.db_table,
        )
        assert found == [("PRIMARY KEY (street_id, id)",)], model


@pytest.mark.postgres
def test_every_reference_between_tenant_tables_is_composite(db: None) -> None:
    seen = 0
    for model in tenant_models():
        found = {
            str(row[0])
            for row in _rows(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE contype = 'f' AND conrelid = %s::regclass",
                model._meta.db_table,
            )
        }
        for field in model._meta.local_fields:
            if isinstance(field, StreetForeignKey):
                table = field.related_model._meta.db_table
                wanted = (
                    f"FOREIGN KEY (street_id, {field.column}) REFERENCES {table}(street_id, id)"
                )
                assert wanted in found, (model, field.name)
                seen += 1
    assert seen > 30


@pytest.mark.postgres
def test_every_unique_index_of_a_tenant_table_holds_the_street(db: None) -> None:
    for model in tenant_models():
        for (definition,) in _rows(
            "SELECT indexdef FROM pg_indexes WHERE tablename = %s", model._meta.db_table
        ):
            assert re.search(r"\((street_id)\b", str(definition)), definition


@pytest.mark.postgres
def test_the_same_id_may_stand_in_two_streets_and_never_twice_in_one(cast: Cast) -> None:
    twin = uuid7()
    for street in (cast.yun, cast.other):
        Person(id=twin, street=street, name="双").save(force_insert=True)
    assert Person.objects.filter(id=twin).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Person(id=twin, street=cast.yun, name="三").save(force_insert=True)
    Person.objects.of(cast.yun).filter(id=twin).update(name="改")
    assert Person.objects.of(cast.other).get(id=twin).name == "双"


@pytest.mark.postgres
def test_the_database_refuses_a_reference_into_another_street(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Building(street=cast.other, compound=cast.a.compound, label="9").save()


def test_the_database_draws_growing_identifiers_of_version_seven(db: None) -> None:
    class Drawn(models.Func):
        function, template, arity = "uuid7", "%(function)s()", 0
        output_field = models.UUIDField()

    street = Street(slug="x", name="x", region="310107")
    street.save()
    drawn = []
    for _ in range(3):
        found = Street.objects.annotate(drawn=Drawn()).get(pk=street.pk).drawn
        drawn.append(found)
        time.sleep(0.002)
    assert [found.version for found in drawn] == [7, 7, 7]
    assert drawn == sorted(drawn)
    assert abs((drawn[0].int >> 80) - time.time_ns() // 1_000_000) < 60_000


def test_a_bulk_statement_may_leave_the_key_to_the_database(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO streets_numbering (street_id, kind, year, last)"
            " SELECT id, 'XX', 2026, 7 FROM streets_street"
        )
    rows = Numbering.objects.filter(kind="XX")
    assert rows.count() == Street.objects.count()
    assert {row.pk.version for row in rows} == {7}


def test_every_join_between_tenant_tables_names_the_street(cast: Cast) -> None:
    units = Unit.objects.of(cast.yun).select_related("building__compound__community", "stairwell")
    with CaptureQueriesContext(connection) as queries:
        assert len(units) == 24
    joins = re.findall(r"JOIN \"(\w+)\" ON \((.*?)\)(?= (?:INNER|LEFT|WHERE))", queries[0]["sql"])
    assert {table for table, _ in joins} == {
        "estate_building",
        "estate_compound",
        "estate_community",
        "estate_stairwell",
    }
    for table, on in joins:
        assert f'"{table}"."street_id"' in on, (table, on)


def test_a_join_against_its_direction_names_the_street_too(cast: Cast) -> None:
    people = Person.objects.of(cast.yun).filter(ownerships__unit__label="1-1-101")
    with CaptureQueriesContext(connection) as queries:
        assert people.count() == 4
    assert queries[0]["sql"].count('"street_id"') >= 5


def test_a_row_never_moves_to_another_street(cast: Cast) -> None:
    unit = Unit.objects.of(cast.yun).first()
    unit.street = cast.other
    with pytest.raises(TypeError, match="never moves"):
        unit.save()
    with pytest.raises(TypeError, match="never moves"):
        Unit.objects.of(cast.yun).update(street=cast.other)
    made = Community(street=cast.yun, name="新社区")
    made.save()
    made.street = cast.other
    with pytest.raises(TypeError, match="never moves"):
        made.save()


def test_saving_changes_the_row_of_its_own_street_only(cast: Cast) -> None:
    unit = Unit.objects.of(cast.yun).first()
    unit.floor = 30
    with CaptureQueriesContext(connection) as queries:
        unit.save()
    (update,) = (q["sql"] for q in queries if q["sql"].startswith("UPDATE"))
    assert '"street_id" = ' in update.split("WHERE")[1]
    assert '"street_id"' not in update.split("WHERE")[0]


def test_rows_are_erased_by_their_street_and_never_deleted_from_afar(cast: Cast) -> None:
    unit = Unit.objects.of(cast.yun).first()
    for delete in (unit.delete, Unit.objects.of(cast.yun).delete):
        with pytest.raises(TypeError, match="erase"):
            delete()
    Community(street=cast.yun, name="草稿社区").save()
    with CaptureQueriesContext(connection) as queries:
        assert Community.objects.of(cast.yun).filter(name="草稿社区").erase() == 1
    assert len(queries) == 1


def test_what_was_deferred_needs_its_street(cast: Cast) -> None:
    kept = Unit.objects.of(cast.yun).only("street", "label").first()
    assert kept.floor in {1, 2, 3}
    lost = Unit.objects.of(cast.yun).only("label").first()
    with pytest.raises(TypeError, match="must keep street"):
        _ = lost.floor


def test_numbers_are_drawn_for_each_street_kind_and_year(cast: Cast) -> None:
    drawn = [draw_number(cast.yun.pk, "BJ", 2026) for _ in range(3)]
    assert drawn == ["BJ-2026-0001", "BJ-2026-0002", "BJ-2026-0003"]
    assert draw_number(cast.other.pk, "BJ", 2026) == "BJ-2026-0001"
    assert draw_number(cast.yun.pk, "BJ", 2027) == "BJ-2027-0001"
    assert draw_number(cast.yun.pk, "GS", 2026) == "GS-2026-0001"


@pytest.mark.django_db(transaction=True)
def test_a_number_is_drawn_inside_the_verbs_transaction(cast: Cast) -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"):
        draw_number(cast.yun.pk, "BJ", 2026)


def _columns() -> set[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, "estate_compound")
    return {column.name for column in found}


def _migrate(before: ProjectState, operation: Operation, *, back: bool = False) -> ProjectState:
    """Run one operation of a migration on tables that stand; returns the state after it."""
    after = before.clone()
    operation.state_forwards("estate", after)
    ends = (after, before) if back else (before, after)
    run = operation.database_backwards if back else operation.database_forwards
    with connection.schema_editor() as editor:
        run("estate", editor, *ends)
    return after


@pytest.mark.django_db(transaction=True)
def test_a_reference_can_be_added_tightened_and_taken_back_by_migrations(cast: Cast) -> None:
    start = ProjectState.from_apps(apps)
    loose = StreetForeignKey("estate.Person", null=True, related_name="+")
    tight = StreetForeignKey("estate.Person", related_name="+")
    add, alter = AddField("compound", "keeper", loose), AlterField("compound", "keeper", tight)
    added = _migrate(start, add)
    assert "keeper_id" in _columns()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE estate_compound SET keeper_id = (SELECT p.id FROM estate_person p"
            " WHERE p.street_id = estate_compound.street_id LIMIT 1)"
        )
    _migrate(added, alter)
    if connection.vendor == "postgresql":
        (found,) = _rows(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
            " AND conrelid = 'estate_compound'::regclass AND conname LIKE '%%keeper%%'"
        )
        assert "(street_id, keeper_id)" in str(found[0])
    _migrate(added, alter, back=True)
    _migrate(start, add, back=True)
    assert "keeper_id" not in _columns()
    assert Compound.objects.of(cast.yun).filter(first_delivered_on=date(2008, 6, 1)).count() == 2
