"""What one affair is made of. What was not read in a text is named in ``unchecked`` (需本地复核)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from mulin.kit.words import said
from mulin.law.shapes import Labelled
from mulin.law.terms import Citation, Period


class Group(Labelled):
    """Chapters of the catalogue, in reading order."""

    RELIEF = "relief", said("社会救助")
    ELDER = "elder", said("养老和助残")
    FAMILY = "family", said("家庭和居住")
    WORK = "work", said("就业和社保")
    SERVICE = "service", said("社区服务")


class Kind(Enum):
    """How a blank of the form is filled."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class PaperNeeded:
    """A paper that is handed in: so many originals to be seen, so many copies to be kept."""

    code: str
    title: str
    originals: int = 1
    copies: int = 0
    note: str = ""
    optional: bool = False

    @property
    def how_many(self) -> str:
        """``原件 1 份（看后退还），复印件 1 份``."""
        if self.originals and self.copies:
            return said(
                "看原件 {originals} 份，收复印件 {copies} 份",
                originals=self.originals,
                copies=self.copies,
            )
        if self.copies:
            return said("收复印件 {copies} 份", copies=self.copies)
        return said("收原件 {originals} 份", originals=self.originals)


@dataclass(frozen=True)
class Blank:
    """One blank of the form."""

    code: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = True
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Affair:
    """One affair as the counter offers it.

    ``within``: from acceptance to the answer; None where no text says so: the street sets working
    days of its own before it offers the affair. ``steps``: what happens after it was handed in.
    """

    code: str
    title: str
    group: Group
    about: str
    who: str
    decides: str
    papers: tuple[PaperNeeded, ...]
    steps: tuple[str, ...]
    blanks: tuple[Blank, ...] = ()
    within: Period | None = None
    how_within: str = ""
    fee: str = said("不收费")
    sources: tuple[Citation, ...] = ()
    unchecked: tuple[str, ...] = ()
    by_phone: bool = True
    leaves: bool = True
    """Whether somebody else than the community decides, so that it is forwarded."""

    def __post_init__(self) -> None:
        if fault := _fault(self):
            raise ValueError(f"{self.code}: {fault}")

    def paper(self, code: str) -> PaperNeeded:
        """A paper by its code. KeyError where the affair asks for none such."""
        return {one.code: one for one in self.papers}[code]


def _fault(affair: Affair) -> str:
    """What is wrong with a file, in the words of who writes it."""
    papers, blanks = [p.code for p in affair.papers], [b.code for b in affair.blanks]
    if len(set(papers)) < len(papers) or len(set(blanks)) < len(blanks):
        return "two papers or two blanks have one code"
    if any(not (p.originals or p.copies) for p in affair.papers):
        return "a paper is asked for neither as original nor as copy"
    if any((b.kind is Kind.CHOICE) != bool(b.choices) for b in affair.blanks):
        return "a choice has choices, other blanks have none"
    if not affair.steps or not (affair.sources or affair.unchecked):
        return "say the steps, and either a source or what was not checked"
    if affair.within is None and not any("时限" in str(u) for u in affair.unchecked):
        return "no period and 时限 is not named as unchecked"
    if affair.within is not None and not affair.how_within:
        return "a period wants a sentence that says where it comes from"
    return ""


IDENTITY = PaperNeeded("identity", said("居民身份证"), 1, 1)
HOUSEHOLD = PaperNeeded("household", said("户口簿"), 1, 1)


def request(title: str) -> PaperNeeded:
    """The application itself, of which the original stays."""
    return PaperNeeded("request", title, 1, 0)


RELIEF = "社会救助暂行办法"
"""国务院令第649号，2019年修订文本。"""
