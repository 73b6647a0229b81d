"""What papers of one vote share: the head, its motions, and where a paper is carried to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Protocol, TypeVar

from mulin.decide.assembly.documents import words
from mulin.law.questions import DecisionKind
from mulin.law.terms import Majority

PACKAGE = "mulin.decide.assembly"


@dataclass(frozen=True)
class PollHead:
    """What every paper of one poll repeats. ``closes`` is the last day, until 24:00."""

    street: str
    compound: str
    number: str
    title: str
    convener: str
    opens: date
    closes: date
    phone: str
    help: str = ""
    """Who answers the telephone and when: ``社区王老师，每天 9:00–20:00``."""
    return_to: tuple[str, ...] = ()
    synthetic: bool = False
    until: str = ""
    """The instant of closing where it is not midnight: ``2026年6月30日18:00``."""

    def as_data(self) -> dict[str, Any]:
        return {
            "street": self.street,
            "compound": self.compound,
            "number": self.number,
            "title": self.title,
            "convener": self.convener,
            "opens": words.day(self.opens),
            "closes": self.until or words.deadline(self.closes),
            "phone": self.phone,
            "help": self.help,
            "return_to": list(self.return_to),
            "synthetic": self.synthetic,
        }


@dataclass(frozen=True)
class Candidate:
    """Somebody who stands, as the ballot shows him; ``about`` is public: room and post, no more."""

    id: str
    name: str
    about: str = ""


@dataclass(frozen=True)
class MotionText:
    """One motion. ``seats`` and ``candidates`` make it an election; ``voters`` narrows who decides."""

    number: int
    title: str
    kind: DecisionKind
    majority: Majority
    text: str = ""
    voters: str = "全体业主"
    seats: int = 0
    candidates: tuple[Candidate, ...] = ()
    order: str = "姓名排列不分先后。"

    def as_data(self) -> dict[str, Any]:
        seats = self.seats if self.candidates else 0
        return {
            "number": self.number,
            "title": self.title,
            "matter": words.matter(self.kind),
            "rule": words.pass_rule(self.majority, voters=self.voters, seats=seats),
            "text": self.text,
            "voters": self.voters,
            "seats": self.seats,
            "order": self.order,
            "candidates": [{"name": c.name, "about": c.about} for c in self.candidates],
        }


@dataclass(frozen=True)
class Place:
    """Where a paper is carried to: ``Place("3幢", "2单元", 5, "501室")``.

    ``stairwell`` is empty where a building has but one. ``shown`` is what is printed where it
    differs from the parts put together (``3-2-501``).
    """

    building: str
    stairwell: str
    floor: int
    room: str
    shown: str = ""

    @property
    def walk(self) -> tuple[Any, ...]:
        """Sorts as one walks: building, stairwell, floor, room; 9 comes before 10.

        The stairwell before the floor: two stairwells of a floor seldom have a way between them.
        """
        return (natural(self.building), natural(self.stairwell), self.floor, natural(self.room))

    @property
    def label(self) -> str:
        """The whole address within the compound."""
        return self.shown or f"{self.building}{self.stairwell}{self.room}"

    @property
    def within(self) -> str:
        """The address within the building, for lists that name the building above."""
        return self.shown or f"{self.stairwell}{self.room}"


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which ``2幢`` comes before ``10幢``."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)


class Carried(Protocol):
    """A paper that somebody carries to a door."""

    @property
    def place(self) -> Place: ...


C = TypeVar("C", bound=Carried)


def in_walking_order(papers: Iterable[C]) -> list[C]:
    """As the papers are handed out: building, stairwell, floor, room."""
    return sorted(papers, key=lambda paper: paper.place.walk)


def by_building(papers: Iterable[C]) -> dict[str, list[C]]:
    """One list per building, each a file of its own, in the order of the walk."""
    ordered = in_walking_order(papers)
    return {name: list(part) for name, part in groupby(ordered, key=lambda p: p.place.building)}
