"""The order in which people expect places: 1, 2, 10, then A, B, then words."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = re.compile(r"[0-9]+")
LARGEST = 2_000_000_000


def place_order(label: str) -> int:
    """A number to sort labels by: digits as numbers, letters after them, other words last."""
    found = _NUMBER.search(label)
    number = min(int(found[0]), 99_999) if found else 0
    head = label[: found.start()] if found else label
    if not head:
        return number * 10
    rank = 1 if head.isascii() else 2
    return min(rank * 500_000_000 + _letters(head) * 1_000_000 + number * 10, LARGEST)


def unit_order(building: int, stairwell: int, floor: int, room: str) -> int:
    """A number to sort the units of one compound: building, stairwell, floor, room.

    Each part is folded into what a 31-bit integer leaves it; rows of one stairwell always keep
    their order by floor and room.
    """
    return order_within(place_part(building, stairwell), floor, room)


def place_part(building: int, stairwell: int) -> int:
    """What building and stairwell contribute to :func:`unit_order`."""
    return _folded(building, 900) * 100 + _folded(stairwell, 90)


def order_within(place: int, floor: int, room: str) -> int:
    """The order of a unit whose building and stairwell come to ``place``."""
    return place * 10_000 + _level_and_door(floor, room)


@lru_cache(maxsize=16_384)
def _level_and_door(floor: int, room: str) -> int:
    level = min(max(floor + 5, 0), 99)
    return level * 100 + place_order(room) % 1_000_000 // 10 % 100


@lru_cache(maxsize=16_384)
def floor_of(room: str) -> int:
    """``1203`` → 12, ``804`` → 8, ``-101`` → -1; 0 where the room's number does not tell."""
    found = re.fullmatch(r"(-?)([0-9]{1,2})([0-9]{2})[A-Za-z]?", room)
    if not found:
        return 0
    level = int(found[2])
    return -level if found[1] else level


def _folded(order: int, words_from: int) -> int:
    """A place's order within 1,000 (or 100): numbers first, everything else after them."""
    if order < 1_000_000:
        return min(order // 10, words_from - 1)
    return words_from + order // 1_000_000 % (words_from // 9)


def _letters(head: str) -> int:
    return sum(ord(c) for c in head[:4].upper()) % 400
