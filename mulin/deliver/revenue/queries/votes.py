"""A vote by its public number, as it stands on record: rooms are strangers, facts are for all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.ground.record.models import Fact

DECIDED = re.compile(r"「(?P<title>.+?)」(?P<passed>通过|未通过)(?:；|$)")


@dataclass(frozen=True)
class Found:
    """A vote: what it decided, whether its result is final, and since when."""

    poll_id: UUID
    number: str
    passed: tuple[str, ...]
    failed: tuple[str, ...]
    final_on: date | None
    voided: bool


def vote_on_record(street_id: UUID, compound_id: UUID | None, number: str) -> Found | None:
    """The vote of that number in the compound; None where none was ever judged."""
    facts = Fact.objects.of(street_id)
    judged = facts.filter(kind="PollJudged", compound_id=compound_id, body__number=number)
    last = judged.order_by("-id").first()
    if last is None or last.subject_id is None:
        return None
    after = facts.filter(subject_id=last.subject_id, kind__in=("PollFinal", "PollVoided"))
    ends = dict(after.order_by("id").values_list("kind", "on"))
    decided = DECIDED.findall(str(last.body.get("verdict", "")))
    return Found(
        poll_id=last.subject_id,
        number=number,
        passed=tuple(title for title, word in decided if word == "通过"),
        failed=tuple(title for title, word in decided if word != "通过"),
        final_on=ends.get("PollFinal"),
        voided="PollVoided" in ends,
    )
