"""Two versions of a pact side by side: which clauses came, went or changed, and which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mulin.kit.words import said
from mulin.law.shapes import Labelled

WORD = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)


class Change(Labelled):
    """What became of a clause."""

    SAME = "same", said("没有改")
    CHANGED = "changed", said("改了")
    ADDED = "added", said("新增")
    REMOVED = "removed", said("删去")


@dataclass(frozen=True)
class Worded:
    """A clause of one version. ``origin`` stays the same from version to version."""

    origin: str
    number: int
    title: str
    text: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a clause: kept, or only in one of the two versions."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Pair:
    """A clause before and after; None where one of them has it not."""

    change: Change
    before: Worded | None
    after: Worded | None
    before_pieces: tuple[Piece, ...] = ()
    after_pieces: tuple[Piece, ...] = ()


def compared(before: Sequence[Worded], after: Sequence[Worded]) -> tuple[Pair, ...]:
    """Every clause of both versions, in the order of the new one; what went stands where it stood."""
    old = {one.origin: one for one in before}
    new = {one.origin for one in after}
    pairs: list[Pair] = []
    waiting = list(before)
    for one in after:
        known = old.get(one.origin)
        if known is not None and known in waiting:
            at = waiting.index(known)
            gone = [w for w in waiting[:at] if w.origin not in new]
            pairs += [_gone(w) for w in gone]
            waiting = [w for w in waiting if w is not known and w not in gone]
        pairs.append(_pair(known, one))
    return (*pairs, *(_gone(w) for w in waiting if w.origin not in new))


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in stretches; put together again each gives its text."""
    a, b = WORD.findall(before), WORD.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        changed = tag != "equal"
        if i2 > i1:
            left.append(Piece("".join(a[i1:i2]), changed))
        if j2 > j1:
            right.append(Piece("".join(b[j1:j2]), changed))
    return tuple(left), tuple(right)


def _pair(before: Worded | None, after: Worded) -> Pair:
    if before is None:
        return Pair(Change.ADDED, None, after, (), (Piece(after.text, changed=True),))
    left, right = pieces(before.text, after.text)
    same = before.text == after.text and before.title == after.title
    return Pair(Change.SAME if same else Change.CHANGED, before, after, left, right)


def _gone(before: Worded) -> Pair:
    return Pair(Change.REMOVED, before, None, (Piece(before.text, changed=True),), ())
