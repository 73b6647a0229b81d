"""A jurisdiction is a table of cited answers; a region overrides some of its parent's.

Ask it a question on a day and it gives a ``Ruling``: value, source, how sure we are, and whether
the answer is the region's own. What no text we know of answers is ``Unanswered``, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from mulin.kit.words import said
from mulin.law.questions import ALL, Question
from mulin.law.shapes import Labelled
from mulin.law.terms import Citation

T = TypeVar("T")

NATION = "000000"
GUIDANCE = "业主大会和业主委员会指导规则"
"""建房〔2009〕274号: guidance, not a statute; what regions inherit from it is said to be so."""


class Confidence(Labelled):
    """How the text behind an answer was checked."""

    VERIFIED = "verified", said("原文已核")
    VERIFIED_SECOND = "verified_second", said("二手文本核到，原文待核（需本地复核）")
    INFERRED = "inferred", said("二手文本未署法名，归属为推断，需本地复核")
    MEMORY = "memory", said("未核到原文，需复核")
    DESIGN = "design", said("法无明文，系统默认值")


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What one act says; ``since`` its first day, ``until`` its last (both included).

    ``nationwide``: the Civil Code's own rule, which no region may answer otherwise.
    """

    question: Question[T]
    value: T
    source: Citation
    since: date
    until: date | None = None
    confidence: Confidence = Confidence.VERIFIED
    nationwide: bool = False

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Act:
    """A statute whose text was read: its answers cite it and hold from ``since``.

    ``since`` is the first day on which the text read is known to be in force; ``version`` names
    that text for the region's page; ``confidence`` is how it was read, unless an answer says else.
    """

    name: str
    version: str
    since: date
    confidence: Confidence = Confidence.VERIFIED

    def says(
        self,
        question: Question[T],
        value: T,
        article: str,
        confidence: Confidence | None = None,
        *,
        nationwide: bool = False,
    ) -> Answer[T]:
        """One line of a page of law: the question, the answer, the article."""
        source, sure = Citation(self.name, article), confidence or self.confidence
        return Answer(question, value, source, self.since, None, sure, nationwide)

    def instead(self, question: Question[Any], reason: str, article: str) -> NotHere:
        """This act settles the matter in another way, so the parent's answer does not apply."""
        return NotHere(question, reason, Citation(self.name, article), self.since)


@dataclass(frozen=True)
class NotYet:
    """The region's own text on this question has not been read; its parent's answer serves."""

    question: Question[Any]
    reason: str


@dataclass(frozen=True)
class NotHere:
    """The region's text goes another way, so that its parent's answer does not apply."""

    question: Question[Any]
    reason: str
    source: Citation
    since: date


@dataclass(frozen=True)
class Words:
    """How the region's papers call things."""

    area: str = "物业管理区域"
    manager: str = "物业服务企业"
    street: str = "街道办事处（乡镇人民政府）"
    residents_committee: str = "居（村）民委员会"
    member: str = "委员"


class Unanswered(LookupError):  # noqa: N818 - named like the other refusals
    """No text we know of answers this question here on this day; ``reason`` is for people."""

    def __init__(self, question: Question[Any], where: str, reason: str) -> None:
        super().__init__(
            said(
                "{where}：“{wording}”没有可用的规定。{reason}",
                where=where,
                wording=question.wording,
                reason=reason,
            )
        )
        self.question = question
        self.where = where
        self.reason = reason


class NotApplicable(Unanswered):
    """The region's own text goes another way."""


@dataclass(frozen=True)
class Ruling(Generic[T]):
    """An answer as it holds somewhere on some day.

    ``verified`` only where the region's own text was read, or the rule is one nationwide;
    ``note`` is what the screen shows beside the value, empty where nothing needs saying.
    """

    question: Question[T]
    value: T
    source: Citation
    since: date
    confidence: Confidence
    answered_by: str
    answered_by_name: str
    inherited: bool
    verified: bool
    note: str


class Law(Protocol):
    """What can be asked: a jurisdiction on a day, or the law pinned on an opening day."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    def ask(self, question: Question[T], on: date) -> Ruling[T]: ...


@dataclass(frozen=True, eq=False)
class Jurisdiction:
    """One region's page of law. ``otherwise`` is the reason for every question not named.

    A region's file names no parent: the catalogue links each to the nearest region above it by
    administrative code, the nation last. Only a linked jurisdiction answers.
    """

    code: str
    name: str
    answers: tuple[Answer[Any], ...]
    parent: Jurisdiction | None = None
    not_yet: tuple[NotYet, ...] = ()
    not_here: tuple[NotHere, ...] = ()
    otherwise: str = ""
    acts: tuple[Act, ...] = ()
    words: Words = field(default_factory=Words)
    banner: str = ""

    def __post_init__(self) -> None:
        faults = "；".join(_faults(self))
        if faults:
            raise ValueError(f"{self.code} {self.name}: {faults}")

    @property
    def lineage(self) -> tuple[Jurisdiction, ...]:
        """This region first, the nation last."""
        if self.parent is None and self.code != NATION:
            raise LookupError(f"ask the catalogue: jurisdiction({self.code!r}), not the bare file")
        return (self, *self.parent.lineage) if self.parent else (self,)

    def ask(self, question: Question[T], on: date) -> Ruling[T]:
        """The nearest answer in force on that day. Raises ``Unanswered``, ``NotApplicable``."""
        for place in self.lineage:
            for gap in place.not_here:
                if gap.question == question and gap.since <= on:
                    raise NotApplicable(question, self.name, f"{gap.reason}（{gap.source}）")
            own = [a for a in place.answers if a.question == question and a.in_force(on)]
            if own:
                return _ruling(self, place, max(own, key=lambda answer: answer.since))
        raise Unanswered(question, self.name, self.why_not(question))

    def why_not(self, question: Question[Any]) -> str:
        """Why the region has no answer of its own; the nearest reason on record."""
        for place in self.lineage:
            named = [gap.reason for gap in place.not_yet if gap.question == question]
            if named or place.otherwise:
                return named[0] if named else place.otherwise
        return said("本系统没有收录这一问题的规定。")

    def gaps(self) -> tuple[NotYet, ...]:
        """Every question on which the region's own text has not been read, with its reason."""
        known = {answer.question for answer in self.answers}
        known |= {gap.question for gap in self.not_here}
        known |= {a.question for place in self.lineage for a in place.answers if a.nationwide}
        return tuple(NotYet(q, self.why_not(q)) for q in ALL if q not in known)

    def rulings(self, on: date) -> Iterator[Ruling[Any] | Unanswered]:
        """Every question in reading order, answered or with its refusal: the region's page."""
        for question in ALL:
            try:
                yield self.ask(question, on)
            except Unanswered as refusal:
                yield refusal


def not_yet(reason: str, *questions: Question[Any]) -> tuple[NotYet, ...]:
    """One reason for several questions."""
    return tuple(NotYet(question, reason) for question in questions)


def _ruling(asked: Jurisdiction, place: Jurisdiction, answer: Answer[T]) -> Ruling[T]:
    inherited = asked is not place
    read = answer.confidence == Confidence.VERIFIED
    return Ruling(
        question=answer.question,
        value=answer.value,
        source=answer.source,
        since=answer.since,
        confidence=answer.confidence,
        answered_by=place.code,
        answered_by_name=place.name,
        inherited=inherited,
        verified=read and (answer.nationwide or not inherited),
        note=_note(place, answer, inherited=inherited),
    )


def _note(place: Jurisdiction, answer: Answer[Any], *, inherited: bool) -> str:
    if answer.nationwide:
        return said("全国统一规定") if inherited else ""
    if answer.confidence == Confidence.DESIGN:
        return said("本地未核到规定，取系统默认值") if inherited else answer.confidence.label
    if not inherited:
        return "" if answer.confidence == Confidence.VERIFIED else answer.confidence.label
    if answer.source.act == GUIDANCE:
        return said("继承自国家指导规则，本地未核（需本地复核）")
    origin = said("国家规定") if place.parent is None else said("{name}规定", name=place.name)
    return said("继承自{origin}，本地未核（需本地复核）", origin=origin)


def _faults(place: Jurisdiction) -> Iterator[str]:
    if not (place.code.isdigit() and len(place.code) == 6):
        yield "the code is not six digits"
    seen: set[tuple[str, date]] = set()
    for answer in place.answers:
        key = (answer.question.code, answer.since)
        if key in seen:
            yield f"{key[0]} is answered twice from {key[1]}"
        seen.add(key)
        if not isinstance(answer.value, answer.question.shape):
            yield f"{key[0]} asks for {answer.question.shape.__name__}, not {answer.value!r}"
    answered = {answer.question.code for answer in place.answers}
    for gap in place.not_yet:
        if gap.question.code in answered:
            yield f"{gap.question.code} is both answered and not yet known"
