"""The count and its four checks, at their boundaries and in general."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulin.law.catalogue import all_jurisdictions
from mulin.law.jurisdiction import Unanswered
from mulin.law.national import NATIONAL
from mulin.law.pinned import pin, unpin
from mulin.law.questions import DecisionKind
from mulin.law.record import decision_record, decision_writing
from mulin.law.tally import majorities_of, tally
from tests.law.random_records import random_record
from tests.law.records import (
    MAJORITIES,
    PLAIN,
    RAISE,
    SOURCE,
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

DAY = date(2026, 6, 1)
SEEDS = st.integers(0, 10**9)


def check(document: Document, name: str) -> Document:
    found: Document = next(c for c in result(document)["strict"]["checks"] if c["name"] == name)
    return found


def test_the_result_has_the_fields_of_the_format_and_no_others() -> None:
    counted = result(record(homes(3), ballots(1, 2, "agree")))
    assert list(counted) == ["id", "passed", "roll", "strict", "clause", "excluded"]
    assert list(counted["strict"]) == [
        "participating",
        "agree",
        "against",
        "abstain",
        "checks",
        "passed",
    ]
    assert [list(c.values())[:3] for c in counted["strict"]["checks"]] == [
        ["participation_area", "2/3", True],
        ["participation_persons", "2/3", True],
        ["approval_area", "1/2", False],
        ["approval_persons", "1/2", False],
    ]
    assert {c["source"] for c in counted["strict"]["checks"]} == {SOURCE}


@pytest.mark.parametrize(
    ("took_part", "held"), [("666666.66", False), ("666666.67", True), ("666666.65", False)]
)
def test_two_thirds_of_a_million_metres_is_decided_to_the_square_decimetre(
    took_part: str, held: bool
) -> None:
    rest = f"{10**8 - int(took_part.replace('.', '')):d}"
    units = [
        unit("a", "p1", area=took_part),
        unit("b", "p2", area=f"{rest[:-2]}.{rest[-2:]}"),
        unit("c", "p3", area="0"),
    ]
    document = record(units, [ballot("p1"), ballot("p3")])
    assert check(document, "participation_area")["met"] is held


@pytest.mark.parametrize(
    ("matter", "agree", "of", "met"),
    [
        (PLAIN, 3, 6, False),
        (PLAIN, 4, 7, True),
        (PLAIN, 4, 6, True),
        (RAISE, 6, 8, True),
        (RAISE, 5, 7, False),
        (RAISE, 3, 4, True),
    ],
)
def test_half_is_not_enough_where_three_quarters_is(
    matter: str, agree: int, of: int, met: bool
) -> None:
    cast = ballots(1, agree, "agree") + ballots(agree + 1, of, "against")
    document = record(homes(of), cast, motion(matter=matter))
    assert check(document, "approval_persons")["met"] is met
    assert check(document, "approval_area")["met"] is met
    assert result(document)["passed"] is met


@pytest.mark.parametrize("kind", list(DecisionKind))
def test_every_matter_asks_what_the_civil_code_asks(kind: DecisionKind) -> None:
    document = record(homes(4), ballots(1, 4, "agree"), motion(matter=kind.value))
    special = kind in {
        DecisionKind.RAISE_MAINTENANCE_FUND,
        DecisionKind.REBUILD,
        DecisionKind.CHANGE_COMMON_USE,
    }
    assert check(document, "approval_area")["required"] == ("3/4" if special else "1/2")
    assert check(document, "approval_area")["inclusive"] is special
    assert check(document, "participation_area")["required"] == "2/3"


def test_nothing_taking_part_gives_nought_and_fails() -> None:
    counted = result(record(homes(3), []))
    assert [c["ratio"] for c in counted["strict"]["checks"]] == ["0", "0", "0", "0"]
    assert counted["passed"] is False


def test_all_agreeing_gives_one() -> None:
    counted = result(record(homes(3), ballots(1, 3, "agree")))
    assert [c["ratio"] for c in counted["strict"]["checks"]] == ["1", "1", "1", "1"]
    assert counted["passed"] is True


def test_areas_of_nothing_decide_nothing_by_area() -> None:
    counted = result(record([unit("u", "p", area="0.00")], [ballot("p")]))
    assert [c["ratio"] for c in counted["strict"]["checks"]] == ["0", "1", "0", "1"]
    assert counted["passed"] is False


def test_one_dimension_alone_never_carries_a_motion() -> None:
    big = unit("big", "b", area="1000.00")
    by_area = record([big, *homes(4)], [ballot("b"), *ballots(1, 3, "against")])
    assert check(by_area, "approval_area")["met"] is True
    assert result(by_area)["passed"] is False
    by_head = record([big, *homes(4)], [ballot("b", "against"), *ballots(1, 4, "agree")])
    assert check(by_head, "approval_persons")["met"] is True
    assert result(by_head)["passed"] is False


class TestTheLawOfTheDay:
    @pytest.mark.parametrize("code", sorted(all_jurisdictions()))
    def test_every_region_counts_by_the_national_majorities(self, code: str) -> None:
        assert majorities_of(all_jurisdictions()[code], DecisionKind, DAY) == MAJORITIES

    def test_a_pinned_law_answers_like_the_one_it_was_taken_from(self) -> None:
        pinned = unpin(pin(NATIONAL, DAY))
        assert majorities_of(pinned, DecisionKind, DAY) == MAJORITIES

    def test_before_the_civil_code_there_is_no_answer(self) -> None:
        assert majorities_of(NATIONAL, DecisionKind, date(2021, 1, 1)) == MAJORITIES
        with pytest.raises(Unanswered):
            majorities_of(NATIONAL, DecisionKind, date(2020, 12, 31))


# ── Properties ───────────────────────────────────────────────────────────────────────────────────


def random_document(seed: int, **rules: Any) -> Document:
    document = random_record(Random(seed))
    return document | {"rules": document["rules"] | rules}


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_those_taking_part_are_those_on_the_three_sides(seed: int) -> None:
    for verdict in tally(decision_record.read(random_document(seed)), MAJORITIES):
        for count in (verdict.strict, verdict.clause):
            if count is not None and count.sides is not None:
                sides = count.sides
                assert sides.agree + sides.against + sides.abstain == count.participating
                assert count.participating.area <= verdict.roll.area
                assert count.participating.persons <= verdict.roll.persons


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_without_a_proxy_limit_the_order_of_ballots_says_nothing(seed: int) -> None:
    document = random_document(seed, proxy_limit=None)
    turned = document | {"ballots": document["ballots"][::-1]}
    last = len(document["ballots"]) - 1
    for straight, back in zip(results(document), results(turned), strict=True):
        back["excluded"] = [
            entry | {"ballot": last - entry["ballot"]} for entry in back["excluded"][::-1]
        ]
        assert back == straight


@given(SEEDS, st.integers(2, 50))
@settings(max_examples=60, deadline=None)
def test_scaling_all_areas_changes_nothing_but_the_areas(seed: int, factor: int) -> None:
    document = random_document(seed)
    record_of = decision_record.read(document)
    scaled = decision_writing.write(record_of)
    for part, whole in zip(scaled["units"], record_of.units, strict=True):
        area = whole.area * factor
        part["area"] = f"{area // 100}.{area % 100:02d}"
    for before, after in zip(results(document), results(scaled), strict=True):
        assert after["strict"]["checks"] == before["strict"]["checks"]
        assert after["passed"] == before["passed"]
        assert after.get("elected") == before.get("elected")
        assert after["excluded"] == before["excluded"]


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_one_more_who_agrees_never_turns_approval_from_met_to_unmet(seed: int) -> None:
    document = random_document(seed, blank_item="abstain")
    newcomer = unit("new", "newcomer")
    choices = {m["id"]: "agree" for m in document["motions"] if "candidates" not in m}
    before = results(document | {"units": [*document["units"], newcomer]})
    after = results(
        document
        | {
            "units": [*document["units"], newcomer],
            "ballots": [*document["ballots"], ballot("newcomer", choices=choices)],
        }
    )
    for one, other in zip(before, after, strict=True):
        met = zip(one["strict"]["checks"], other["strict"]["checks"], strict=True)
        assert all(late["met"] for early, late in met if early["met"])


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_conflict_never_counts_where_the_rules_make_it_invalid(seed: int) -> None:
    document = random_document(seed, coowner_conflict="invalid")
    torn = unit("torn", "left", "right")
    said = [{m["id"]: side for m in document["motions"]} for side in ("agree", "against")]
    for motion_ in document["motions"]:
        if "candidates" in motion_:
            said[0][motion_["id"]] = []  # type: ignore[assignment]
            said[1][motion_["id"]] = motion_["candidates"][:1]
    pair = [
        ballot(["left", "right"], choices=said[0], signed_by="left"),
        ballot(["left", "right"], choices=said[1], signed_by="right"),
    ]
    units = [*document["units"], torn]
    silent = document | {"units": units}
    spoken = silent | {"ballots": [*document["ballots"], *pair]}
    for one, other in zip(results(silent), results(spoken), strict=True):
        assert other["strict"] == one["strict"]


def test_a_thousand_motions_over_one_roll_are_each_counted_for_themselves() -> None:
    many = [motion(f"m{i}") for i in range(1000)]
    cast = [ballot(f"p{i}", choices={"m7": "agree"}) for i in range(1, 41)]
    counted = results(record(homes(40), cast, *many))
    assert [r["passed"] for r in counted].count(True) == 1
    assert counted[7]["strict"]["agree"] == weight("4000.00", 40)
