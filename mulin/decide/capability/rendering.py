"""An entry as somebody reads it: in his language, with the answers of the law of his place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from mulin.decide.capability.chapters import BLANK, Chapter, Entry
from mulin.ground.words import SOURCE, shown
from mulin.kit.words import said
from mulin.law.answer_words import words_of
from mulin.law.jurisdiction import Law, Unanswered
from mulin.law.questions import BY_CODE

NOWHERE = said("（本地没有查到规定）")


@dataclass(frozen=True)
class Local:
    """What the region's law says to one question; ``note`` where it was not read or is inherited."""

    wording: str
    words: str
    source: str
    note: str
    sure: bool


@dataclass(frozen=True)
class Part:
    """A stretch of an answer; ``local`` where the region's law speaks."""

    text: str
    local: bool


@dataclass(frozen=True)
class Read:
    """An entry for a reader."""

    entry: Entry
    question: str
    parts: tuple[Part, ...]
    locals: tuple[Local, ...]

    @property
    def answer(self) -> str:
        return "".join(part.text for part in self.parts)


def in_english() -> bool:
    """Whether the reader reads English: the handbook has two languages, Chinese for all else."""
    return (get_language() or SOURCE).startswith("en")


def title_of(chapter: Chapter) -> str:
    """A chapter's title in the reader's language."""
    return chapter.title_en if in_english() else chapter.title


def question_of(entry: Entry) -> str:
    """An entry's question in the reader's language."""
    return entry.question_en if in_english() else entry.question


def read(entry: Entry, law: Law, on: date) -> Read:
    """The entry under the law of a place on a day."""
    told = {code: _local(code, law, on) for code in entry.asks}
    text = entry.answer_en if in_english() else entry.answer
    pieces = BLANK.split(text)
    parts = (
        Part(told[piece].words if at % 2 else piece, bool(at % 2))
        for at, piece in enumerate(pieces)
        if piece
    )
    return Read(entry, question_of(entry), tuple(parts), tuple(told.values()))


def read_all(entries: Iterable[Entry], law: Law, on: date) -> list[Read]:
    """Several entries under one law."""
    return [read(one, law, on) for one in entries]


def _local(code: str, law: Law, on: date) -> Local:
    question = BY_CODE[code]
    wording = shown(question.wording)
    try:
        ruling = law.ask(question, on)
    except Unanswered as gap:
        return Local(wording, shown(NOWHERE), "", shown(gap.reason), False)
    words = shown(words_of(ruling.value))
    return Local(wording, words, shown(ruling.source.spaced), shown(ruling.note), ruling.verified)
