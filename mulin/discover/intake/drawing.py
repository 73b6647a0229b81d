"""A sample that anybody can draw again: the smallest SM3 digests of seed and number."""

from __future__ import annotations

from collections.abc import Sequence

from mulin.kit.canonical import sm3


def sample(numbers: Sequence[str], percent: int, seed: str) -> list[str]:
    """So many percent of the numbers, at least one, rounded up; in the order of their digests."""
    size = max(1, -(-len(numbers) * percent // 100))
    return sorted(numbers, key=lambda number: (sm3(f"{seed}/{number}".encode()), number))[:size]
