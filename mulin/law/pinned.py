"""The law as it stood on an opening day, kept with a procedure or a poll.

``pin`` writes every answer of a jurisdiction on a day as canonical JSON (integers and strings
only); ``unpin`` gives back something that is asked in the same way and never changes its mind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from mulin.kit.words import said
from mulin.law.codec import decode, encode
from mulin.law.days_off import YearOff
from mulin.law.jurisdiction import Confidence, Jurisdiction, NotApplicable, Ruling, Unanswered
from mulin.law.questions import Question
from mulin.law.terms import Citation
from mulin.law.workdays import CALENDAR, Calendar

T = TypeVar("T")
FORMAT = "mulin-law/1"


@dataclass(frozen=True, eq=False)
class PinnedLaw:
    """A jurisdiction frozen on ``opened``; whatever day it is asked about, that day's law holds.

    ``calendar`` is the version of the calendar of days off at that time, ``days`` that calendar:
    the years around the day; what was pinned before days were written keeps the shipped ones.
    """

    code: str
    name: str
    opened: date
    calendar: str
    snapshot: Mapping[str, Any]
    days: Calendar = CALENDAR

    def ask(self, question: Question[T], on: date | None = None) -> Ruling[T]:
        """The answer of the opening day. Raises ``Unanswered`` and ``NotApplicable`` as then."""
        held = self.snapshot["answers"].get(question.code)
        if held is not None:
            return _ruling(question, held)
        missing = self.snapshot["unanswered"].get(question.code)
        if missing is None:
            raise Unanswered(
                question, self.name, said("启动时本系统尚未收录这一问题；可重新固定所用法规。")
            )
        refusal = Unanswered if missing["applies"] else NotApplicable
        raise refusal(question, self.name, missing["reason"])


def pin(jurisdiction: Jurisdiction, on: date, calendar: Calendar = CALENDAR) -> dict[str, Any]:
    """Every answer and every reason for none, on that day, with the calendar's version."""
    answers: dict[str, Any] = {}
    unanswered: dict[str, Any] = {}
    for ruling in jurisdiction.rulings(on):
        if isinstance(ruling, Unanswered):
            applies = int(not isinstance(ruling, NotApplicable))
            unanswered[ruling.question.code] = {"reason": ruling.reason, "applies": applies}
        else:
            answers[ruling.question.code] = _written(ruling)
    return {
        "format": FORMAT,
        "code": jurisdiction.code,
        "name": jurisdiction.name,
        "on": on.isoformat(),
        "calendar": calendar.version,
        "days": _days_written(calendar, on.year),
        "answers": answers,
        "unanswered": unanswered,
    }


def unpin(snapshot: Mapping[str, Any]) -> PinnedLaw:
    """The law ``pin`` wrote. Raises ValueError where it is not such a snapshot."""
    if snapshot.get("format") != FORMAT:
        raise ValueError(f"not a {FORMAT} snapshot: {snapshot.get('format')!r}")
    opened = date.fromisoformat(snapshot["on"])
    calendar = snapshot.get("calendar", "")
    days = _days_read(snapshot.get("days"))
    return PinnedLaw(snapshot["code"], snapshot["name"], opened, calendar, snapshot, days)


def _days_written(calendar: Calendar, year: int) -> dict[str, Any]:
    """The year and its neighbours: what the deadlines of one piece of work can fall in."""
    return {
        str(known.year): {
            "off": [f"{day:%m-%d}" for day in sorted(known.off)],
            "work": [f"{day:%m-%d}" for day in sorted(known.work)],
            "provisional": int(known.provisional),
        }
        for known in calendar.years.values()
        if year - 1 <= known.year <= year + 2
    }


def _days_read(written: Mapping[str, Any] | None) -> Calendar:
    calendar = CALENDAR
    for year, kept in (written or {}).items():
        given = YearOff(
            int(year), " ".join(kept["off"]), " ".join(kept["work"]), bool(kept["provisional"])
        )
        calendar = calendar.with_year(given)
    return calendar


def _written(ruling: Ruling[Any]) -> dict[str, Any]:
    return {
        "value": encode(ruling.value),
        "act": ruling.source.act,
        "article": ruling.source.article,
        "since": ruling.since.isoformat(),
        "confidence": str(ruling.confidence.value),
        "by": ruling.answered_by,
        "by_name": ruling.answered_by_name,
        "inherited": int(ruling.inherited),
        "verified": int(ruling.verified),
        "note": ruling.note,
    }


def _ruling(question: Question[T], held: Mapping[str, Any]) -> Ruling[T]:
    return Ruling(
        question=question,
        value=decode(held["value"]),
        source=Citation(held["act"], held["article"]),
        since=date.fromisoformat(held["since"]),
        confidence=Confidence(held["confidence"]),
        answered_by=held["by"],
        answered_by_name=held["by_name"],
        inherited=bool(held["inherited"]),
        verified=bool(held["verified"]),
        note=held["note"],
    )
