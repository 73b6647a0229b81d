"""Splitting a sum: exact to the fen, and the same whoever asks."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.law.shares import allocate, whole_weights

TOTALS = st.integers(-(10**12), 10**12)
WEIGHTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=60).filter(any)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),  # 余数相同，先列先得
        (100, [2, 1, 1], [50, 25, 25]),
        (1, [1, 1, 1], [1, 0, 0]),
        (2, [1, 3], [1, 1]),  # 0.5 与 1.5：余数相同
        (-100, [1, 1, 1], [-34, -33, -33]),
        (0, [5, 5], [0, 0]),
        (10, [0, 7, 0], [0, 10, 0]),
        (0, [], []),
        (0, [0, 0], [0, 0]),
    ],
)
def test_the_fen_left_over_go_to_the_largest_remainders(
    total: int, weights: list[int], parts: list[int]
) -> None:
    assert allocate(total, weights) == parts


def test_the_lift_of_the_rule_book_is_shared_to_the_fen() -> None:
    floors = [Fraction(0), Fraction(1, 2), Fraction(1), *(Fraction(n, 10) for n in (11, 12, 13))]
    flats = [floor for floor in floors for _ in range(2)]
    parts = allocate(360_000_00, whole_weights(flats))
    assert sum(parts) == 360_000_00
    exact = [Fraction(360_000_00) * flat / sum(flats) for flat in flats]
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))
    assert parts[::2] == [0, 17_647_06, 35_294_12, 38_823_53, 42_352_94, 45_882_35]


@given(TOTALS, WEIGHTS)
def test_parts_add_up_exactly_and_none_is_a_fen_off_its_share(
    total: int, weights: list[int]
) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * whole - total * weight) < whole
        assert part == 0 or weight > 0


@given(TOTALS, WEIGHTS)
def test_a_heavier_weight_never_gets_less(total: int, weights: list[int]) -> None:
    parts = [abs(part) for part in allocate(total, weights)]
    ranked = sorted(zip(weights, parts, strict=True))
    for (light, less), (heavy, more) in pairwise(ranked):
        assert light == heavy or less <= more


@given(TOTALS, WEIGHTS, st.integers(1, 1000))
def test_only_the_proportions_matter(total: int, weights: list[int], scale: int) -> None:
    assert allocate(total, [weight * scale for weight in weights]) == allocate(total, weights)


@given(TOTALS, WEIGHTS)
def test_a_refund_undoes_its_charge(total: int, weights: list[int]) -> None:
    assert allocate(-total, weights) == [-part for part in allocate(total, weights)]


def test_what_cannot_be_split_is_refused() -> None:
    with pytest.raises(ValueError, match="不能为负数"):
        allocate(100, [1, -1])
    with pytest.raises(ValueError, match="权重合计为零"):
        allocate(100, [0, 0])
    with pytest.raises(ValueError, match="权重合计为零"):
        allocate(1, [])


def test_coefficients_become_whole_weights_of_the_same_proportion() -> None:
    assert whole_weights([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(11, 10)]) == [
        0,
        5,
        10,
        11,
    ]
    assert whole_weights([]) == []
