"""What the law pages show: regions counted, a region's answers beside the nation's, a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mulin.ground.words import shown
from mulin.kit.words import said
from mulin.law.answer_words import words_of
from mulin.law.catalogue import all_jurisdictions, jurisdiction
from mulin.law.jurisdiction import (
    NATION,
    Confidence,
    Jurisdiction,
    NotApplicable,
    Ruling,
    Unanswered,
)
from mulin.law.national import CODE
from mulin.law.questions import ALL, MAJORITY, DecisionKind, Kind, Question
from mulin.law.terms import Citation
from mulin.law.workdays import Calendar

OWN, INHERITED, NONE = "own", "inherited", "none"
REVIEW, DIFFERS = "review", "differs"
SHOWS = {
    OWN: said("本地自己的规定"),
    INHERITED: said("继承上级的"),
    REVIEW: said("需本地复核"),
    NONE: said("没有规定"),
    DIFFERS: said("与全国不同"),
}
"""What a region's page may be narrowed to."""


@dataclass(frozen=True)
class Line:
    """One question with a region's answer and the nation's beside it.

    ``answer`` is empty where nothing is laid down; ``why`` then says why, and otherwise why the
    region's own text was not read. ``origin`` names the region the answer comes from.
    """

    question: Question[Any]
    state: str
    answer: str
    source: str
    since: date | None
    note: str
    origin: str
    sure: str
    review: bool
    why: str
    national: str
    national_source: str
    differs: bool

    @property
    def mark(self) -> str:
        """The shape beside the note: read, to be reviewed, or nothing there."""
        if self.state == NONE:
            return "idle"
        return "soon" if self.review else "done"

    def holds(self, word: str) -> bool:
        """Whether a word of a search is in it."""
        told = (self.question.wording, self.answer, self.source, self.national, self.why)
        return any(word in text or word in shown(text) for text in told)


@dataclass(frozen=True)
class Chapter:
    title: str
    code: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Region:
    """A region with how many questions its own texts, its parents and nobody answer."""

    place: Jurisdiction
    chain: tuple[Jurisdiction, ...]
    own: int
    inherited: int
    review: int
    none: int

    @property
    def silent(self) -> bool:
        """Whether not one answer is its own."""
        return self.own == 0


@dataclass(frozen=True)
class Threshold:
    """One of the nine matters with its shares."""

    kind: DecisionKind
    ruling: Ruling[Any] | None
    why: str


@dataclass(frozen=True)
class DayOff:
    """A run of days that differ from the plain week."""

    first: date
    last: date
    worked: bool

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def regions(on: date) -> list[Region]:
    """Every region on record with its counts on a day, the nation first."""
    return [_counted(place, lines_of(place, on)) for place in all_jurisdictions().values()]


def lines_of(place: Jurisdiction, on: date) -> list[Line]:
    """Every question in reading order as it stands in a region on a day."""
    nation = jurisdiction(NATION)
    return [_line(place, nation, question, on) for question in ALL]


def chapters_of(lines: Iterable[Line], *, show: str = "", words: str = "") -> list[Chapter]:
    """The lines by chapter, narrowed to a state and to every word typed."""
    kept = [line for line in lines if _shown(line, show) and _found(line, words)]
    chapters = (
        Chapter(kind.label, kind.value, tuple(n for n in kept if n.question.kind == kind))
        for kind in Kind
    )
    return [chapter for chapter in chapters if chapter.lines]


def counted(place: Jurisdiction, lines: Sequence[Line]) -> Region:
    """A region's counts, from the very lines its page shows."""
    return _counted(place, lines)


def thresholds_of(place: Jurisdiction, on: date) -> list[Threshold]:
    """The nine matters of the Civil Code in a region."""
    found = []
    for kind, question in MAJORITY.items():
        try:
            found.append(Threshold(kind, place.ask(question, on), ""))
        except Unanswered as refusal:
            found.append(Threshold(kind, None, refusal.reason))
    return found


def before_the_code(on: date) -> str:
    """What to say of a day on which the Civil Code was not yet in force; else empty."""
    if on >= CODE.since:
        return ""
    return said(
        "{day} 《民法典》还没有施行（{version}）。这里不收录更早的法律，"
        "当时的表决按当时的法律办，请查原文或问律师。",
        day=on.isoformat(),
        version=CODE.version,
    )


def reason_later(place: Jurisdiction, question: Question[Any], on: date) -> str:
    """What to say where a text answers the question, but only from a later day; else empty."""
    answers = (a for above in place.lineage for a in above.answers if a.question == question)
    later = [answer.since for answer in answers if answer.since > on]
    return said("这一天还没有；收录的规定从 {day} 起。", day=min(later)) if later else ""


def days_off(calendar: Calendar, year: int) -> list[DayOff]:
    """Holidays and worked weekends of a year in order, as runs; empty where it is not on record."""
    known = calendar.years.get(year)
    if known is None:
        return []
    runs = [*_runs(sorted(known.off), worked=False), *_runs(sorted(known.work), worked=True)]
    return sorted(runs, key=lambda run: run.first)


def _line(place: Jurisdiction, nation: Jurisdiction, question: Question[Any], on: date) -> Line:
    national, national_source, _ = _asked(nation, question, on)
    reason = "" if place.code == NATION else place.why_not(question)
    try:
        ruling = place.ask(question, on)
    except Unanswered as refusal:
        instead = isinstance(refusal, NotApplicable)
        return Line(
            question=question,
            state=NONE,
            answer="",
            source="",
            since=None,
            note=said("本地另有规定") if instead else said("没有可用的规定"),
            origin="",
            sure="",
            review=False,
            why=refusal.reason if instead else reason_later(place, question, on) or refusal.reason,
            national=national,
            national_source=national_source,
            differs=bool(national),
        )
    answer = words_of(ruling.value)
    design = ruling.confidence == Confidence.DESIGN
    return Line(
        question=question,
        state=INHERITED if ruling.inherited else OWN,
        answer=answer,
        source=_source(ruling.source),
        since=None if design else ruling.since,
        note=ruling.note,
        origin=ruling.answered_by_name if ruling.inherited else "",
        sure=ruling.confidence.label,
        review=not ruling.verified,
        why=reason if ruling.inherited and not ruling.verified else "",
        national=national,
        national_source=national_source,
        differs=answer != national,
    )


def _asked(place: Jurisdiction, question: Question[Any], on: date) -> tuple[str, str, str]:
    try:
        ruling = place.ask(question, on)
    except Unanswered as refusal:
        return "", "", refusal.reason
    return words_of(ruling.value), _source(ruling.source), ""


def _source(source: Citation) -> str:
    return source.spaced


def _counted(place: Jurisdiction, lines: Sequence[Line]) -> Region:
    def number(state: str) -> int:
        return sum(_shown(line, state) for line in lines)

    return Region(
        place=place,
        chain=place.lineage,
        own=number(OWN),
        inherited=number(INHERITED),
        review=number(REVIEW),
        none=number(NONE),
    )


def _shown(line: Line, show: str) -> bool:
    if show == REVIEW:
        return line.review
    if show == DIFFERS:
        return line.differs
    return not show or line.state == show


def _found(line: Line, words: str) -> bool:
    return all(line.holds(word) for word in words.split())


def _runs(days: Sequence[date], *, worked: bool) -> list[DayOff]:
    runs: list[DayOff] = []
    for day in days:
        if runs and runs[-1].last + timedelta(days=1) == day and not worked:
            runs[-1] = DayOff(runs[-1].first, day, worked)
        else:
            runs.append(DayOff(day, day, worked))
    return runs
