"""The result of a vote, the open format `mulin-result/1`: figures, checks and verdicts as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mulin.law.elections import Election
from mulin.law.record.reading import written_area
from mulin.law.roll import Weight
from mulin.law.tally import Count, Verdict

FORMAT = "mulin-result/1"


def write(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The document `mulin-result/1` of the verdicts, in their order."""
    return {"format": FORMAT, "motions": [_written_verdict(v) for v in verdicts]}


def _written_verdict(verdict: Verdict) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": verdict.motion,
        "passed": verdict.passed,
        "roll": written_weight(verdict.roll),
        "strict": _written_count(verdict.strict),
        "clause": None if verdict.clause is None else _written_count(verdict.clause),
        "excluded": [{"ballot": i, "reason": reason.value} for i, reason in verdict.excluded],
    }
    if verdict.election is not None:
        document |= _written_election(verdict.election)
    return document


def written_weight(weight: Weight) -> dict[str, Any]:
    """`{"area": "12345.67", "persons": 132}`."""
    return {"area": written_area(weight.area), "persons": weight.persons}


def _written_count(count: Count) -> dict[str, Any]:
    document: dict[str, Any] = {"participating": written_weight(count.participating)}
    if count.sides is not None:
        document["agree"] = written_weight(count.sides.agree)
        document["against"] = written_weight(count.sides.against)
        document["abstain"] = written_weight(count.sides.abstain)
    document["checks"] = [
        {
            "name": check.name.value,
            "required": check.required.fraction,
            "inclusive": check.required.inclusive,
            "ratio": check.ratio,
            "met": check.met,
            "source": check.source,
        }
        for check in count.checks
    ]
    return document | {"passed": count.passed}


def _written_election(election: Election) -> dict[str, Any]:
    return {
        "candidates": [
            {"id": c.id, "agree": written_weight(c.agree), "elected": c.elected}
            for c in election.candidates
        ],
        "elected": list(election.elected),
        "vacant": election.vacant,
        "runoff": list(election.runoff),
    }
