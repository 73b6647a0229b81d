"""The kinds of pacts and the parties with duties: every file of the folder ``standard/``, read once.

A kind of pact begins with lines between ``---``: title, order, how it is adopted (``vote``: by the
owners; ``meeting``: by a residents' meeting), and which decision that is. Below them
``##`` is a chapter, ``###`` a clause, ``@`` its article, ``>`` a note for whoever drafts. A duty list
holds one duty a line: what, on what basis, how often, who answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from mulin.kit.words import Said, noop, said
from mulin.law.questions import DecisionKind
from mulin.law.shapes import Labelled

FOLDER = Path(__file__).parent / "standard"
HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
PACT_KEYS = ("title", "order", "adoption", "about", "source")
LIST_KEYS = ("title", "order", "source")
PARTS_OF_A_DUTY = 4


class Adoption(Labelled):
    """How a kind of pact comes into force."""

    VOTE = "vote", said("业主大会表决")
    MEETING = "meeting", said("居民会议通过")


class Rhythm(Labelled):
    """How often a duty comes round."""

    ALWAYS = "always", said("持续")
    WEEKLY = "weekly", said("每周")
    MONTHLY = "monthly", said("每月")
    QUARTERLY = "quarterly", said("每季")
    HALF_YEARLY = "half_yearly", said("每半年")
    YEARLY = "yearly", said("每年")
    ON_DEMAND = "on_demand", said("按需")


TITLES = (
    noop("业主委员会"),
    noop("物业服务企业"),
    noop("社区党组织和居（村）民委员会"),
    noop("社工机构和志愿者"),
    noop("楼门长和综合服务站"),
    noop("街道物业管理办公室和有关部门"),
    noop("监委会（监事会）"),
    noop("专项维修资金管理规约"),
    noop("管理规约"),
    noop("邻里公约"),
    noop("业主大会议事规则"),
)
"""Titles of the files, gathered here for translation: one that is missing is read in Chinese."""


@dataclass(frozen=True)
class StandardClause:
    """A clause of a template."""

    chapter: str
    title: str
    text: str
    article: str = ""
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of pact with the clauses a draft begins from. ``decides`` is None for a meeting's."""

    code: str
    title: str
    order: int
    adoption: Adoption
    decides: DecisionKind | None
    about: str
    source: str
    clauses: tuple[StandardClause, ...]

    @property
    def by_vote(self) -> bool:
        return self.adoption is Adoption.VOTE


@dataclass(frozen=True)
class StandardDuty:
    """A line of a duty list."""

    text: str
    basis: str
    rhythm: Rhythm
    answers: str


@dataclass(frozen=True)
class DutyParty:
    """A party with its usual duties."""

    code: str
    title: str
    order: int
    source: str
    duties: tuple[StandardDuty, ...]


class BadStandard(ValueError):  # noqa: N818 - says what the file is
    """A file of the folder that cannot be read; the sentence names it and what is missing."""


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of pact by its code, the name of its file."""
    found = sorted((read_kind(path) for path in _files("pacts")), key=lambda one: one.order)
    return MappingProxyType({one.code: one for one in found})


@cache
def parties() -> Mapping[str, DutyParty]:
    """Every party by its code, the name of its file."""
    found = sorted((read_party(path) for path in _files("duties")), key=lambda one: one.order)
    return MappingProxyType({one.code: one for one in found})


def read_kind(path: Path) -> Kind:
    """A file as a kind of pact. Raises BadStandard."""
    told, body = _head(path, PACT_KEYS)
    try:
        adoption = Adoption(told["adoption"])
        decides = DecisionKind(told["decision"]) if adoption is Adoption.VOTE else None
    except (KeyError, ValueError) as wrong:
        raise BadStandard(f"{path.name}: {wrong}") from wrong
    clauses = tuple(_clauses(path.name, body))
    if not clauses:
        raise BadStandard(f"{path.name}: has no clause")
    return Kind(
        path.stem, Said(told["title"]), int(told["order"]), adoption, decides, told["about"],
        told["source"], clauses,
    )  # fmt: skip


def read_party(path: Path) -> DutyParty:
    """A file as a party's duty list. Raises BadStandard."""
    told, body = _head(path, LIST_KEYS)
    by_word = {str(rhythm.label): rhythm for rhythm in Rhythm}
    duties = []
    for line in filter(None, body.splitlines()):
        parts = [part.strip() for part in line.removeprefix("- ").split("|")]
        if len(parts) != PARTS_OF_A_DUTY or parts[2] not in by_word:
            raise BadStandard(f"{path.name}: {line}")
        duties.append(StandardDuty(parts[0], parts[1], by_word[parts[2]], parts[3]))
    return DutyParty(
        path.stem, Said(told["title"]), int(told["order"]), told["source"], tuple(duties)
    )


def _files(name: str) -> list[Path]:
    return sorted((FOLDER / name).glob("*.md"))


def _head(path: Path, keys: tuple[str, ...]) -> tuple[dict[str, str], str]:
    source = path.read_text(encoding="utf-8")
    head = HEAD.match(source)
    if head is None:
        raise BadStandard(f"{path.name}: does not begin with lines between ---")
    told = dict(line.split(": ", 1) for line in head[1].splitlines() if ": " in line)
    lacking = [key for key in keys if not told.get(key)]
    if lacking:
        raise BadStandard(f"{path.name}: lacks {', '.join(lacking)}")
    return told, source[head.end() :]


def _clauses(name: str, body: str) -> Iterator[StandardClause]:
    chapter, parts = "", re.split(r"^(##+) (.+)$", body, flags=re.MULTILINE)
    for mark, title, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if mark == "##":
            chapter = title.strip()
            continue
        lines = [line.strip() for line in rest.strip().splitlines()]
        text = "\n".join(line for line in lines if line and line[0] not in "@>")
        if not text:
            raise BadStandard(f"{name}: {title} has no text")
        article = " ".join(line[1:].strip() for line in lines if line.startswith("@"))
        note = " ".join(line[1:].strip() for line in lines if line.startswith(">"))
        yield StandardClause(chapter, title.strip(), text, article, note)
