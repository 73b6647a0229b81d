"""The handbook: every file of the folder ``handbook/`` is one chapter, read once.

An entry is a question with its answer, in Chinese and in English; where the answer depends on the
place it names a question of the law in braces (``{report_term_end}``), and the reader's own region
answers. ``sources`` cites articles that ``sources.toml`` says were read, or the practice an entry
was learned from; ``steps`` are the steps of processes at which it helps, as ``process/step``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mulin.law.jurisdiction import Confidence
from mulin.law.process_catalogue import process_named
from mulin.law.questions import BY_CODE

FOLDER = Path(__file__).parent / "handbook"
SOURCES = "sources.toml"
BLANK = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Source:
    """An article that was read, or a practice that was reported; ``about`` says where."""

    title: str
    article: str
    confidence: Confidence | None
    about: str = ""

    @property
    def is_practice(self) -> bool:
        return self.confidence is None


@dataclass(frozen=True)
class Entry:
    """One question and its answer; ``asks`` are codes of questions that the region answers."""

    code: str
    chapter: str
    question: str
    question_en: str
    answer: str
    answer_en: str
    sources: tuple[Source, ...]
    asks: tuple[str, ...]
    steps: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """One file of the handbook."""

    code: str
    title: str
    title_en: str
    entries: tuple[Entry, ...]


class BadEntry(ValueError):  # noqa: N818 - says what the file is
    """A file of the folder that is not a chapter; names the entry and what is wrong with it."""


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter in the order of its file's name. Raises BadEntry."""
    known = sources(FOLDER / SOURCES)
    paths = sorted(path for path in FOLDER.glob("*.toml") if path.name != SOURCES)
    return tuple(read_chapter(path, known) for path in paths)


@cache
def entries() -> Mapping[str, Entry]:
    """Every entry by its code, in the order of the book. Raises BadEntry for a code used twice."""
    found: dict[str, Entry] = {}
    for chapter in chapters():
        for entry in chapter.entries:
            if entry.code in found:
                raise BadEntry(f"{entry.code}: stands twice")
            found[entry.code] = entry
    return MappingProxyType(found)


def read_chapter(path: Path, known: Mapping[str, Source]) -> Chapter:
    """A file as a chapter. Raises BadEntry, naming what is wrong."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise BadEntry(f"{path.name}: {fault}") from None
    code = path.stem.partition("_")[2]
    made = tuple(_entry(one, code, known) for one in told.get("entry", ()))
    if not (code and told.get("title") and told.get("title_en") and made):
        raise BadEntry(f"{path.name}: a chapter has a number, titles and entries")
    return Chapter(code, told["title"], told["title_en"], made)


def sources(path: Path) -> Mapping[str, Source]:
    """What may be cited, as entries write it: ``民法典 第278条``, ``practice 004``."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, Source] = {}
    for act in told["act"]:
        for article in act["articles"]:
            source = Source(act["name"], article, Confidence(act["read"]))
            found[f"{act['name']} {article}"] = source
    for one in told["practice"]:
        found[f"practice {one['code']}"] = Source(one["place"], "", None, one["from"])
    return MappingProxyType(found)


def _entry(told: Mapping[str, Any], chapter: str, known: Mapping[str, Source]) -> Entry:
    code = told.get("code", "?")
    lacking = [
        key for key in ("code", "question", "question_en", "answer", "answer_en", "sources", "tags")
        if not told.get(key)
    ]  # fmt: skip
    if lacking:
        raise BadEntry(f"{chapter} {code}: lacks {', '.join(lacking)}")
    blanks = tuple(dict.fromkeys(BLANK.findall(told["answer"])))
    asks = tuple(dict.fromkeys((*blanks, *told.get("asks", ()))))
    steps = tuple(told.get("steps", ()))
    faults = [
        *(f"the law is asked no {ask}" for ask in asks if ask not in BY_CODE),
        *(f"{name} is no source that was read" for name in told["sources"] if name not in known),
        *(f"there is no step {step}" for step in steps if not _is_step(step)),
    ]
    if set(blanks) != set(BLANK.findall(told["answer_en"])):
        faults.append("the English asks the law other questions than the Chinese")
    if faults:
        raise BadEntry(f"{chapter} {code}: {'; '.join(faults)}")
    return Entry(
        code=code,
        chapter=chapter,
        question=told["question"],
        question_en=told["question_en"],
        answer=" ".join(told["answer"].split()),
        answer_en=" ".join(told["answer_en"].split()),
        sources=tuple(known[name] for name in told["sources"]),
        asks=asks,
        steps=steps,
        tags=tuple(told["tags"]),
    )


def _is_step(named: str) -> bool:
    process, _slash, step = named.partition("/")
    try:
        return any(one.code == step for one in process_named(process).steps)
    except LookupError:
        return False


def steps_named() -> Iterator[tuple[str, str]]:
    """Every process and step at which some entry helps."""
    for entry in entries().values():
        for step in entry.steps:
            process, _slash, code = step.partition("/")
            yield process, code
