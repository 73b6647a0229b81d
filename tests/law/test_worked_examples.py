"""The worked examples V01–V19 of the rule book, each through the open format.

A row of `EXAMPLES` reads like the book's table: total area and persons; participation and approval
by area and by persons as exact fractions; whether it passes. `CLAUSE` holds the second line of the
examples that count silent owners.
"""

# ruff: noqa: E501 - a table is read along its rows

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.law.records import (
    COMMON_USE,
    RAISE,
    REBUILD,
    Document,
    ballot,
    ballots,
    election,
    homes,
    motion,
    record,
    result,
    unit,
    weight,
)


class Expected(NamedTuple):
    area: str
    persons: int
    took_part: tuple[str, int]
    agreed: tuple[str, int]
    ratios: tuple[str, str, str, str]
    met: tuple[bool, bool, bool, bool]


def v01() -> Document:
    return record(homes(9), ballots(1, 3, "agree") + ballots(4, 6, "against"))


def v02() -> Document:
    cast = ballots(1, 6, "agree") + ballots(7, 8, "against")
    return record(homes(12), cast, motion(matter=RAISE))


def v03() -> Document:
    shop = unit("shop", "s", area="1000.00", use="shop")
    return record([shop, *homes(9)], [ballot("s"), *ballots(1, 5, "agree")])


def v04() -> Document:
    several = [unit(f"a{i}", "a", area="90.00") for i in range(5)]
    return record([*several, *homes(10, "90.00")], [ballot("a"), *ballots(1, 6, "agree")])


def v05(*more: Document) -> Document:
    unsold = [unit(f"n{i}", status="unsold") for i in range(20)]
    sold = [unit(f"s{i}", f"b{i}", status="undelivered") for i in range(4)]
    cast = ballots(1, 27, "agree") + ballots(28, 52, "against")
    return record([*homes(76), *unsold, *sold], [*cast, *more])


def v05b() -> Document:
    return v05(ballot("developer", "against"))


def v05c() -> Document:
    return v05(*(ballot(f"b{i}", "agree") for i in range(4)))


def v06(conflict: str) -> Document:
    couple = unit("301", "w", "h")
    cast = [
        ballot(["w", "h"], "agree", signed_by="w"),
        ballot(["h", "w"], "against", signed_by="h"),
        *ballots(1, 3, "agree"),
    ]
    return record([couple, *homes(5)], cast, coowner_conflict=conflict)


def v07(*, parking_counts: bool) -> Document:
    space = unit("park", "p", area="13.50", use="parking")
    cast = ballots(1, 2, "agree")
    return record([*homes(3, "90.00"), space], cast, parking_counts=parking_counts)


def v08() -> Document:
    cast = ballots(1, 417, "agree") + ballots(418, 695, "against") + ballots(696, 703, "abstain")
    delivered = [[f"p{i}"] for i in range(1, 1288)]
    return record(homes(1291, "1.00"), cast, deliveries=delivered, silent="follow_majority")


def v09(silent: str = "follow_majority") -> Document:
    return record(
        homes(100),
        ballots(1, 50, "agree") + ballots(51, 60, "against"),
        motion(matter=COMMON_USE),
        deliveries=[[f"p{i}"] for i in range(1, 91)],
        silent=silent,
        silent_for_special=True,
    )


def v10() -> Document:
    cast = ballots(1, 10, "agree") + ballots(11, 15, "against") + ballots(16, 20, "abstain")
    return record(homes(30), cast)


def v11(unsigned: int) -> Document:
    """21 returned, two without signature; the agreeing one of them may be put right."""
    cast = ballots(1, 12, "agree") + ballots(13, 19, "against")
    late = [ballot("p20", "agree"), ballot("p21", "agree")]
    for paper in late[2 - unsigned :]:
        paper["invalid"] = "无本人签名"
    return record(homes(30), cast + late)


def v12(limit: int | None) -> Document:
    proxied = [ballot(f"p{i}", "agree", signed_by="p1", proxy="p1") for i in range(2, 6)]
    cast = [ballot("p1", "agree"), *proxied, *ballots(6, 7, "against")]
    return record(homes(9), cast, proxy_limit=limit)


def v13(second: str, third: str) -> Document:
    units = [
        unit("u1", "p1", area="4000.00"),
        unit("u2", "p2", area=second),
        unit("u3", "p3", area=third),
    ]
    return record(units, ballots(1, 2, "agree"))


def v14(*more: Document) -> Document:
    ground = [unit("101", "g1", area="95.00"), unit("102", "g2", area="95.00")]
    cast = [ballot("g1", "against"), ballot("g2", "against"), *ballots(3, 10, "agree"), *more]
    return record([*ground, *homes(10, "70.00")], cast, motion(matter=REBUILD))


def v15(same_owner: str) -> Document:
    units = [
        unit("a1", "a"),
        unit("a2", "a", area="300.00", use="shop"),
        unit("ab", "a", "b"),
        *homes(4),
    ]
    cast = [ballot("a"), ballot(["a", "b"]), ballot("p1"), ballot("p2", "against")]
    return record(units, cast, same_owner=same_owner)


def v16() -> Document:
    cast = ballots(1, 599, "agree") + ballots(600, 800, "against")
    return record(homes(1000, "80.00"), cast, motion(matter=REBUILD))


def v17(blank_item: str) -> Document:
    cast = ballots(1, 6, "agree") + ballots(7, 7, "against") + ballots(8, 8, None)
    return record(homes(12), cast, motion(matter=COMMON_USE), blank_item=blank_item)


def v18() -> Document:
    return record(homes(9), ballots(1, 4, "agree") + ballots(5, 7, "against"))


Y, N = True, False
V05 = Expected(
    "10000.00", 77, ("5200.00", 52), ("2700.00", 27), ("13/25", "52/77", "27/52", "27/52"),
    (N, Y, Y, Y),
)  # fmt: skip
V09 = Expected(
    "10000.00", 100, ("6000.00", 60), ("5000.00", 50), ("3/5", "3/5", "5/6", "5/6"), (N, N, Y, Y)
)

# fmt: off
EXAMPLES: dict[str, tuple[Callable[[], Document], Expected]] = {
    "V01": (v01, Expected("900.00", 9, ("600.00", 6), ("300.00", 3), ("2/3", "2/3", "1/2", "1/2"), (Y, Y, N, N))),
    "V02": (v02, Expected("1200.00", 12, ("800.00", 8), ("600.00", 6), ("2/3", "2/3", "3/4", "3/4"), (Y, Y, Y, Y))),
    "V03": (v03, Expected("1900.00", 10, ("1500.00", 6), ("1500.00", 6), ("15/19", "3/5", "1", "1"), (Y, N, Y, Y))),
    "V04": (v04, Expected("1350.00", 11, ("990.00", 7), ("990.00", 7), ("11/15", "7/11", "1", "1"), (Y, N, Y, Y))),
    "V05a": (v05, V05),
    "V05b": (v05b, Expected("10000.00", 77, ("7600.00", 53), ("2700.00", 27), ("19/25", "53/77", "27/76", "27/53"), (Y, Y, N, Y))),
    "V05c": (v05c, V05),
    "V06a": (lambda: v06("invalid"), Expected("600.00", 6, ("300.00", 3), ("300.00", 3), ("1/2", "1/2", "1", "1"), (N, N, Y, Y))),
    "V06b": (lambda: v06("abstain"), Expected("600.00", 6, ("400.00", 4), ("300.00", 3), ("2/3", "2/3", "3/4", "3/4"), (Y, Y, Y, Y))),
    "V07a": (lambda: v07(parking_counts=False), Expected("270.00", 3, ("180.00", 2), ("180.00", 2), ("2/3", "2/3", "1", "1"), (Y, Y, Y, Y))),
    "V07b": (lambda: v07(parking_counts=True), Expected("283.50", 4, ("180.00", 2), ("180.00", 2), ("40/63", "1/2", "1", "1"), (N, N, Y, Y))),
    "V08": (v08, Expected("1291.00", 1291, ("703.00", 703), ("417.00", 417), ("703/1291", "703/1291", "417/703", "417/703"), (N, N, Y, Y))),
    "V09": (v09, V09),
    "V09b": (lambda: v09("deemed_abstain"), V09),
    "V10": (v10, Expected("3000.00", 30, ("2000.00", 20), ("1000.00", 10), ("2/3", "2/3", "1/2", "1/2"), (Y, Y, N, N))),
    "V11a": (lambda: v11(2), Expected("3000.00", 30, ("1900.00", 19), ("1200.00", 12), ("19/30", "19/30", "12/19", "12/19"), (N, N, Y, Y))),
    "V11b": (lambda: v11(1), Expected("3000.00", 30, ("2000.00", 20), ("1300.00", 13), ("2/3", "2/3", "13/20", "13/20"), (Y, Y, Y, Y))),
    "V12a": (lambda: v12(3), Expected("900.00", 9, ("600.00", 6), ("400.00", 4), ("2/3", "2/3", "2/3", "2/3"), (Y, Y, Y, Y))),
    "V12b": (lambda: v12(1), Expected("900.00", 9, ("400.00", 4), ("200.00", 2), ("4/9", "4/9", "1/2", "1/2"), (N, N, N, N))),
    "V12c": (lambda: v12(None), Expected("900.00", 9, ("700.00", 7), ("500.00", 5), ("7/9", "7/9", "5/7", "5/7"), (Y, Y, Y, Y))),
    "V13a": (lambda: v13("4230.44", "4115.23"), Expected("12345.67", 3, ("8230.44", 2), ("8230.44", 2), ("823044/1234567", "2/3", "1", "1"), (N, Y, Y, Y))),
    "V13b": (lambda: v13("4230.45", "4115.22"), Expected("12345.67", 3, ("8230.45", 2), ("8230.45", 2), ("823045/1234567", "2/3", "1", "1"), (Y, Y, Y, Y))),
    "V14a": (v14, Expected("890.00", 12, ("750.00", 10), ("560.00", 8), ("75/89", "5/6", "56/75", "4/5"), (Y, Y, N, Y))),
    "V14b": (lambda: v14(ballot("p1")), Expected("890.00", 12, ("820.00", 11), ("630.00", 9), ("82/89", "11/12", "63/82", "9/11"), (Y, Y, Y, Y))),
    "V15a": (lambda: v15("same_group"), Expected("900.00", 6, ("700.00", 4), ("600.00", 3), ("7/9", "2/3", "6/7", "3/4"), (Y, Y, Y, Y))),
    "V15b": (lambda: v15("merge_overlapping"), Expected("900.00", 5, ("700.00", 3), ("600.00", 2), ("7/9", "3/5", "6/7", "2/3"), (Y, N, Y, Y))),
    "V16": (v16, Expected("80000.00", 1000, ("64000.00", 800), ("47920.00", 599), ("4/5", "4/5", "599/800", "599/800"), (Y, Y, N, N))),
    "V17": (lambda: v17("abstain"), Expected("1200.00", 12, ("800.00", 8), ("600.00", 6), ("2/3", "2/3", "3/4", "3/4"), (Y, Y, Y, Y))),
    "V17b": (lambda: v17("invalid"), Expected("1200.00", 12, ("700.00", 7), ("600.00", 6), ("7/12", "7/12", "6/7", "6/7"), (N, N, Y, Y))),
    "V18": (v18, Expected("900.00", 9, ("700.00", 7), ("400.00", 4), ("7/9", "7/9", "4/7", "4/7"), (Y, Y, Y, Y))),
}
CLAUSE: dict[str, tuple[Callable[[], Document], Expected]] = {
    "V08": (v08, Expected("1291.00", 1291, ("1287.00", 1287), ("1001.00", 1001), ("1287/1291", "1287/1291", "7/9", "7/9"), (Y, Y, Y, Y))),
    "V09": (v09, Expected("10000.00", 100, ("9000.00", 90), ("8000.00", 80), ("9/10", "9/10", "8/9", "8/9"), (Y, Y, Y, Y))),
    "V09b": (lambda: v09("deemed_abstain"), Expected("10000.00", 100, ("9000.00", 90), ("5000.00", 50), ("9/10", "9/10", "5/9", "5/9"), (Y, Y, N, N))),
}
# fmt: on


def agrees(counted: Document, expected: Expected) -> None:
    assert counted["participating"] == weight(*expected.took_part)
    assert counted["agree"] == weight(*expected.agreed)
    assert tuple(check["ratio"] for check in counted["checks"]) == expected.ratios
    assert tuple(check["met"] for check in counted["checks"]) == expected.met
    assert counted["passed"] == all(expected.met)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_strict_count_is_the_one_in_the_rule_book(name: str) -> None:
    build, expected = EXAMPLES[name]
    counted = result(build())
    assert counted["roll"] == weight(expected.area, expected.persons)
    assert counted["passed"] == all(expected.met)
    agrees(counted["strict"], expected)


@pytest.mark.parametrize("name", CLAUSE)
def test_the_clause_beside_it_is_the_one_in_the_rule_book(name: str) -> None:
    build, expected = CLAUSE[name]
    agrees(result(build())["clause"], expected)


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - CLAUSE.keys()))
def test_without_a_clause_in_the_rules_there_is_none_in_the_result(name: str) -> None:
    assert result(EXAMPLES[name][0]())["clause"] is None


def test_v05c_buyers_without_their_keys_are_not_on_the_roll() -> None:
    assert result(v05c())["excluded"] == [
        {"ballot": index, "reason": "not_on_roll"} for index in range(52, 56)
    ]


def test_v19_half_of_the_votes_elects_nobody_and_leaves_a_seat_vacant() -> None:
    names = {"A": 18, "B": 15, "C": 12, "D": 11, "E": 10, "F": 9}
    cast = []
    left = dict(names)
    for owner in range(1, 21):
        # Each of the 20 ballots takes the names that still need most, at most five of them.
        chosen = sorted(left, key=lambda name: -left[name])[:4]
        chosen = [name for name in chosen if left[name] > 0]
        for name in chosen:
            left[name] -= 1
        cast.append(ballot(f"p{owner}", chosen))
    assert not any(left.values())
    counted = result(record(homes(30), cast, election(list(names), 5)))
    assert counted["strict"]["participating"] == weight("2000.00", 20)
    assert [check["ratio"] for check in counted["strict"]["checks"]] == ["2/3", "2/3"]
    assert {c["id"]: c["agree"]["persons"] for c in counted["candidates"]} == names
    assert counted["elected"] == ["A", "B", "C", "D"]
    assert (counted["vacant"], counted["runoff"], counted["passed"]) == (1, [], True)
