"""What happened, how it is chained, and what anybody may compare."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from mulin.ground.record.events import Event, told
from mulin.ground.record.models import DayHead, Fact, Head, Link
from mulin.ground.record.verify import fault_of
from mulin.ground.streets.models import Street
from mulin.ground.words import shown
from mulin.kit import masking
from mulin.kit.clock import end_of, start_of
from mulin.kit.words import said

ALARM = timedelta(minutes=1)
"""A fact unlinked for longer means that the sealer stands still."""
ERASED = said("（已删除）")


def facts_of(
    street_id: UUID,
    *,
    compound_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Fact]:
    """Facts of a street, newest first, each with the number of its link (``seq``, None while new)."""
    links = Link.objects.filter(street_id=street_id, fact_id=OuterRef("pk"))
    facts = Fact.objects.of(street_id).annotate(seq=Subquery(links.values("seq")[:1]))
    if compound_id is not None:
        facts = facts.filter(compound_id=compound_id)
    if since is not None:
        facts = facts.filter(at__gte=start_of(since))
    if until is not None:
        facts = facts.filter(at__lt=end_of(until))
    return facts.order_by("-id")


def with_words(facts: QuerySet[Fact], words: str) -> QuerySet[Fact]:
    """Facts whose public fields or whose author's post contain the words."""
    # SQLite keeps JSON as written, with everything beyond ASCII as \\uXXXX.
    plain = words if connection.vendor == "postgresql" else json.dumps(words)[1:-1]
    return facts.filter(Q(body__icontains=plain) | Q(by__icontains=words))


def kinds() -> list[tuple[str, str]]:
    """Every kind of fact with its sentence, gaps where the fields go: choices of a filter."""
    found = ((name, _gaps(event.sentence)) for name, event in Event.kinds.items())
    return sorted((pair for pair in found if pair[1]), key=lambda pair: pair[1])


@dataclass(frozen=True)
class Said:
    """One thing that happened, as a sentence; personal fields are masked."""

    at: datetime
    text: str
    who: str


MOST_SAID = 200


def sentences(facts: QuerySet[Fact], most: int = MOST_SAID) -> list[Said]:
    """Facts as sentences, the newest first."""
    newest = facts.order_by("-id")[:most]
    return [Said(fact.at, masked_sentence(fact), fact.by) for fact in newest]


def sentences_about(street_id: UUID, subject_id: UUID, most: int = MOST_SAID) -> list[Said]:
    """What happened to one thing, the newest first."""
    return sentences(Fact.objects.of(street_id).filter(subject_id=subject_id), most)


def masked_sentence(fact: Fact) -> str:
    """The fact as people read it, personal fields masked."""
    event = Event.kinds.get(fact.kind)
    if event is None:
        return fact.kind
    values: dict[str, Any] = dict(fact.body)
    for name in fact.commitments:
        pair = fact.personal.get(name)
        values[name] = masked(pair[1]) if pair else ERASED
    return told(event.sentence, values)


def masked(value: Any) -> str:
    """A personal value as eyes without a reason see it."""
    text = str(value)
    if re.fullmatch(r"[\d\s+-]{7,}[\dXx]?", text):
        return masking.mask_phone(text) if len(text) < 15 else masking.mask_id_number(text)
    return masking.mask_name(text)


@dataclass(frozen=True)
class ChainedFact:
    """One fact with its link and neighbours; ``fault`` names what does not hold, now."""

    fact: Fact
    sentence: str
    link: Link | None
    before: Link | None
    after: Link | None
    fault: str


def chained_fact(street_id: UUID, fact_id: UUID) -> ChainedFact | None:
    """A fact, its link recomputed on the spot, and the links beside it."""
    fact = Fact.objects.of(street_id).filter(id=fact_id).first()
    if fact is None:
        return None
    links = Link.objects.of(street_id).select_related("fact")
    link = links.filter(fact_id=fact.pk).first()
    if link is None:
        return ChainedFact(fact, masked_sentence(fact), None, None, None, "")
    beside = {row.seq: row for row in links.filter(seq__in=(link.seq - 1, link.seq + 1))}
    before, after = beside.get(link.seq - 1), beside.get(link.seq + 1)
    prev = before.hash if before is not None else link.prev
    fault = fault_of(link, expected_seq=link.seq, expected_prev=prev)
    return ChainedFact(fact, masked_sentence(fact), link, before, after, fault)


@dataclass(frozen=True)
class ChainState:
    """How a street's chain stands; ``late`` counts facts that have waited too long for a link."""

    head: Head | None
    facts: int
    waiting: int
    late: int


def chain_state(street_id: UUID, now: datetime) -> ChainState:
    """Head, number of facts, and how many still wait for their link."""
    head = Head.objects.of(street_id).first()
    facts = Fact.objects.of(street_id).count()
    waiting = facts - (head.seq if head is not None else 0)
    late = _unlinked(street_id).filter(at__lt=now - ALARM).count() if waiting else 0
    return ChainState(head=head, facts=facts, waiting=waiting, late=late)


def late_facts(street_id: UUID, now: datetime) -> int:
    """Facts of the last day that have waited for a link for more than a minute."""
    recent = _unlinked(street_id).filter(at__lt=now - ALARM, at__gte=now - timedelta(days=1))
    return recent.count()


def day_heads(street_id: UUID, limit: int = 400) -> list[DayHead]:
    """The head of every day, newest first: what notices print and anybody may compare."""
    return list(DayHead.objects.of(street_id).order_by("-day")[:limit])


def streets() -> list[Street]:
    """Every street, by name."""
    return list(Street.objects.order_by("name"))


def _unlinked(street_id: UUID) -> QuerySet[Fact]:
    linked = Link.objects.filter(street_id=street_id, fact_id=OuterRef("pk"))
    return Fact.objects.of(street_id).filter(~Exists(linked))


def _gaps(sentence: str) -> str:
    return re.sub(r"\{[^}]*\}", "…", shown(sentence)).strip("。.")


def newest_head(street_id: UUID) -> DayHead | None:
    """The newest day's head of the street's chain."""
    found: DayHead | None = DayHead.objects.of(street_id).order_by("-day").first()
    return found
