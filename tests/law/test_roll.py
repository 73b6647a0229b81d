"""Who decides a motion, and who of them is one person."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.law.compound_rules import CompoundRules, SameOwner
from mulin.law.decision import DEVELOPER, Motion, Unit, UnitStatus, UnitUse
from mulin.law.questions import DecisionKind
from mulin.law.roll import Roll, Weight, roll_of
from tests.law.records import (
    Document,
    ballot,
    excluded,
    homes,
    motion,
    record,
    result,
    results,
    unit,
    weight,
)

MERGE = "merge_overlapping"


def roll(units: list[Document], **rules: Any) -> Document:
    document: Document = result(record(units, [], **rules))["roll"]
    return document


def test_areas_always_add_up_though_several_units_of_one_owner_are_one_person() -> None:
    several = [unit("a", "p", area="89.62"), unit("b", "p", area="120"), unit("c", "q", area="0.5")]
    assert roll(several) == weight("210.12", 2)


def test_the_order_in_which_co_owners_are_listed_says_nothing() -> None:
    assert roll([unit("a", "p", "q"), unit("b", "q", "p", "q")]) == weight("200.00", 1)


def test_groups_that_differ_are_different_persons_unless_the_rules_merge_them() -> None:
    units = [unit("a", "p"), unit("b", "p", "q"), unit("c", "q")]
    assert roll(units) == weight("300.00", 3)
    assert roll(units, same_owner=MERGE) == weight("300.00", 1)


def test_merging_is_transitive_along_a_chain_of_groups() -> None:
    chain = [unit(f"u{i}", f"p{i}", f"p{i + 1}") for i in range(6)]
    assert roll([*chain, unit("far", "x")], same_owner=MERGE) == weight("700.00", 2)


@pytest.mark.parametrize("use", ["home", "shop", "office", "storage", "other"])
def test_every_use_but_parking_counts(use: str) -> None:
    assert roll([unit("a", "p", use=use)]) == weight("100.00", 1)


def test_parking_counts_only_where_the_rules_say_so() -> None:
    units = [*homes(1), unit("space", "q", area="13.50", use="parking")]
    assert roll(units) == weight("100.00", 1)
    assert roll(units, parking_counts=True) == weight("113.50", 2)


def test_the_developer_is_one_person_for_all_he_has_not_sold_or_handed_over() -> None:
    units = [
        *homes(2),
        unit("n", status="unsold"),
        unit("s", "b1", status="undelivered"),
        unit("t", "b2", status="undelivered"),
    ]
    assert roll(units) == weight("500.00", 3)
    assert roll(units, same_owner=MERGE) == weight("500.00", 3)


def test_an_unsold_parking_space_does_not_put_the_developer_on_the_roll() -> None:
    units = [*homes(1), unit("n", status="unsold", use="parking")]
    assert roll(units) == weight("100.00", 1)
    assert excluded(record(units, [ballot("developer")])) == [(0, "not_on_roll")]


def test_a_buyer_without_his_keys_merges_nobody_and_has_no_ballot() -> None:
    units = [unit("a", "p"), unit("b", "p", "q", status="undelivered"), unit("c", "q")]
    assert roll(units, same_owner=MERGE) == weight("300.00", 3)
    cast = [ballot(["p", "q"])]
    assert excluded(record(units, cast)) == [(0, "not_on_roll")]
    assert excluded(record(units, cast, same_owner=MERGE)) == [(0, "not_on_roll")]


def test_an_owner_called_developer_in_a_list_is_not_the_developer() -> None:
    units = [unit("a", "developer"), unit("n", status="unsold")]
    cast = [ballot(["developer"], "agree"), ballot("developer", "against")]
    counted = result(record(units, cast))
    assert counted["roll"] == weight("200.00", 2)
    assert counted["strict"]["agree"] == counted["strict"]["against"] == weight("100.00", 1)


def test_a_motion_of_one_building_is_decided_by_its_units_alone() -> None:
    cast = [ballot("p1"), ballot("p2"), ballot("p3")]
    counted = result(record(homes(4), cast, motion(units=["u1", "u2"])))
    assert counted["roll"] == counted["strict"]["agree"] == weight("200.00", 2)
    assert counted["excluded"] == [{"ballot": 2, "reason": "not_on_roll"}]


def test_only_the_units_in_scope_weigh_for_an_owner_of_several() -> None:
    units = [unit("a", "p"), unit("b", "p", area="300.00"), unit("c", "q")]
    counted = result(record(units, [ballot("p")], motion(units=["a", "c"])))
    assert counted["strict"]["agree"] == weight("100.00", 1)


def test_merging_looks_only_at_the_units_that_count_for_the_motion() -> None:
    units = [unit("a", "p"), unit("b", "q"), unit("link", "p", "q", use="parking")]
    assert roll(units, same_owner=MERGE)["persons"] == 2
    assert roll(units, same_owner=MERGE, parking_counts=True)["persons"] == 1
    scoped = record(units, [], motion(units=["a", "b"]), same_owner=MERGE, parking_counts=True)
    assert result(scoped)["roll"]["persons"] == 2


def test_an_empty_list_of_units_decides_nothing_and_the_motion_fails() -> None:
    document = record(
        homes(3), [ballot("p1")], motion(units=[]), silent="deemed_abstain", deliveries=[["p2"]]
    )
    counted = result(document)
    assert counted["roll"] == weight("0.00", 0)
    assert counted["passed"] is False
    assert [check["ratio"] for check in counted["strict"]["checks"]] == ["0", "0", "0", "0"]
    assert [check["met"] for check in counted["strict"]["checks"]] == [False] * 4
    assert counted["excluded"] == [{"ballot": 0, "reason": "not_on_roll"}]


def test_motions_of_different_scope_are_each_judged_on_their_own_roll() -> None:
    one, other, all_of = motion("a", units=["u1"]), motion("b", units=["u2"]), motion("c")
    cast = [ballot("p1", choices={"a": "agree", "b": "agree", "c": "agree"})]
    areas = [r["roll"]["area"] for r in results(record(homes(3), cast, one, other, all_of))]
    assert areas == ["100.00", "100.00", "300.00"]


class TestWhoABallotSpeaksFor:
    UNITS = (unit("a", "p"), unit("b", "p", "q"), unit("c", "q", "r"), unit("d", "x", "y"))

    def reasons(self, owners: list[str], **rules: Any) -> list[tuple[int, str]]:
        return excluded(record(list(self.UNITS), [ballot(owners)], **rules))

    @pytest.mark.parametrize("owners", [["p"], ["q", "p"], ["x", "y"]])
    def test_a_group_that_holds_a_unit_is_on_the_roll(self, owners: list[str]) -> None:
        assert self.reasons(owners) == []

    @pytest.mark.parametrize("owners", [["q"], ["x"], ["p", "q", "r"], ["p", "x"], ["z"], []])
    def test_part_of_a_group_is_not_where_groups_stay_apart(self, owners: list[str]) -> None:
        assert self.reasons(owners) == [(0, "not_on_roll")]

    @pytest.mark.parametrize("owners", [["p"], ["r"], ["p", "r"], ["p", "q", "r"], ["y"]])
    def test_part_of_a_merged_person_speaks_for_all_of_it(self, owners: list[str]) -> None:
        assert self.reasons(owners, same_owner=MERGE) == []

    @pytest.mark.parametrize("owners", [["p", "x"], ["p", "stranger"], ["stranger"], []])
    def test_strangers_and_two_persons_at_once_are_not_merged(self, owners: list[str]) -> None:
        assert self.reasons(owners, same_owner=MERGE) == [(0, "not_on_roll")]


def test_a_delivered_unit_without_owners_never_reaches_a_roll() -> None:
    lost = Unit("u", 100, UnitUse.HOME, UnitStatus.DELIVERED, frozenset())
    vote = Motion("m", DecisionKind.OTHER_MAJOR)
    with pytest.raises(ValueError, match="without owners"):
        roll_of({"u": lost}, vote, CompoundRules())


def test_a_unit_names_who_votes_with_it() -> None:
    sold = Unit("u", 100, UnitUse.HOME, UnitStatus.DELIVERED, frozenset({"p"}))
    unsold = Unit("v", 100, UnitUse.HOME, UnitStatus.UNSOLD, frozenset())
    assert (sold.holder, unsold.holder) == (frozenset({"p"}), DEVELOPER)


GROUPS = st.lists(
    st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=3), min_size=1, max_size=12
)


def rolls(groups: list[frozenset[str]]) -> tuple[Roll, Roll]:
    units = {
        f"u{i}": Unit(f"u{i}", 100 + i, UnitUse.HOME, UnitStatus.DELIVERED, group)
        for i, group in enumerate(groups)
    }
    vote = Motion("m", DecisionKind.OTHER_MAJOR)
    apart = roll_of(units, vote, CompoundRules())
    return apart, roll_of(units, vote, CompoundRules(same_owner=SameOwner.MERGE_OVERLAPPING))


@given(GROUPS)
def test_merging_keeps_the_area_and_never_adds_a_person(groups: list[frozenset[str]]) -> None:
    apart, merged = rolls(groups)
    assert apart.weight.area == merged.weight.area == sum(range(100, 100 + len(groups)))
    assert merged.weight.persons <= apart.weight.persons == len(set(groups))


@given(GROUPS)
def test_merged_persons_are_exactly_those_that_share_a_member(groups: list[frozenset[str]]) -> None:
    _, merged = rolls(groups)
    for one in groups:
        for other in groups:
            if one & other:
                assert merged.person_of(one) == merged.person_of(other)
    by_person: dict[int | None, set[str]] = {}
    for group in groups:
        by_person.setdefault(merged.person_of(group), set()).update(group)
    assert sum(len(owners) for owners in by_person.values()) == len(frozenset().union(*groups))


def test_weights_add_by_area_and_in_number() -> None:
    assert Weight(100, 1) + Weight(250, 2) == Weight(350, 3)
