"""Finding a household, and never somebody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.ground.estate.actions.holdings import Stake, add_owner
from mulin.ground.estate.actions.persons import details_of, register_person
from mulin.ground.estate.models import Organisation, Person
from mulin.ground.estate.queries.search import find
from tests.cast import Cast

ID_A = "11010519491231002X"


@pytest.fixture
def zhang(cast: Cast, actor: Any, now: Any) -> Person:
    """An owner of 2-1-101 in compound A, with two telephones and an identity number."""
    officer = actor("street_officer")
    details = details_of("张秀兰", phones=["13800001234", "028-85556789"], id_number=ID_A)
    person = register_person(details, by=officer, now=now)
    add_owner(cast.a.units[6], Stake(person), by=officer, now=now)
    return person


@pytest.mark.parametrize(
    "words",
    [
        "张秀兰",
        "张秀",
        "zxl",
        "ZX",
        "13800001234",
        "1234",
        "6789",
        "028-85556789",
        ID_A,
        "002x",
        "１２３４",
    ],
)
def test_a_person_is_found_by_everything_a_clerk_may_know(
    zhang: Person, actor: Any, words: str
) -> None:
    found = find(actor("community_worker"), words)
    assert zhang in found.persons
    assert "2-1-101" in [u.label for u in found.units]


@pytest.mark.parametrize("words", ["2-1-101", "2栋1单元101室", "2号楼1单元101", "２－１－101"])
def test_a_unit_is_found_by_every_notation(cast: Cast, actor: Any, words: str) -> None:
    found = find(actor("property_manager"), words)
    assert [u.pk for u in found.units] == [cast.a.units[6].pk]


def test_what_the_actor_may_not_read_is_not_found(cast: Cast, zhang: Person, actor: Any) -> None:
    for role in ("owner", "tenant", "neighbour_officer", "other_compound_owner", "stranger"):
        try:
            who = actor(role)
        except KeyError:
            continue
        assert zhang not in find(who, "张秀兰").persons
        assert not find(who, "1234").persons
    worker = actor("community_worker")
    assert {u.compound_id for u in find(worker, "2-1-101").units} == {cast.a.compound.pk}
    assert len(find(actor("street_officer"), "2-1-101").units) == 2


def test_organisations_are_found_by_name_and_credit_code(cast: Cast, actor: Any) -> None:
    row = Organisation(
        street=cast.yun, kind="company", name="云溪商贸有限公司", credit_code="91350100M000100Y43"
    )
    row.save(force_insert=True)
    officer = actor("street_officer")
    assert find(officer, "商贸").organisations == (row,)
    assert find(officer, "91350100m000100y43").organisations == (row,)


def test_nothing_is_found_for_nothing(cast: Cast, actor: Any) -> None:
    assert not find(actor("street_officer"), "  ")
    assert not find(actor("street_officer"), "不存在的人")


def test_a_search_asks_a_handful_of_questions(zhang: Person, actor: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        find(actor("property_manager"), "1234")
    assert len(asked) <= 6
