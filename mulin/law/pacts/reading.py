"""How rules read a clause: sentence by sentence, passing over what is forbidden there.

A rule speaks of what a clause *allows*. 不得停水催费 forbids it and is no fault; so a finding falls away
where a word of forbidding stands before it in the same part of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from mulin.kit.words import said
from mulin.law.jurisdiction import Law
from mulin.law.shapes import Labelled
from mulin.law.terms import Citation

SENTENCE = re.compile(r"[^。；;！\n]+")
PART = re.compile(r"[，,]|否则|的话")
FORBIDS = re.compile(r"不得|不能|不准|不可|禁止|严禁|不应|不许|无权|不再|不因|不以|不允许|违反")


class Weight(Labelled):
    """What a finding does: a contradiction must be mended, a hint must be answered."""

    CONTRADICTION = "contradiction", said("与法律抵触")
    HINT = "hint", said("需本地复核")


@dataclass(frozen=True)
class Ground:
    """Where a pact is to hold: the law of its place, and the day it is held against it."""

    law: Law
    on: date


@dataclass(frozen=True)
class Clause:
    """One clause as the rules see it. ``key`` is whatever names it to the caller."""

    key: str
    title: str
    text: str


Span = tuple[int, int]
Finds = Callable[[str], Iterator[Span]]
"""Reads one sentence; gives the places in it that the rule is about."""
Judges = Callable[[Ground, str], "Judged | None"]
"""What the place and day make of the words found; None: nothing wrong there."""


@dataclass(frozen=True)
class Judged:
    """What the law of one place makes of a rule: its weight, and where that is written."""

    weight: Weight
    source: Citation


@dataclass(frozen=True)
class Rule:
    """One named check of clauses.

    ``instead`` says what to write. ``judges`` is for rules that regions answer each in its own way;
    the others weigh the same everywhere. ``kinds`` names kinds of pacts, or stays empty for all.
    """

    code: str
    title: str
    reason: str
    instead: str
    source: Citation
    finds: Finds
    weight: Weight = Weight.CONTRADICTION
    judges: Judges | None = None
    kinds: frozenset[str] = field(default=frozenset())

    @property
    def by_place(self) -> bool:
        """Whether the law of the place weighs it."""
        return self.judges is not None

    def speaks_of(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    def judged(self, ground: Ground, quote: str) -> Judged | None:
        """Its weight and source in this place, for these words."""
        if self.judges is None:
            return Judged(self.weight, self.source)
        return self.judges(ground, quote)


@dataclass(frozen=True)
class Topic:
    """Something a pact of these kinds has to settle: missing where none of the words stands in it."""

    code: str
    title: str
    reason: str
    instead: str
    source: Citation
    words: re.Pattern[str]
    kinds: frozenset[str]


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it begins."""
    for found in SENTENCE.finditer(text):
        yield found.start(), found[0]


def allows(
    pattern: re.Pattern[str],
    *,
    where: re.Pattern[str] | None = None,
    unless: re.Pattern[str] | None = None,
) -> Finds:
    """The pattern in a sentence that also has ``where``, has no ``unless``, and does not forbid it."""

    def finds(sentence: str) -> Iterator[Span]:
        if where is not None and where.search(sentence) is None:
            return
        if unless is not None and unless.search(sentence) is not None:
            return
        for found in pattern.finditer(sentence):
            if not _forbidden(sentence, found.start()):
                yield found.span()

    return finds


def states(pattern: re.Pattern[str], *, unless: re.Pattern[str] | None = None) -> Finds:
    """The pattern as it stands, whatever forbids it: for rules about what a clause forbids."""

    def finds(sentence: str) -> Iterator[Span]:
        if unless is None or unless.search(sentence) is None:
            yield from (found.span() for found in pattern.finditer(sentence))

    return finds


def _forbidden(sentence: str, at: int) -> bool:
    """Whether a word of forbidding stands before ``at`` in the same part of the sentence."""
    begins = max((found.end() for found in PART.finditer(sentence, 0, at)), default=0)
    return FORBIDS.search(sentence, begins, at) is not None
