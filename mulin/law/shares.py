"""Splitting a sum exactly: largest remainder, to the fen.

民法典第283条: costs and income of common parts follow the agreement, else the area of the exclusive
parts. Every split here adds up to the total and depends on nothing but its arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from mulin.kit.words import said


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` fen over ``weights`` (areas of 0.01 m², coefficients, any whole numbers).

    Each part is the exact share rounded down or up to the fen; the fen left over go to the largest
    remainders, of equal ones to those listed first. A refund (negative total) splits as its
    opposite. A weight of nothing gets nothing. Raises ValueError for a negative weight, or where
    something is to be split over no weight at all.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError(said("分摊的权重不能为负数。"))
    whole = sum(weights)
    if whole == 0:
        if total:
            raise ValueError(said("没有可以分摊的对象：权重合计为零。"))
        return [0] * len(weights)
    if total < 0:
        return [-part for part in allocate(-total, weights)]
    parts = [total * weight // whole for weight in weights]
    left = total - sum(parts)
    by_remainder = sorted(
        range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index)
    )
    for index in by_remainder[:left]:
        parts[index] += 1
    return parts


def whole_weights(coefficients: Sequence[Fraction]) -> list[int]:
    """The same proportions in whole numbers: 1/2, 1, 11/10 become 5, 10, 11."""
    scale = lcm(*(coefficient.denominator for coefficient in coefficients))
    return [int(coefficient * scale) for coefficient in coefficients]
