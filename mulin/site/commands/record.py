"""``mulin seal`` and ``mulin verify``: the chain of facts, and the votes it speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from mulin.decide.assembly.queries.integrity import faults_of_polls
from mulin.ground.record.sealer import drain
from mulin.ground.record.verify import verify_street
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.site.commands.words import Words
from mulin.site.console import complain, say


def seal(words: Sequence[str]) -> int:
    """``mulin seal``: link every committed fact of every street now."""
    Words("seal", "把已发生的事实立即链入各街道的存证链，并显示链头。").parse_args(words)
    for street in Street.objects.order_by("slug"):
        head = drain(street.pk, now=clock.now())
        say(f"{street.slug} {street.name} 第 {head.seq} 环 {head.hash}")
    return 0


def verify_chains(words: Sequence[str]) -> int:
    """``mulin verify``: walk every street's chain and recount every vote; 1 where one is broken."""
    Words(
        "verify", "逐环核对数据库里各街道的存证链，并把每次表决重新计票，与存证比较。"
    ).parse_args(words)
    broken = sum(_faults_of(street) for street in Street.objects.order_by("slug"))
    return 1 if broken else 0


def _faults_of(street: Street) -> int:
    """Tell how one street stands; how many faults were named."""
    drain(street.pk, now=clock.now())
    verdict = verify_street(street.pk)
    if verdict.holds:
        say(f"✓ {street.name}：{verdict.links:,} 环都对得上，链头 {verdict.head}")
    faults = [verdict.broken] if verdict.broken else []
    faults += faults_of_polls(street.pk)
    for fault in faults:
        complain(f"{street.name}：{fault}")
    return len(faults)
