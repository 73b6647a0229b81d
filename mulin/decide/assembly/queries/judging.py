"""The vote as the law judges it, and what of it the fact of its judging commits to.

Three documents follow from one opening of the ballots: the full record, its result, and the public
record with its result. Their digests stand in :class:`PollJudged`; an export hands out nothing
that differs from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from mulin.decide.assembly.events import PollJudged
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.records import record_of
from mulin.decide.assembly.queries.rules import law_of
from mulin.ground import secrets
from mulin.ground.record.models import Fact
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said
from mulin.law.decision import DecisionRecord
from mulin.law.record import decision_result, decision_writing, public_record
from mulin.law.tally import Verdict, majorities_of, tally


@dataclass(frozen=True)
class Judged:
    """A record with its verdicts; ``number`` is the poll's human number."""

    number: str
    record: DecisionRecord
    verdicts: tuple[Verdict, ...]

    @property
    def full(self) -> dict[str, Any]:
        """``mulin-decision/1``, as it is committed."""
        return decision_writing.write(self.record)

    @property
    def result(self) -> dict[str, Any]:
        """``mulin-result/1``."""
        return decision_result.write(self.verdicts)

    @property
    def public(self) -> dict[str, Any]:
        """``mulin-public/1`` without its head, as it is committed."""
        public = public_record.make(self.record)
        return public_record.write(public, self.verdicts, poll=self.number)

    @property
    def digests(self) -> dict[str, str]:
        """SM3 of the three documents, by the fields of :class:`PollJudged`."""
        return {
            "record_digest": fingerprint(self.full),
            "result_digest": fingerprint(self.result),
            "public_digest": fingerprint(self.public),
        }


def judged(poll: Poll, private: X25519PrivateKey) -> Judged:
    """Open every ballot and judge the poll by the law pinned with it."""
    opened_on = poll.locked_on or day_of(poll.created_at)
    record = record_of(poll, private, opened_on)
    law = law_of(poll, opened_on)
    majorities = majorities_of(law, {m.kind for m in record.motions}, opened_on)
    return Judged(poll.number, record, tally(record, majorities))


def judged_again(poll: Poll, fact: Fact) -> Judged:
    """The same from the opened key, under the compound's name as it was when ``fact`` was stated."""
    again = judged(poll, private_key_of(poll))
    name = fact.body.get("compound", again.record.compound)
    return replace(again, record=replace(again.record, compound=name))


def judging_fact(poll: Poll) -> Fact | None:
    """The fact that this poll was judged, where it was."""
    return judging_facts(poll.street_id, [poll.pk]).get(poll.pk)


def judging_facts(street_id: UUID, polls: Iterable[UUID] | None = None) -> dict[UUID, Fact]:
    """The facts of judging by poll, of all polls of the street or of these."""
    facts = Fact.objects.of(street_id).filter(kind=PollJudged.__name__)
    if polls is not None:
        facts = facts.filter(subject_id__in=list(polls))
    return {fact.subject_id: fact for fact in facts.order_by("id")}


def key_context(poll: Poll) -> str:
    """What the opened key of a poll is bound to."""
    return f"poll-key/{poll.pk.hex}"


def private_key_of(poll: Poll) -> X25519PrivateKey:
    """The key of a poll that two counters have opened. Raises Refused before that."""
    if not poll.opened_key:
        raise Refused(
            Refusal(said("还没有开票，票面仍然封存。"), said("两名计票人开票以后才能查看。"))
        )
    raw = secrets.unseal(poll.street_id, key_context(poll), bytes(poll.opened_key))
    return X25519PrivateKey.from_private_bytes(raw)
