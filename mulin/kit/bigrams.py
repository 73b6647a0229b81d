"""How near two short Chinese texts are, by the pairs of neighbouring characters they share."""

from __future__ import annotations

import re
from itertools import pairwise

_MARKS = re.compile(r"[\s，。、；：！？,.;:!?（）()“”\"'\-—]+")


def pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring characters of a text; marks and blanks do not count."""
    return frozenset(pairwise(_MARKS.sub("", text)))


def nearness(one: str, other: str) -> float:
    """The share of the shorter text's pairs that the other has, 0 to 1."""
    a, b = pairs(one), pairs(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
