"""What a fact of one room does in another that waits for it: the second visible table (house rule 9).

``reactions.py`` carries the steps of procedures; here stands what needs no procedure. Facts are read
from the chain, so every effect leaves alone what it has done before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mulin.decide.assembly.queries.standing import motion_passed, standings_of
from mulin.deliberate.pacts.actions.adopting import vote_gone, voted
from mulin.deliberate.pacts.models import Version
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import masked_sentence
from mulin.kit.rights import system_actor
from mulin.kit.words import said


def carry_result(fact: Fact, now: datetime) -> bool:
    """The result hangs: the version is in force, or was not adopted."""
    by, carried = system_actor(fact.street_id), False
    for version in _put_to(fact):
        carried, poll_id = True, version.poll_id
        passed = motion_passed(fact.street_id, poll_id, version.motion_id)
        if passed is None or poll_id is None:
            why = said("这次表决没有表决这份公约")
            vote_gone(version, why, by=by, now=now)
            continue
        number = standings_of(fact.street_id, [poll_id])[poll_id].number
        word = (
            said("业主大会表决通过（{number}）", number=number)
            if passed
            else said("业主大会表决没有通过（{number}）", number=number)
        )
        voted(
            version, passed=passed, on=_decided_on(fact), how=word, paper_id=_paper(fact),
            by=by, now=now,
        )  # fmt: skip
    return carried


def take_back(fact: Fact, now: datetime) -> bool:
    """The vote came to nothing: the version may be changed again."""
    by, carried = system_actor(fact.street_id), False
    for version in _put_to(fact):
        vote_gone(version, masked_sentence(fact), by=by, now=now)
        carried = True
    return carried


def _put_to(fact: Fact) -> Iterator[Version]:
    rows = Version.objects.of(fact.street_id).filter(
        state=Version.State.VOTING, poll_id=fact.subject_id
    )
    yield from rows.select_related("pact__compound").order_by("id")


def _decided_on(fact: Fact) -> date:
    """The day on which the vote was judged; the result is announced later."""
    rows = Fact.objects.of(fact.street_id).filter(kind="PollJudged", subject_id=fact.subject_id)
    judged = rows.order_by("-id").first()
    return judged.on if judged is not None else fact.on


def _paper(fact: Fact) -> UUID | None:
    rows = PublicNotice.objects.of(fact.street_id).filter(
        subject_id=fact.subject_id, purpose="result", paper_id__isnull=False
    )
    paper: UUID | None = rows.order_by("-id").values_list("paper_id", flat=True).first()
    return paper


@dataclass(frozen=True)
class Effect:
    """A fact of this kind calls this verb; whether there was anything to do."""

    fact: str
    does: Callable[[Fact, datetime], bool]


EFFECTS: tuple[Effect, ...] = (
    # fact of a vote           what was put to it
    Effect("ResultAnnounced", carry_result),  # a pact is in force, or was not adopted
    Effect("PollVoided", take_back),  # a pact may be changed again
    Effect("DraftDiscarded", take_back),
)
