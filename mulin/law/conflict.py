"""A change that usually breeds conflict: what went wrong elsewhere and what to do before it starts.

Each kind is one file in ``conflicts/``. They remind and never refuse: the experience is this
product's own words for what streets have told, the law beside it is cited.
"""

from __future__ import annotations

from dataclasses import dataclass

from mulin.law.questions import DecisionKind
from mulin.law.terms import Citation
from mulin.law.topics import Topic


@dataclass(frozen=True)
class First:
    """Something to do before the change is opened. ``code`` is what a tick is kept under."""

    code: str
    text: str


@dataclass(frozen=True)
class Conflict:
    """One kind of change, recognised by its ``words`` or by the kinds of decision in ``motions``.

    ``unless`` are longer words that hold one of the words and mean something else.
    """

    code: str
    title: str
    topic: Topic
    words: tuple[str, ...]
    wrong: tuple[str, ...]
    first: tuple[First, ...]
    law: tuple[Citation, ...]
    motions: tuple[DecisionKind, ...] = ()
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        codes = [one.code for one in self.first]
        if len(set(codes)) != len(codes) or not (self.words and self.wrong and self.first):
            raise ValueError(f"{self.code}: words, mishaps and steps with codes of their own")

    def points_to(self, text: str, motions: frozenset[DecisionKind]) -> bool:
        """Whether a text or the kinds of its motions point to this change."""
        left = text
        for word in self.unless:
            left = left.replace(word, "")
        return any(word in left for word in self.words) or not motions.isdisjoint(self.motions)
