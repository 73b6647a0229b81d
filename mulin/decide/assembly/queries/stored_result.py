"""The result on record, ``mulin-result/1``, read back as the law's own verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mulin.decide.assembly.models import Poll
from mulin.law.decision import Exclusion
from mulin.law.elections import Candidate, Election
from mulin.law.roll import Weight
from mulin.law.tally import Check, CheckName, Count, Sides, Verdict
from mulin.law.terms import Share


def verdicts_of(poll: Poll) -> tuple[Verdict, ...]:
    """The stored result as verdicts, in the order of the motions."""
    return tuple(_verdict(m) for m in poll.result.get("motions", ()))


def _verdict(stored: Mapping[str, Any]) -> Verdict:
    roll = _weight(stored["roll"])
    clause = stored.get("clause")
    return Verdict(
        motion=stored["id"],
        roll=roll,
        strict=_count(stored["strict"], roll),
        clause=_count(clause, roll) if clause else None,
        election=_election(stored) if "candidates" in stored else None,
        excluded=tuple((e["ballot"], Exclusion(e["reason"])) for e in stored["excluded"]),
    )


def _count(stored: Mapping[str, Any], roll: Weight) -> Count:
    present = _weight(stored["participating"])
    sides = None
    if "agree" in stored:
        sides = Sides(*(_weight(stored[side]) for side in ("agree", "against", "abstain")))
    agree = sides.agree if sides else Weight()
    figures = {
        CheckName.PARTICIPATION_AREA: (present.area, roll.area),
        CheckName.PARTICIPATION_PERSONS: (present.persons, roll.persons),
        CheckName.APPROVAL_AREA: (agree.area, present.area),
        CheckName.APPROVAL_PERSONS: (agree.persons, present.persons),
    }
    checks = tuple(
        Check(CheckName(c["name"]), _share(c), *figures[CheckName(c["name"])], c["source"])
        for c in stored["checks"]
    )
    return Count(present, sides, checks, stored["passed"])


def _share(stored: Mapping[str, Any]) -> Share:
    numerator, _, denominator = stored["required"].partition("/")
    return Share(int(numerator), int(denominator or 1), inclusive=stored["inclusive"])


def _election(stored: Mapping[str, Any]) -> Election:
    return Election(
        candidates=tuple(
            Candidate(c["id"], _weight(c["agree"]), c["elected"]) for c in stored["candidates"]
        ),
        elected=tuple(stored["elected"]),
        vacant=stored["vacant"],
        runoff=tuple(stored["runoff"]),
    )


def _weight(stored: Mapping[str, Any]) -> Weight:
    whole, _, rest = stored["area"].partition(".")
    return Weight(int(whole) * 100 + int(rest.ljust(2, "0")), stored["persons"])
