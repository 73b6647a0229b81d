"""Which ballots count for a motion, and the first reason why one does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.law.records import (
    Document,
    ballot,
    ballots,
    election,
    excluded,
    homes,
    motion,
    record,
    result,
    results,
    unit,
    weight,
)

COUPLE = ["h", "w"]


def couple(*said: str | None, **rules: Any) -> Document:
    """One home of two who sign each for himself, and five homes beside it that all agree."""
    cast = [
        ballot(COUPLE, choice, signed_by=f"signer{i}") for i, choice in enumerate(said)
    ] + ballots(1, 5, "agree")
    return record([unit("301", *COUPLE), *homes(5)], cast, **rules)


class TestCoOwners:
    def test_ballots_that_say_the_same_count_once_and_are_not_listed(self) -> None:
        counted = result(couple("agree", "agree"))
        assert counted["strict"]["agree"] == weight("600.00", 6)
        assert counted["excluded"] == []

    def test_ballots_that_differ_take_no_part(self) -> None:
        counted = result(couple("agree", "against"))
        assert counted["strict"]["participating"] == weight("500.00", 5)
        assert excluded(couple("agree", "against")) == [
            (0, "coowner_conflict"),
            (1, "coowner_conflict"),
        ]

    def test_two_who_agree_do_not_outvote_a_third(self) -> None:
        said = ("agree", "agree", "against")
        assert excluded(couple(*said)) == [(i, "coowner_conflict") for i in range(3)]

    def test_ballots_that_differ_abstain_where_the_rules_say_so_and_are_not_listed(self) -> None:
        counted = result(couple("agree", "against", coowner_conflict="abstain"))
        assert counted["strict"]["abstain"] == weight("100.00", 1)
        assert counted["excluded"] == []

    def test_agreeing_and_abstaining_differ(self) -> None:
        assert len(excluded(couple("agree", "abstain"))) == 2

    def test_a_conflict_on_one_motion_leaves_the_other_alone(self) -> None:
        cast = [
            ballot(COUPLE, signed_by="h", choices={"a": "agree", "b": "agree"}),
            ballot(COUPLE, signed_by="w", choices={"a": "against", "b": "agree"}),
        ]
        one, other = results(record([unit("301", *COUPLE)], cast, motion("a"), motion("b")))
        assert one["strict"]["participating"] == weight("0.00", 0)
        assert other["strict"]["agree"] == weight("100.00", 1)
        assert (len(one["excluded"]), other["excluded"]) == (2, [])

    def test_groups_merged_into_one_person_conflict_like_co_owners(self) -> None:
        units = [unit("a", "h"), unit("b", "h", "w")]
        cast = [ballot("h", "agree"), ballot(["h", "w"], "against")]
        assert excluded(record(units, cast)) == []
        assert len(excluded(record(units, cast, same_owner="merge_overlapping"))) == 2


class TestBlankItems:
    @pytest.mark.parametrize("blank", ["blank", None])
    def test_a_blank_is_an_abstention_and_takes_part(self, blank: str | None) -> None:
        counted = result(record(homes(2), [ballot("p1", blank)]))
        assert counted["strict"]["abstain"] == weight("100.00", 1)
        assert counted["excluded"] == []

    @pytest.mark.parametrize("blank", ["blank", None])
    def test_a_blank_is_excluded_where_the_rules_say_so(self, blank: str | None) -> None:
        document = record(homes(2), [ballot("p1", blank)], blank_item="invalid")
        assert result(document)["strict"]["participating"] == weight("0.00", 0)
        assert excluded(document) == [(0, "blank_item")]

    def test_a_blank_agrees_with_an_abstention(self) -> None:
        counted = result(couple("blank", "abstain"))
        assert counted["strict"]["abstain"] == weight("100.00", 1)
        assert counted["excluded"] == []

    def test_a_blank_that_abstains_conflicts_with_agreement(self) -> None:
        assert excluded(couple("blank", "agree")) == [
            (0, "coowner_conflict"),
            (1, "coowner_conflict"),
        ]

    def test_a_blank_that_is_invalid_conflicts_with_nothing(self) -> None:
        document = couple("blank", "agree", blank_item="invalid")
        assert result(document)["strict"]["agree"] == weight("600.00", 6)
        assert excluded(document) == [(0, "blank_item")]

    def test_a_ballot_blank_on_one_motion_counts_on_the_other(self) -> None:
        cast = [ballot("p1", choices={"b": "agree"})]
        one, other = results(record(homes(1), cast, motion("a"), motion("b"), blank_item="invalid"))
        assert one["excluded"] == [{"ballot": 0, "reason": "blank_item"}]
        assert other["passed"] is True


class TestProxies:
    def by_proxy(self, number: int, choice: str | None = "agree") -> list[Document]:
        return [ballot(f"p{i}", choice, proxy="x") for i in range(1, number + 1)]

    def test_a_proxys_ballots_beyond_the_limit_do_not_count_in_the_order_listed(self) -> None:
        document = record(homes(4), self.by_proxy(4), proxy_limit=2)
        assert excluded(document) == [(2, "proxy_limit"), (3, "proxy_limit")]

    def test_a_limit_of_nought_allows_none(self) -> None:
        assert len(excluded(record(homes(2), self.by_proxy(2), proxy_limit=0))) == 2

    def test_without_a_limit_all_count(self) -> None:
        assert excluded(record(homes(4), self.by_proxy(4), proxy_limit=None)) == []

    def test_an_owners_own_ballot_uses_nothing_up(self) -> None:
        cast = [ballot("p3"), *self.by_proxy(2), ballot("p4")]
        assert excluded(record(homes(4), cast, proxy_limit=2)) == []

    def test_each_proxy_has_a_limit_of_his_own(self) -> None:
        cast = [ballot("p1", proxy="x"), ballot("p2", proxy="y"), ballot("p3", proxy="x")]
        assert excluded(record(homes(3), cast, proxy_limit=1)) == [(2, "proxy_limit")]

    def test_ballots_off_the_roll_or_invalid_do_not_use_it_up(self) -> None:
        cast = [
            ballot("stranger", proxy="x"),
            ballot("p1", proxy="x", invalid="无签名"),
            ballot("p2", proxy="x"),
        ]
        document = record(homes(3), cast, proxy_limit=1)
        assert excluded(document) == [(0, "not_on_roll"), (1, "invalid")]

    @pytest.mark.parametrize("blank_item", ["abstain", "invalid"])
    def test_repeats_and_blanks_use_it_up(self, blank_item: str) -> None:
        cast = [
            ballot(COUPLE, None, signed_by="h", proxy="x"),
            ballot(COUPLE, None, signed_by="w", proxy="x"),
            ballot("p1", proxy="x"),
        ]
        document = record(
            [unit("301", *COUPLE), *homes(1)], cast, proxy_limit=2, blank_item=blank_item
        )
        assert (2, "proxy_limit") in excluded(document)

    def test_it_is_counted_for_each_motion_over_its_own_roll(self) -> None:
        cast = [
            ballot("p1", proxy="x", choices={"a": "agree", "b": "agree"}),
            ballot("p2", proxy="x", choices={"a": "agree", "b": "agree"}),
        ]
        whole, second = results(
            record(homes(2), cast, motion("a"), motion("b", units=["u2"]), proxy_limit=1)
        )
        assert whole["excluded"] == [{"ballot": 1, "reason": "proxy_limit"}]
        assert second["excluded"] == [{"ballot": 0, "reason": "not_on_roll"}]

    def test_a_ballot_beyond_the_limit_conflicts_with_nothing(self) -> None:
        cast = [
            ballot("p1", proxy="x"),
            ballot(COUPLE, "against", signed_by="h", proxy="x"),
            ballot(COUPLE, "agree", signed_by="w"),
        ]
        document = record([unit("301", *COUPLE), *homes(1)], cast, proxy_limit=1)
        assert excluded(document) == [(1, "proxy_limit")]
        assert result(document)["strict"]["agree"] == weight("200.00", 2)


class TestTheFirstReasonThatAppliesIsGiven:
    def reason(self, paper: Document, **rules: Any) -> list[str]:
        units = [unit("301", *COUPLE), *homes(1)]
        other = ballot(COUPLE, "against", signed_by="other")
        document = record(units, [other, paper], blank_item="invalid", **rules)
        return [reason for index, reason in excluded(document) if index == 1]

    def test_not_on_the_roll_before_invalid(self) -> None:
        assert self.reason(ballot("z", None, invalid="无签名", proxy="x"), proxy_limit=0) == [
            "not_on_roll"
        ]

    def test_invalid_before_the_proxy_limit(self) -> None:
        paper = ballot(COUPLE, None, invalid="无签名", proxy="x")
        assert self.reason(paper, proxy_limit=0) == ["invalid"]

    def test_the_proxy_limit_before_a_blank_item(self) -> None:
        assert self.reason(ballot(COUPLE, None, proxy="x"), proxy_limit=0) == ["proxy_limit"]

    def test_a_blank_item_before_a_conflict(self) -> None:
        assert self.reason(ballot(COUPLE, None)) == ["blank_item"]

    def test_a_conflict_last(self) -> None:
        assert self.reason(ballot(COUPLE, "agree")) == ["coowner_conflict"]


def test_an_invalid_ballot_takes_no_part_and_conflicts_with_nothing() -> None:
    document = couple("agree", "against")
    document["ballots"][1]["invalid"] = "无法辨认"
    assert result(document)["strict"]["agree"] == weight("600.00", 6)
    assert excluded(document) == [(1, "invalid")]


def test_the_developers_ballots_are_those_of_one_person() -> None:
    units = [unit("n", status="unsold"), unit("s", "b", status="undelivered")]
    cast = [ballot("developer", signed_by="one"), ballot("developer", signed_by="two")]
    assert result(record(units, cast))["strict"]["agree"] == weight("200.00", 1)
    cast[1]["choices"]["m"] = "against"
    assert len(excluded(record(units, cast))) == 2


def test_excluded_ballots_are_listed_in_the_order_of_the_record() -> None:
    cast = [
        ballot(COUPLE, "agree", signed_by="h"),
        ballot("z"),
        ballot("p1", invalid="涂改"),
        ballot(COUPLE, "against", signed_by="w"),
    ]
    assert excluded(record([unit("301", *COUPLE), *homes(1)], cast)) == [
        (0, "coowner_conflict"),
        (1, "not_on_roll"),
        (2, "invalid"),
        (3, "coowner_conflict"),
    ]


class TestInElections:
    def vote(self, *choices: Any, **rules: Any) -> Document:
        cast = [ballot(COUPLE, said, signed_by=f"s{i}") for i, said in enumerate(choices)]
        return record([unit("301", *COUPLE)], cast, election(["a", "b", "c"], 2), **rules)

    def test_more_names_than_seats_make_the_item_blank(self) -> None:
        counted = result(self.vote(["a", "b", "c"]))
        assert counted["strict"]["participating"] == weight("100.00", 1)
        assert [c["agree"]["persons"] for c in counted["candidates"]] == [0, 0, 0]
        assert excluded(self.vote(["a", "b", "c"], blank_item="invalid")) == [(0, "blank_item")]

    def test_an_empty_list_is_an_abstention_never_a_blank(self) -> None:
        document = self.vote([], blank_item="invalid")
        assert excluded(document) == []
        assert result(document)["strict"]["participating"] == weight("100.00", 1)

    def test_a_blank_agrees_with_an_empty_list(self) -> None:
        assert excluded(self.vote([], "blank")) == []

    def test_the_same_names_in_another_order_say_the_same(self) -> None:
        counted = result(self.vote(["a", "b"], ["b", "a", "a"]))
        assert [c["agree"]["persons"] for c in counted["candidates"]] == [1, 1, 0]
        assert counted["excluded"] == []

    def test_other_names_are_a_conflict(self) -> None:
        assert len(excluded(self.vote(["a", "b"], ["a"]))) == 2
        counted = result(self.vote(["a", "b"], ["a"], coowner_conflict="abstain"))
        assert counted["strict"]["participating"] == weight("100.00", 1)
        assert [c["agree"]["persons"] for c in counted["candidates"]] == [0, 0, 0]
