"""Elections: who is elected, what stays vacant, who goes to a runoff."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.random_records import random_record
from tests.law.records import (
    Document,
    ballot,
    ballots,
    election,
    homes,
    record,
    result,
    results,
    unit,
    weight,
)


def poll(seats: int, *papers: str, area: str = "100.00", of: int | None = None) -> Document:
    """Owner by owner the candidates chosen, one letter each: `"ab"` chooses a and b."""
    names = sorted({letter for paper in papers for letter in paper})
    cast = [ballot(f"p{i}", list(paper)) for i, paper in enumerate(papers, start=1)]
    return result(record(homes(of or len(papers), area), cast, election(names, seats)))


def outcome(counted: Document) -> tuple[list[str], int, list[str], bool]:
    return counted["elected"], counted["vacant"], counted["runoff"], counted["passed"]


def test_an_elections_result_has_the_fields_of_the_format_and_no_others() -> None:
    counted = poll(1, "a", "a", "b")
    assert list(counted["strict"]) == ["participating", "checks", "passed"]
    assert [check["name"] for check in counted["strict"]["checks"]] == [
        "participation_area",
        "participation_persons",
    ]
    assert counted["clause"] is None
    assert counted["candidates"] == [
        {"id": "a", "agree": weight("200.00", 2), "elected": True},
        {"id": "b", "agree": weight("100.00", 1), "elected": False},
    ]


def test_whoever_passes_is_elected_as_long_as_there_are_seats() -> None:
    assert outcome(poll(3, "ab", "ab", "b")) == (["a", "b"], 1, [], True)


def test_coming_first_with_half_of_the_votes_is_not_enough() -> None:
    assert outcome(poll(1, "a", "a", "b", "")) == ([], 1, [], False)


def test_the_area_must_pass_as_well_as_the_number() -> None:
    units = [*homes(2), unit("big", "big", area="500.00")]
    cast = [*ballots(1, 2, ["a"]), ballot("big", ["b"])]
    assert outcome(result(record(units, cast, election(["a", "b"], 2)))) == ([], 2, [], False)


def test_with_more_than_seats_those_with_more_persons_win() -> None:
    papers = ["ab", "ab", "ac", "bc", "abc"[:2], "bc", "ab"]
    counted = poll(2, *papers)
    assert {c["id"]: c["agree"]["persons"] for c in counted["candidates"]} == {
        "a": 5,
        "b": 6,
        "c": 3,
    }
    assert outcome(counted) == (["a", "b"], 0, [], True)


def test_more_persons_go_before_more_area() -> None:
    # a: 4 persons with 800 m², b and c: 5 persons with 700 m² each; all three pass.
    units = [*homes(4, "200.00"), *homes(3, "100.00", start=5)]
    cast = [*ballots(1, 2, ["a", "b"]), *ballots(3, 4, ["a", "c"]), *ballots(5, 7, ["b", "c"])]
    counted = result(record(units, cast, election(["a", "b", "c"], 2)))
    assert [c["agree"] for c in counted["candidates"]] == [
        weight("800.00", 4),
        weight("700.00", 5),
        weight("700.00", 5),
    ]
    assert outcome(counted) == (["b", "c"], 0, [], True)


def three_pass(*areas: str) -> Document:
    """Three candidates with two thirds of the persons each; two seats; areas of p1, p2, p3."""
    units = [unit(f"u{i}", f"p{i}", area=area) for i, area in enumerate(areas, start=1)]
    cast = [ballot("p1", ["a", "b"]), ballot("p2", ["b", "c"]), ballot("p3", ["a", "c"])]
    return result(record(units, cast, election(["a", "b", "c"], 2)))


def test_equal_persons_are_told_apart_by_area() -> None:
    # a: p1+p3, b: p1+p2, c: p2+p3
    assert outcome(three_pass("100.00", "100.01", "100.02")) == (["a", "c"], 0, [], True)


def test_a_tie_across_the_last_seat_elects_none_of_the_tied() -> None:
    assert outcome(three_pass("100.00", "100.00", "100.00")) == ([], 2, ["a", "b", "c"], False)


def test_a_tie_leaves_those_clear_of_it_elected() -> None:
    # c: p2+p3 is clear; a and b have the same persons and area, and one seat is left for two.
    assert outcome(three_pass("100.00", "100.01", "100.01")) == (["c"], 1, ["a", "b"], True)


def test_a_tie_that_does_not_reach_across_the_last_seat_is_none() -> None:
    # a: p1+p3 and b: p1+p2 tie for both seats, c is below them.
    assert outcome(three_pass("100.02", "100.00", "100.00")) == (["a", "b"], 0, [], True)


def test_without_participation_nobody_is_elected_and_all_seats_stay_vacant() -> None:
    counted = poll(2, "ab", "ab", of=4)
    assert outcome(counted) == ([], 2, [], False)
    assert counted["candidates"][0]["agree"] == weight("200.00", 2)


def test_without_participation_a_tie_is_no_runoff() -> None:
    names = ["a", "b", "c"]
    cast = [ballot(f"p{i}", pair) for i, pair in enumerate((["a", "b"], ["b", "c"], ["a", "c"]), 1)]
    assert outcome(result(record(homes(9), cast, election(names, 2)))) == ([], 2, [], False)


def test_abstentions_take_part_and_count_against_every_candidate() -> None:
    counted = poll(1, "a", "a", "", "")
    assert counted["strict"]["participating"] == weight("400.00", 4)
    assert outcome(counted) == ([], 1, [], False)


def test_participation_that_holds_with_nobody_elected_fails() -> None:
    counted = poll(1, "", "")
    assert all(check["met"] for check in counted["strict"]["checks"])
    assert (counted["passed"], counted["strict"]["passed"]) == (False, False)


def test_candidates_elected_and_runoff_follow_the_motions_order() -> None:
    cast = ballots(1, 3, ["x", "b", "a"])
    counted = result(record(homes(3), cast, election(["x", "b", "a"], 3)))
    assert [c["id"] for c in counted["candidates"]] == ["x", "b", "a"]
    assert counted["elected"] == ["x", "b", "a"]


def test_no_clause_ever_applies_to_an_election() -> None:
    document = record(
        homes(3),
        ballots(1, 2, ["a"]),
        election(["a"], 1),
        silent="follow_majority",
        silent_for_special=True,
        deliveries=[["p3"]],
    )
    assert result(document)["clause"] is None


def test_an_election_on_an_empty_roll_elects_nobody() -> None:
    counted = result(record(homes(2), ballots(1, 2, ["a"]), election(["a"], 1, units=[])))
    assert outcome(counted) == ([], 1, [], False)


def test_an_election_of_a_special_matter_asks_three_quarters() -> None:
    vote = election(["a"], 1) | {"matter": "rebuild"}
    cast = [*ballots(1, 2, ["a"]), *ballots(3, 3, [])]
    assert outcome(result(record(homes(3), cast, vote))) == ([], 1, [], False)
    more = [*ballots(1, 3, ["a"]), *ballots(4, 4, [])]
    assert outcome(result(record(homes(4), more, vote))) == (["a"], 0, [], True)


@given(st.integers(0, 10**9))
@settings(max_examples=80, deadline=None)
def test_seats_are_never_overfilled_and_nobody_is_both_elected_and_tied(seed: int) -> None:
    document = random_record(Random(seed))
    for vote, counted in zip(document["motions"], results(document), strict=True):
        if "candidates" in vote:
            elected, vacant, runoff, passed = outcome(counted)
            assert len(elected) + vacant == vote["seats"]
            assert not set(elected) & set(runoff)
            assert len(runoff) != 1
            assert not runoff or len(runoff) > vacant >= 1
            assert passed == bool(elected)
            assert [c["id"] for c in counted["candidates"] if c["elected"]] == elected
