"""What PostgreSQL plans once a connection is called by its name, and looked at by its text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.ground.estate.models import Unit
from mulin.ground.streets.testing import fault_of
from mulin.ground.streets.trips import NEXT, answers, as_id, columns, made
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_row_that_is_read_by_hand_is_the_row_that_the_orm_reads(cast: Cast) -> None:
    table = Unit._meta.db_table
    sql = f"SELECT {columns(Unit, 'u')} FROM {table} u WHERE u.street_id = %s AND u.id = %s"  # noqa: S608
    known = Unit.objects.of(cast.yun).first()
    ((row,),) = answers([(sql, (as_id(cast.yun.pk), as_id(known.pk)))])
    unit = made(Unit, row)
    for field in Unit._meta.local_concrete_fields:
        assert getattr(unit, field.attname) == getattr(known, field.attname), field.name
    unit.layout = "两室一厅"
    unit.save()
    assert Unit.objects.of(cast.yun).get(pk=known.pk).layout == "两室一厅"


@pytest.mark.postgres
def test_a_statement_is_planned_once_a_connection_and_again_on_another() -> None:
    asked = ("SELECT %s::text || 'planned once'", ["is "])

    def ask() -> tuple[Any, Any]:
        try:
            said = [answers([asked, asked]) for _ in range(3)]
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
                    ["%|| 'planned once'"],
                )
                return said, cursor.fetchone()
        finally:
            connection.close()

    for _ in range(2):  # a thread has a connection of its own
        with ThreadPoolExecutor(1) as pool:
            said, plans = pool.submit(ask).result()
        assert said == [[[("is planned once",)]] * 2] * 3
        assert plans == (1,)


@pytest.mark.postgres
def test_a_statement_without_its_street_is_found_behind_its_name() -> None:
    table = Unit._meta.db_table
    with CaptureQueriesContext(connection) as sent:
        answers([("SELECT 1", ()), (f"SELECT id FROM {table} WHERE room = %s", ["1"])])  # noqa: S608
    (message,) = sent
    calls = "EXECUTE trip_" in message["sql"]
    assert calls
    assert fault_of(message["sql"]) == table
    assert NEXT in message["sql"]
