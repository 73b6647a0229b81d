"""One person in two rows: listed with reasons, merged, split again, or decided to be two."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.ground.estate.actions import merges
from mulin.ground.estate.actions.holdings import Stake, add_owner
from mulin.ground.estate.actions.persons import (
    correct_person,
    details_of,
    register_person,
    unmask,
)
from mulin.ground.estate.identities import open_identity
from mulin.ground.estate.models import Ownership, Person, PersonMerge
from mulin.ground.estate.queries.duplicates import SAME_PHONE, SAME_UNIT, likely_duplicates
from mulin.ground.record.models import Fact, PersonalRead
from mulin.kit.rights import Refused
from tests.cast import Cast

ID_A, ID_B = "11010519491231002X", "440524188001010014"


@pytest.fixture
def officer(actor: Any) -> Any:
    return actor("street_officer")


def _person(officer: Any, now: Any, name: str = "张重复", **more: Any) -> Person:
    return register_person(details_of(name, **more), by=officer, now=now)


@pytest.fixture
def pair(cast: Cast, officer: Any, now: Any) -> tuple[Person, Person]:
    """Two rows of one name and telephone, owning a home each."""
    one = _person(officer, now, phones=["13800001234"])
    two = _person(officer, now, phones=["138 0000 1234"], id_number=ID_A)
    add_owner(cast.a.units[6], Stake(one), by=officer, now=now)
    add_owner(cast.b.units[6], Stake(two), by=officer, now=now)
    return one, two


def test_equal_name_and_telephone_are_listed_with_the_reason(
    cast: Cast, pair: tuple[Person, Person]
) -> None:
    (found,) = likely_duplicates(cast.yun.pk)
    assert {found.first.pk, found.second.pk} == {p.pk for p in pair}
    assert found.reasons == [SAME_PHONE]
    assert found.units == (["云栖苑 2-1-101"], ["溪畔里 2-1-101"])
    assert likely_duplicates(cast.yun.pk, [cast.b.compound.pk]) == []
    assert likely_duplicates(cast.other.pk) == []


def test_the_same_name_twice_in_one_unit_is_listed(cast: Cast, officer: Any, now: Any) -> None:
    for _ in range(2):
        add_owner(cast.a.units[6], Stake(_person(officer, now)), by=officer, now=now)
    (found,) = likely_duplicates(cast.yun.pk)
    assert found.reasons == [SAME_UNIT]


def test_merging_moves_everything_and_splitting_puts_it_back(
    cast: Cast, pair: tuple[Person, Person], officer: Any, now: Any
) -> None:
    kept, merged = pair
    row = merges.merge_persons(kept, merged, reason="本人确认", by=officer, now=now)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert merged.merged_into_id == kept.pk
    assert bytes(kept.id_blind) == bytes(merged.id_blind) != b""
    assert Ownership.objects.of(cast.yun).filter(person=kept).count() == 2
    assert likely_duplicates(cast.yun.pk) == []
    assert Fact.objects.of(cast.yun).get(kind="PersonsMerged").body["rows"] == 1
    with pytest.raises(Refused, match="已经合并过"):
        merges.merge_persons(kept, merged, reason="再一次", by=officer, now=now)

    merges.undo_merge(row, why="并错了", by=officer, now=now)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert merged.merged_into_id is None
    assert bytes(kept.id_blind) == b""
    assert Ownership.objects.of(cast.yun).get(person=merged).unit_id == cast.b.units[6].pk
    assert len(likely_duplicates(cast.yun.pk)) == 1
    with pytest.raises(Refused, match="已经撤销"):
        merges.undo_merge(row, why="并错了", by=officer, now=now)


def test_the_same_share_said_twice_is_one_after_merging(cast: Cast, officer: Any, now: Any) -> None:
    one, two = _person(officer, now), _person(officer, now)
    for person in (one, two):
        add_owner(cast.a.units[6], Stake(person), by=officer, now=now)
    row = merges.merge_persons(one, two, reason="重复录入", by=officer, now=now)
    open_rows = Ownership.objects.of(cast.yun).filter(person=one, valid_to__isnull=True)
    assert open_rows.count() == 1
    merges.undo_merge(row, why="不是一人", by=officer, now=now)
    assert Ownership.objects.of(cast.yun).get(person=two).valid_to is None


def test_two_different_identity_numbers_are_never_merged(
    cast: Cast, officer: Any, now: Any
) -> None:
    one = _person(officer, now, id_number=ID_A)
    two = _person(officer, now, id_number=ID_B)
    with pytest.raises(Refused, match="证件号不同"):
        merges.merge_persons(one, two, reason="同名", by=officer, now=now)


def test_who_was_decided_to_be_two_is_not_listed_again(
    cast: Cast, pair: tuple[Person, Person], officer: Any, now: Any
) -> None:
    merges.decide_distinct(*pair, reason="父子同号", by=officer, now=now)
    assert likely_duplicates(cast.yun.pk) == []


def test_a_community_worker_merges_only_within_his_community(
    cast: Cast, pair: tuple[Person, Person], actor: Any, now: Any
) -> None:
    with pytest.raises(Refused):
        merges.merge_persons(*pair, reason="本人确认", by=actor("community_worker"), now=now)


def test_the_same_identity_number_is_the_same_person(cast: Cast, officer: Any, now: Any) -> None:
    first = _person(officer, now, id_number=ID_A)
    assert _person(officer, now, id_number=ID_A.lower()).pk == first.pk
    with pytest.raises(Refused, match="姓名不同"):
        _person(officer, now, "李别名", id_number=ID_A)


def test_a_number_is_shown_once_for_a_reason_that_stays(
    cast: Cast, pair: tuple[Person, Person], officer: Any, actor: Any, now: Any
) -> None:
    one, two = pair
    shown = unmask(two, "id_number", by=officer, reason="当面核对身份", now=now)
    assert shown == ID_A
    assert unmask(one, "phone", by=officer, reason="送达通知", now=now) == "13800001234"
    read = PersonalRead.objects.of(cast.yun).get(person_id=two.pk)
    assert (read.field, read.reason, read.post) == ("id_number", "当面核对身份", officer.post)
    with pytest.raises(Refused, match="理由"):
        unmask(one, "phone", by=officer, reason=" ", now=now)
    manager = actor("property_manager")
    assert unmask(one, "phone", by=manager, reason="上门维修", now=now)
    with pytest.raises(Refused, match="不能查看"):
        unmask(one, "id_number", by=manager, reason="想看看", now=now)
    with pytest.raises(Refused) as hidden:
        unmask(one, "phone", by=actor("neighbour_officer"), reason="想看看", now=now)
    assert hidden.value.refusal.hidden
    assert PersonalRead.objects.of(cast.yun).count() == 3


def test_the_list_of_duplicates_asks_as_often_for_40_pairs_as_for_2(
    cast: Cast, officer: Any, now: Any
) -> None:
    def count(pairs: int) -> int:
        for number in range(pairs):
            for _ in range(2):
                _person(officer, now, f"重名{number}", phones=[f"1380000{pairs:02d}{number:02d}"])
        with CaptureQueriesContext(connection) as asked:
            likely_duplicates(cast.yun.pk)
        return len(asked)

    assert count(2) == count(40) <= 8


def test_two_windows_decide_one_pair_once(
    cast: Cast, pair: tuple[Person, Person], officer: Any, now: Any
) -> None:
    """Each window loaded both rows before the other one's click."""
    one, two = pair
    stale_one, stale_two = (Person.objects.of(cast.yun).get(pk=p.pk) for p in pair)
    row = merges.merge_persons(one, two, reason="本人确认", by=officer, now=now)
    with pytest.raises(Refused, match="已经合并过"):
        merges.merge_persons(stale_two, stale_one, reason="反过来", by=officer, now=now)
    with pytest.raises(Refused, match="已经合并过"):
        merges.decide_distinct(stale_one, stale_two, reason="是父子", by=officer, now=now)
    again = PersonMerge.objects.of(cast.yun).select_related("kept", "merged").get()
    merges.undo_merge(row, why="并错了", by=officer, now=now)
    with pytest.raises(Refused, match="已经撤销"):
        merges.undo_merge(again, why="并错了", by=officer, now=now)
    merges.decide_distinct(stale_one, stale_two, reason="是父子", by=officer, now=now)
    with pytest.raises(Refused, match="不是同一个人：是父子"):
        merges.merge_persons(stale_one, stale_two, reason="本人确认", by=officer, now=now)


def test_mergers_are_undone_the_last_one_first(
    cast: Cast, pair: tuple[Person, Person], officer: Any, now: Any
) -> None:
    """Else the first person's home would go to the second."""
    one, two = pair
    three = _person(officer, now, phones=["13800001234"])
    first = merges.merge_persons(one, two, reason="本人确认", by=officer, now=now)
    second = merges.merge_persons(three, one, reason="本人确认", by=officer, now=now)
    with pytest.raises(Refused, match="请先撤销后面那一次"):
        merges.undo_merge(first, why="并错了", by=officer, now=now)
    merges.undo_merge(second, why="并错了", by=officer, now=now)
    merges.undo_merge(first, why="并错了", by=officer, now=now)
    homes = {o.unit_id: o.person_id for o in Ownership.objects.of(cast.yun).filter(person__in=pair)}
    assert homes == {cast.a.units[6].pk: one.pk, cast.b.units[6].pk: two.pk}


def test_what_was_corrected_after_a_merger_outlives_its_undoing(
    cast: Cast, pair: tuple[Person, Person], officer: Any, now: Any
) -> None:
    kept, merged = pair
    row = merges.merge_persons(kept, merged, reason="本人确认", by=officer, now=now)
    correct_person(
        Person.objects.of(cast.yun).get(pk=kept.pk),
        id_number=ID_B,
        why="看过身份证",
        by=officer,
        now=now,
    )
    merges.undo_merge(row, why="并错了", by=officer, now=now)
    after = Person.objects.of(cast.yun).get(pk=kept.pk)
    assert open_identity(cast.yun.pk, after.id_sealed) == ID_B
