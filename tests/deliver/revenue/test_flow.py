"""Whatever is entered, the statement adds up, and both sides of the picture come to the same."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.deliver.revenue.picture import apart, narrow, sides, wide
from mulin.deliver.revenue.queries.flow import Flow, Part, flow_of, lines_behind, packed, unpacked
from mulin.deliver.revenue.queries.spoken import of_a_hundred
from mulin.ground.ledger.actions.closing import carry_year
from mulin.ground.ledger.actions.writing import take_back
from mulin.kit.ids import uuid7
from tests.deliver.revenue.world import NOW, World

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
amounts = st.integers(-(10**9), 10**9)
some = st.lists(amounts, max_size=5)
EASY = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine draws examples slowly; that says nothing of what is tested."""


def made(opening: int, incomes: list[int], costs: list[int], uses: list[int], moved: int) -> Flow:
    def parts(fens: list[int], stem: str) -> tuple[Part, ...]:
        return tuple(Part(f"{stem}{n}", f"科目{n}", fen, 1) for n, fen in enumerate(fens))

    closing = opening + sum(incomes) - sum(costs) - sum(uses) - moved
    funds = parts([moved], "3102")
    return Flow(
        FIRST, LAST, opening, parts(incomes, "4"), parts(costs, "5"), parts(uses, "6"), funds, (),
        closing,
    )  # fmt: skip


@EASY
@given(amounts, some, some, some, amounts)
def test_both_sides_come_to_the_same_whatever_moved(
    opening: int, incomes: list[int], costs: list[int], uses: list[int], moved: int
) -> None:
    flow = made(opening, incomes, costs, uses, moved)
    assert flow.adds_up
    left, right = sides(flow)
    assert sum(bar.fen for bar in left) == sum(bar.fen for bar in right)
    assert all(bar.fen > 0 for bar in (*left, *right))
    assert unpacked(FIRST, LAST, packed(flow)) == flow
    assert sum(one.yuan for one in of_a_hundred(flow)) in (0, 100)
    for picture in (wide(flow, str), narrow(flow, str)):
        assert (picture is None) == (not left)
        if picture is not None:
            bars = (*picture.left, *picture.right)
            assert all(0 <= float(b.y) <= picture.height for b in bars)
            assert (len(picture.left), len(picture.right)) == (len(left), len(right))


@EASY
@given(st.lists(st.floats(0, 400), min_size=1, max_size=9).map(sorted))
def test_labels_keep_apart_and_in_order(wanted: list[float]) -> None:
    places = apart(wanted, 40, 18, 400)
    assert all(b - a >= 39.999 for a, b in pairwise(places))


def test_a_wrong_closing_is_told(world: World) -> None:
    flow = flow_of(world.books, FIRST, LAST)
    assert flow.adds_up
    broken = Flow(FIRST, LAST, flow.opening, (), (), (), (), (), flow.closing + 1)
    assert not broken.adds_up


def test_a_period_tells_what_moved_in_it_and_begins_with_what_was_there(world: World) -> None:
    world.enter(date(2026, 1, 9), 500_000, "1002", "4001")
    wrong = world.enter(date(2026, 1, 9), 70_000, "1002", "4002")
    take_back(wrong, date(2026, 1, 10), "记错", once=uuid7(), by=world.keeper, now=NOW)
    world.enter(date(2026, 2, 9), 30_000, "5001", "1002")
    world.enter(date(2026, 2, 9), 100_000, "3102", "1002")
    flow = flow_of(world.books, FIRST, LAST)
    assert (flow.opening, flow.income, flow.cost, flow.to_fund) == (
        1_000_000,
        500_000,
        30_000,
        100_000,
    )
    assert (flow.closing, flow.adds_up) == (1_370_000, True)
    assert [(p.code, p.fen, p.rows) for p in flow.incomes] == [("4001", 500_000, 1), ("4002", 0, 2)]
    assert lines_behind(world.books, "", FIRST, LAST).count() == flow.rows
    later = flow_of(world.books, date(2026, 2, 1), LAST)
    assert (later.opening, later.closing) == (1_500_000, flow.closing)


def test_what_carries_a_year_forward_is_no_movement(world: World) -> None:
    world.enter(date(2026, 1, 9), 500_000, "1002", "4001")
    now = NOW + timedelta(days=300)
    carry_year(world.books, 2026, once=uuid7(), by=world.keeper, now=now)
    year = flow_of(world.books, FIRST, date(2026, 12, 31))
    assert (year.income, year.other, year.closing, year.adds_up) == (500_000, 0, 1_500_000, True)
    after = flow_of(world.books, date(2027, 1, 1), date(2027, 1, 31))
    assert (after.opening, after.rows) == (1_500_000, 0)


@pytest.mark.parametrize("count", [1, 8])
def test_a_flow_asks_the_same_however_many_lines(
    world: World, count: int, django_assert_num_queries: object
) -> None:
    for n in range(count):
        world.enter(date(2026, 1, 9), 100 + n, "1002", "4001")
    with django_assert_num_queries(2):  # type: ignore[operator]
        flow_of(world.books, FIRST, LAST)
