"""Does the chain still hold? Recomputes every digest, commitment and link of a street."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from mulin.ground.record.digests import commitment, digest_of
from mulin.ground.record.models import DayHead, Fact, Head, Link
from mulin.ground.record.sealer import LONGEST_TRANSACTION
from mulin.kit.chain import GENESIS, link_hash
from mulin.kit.clock import day_of
from mulin.kit.words import said

REPORT_EVERY = 1000
UNREADABLE = (ValueError, TypeError, AttributeError, KeyError)
"""What reading a fact raises where its columns were written past the verbs."""


@dataclass(frozen=True)
class ChainVerdict:
    """Outcome of walking one chain; ``broken`` names the first thing that does not hold."""

    links: int
    head: str
    broken: str = ""

    @property
    def holds(self) -> bool:
        return not self.broken


def verify_street(street_id: UUID, report: Callable[[int], None] | None = None) -> ChainVerdict:
    """Walk the chain of one street from its first link to its head.

    ``report`` hears every thousand links how many were walked.
    """
    tip, count = GENESIS, 0
    days: dict[date, tuple[int, str]] = {}
    links = Link.objects.of(street_id).select_related("fact").order_by("seq")
    try:
        for link in links.iterator(chunk_size=REPORT_EVERY):
            count += 1
            fault = fault_of(link, expected_seq=count, expected_prev=tip)
            if fault:
                return ChainVerdict(count, tip, fault)
            tip = link.hash
            days[day_of(link.at)] = link.seq, link.hash
            if report is not None and count % REPORT_EVERY == 0:
                report(count)
    except UNREADABLE:
        return ChainVerdict(
            count + 1, tip, said("第 {count} 环的事实被改动，已经读不出来", count=count + 1)
        )
    return ChainVerdict(count, tip, _ends_wrong(street_id, count, tip, days))


def fault_of(link: Link, *, expected_seq: int, expected_prev: str) -> str:
    """What is wrong with one link and its fact, in words; empty where nothing is."""
    try:
        return _fault_of(link, expected_seq, expected_prev)
    except UNREADABLE:  # a value no verb of ours could have written
        return said(
            "第 {seq} 环的事实被改动：{kind} {fact}",
            seq=link.seq,
            kind=link.fact.kind,
            fact=link.fact.pk,
        )


def _fault_of(link: Link, expected_seq: int, expected_prev: str) -> str:
    fact = link.fact
    if link.seq != expected_seq:
        return said("第 {expected_seq} 环缺失", expected_seq=expected_seq)
    if link.prev != expected_prev:
        return said("第 {seq} 环与前一环不相接", seq=link.seq)
    if fact.digest != digest_of(fact):
        return said(
            "第 {seq} 环的事实被改动：{kind} {id}", seq=link.seq, kind=fact.kind, id=fact.id
        )
    if link.hash != link_hash(link.prev, link.seq, fact.digest):
        return said("第 {seq} 环的杂凑值不符", seq=link.seq)
    for name, (salt, value) in fact.personal.items():
        if fact.commitments.get(name) != commitment(salt, value):
            return said(
                "第 {seq} 环的个人字段被改动：{kind}.{name}",
                seq=link.seq,
                kind=fact.kind,
                name=name,
            )
    return ""


def _ends_wrong(street_id: UUID, count: int, tip: str, days: Mapping[date, tuple[int, str]]) -> str:
    """What does not fit at the end of a whole chain: its head, the days' heads, facts left over."""
    head = Head.objects.of(street_id).first()
    if (head.seq, head.hash) != (count, tip) if head is not None else count:
        stands = head.seq if head is not None else 0
        return said("链头记在第 {stands} 环，链却止于第 {count} 环", stands=stands, count=count)
    heads = {h.day: (h.seq, h.hash) for h in DayHead.objects.of(street_id)}
    for day in sorted({*heads, *days}):
        if day not in heads:
            return said("{day} 的链头不见了", day=day)
        if heads[day] != days.get(day):
            return said("{day} 的链头与链不符", day=day)
    missing = _never_linked(street_id)
    return said("{missing} 条事实没有入链", missing=missing) if missing else ""


def _never_linked(street_id: UUID) -> int:
    """Facts so much older than the newest link that no open transaction can excuse them."""
    newest = Link.objects.of(street_id).order_by("-seq").first()
    if newest is None:
        return 0
    linked = Link.objects.filter(street_id=street_id, fact_id=OuterRef("pk"))
    old = Fact.objects.of(street_id).filter(at__lt=newest.at - LONGEST_TRANSACTION)
    return old.filter(~Exists(linked)).count()
