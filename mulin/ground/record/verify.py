"""Does the chain still hold? Recomputes every digest, commitment and link of a street."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mulin.ground.record.actions import commitment, digest_of
from mulin.ground.record.models import DayHead, Fact, Head, Link
from mulin.ground.record.sealer import GENESIS, link_hash


@dataclass(frozen=True)
class ChainVerdict:
    """Outcome of walking one chain; ``broken`` names the first thing that does not hold."""

    links: int
    head: str
    broken: str = ""

    @property
    def holds(self) -> bool:
        return not self.broken


def verify_street(street_id: UUID) -> ChainVerdict:
    """Walk the chain of one street from its first link to its head."""
    tip, count = GENESIS, 0
    links = Link.objects.of(street_id).select_related("fact").order_by("seq")
    for link in links.iterator(chunk_size=1000):
        count += 1
        fault = _fault(link, expected_seq=count, expected_prev=tip)
        if fault:
            return ChainVerdict(count, tip, fault)
        tip = link.hash
    return ChainVerdict(count, tip, _ends_wrong(street_id, count, tip))


def _fault(link: Link, *, expected_seq: int, expected_prev: str) -> str:
    fact = link.fact
    if link.seq != expected_seq:
        return f"第 {expected_seq} 环缺失"
    if link.prev != expected_prev:
        return f"第 {link.seq} 环与前一环不相接"
    if fact.digest != digest_of(fact):
        return f"第 {link.seq} 环的事实被改动：{fact.kind} {fact.id}"
    if link.hash != link_hash(link.prev, link.seq, fact.digest):
        return f"第 {link.seq} 环的杂凑值不符"
    for name, (salt, value) in fact.personal.items():
        if fact.commitments.get(name) != commitment(salt, value):
            return f"第 {link.seq} 环的个人字段被改动：{fact.kind}.{name}"
    return ""


def _ends_wrong(street_id: UUID, count: int, tip: str) -> str:
    head = Head.objects.of(street_id).first()
    if head is not None and (head.seq, head.hash) != (count, tip):
        return f"链头记在第 {head.seq} 环，链却止于第 {count} 环"
    for day in DayHead.objects.of(street_id).order_by("day"):
        link = Link.objects.of(street_id).filter(seq=day.seq).first()
        if link is None or link.hash != day.hash:
            return f"{day.day} 的链头与链不符"
    missing = Fact.objects.of(street_id).filter(links__isnull=True).count()
    return f"{missing} 条事实没有入链" if missing and head is None else ""
