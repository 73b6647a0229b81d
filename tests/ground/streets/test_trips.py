"""Rows written and read with few trips are the rows that the ORM would have written and read."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mulin.decide.assembly.models import Ballot, Poll
from mulin.ground.estate.models import Unit
from mulin.ground.papers.models import Paper
from mulin.ground.record.models import Fact
from mulin.ground.streets.models import StreetModel
from mulin.ground.streets.trips import NEXT, answers, as_id, as_uuid, write_new, write_once
from mulin.kit.ids import uuid7
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _fact(cast: Cast, now: datetime, today: date) -> Fact:
    body = {"title": "引号 ' 和百分号 %s", "ids": [1, 2], "nothing": None}
    return Fact(
        street_id=cast.yun.pk, at=now, on=today, kind="T", by="居民", body=body, digest="d" * 64,
        commitments={}, personal={"name": ["00", "苏演示"]}, subject_id=uuid7(),
    )  # fmt: skip


def _unit(cast: Cast) -> Unit:
    compound = cast.a.compound
    return Unit(
        street_id=cast.yun.pk, compound=compound, label="9-9-901", room="901",
        use=Unit.Use.SHOP, voting_area=8962, delivered_on=date(2020, 2, 29),
    )  # fmt: skip


def test_every_value_comes_back_as_it_went_in(cast: Cast, now: datetime, today: date) -> None:
    for row in (_fact(cast, now, today), _unit(cast)):
        write_new(row)
        stored = type(row).objects.of(cast.yun).get(pk=row.pk)
        for field in row._meta.local_concrete_fields:
            assert getattr(stored, field.attname) == getattr(row, field.attname), field.name


def test_a_row_that_was_written_is_updated_when_it_is_saved(cast: Cast) -> None:
    unit = _unit(cast)
    write_new(unit)
    unit.layout = "三室两厅"
    unit.save()
    assert Unit.objects.of(cast.yun).filter(label="9-9-901").get().layout == "三室两厅"


def test_all_rows_are_written_or_none(cast: Cast, now: datetime, today: date) -> None:
    unit, fact = _unit(cast), _fact(cast, now, today)
    before = Fact.objects.of(cast.yun).count()
    with pytest.raises(IntegrityError), transaction.atomic():
        write_new(fact, unit, unit)
    assert Fact.objects.of(cast.yun).count() == before
    assert not Unit.objects.of(cast.yun).filter(pk=unit.pk).exists()


def test_each_statement_sees_what_the_one_before_it_left(cast: Cast) -> None:
    table, street = Unit._meta.db_table, as_id(cast.yun.pk)
    count = (f"SELECT count(*) FROM {table} WHERE street_id = %s", [street])  # noqa: S608
    first = (f"SELECT id FROM {table} WHERE street_id = %s ORDER BY id", [street])  # noqa: S608
    (before,), ids = answers([count, first])
    assert before == (len(ids),)
    known = set(Unit.objects.of(cast.yun).values_list("pk", flat=True))
    assert {as_uuid(pk) for (pk,) in ids} == known


def test_a_row_is_written_once_and_the_first_one_is_told(cast: Cast, now: datetime) -> None:
    same = ("street_id", "kind", "klass", "digest")
    first, again, other = (
        _paper(cast, "a" * 64, now),
        _paper(cast, "a" * 64, now),
        _paper(cast, "b" * 64, now),
    )
    assert [write_once(paper, *same) for paper in (first, again, other)] == [
        first.pk, first.pk, other.pk,
    ]  # fmt: skip
    assert set(Paper.objects.of(cast.yun).values_list("pk", flat=True)) == {first.pk, other.pk}
    assert not first._state.adding
    assert again._state.adding


def _paper(cast: Cast, digest: str, now: datetime) -> Paper:
    return Paper(
        street_id=cast.yun.pk, kind="t", title="签名", klass="sensitive", digest=digest, size=9,
        media_type="image/png", created_on=now,
    )  # fmt: skip


@pytest.mark.postgres
def test_several_statements_are_one_trip(cast: Cast, now: datetime, today: date) -> None:
    with CaptureQueriesContext(
        connection,
    ) as sent:
        write_new(_unit(cast), _fact(cast, now, today))
    assert len(sent) == 1


def test_no_model_written_this_way_draws_a_value_while_it_is_saved() -> None:
    """``auto_now`` and files prepare themselves in ``pre_save``, which is not asked here."""
    written: tuple[type[StreetModel], ...] = (Ballot, Fact)
    for model in written:
        for field in model._meta.local_concrete_fields:
            assert not getattr(field, "auto_now", False), field
            assert not getattr(field, "auto_now_add", False), field


def test_the_word_between_statements_is_in_no_statement_of_djangos() -> None:
    with CaptureQueriesContext(connection) as sent:
        list(Poll.objects.of(uuid7()))
    assert all(NEXT not in query["sql"] for query in sent)
