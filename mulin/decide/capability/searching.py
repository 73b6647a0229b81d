"""Finding entries by pairs of neighbouring characters: words need not be written as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mulin.decide.capability.chapters import Entry

RUN = re.compile(r"[㐀-鿿]+|[a-z0-9]+")
IN_QUESTION, IN_ANSWER = 3, 1


def bigrams(text: str) -> frozenset[str]:
    """Pairs within each run of Chinese; a Latin word or a number as a whole."""
    found: set[str] = set()
    for run in RUN.findall(text.lower()):
        chinese = run[0] > "z"
        found |= {run[at : at + 2] for at in range(len(run) - 1)} if chinese else {run}
        if chinese and len(run) == 1:
            found.add(run)
    return frozenset(found)


def matching(words: str, among: Iterable[Entry], least: int = 0) -> list[Entry]:
    """Entries in which half of what was asked stands, or ``least`` of its pairs; the nearest first."""
    asked = bigrams(words)
    if not asked:
        return list(among)
    needed = least or -(-len(asked) // 2)
    scored = [
        (score, at, one) for at, one in enumerate(among) if (score := _score(asked, one, needed))
    ]
    return [one for _score_, _at, one in sorted(scored, key=lambda row: (-row[0], row[1]))]


def _score(asked: frozenset[str], entry: Entry, needed: int) -> int:
    near, far = _letters(entry)
    if sum(pair in near or pair in far for pair in asked) < needed:
        return 0
    return sum(IN_QUESTION * (pair in near) + IN_ANSWER * (pair in far) for pair in asked)


@lru_cache(maxsize=512)
def _letters(entry: Entry) -> tuple[str, str]:
    """What a question is found by, and what its answer says; both as they are searched."""
    near = " ".join((entry.code, entry.question, entry.question_en, *entry.tags)).lower()
    return near, " ".join((entry.answer, entry.answer_en)).lower()
