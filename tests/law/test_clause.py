"""The silence clause: whom it adds, where it never applies, and that it decides nothing."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.random_records import random_record
from tests.law.records import (
    COMMON_USE,
    RAISE,
    REBUILD,
    Document,
    ballot,
    ballots,
    homes,
    motion,
    record,
    result,
    results,
    unit,
    weight,
)

ALL_TEN: list[Any] = [[f"p{i}"] for i in range(1, 11)]


def ten(agree: int, against: int, silent: str, **rules: Any) -> Document:
    """Ten equal homes, all with a proved delivery; the rest return nothing."""
    cast = ballots(1, agree, "agree") + ballots(agree + 1, agree + against, "against")
    deliveries = rules.pop("deliveries", ALL_TEN)
    vote = motion(matter=rules.pop("matter", "appoint_manager"))
    return record(homes(10), cast, vote, deliveries=deliveries, silent=silent, **rules)


class TestWhomItAdds:
    def test_those_who_stayed_silent_abstain(self) -> None:
        counted = result(ten(4, 1, "deemed_abstain"))
        assert counted["clause"]["abstain"] == weight("500.00", 5)
        assert counted["clause"]["participating"] == weight("1000.00", 10)
        assert counted["strict"]["participating"] == weight("500.00", 5)

    def test_those_who_stayed_silent_follow_the_leading_side(self) -> None:
        assert result(ten(4, 1, "follow_majority"))["clause"]["agree"] == weight("900.00", 9)
        assert result(ten(1, 4, "follow_majority"))["clause"]["against"] == weight("900.00", 9)

    def test_a_tie_leads_nobody(self) -> None:
        counted = result(ten(3, 3, "follow_majority"))
        assert counted["clause"] == counted["strict"]

    def test_a_side_ahead_only_in_number_leads_nobody(self) -> None:
        units = [unit("big", "b", area="200.00"), *homes(4)]
        cast = [ballot("b", "against"), *ballots(1, 2, "agree")]
        document = record(units, cast, silent="follow_majority", deliveries=[["p3"], ["p4"]])
        counted = result(document)
        assert counted["clause"] == counted["strict"]
        units[0]["area"] = "199.99"
        assert result(document)["clause"]["agree"] == weight("400.00", 4)

    def test_abstentions_lead_nobody(self) -> None:
        cast = ballots(1, 3, "abstain") + ballots(4, 4, "agree")
        document = record(homes(6), cast, silent="follow_majority", deliveries=[["p5"]])
        assert result(document)["clause"]["agree"] == weight("200.00", 2)

    def test_nobody_without_a_proved_delivery_is_added(self) -> None:
        counted = result(ten(4, 1, "deemed_abstain", deliveries=[["p10"], ["p1"]]))
        assert counted["clause"]["abstain"] == weight("100.00", 1)

    @pytest.mark.parametrize("none_proved", [None, []])
    def test_where_none_is_proved_the_clause_stands_there_and_adds_nobody(
        self, none_proved: list[Any] | None
    ) -> None:
        counted = result(ten(4, 1, "deemed_abstain", deliveries=none_proved))
        assert counted["clause"] == counted["strict"]

    def test_a_delivery_listed_twice_adds_once(self) -> None:
        counted = result(ten(4, 1, "deemed_abstain", deliveries=[["p10"], ["p10"]]))
        assert counted["clause"]["abstain"] == weight("100.00", 1)

    def test_a_delivery_to_a_stranger_adds_nobody(self) -> None:
        counted = result(ten(4, 1, "deemed_abstain", deliveries=[["z"], ["p9", "p10"], []]))
        assert counted["clause"] == counted["strict"]

    def test_the_developer_is_added_when_delivery_to_him_is_proved(self) -> None:
        units = [*homes(2), unit("n", status="unsold"), unit("o", status="unsold")]
        document = record(
            units, ballots(1, 2, "agree"), silent="deemed_abstain", deliveries=["developer"]
        )
        assert result(document)["clause"]["abstain"] == weight("200.00", 1)

    def test_a_delivery_to_part_of_a_merged_person_proves_it_for_the_whole(self) -> None:
        units = [unit("a", "h"), unit("b", "h", "w"), *homes(2)]
        rules: dict[str, Any] = {"silent": "deemed_abstain", "deliveries": [["w"]]}
        merged = record(units, ballots(1, 2, "agree"), same_owner="merge_overlapping", **rules)
        assert result(merged)["clause"]["abstain"] == weight("200.00", 1)
        apart = record(units, ballots(1, 2, "agree"), **rules)
        assert result(apart)["clause"]["abstain"] == weight("0.00", 0)

    @pytest.mark.parametrize(
        ("spoiled", "rules"),
        [
            (ballot("p10", invalid="无签名"), {}),
            (ballot("p10", proxy="x"), {"proxy_limit": 0}),
            (ballot("p10", None), {"blank_item": "invalid"}),
        ],
    )
    def test_one_who_returned_a_ballot_that_does_not_count_was_not_silent(
        self, spoiled: Document, rules: Document
    ) -> None:
        document = ten(9, 0, "deemed_abstain", **rules)
        document["ballots"].append(spoiled)
        counted = result(document)
        assert len(counted["excluded"]) == 1
        assert counted["clause"] == counted["strict"]

    def test_co_owners_in_conflict_were_not_silent(self) -> None:
        cast = [
            ballot(["h", "w"], "agree", signed_by="h"),
            ballot(["h", "w"], "against", signed_by="w"),
        ]
        document = record(
            [unit("c", "h", "w")], cast, silent="deemed_abstain", deliveries=[["h", "w"]]
        )
        assert result(document)["clause"]["participating"] == weight("0.00", 0)


class TestWhereItApplies:
    @pytest.mark.parametrize("matter", [RAISE, REBUILD, COMMON_USE])
    def test_never_to_the_special_matters_unless_the_rules_say_so(self, matter: str) -> None:
        assert result(ten(4, 1, "deemed_abstain", matter=matter))["clause"] is None
        said = ten(4, 1, "deemed_abstain", matter=matter, silent_for_special=True)
        assert result(said)["clause"]["abstain"] == weight("500.00", 5)

    @pytest.mark.parametrize("silent", ["deemed_abstain", "follow_majority"])
    def test_never_at_the_first_assembly(self, silent: str) -> None:
        assert result(ten(4, 1, silent, first_assembly=True))["clause"] is None
        both = ten(4, 1, silent, matter=RAISE, first_assembly=True, silent_for_special=True)
        assert result(both)["clause"] is None

    def test_where_it_waits_for_the_quorum_only_when_the_strict_count_has_it(self) -> None:
        assert result(ten(5, 1, "follow_majority", silent_after_quorum=True))["clause"] is None
        held = result(ten(6, 1, "follow_majority", silent_after_quorum=True))
        assert held["clause"]["agree"] == weight("900.00", 9)

    def test_a_quorum_by_area_alone_is_not_enough_for_it(self) -> None:
        units = [unit("big", "b", area="900.00"), *homes(3)]
        document = record(
            units,
            [ballot("b")],
            silent="deemed_abstain",
            silent_after_quorum=True,
            deliveries=[["p1"]],
        )
        assert result(document)["clause"] is None

    def test_without_a_clause_in_the_rules_proved_deliveries_change_nothing(self) -> None:
        assert result(ten(4, 1, "none"))["clause"] is None


def test_the_motion_passes_or_fails_by_the_strict_count() -> None:
    counted = result(ten(4, 1, "follow_majority"))
    assert counted["clause"]["passed"] is True
    assert (counted["strict"]["passed"], counted["passed"]) == (False, False)


def test_the_clause_may_also_turn_a_pass_into_a_failure() -> None:
    counted = result(ten(4, 3, "deemed_abstain"))
    assert (counted["passed"], counted["clause"]["passed"]) == (True, False)


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_the_clause_never_lowers_participation_or_any_side(seed: int) -> None:
    document = random_record(Random(seed))
    document["rules"] |= {"silent": ["deemed_abstain", "follow_majority"][seed % 2]}
    for counted in results(document):
        if counted["clause"] is not None:
            for side in ("participating", "agree", "against", "abstain"):
                strict, clause = counted["strict"][side], counted["clause"][side]
                assert clause["persons"] >= strict["persons"]
                assert float(clause["area"]) >= float(strict["area"])
