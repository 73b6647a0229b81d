"""What is posted for everyone: the notice of a vote, the roll, and the announcement of the result.

Posted papers carry no identity number and no telephone number of an owner, and names of owners
only masked (rulebook 8.1.2, 8.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from mulin.decide.assembly.documents import words
from mulin.decide.assembly.documents.common import (
    PACKAGE,
    MotionText,
    Place,
    PollHead,
    in_walking_order,
)
from mulin.ground.papers.typeset import qr, typeset
from mulin.kit.masking import mask_name
from mulin.law.compound_rules import CompoundRules
from mulin.law.decision import Exclusion
from mulin.law.elections import Election
from mulin.law.tally import Count, Verdict
from mulin.law.terms import Citation, Majority

Size = Literal["a4", "a3"]

EXCLUDED = {
    Exclusion.NOT_ON_ROLL: "不在计票名册",
    Exclusion.INVALID: "整票无效",
    Exclusion.PROXY_LIMIT: "超出代理户数",
    Exclusion.BLANK_ITEM: "该项空白或多选",
    Exclusion.COOWNER_CONFLICT: "共有人意见不一致",
}


@dataclass(frozen=True)
class TimetableLine:
    """One dated step with the article that sets it."""

    what: str
    when: str
    source: str


@dataclass(frozen=True)
class Officer:
    """Who does what in a vote; posts and names of officers are public."""

    duty: str
    name: str
    post: str


@dataclass(frozen=True)
class ChainHead:
    """The day's head of the street's chain: 64 hexadecimal digits of SM3."""

    date: date
    hash: str

    def as_data(self) -> dict[str, str]:
        return {"date": words.day(self.date), "hash": self.hash}


@dataclass(frozen=True)
class Attachment:
    """A document that belongs to a motion: its SM3, and the address it is read at, or none."""

    number: int
    title: str
    digest: str
    url: str = ""

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "qr": qr(self.url) if self.url else ""}


@dataclass(frozen=True)
class Objection:
    """Until when, where and by which rule a posted paper may be objected to in writing."""

    until: date
    where: str
    source: Citation


@dataclass(frozen=True)
class Named:
    """An owner on a posted list; an organisation's name is public."""

    name: str
    organisation: bool = False

    @property
    def masked(self) -> str:
        return self.name if self.organisation else mask_name(self.name)


@dataclass(frozen=True)
class RollLine:
    """One unit of the posted roll. ``area`` (0.01 m²) only where a local rule has it posted."""

    place: Place
    owners: tuple[Named, ...]
    area: int | None = None


def notice(
    head: PollHead,
    motions: Sequence[MotionText],
    timetable: Sequence[TimetableLine],
    officers: Sequence[Officer],
    *,
    rules: CompoundRules,
    basis: Sequence[Citation],
    ways: Sequence[str],
    on: date,
    attachments: Sequence[Attachment] = (),
    chain: ChainHead | None = None,
    seals: Sequence[str] = (),
    link: str = "",
    paper: Size = "a4",
) -> bytes:
    """The notice of the assembly: motions, dates with articles, rules with consequences, officers.

    ``ways`` are sentences on how to vote (paper, telephone, counter, a helper with mandate);
    ``link`` is printed beside them as a QR code.
    """
    data = {
        "head": head.as_data(),
        "paper": paper,
        "basis": words.cited(basis),
        "motions": [motion.as_data() for motion in motions],
        "timetable": [asdict(line) for line in timetable],
        "officers": [asdict(officer) for officer in officers],
        "rules": words.locked_rules(rules),
        "ways": list(ways),
        "link": {"url": link, "qr": qr(link)} if link else None,
        "attachments": [attachment.as_data() for attachment in attachments],
        "chain": chain and chain.as_data(),
        "seals": list(seals or (head.convener,)),
        "on": words.day(on),
    }
    return typeset("notice", data, on=on, package=PACKAGE)


def announcement(
    head: PollHead,
    motions: Sequence[MotionText],
    verdicts: Sequence[Verdict],
    officers: Sequence[Officer],
    *,
    rules: CompoundRules,
    objection: Objection,
    on: date,
    roll_changes: Sequence[str] = (),
    chain: ChainHead | None = None,
    seals: Sequence[str] = (),
    paper: Size = "a4",
) -> bytes:
    """The result: per motion four checks, the strict count large, the clause beside it in grey.

    ``verdicts`` stand in the order of ``motions``. ``roll_changes`` are sentences on corrections
    after locking, each with its reason and both figures.
    """
    results = zip(motions, verdicts, strict=True)
    data = {
        "head": head.as_data(),
        "paper": paper,
        "results": [_result(motion, verdict, rules) for motion, verdict in results],
        "officers": [asdict(officer) for officer in officers],
        "roll_changes": list(roll_changes),
        "objection": {
            "until": words.deadline(objection.until),
            "where": objection.where,
            "source": words.cited((objection.source,)),
        },
        "annulment": words.ANNULMENT,
        "finger": words.FINGER_SIGNATURE,
        "chain": chain and chain.as_data(),
        "seals": list(seals or (head.convener,)),
        "on": words.day(on),
    }
    return typeset("announcement", data, on=on, package=PACKAGE)


def _result(motion: MotionText, verdict: Verdict, rules: CompoundRules) -> dict[str, Any]:
    strict, clause = verdict.strict, verdict.clause
    why = "" if clause else words.why_no_clause(rules, motion.kind, verdict)
    return {
        **motion.as_data(),
        "roll": _weight(verdict.roll.area, verdict.roll.persons),
        "strict": _count(strict),
        "clause": _count(clause) if clause else None,
        "why_no_clause": why,
        "passed": verdict.passed,
        "excluded": _excluded(verdict),
        "election": verdict.election and _election(motion, verdict.election, strict),
    }


def _weight(area: int, persons: int) -> dict[str, str]:
    return {"area": words.square_metres(area), "persons": f"{persons:,}"}


def _count(count: Count) -> dict[str, Any]:
    sides = count.sides
    named = (
        [("同意", sides.agree), ("反对", sides.against), ("弃权", sides.abstain)] if sides else []
    )
    return {
        "participating": _weight(count.participating.area, count.participating.persons),
        "sides": [{"name": name, **_weight(w.area, w.persons)} for name, w in named],
        "checks": [words.check_row(check) for check in count.checks],
        "passed": count.passed,
    }


def _excluded(verdict: Verdict) -> str:
    counted = Counter(reason for _, reason in verdict.excluded)
    return "，".join(f"{EXCLUDED[reason]} {n} 张" for reason, n in sorted(counted.items()))


def _election(motion: MotionText, election: Election, strict: Count) -> dict[str, Any]:
    """Candidates in the motion's order; whoever is tied across the last seat is neither in nor out."""
    names = {candidate.id: candidate.name for candidate in motion.candidates}
    whole = strict.participating

    def standing(candidate_id: str, elected: bool) -> str:
        if elected:
            return "当选"
        return "并列，另行表决" if candidate_id in election.runoff else "未当选"

    return {
        "candidates": [
            {
                "name": names[c.id],
                **_weight(c.agree.area, c.agree.persons),
                "area_percent": words.percent(c.agree.area, whole.area),
                "persons_percent": words.percent(c.agree.persons, whole.persons),
                "standing": standing(c.id, c.elected),
            }
            for c in election.candidates
        ],
        "bound": _approval(motion.majority),
        "elected": len(election.elected),
        "vacant": election.vacant,
        "runoff": [names[c] for c in election.runoff],
    }


def _approval(majority: Majority) -> str:
    return f"参加表决者按面积、按人数都{majority.approval.words}（{majority.approval.bound}）"


def roll_for_posting(
    head: PollHead, lines: Iterable[RollLine], *, objection: Objection, on: date, paper: Size = "a4"
) -> bytes:
    """Room numbers with surnames only: names are masked here, whatever was handed in."""
    ordered = in_walking_order(lines)
    data = {
        "head": head.as_data(),
        "paper": paper,
        "areas": any(line.area is not None for line in ordered),
        "count": len(ordered),
        "lines": [
            {
                "building": line.place.building,
                "room": line.place.within,
                "owners": "、".join(owner.masked for owner in line.owners),
                "area": "" if line.area is None else words.square_metres(line.area),
            }
            for line in ordered
        ],
        "objection": {
            "until": words.deadline(objection.until),
            "where": objection.where,
            "source": words.cited((objection.source,)),
        },
        "on": words.day(on),
    }
    return typeset("roll", data, on=on, package=PACKAGE)
