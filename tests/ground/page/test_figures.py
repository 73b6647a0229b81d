"""Figures on screen never say more than the exact numbers do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.ground.page.figures import AREA, Bound, Gauge, area, percent, width

HALF = Bound(1, 2, inclusive=False)
TWO_THIRDS = Bound(2, 3)


def test_a_share_just_below_two_thirds_never_looks_like_two_thirds() -> None:
    assert percent(666_666, 1_000_000) == "66.66"
    assert percent(2, 3) == "66.66"
    assert percent(848, 1251) == "67.78"
    assert percent(0, 0) == "—"
    assert percent(999_999, 1_000_000, 0) == "99"


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_percentage_is_cut_off_and_never_rounded_up(part: int, whole: int) -> None:
    hundredths = int(percent(part, whole).replace(".", ""))
    assert hundredths * whole <= part * 10_000 < (hundredths + 1) * whole


def test_an_area_shows_two_decimals() -> None:
    assert area(8962) == "89.62"
    assert area(12_103_640) == "121,036.40"
    assert area(-5) == "-0.05"


def test_a_bar_stays_inside_its_track() -> None:
    assert width(5, 4) == "100.000"
    assert width(-1, 4) == "0.000"
    assert width(1, 0) == "0"


@pytest.mark.parametrize(
    ("part", "whole", "bound", "met", "needed"),
    [
        (834, 1251, TWO_THIRDS, True, 834),
        (833, 1251, TWO_THIRDS, False, 834),
        (835, 1252, TWO_THIRDS, True, 835),
        (500, 1000, HALF, False, 501),
        (501, 1000, HALF, True, 501),
        (3, 5, HALF, True, 3),
        (2, 5, HALF, False, 3),
        (0, 0, TWO_THIRDS, False, 0),
    ],
)
def test_a_gauge_agrees_with_the_law_at_the_boundary(
    part: int, whole: int, bound: Bound, met: bool, needed: int
) -> None:
    gauge = Gauge(part, whole, bound)
    assert gauge.met is met
    assert gauge.needed == needed
    assert gauge.short == max(needed - part, 0)


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.sampled_from([HALF, TWO_THIRDS]))
def test_a_gauge_is_met_exactly_by_cross_multiplication(
    part: int, whole: int, bound: Bound
) -> None:
    left, right = part * bound.denominator, whole * bound.numerator
    expected = left >= right if bound.inclusive else left > right
    assert Gauge(part, whole, bound, AREA).met is expected


def test_a_bound_is_written_as_the_statute_means_it() -> None:
    assert str(TWO_THIRDS) == "≥ 2/3"
    assert str(HALF) == "> 1/2"
