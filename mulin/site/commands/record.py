"""``mulin seal`` and ``mulin verify``: the chain of facts, and the votes it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mulin.decide.assembly.queries.integrity import faults_of_polls
from mulin.ground.record.models import Link
from mulin.ground.record.sealer import drain
from mulin.ground.record.verify import verify_street
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.law.record.proof import DIGEST
from mulin.site.commands.words import Words
from mulin.site.console import Stop, complain, say


def seal(words: Sequence[str]) -> int:
    """``mulin seal``: link every committed fact of every street now."""
    Words("seal", "把已发生的事实立即链入各街道的存证链，并显示链头。").parse_args(words)
    for street in Street.objects.order_by("slug"):
        head = drain(street.pk, now=clock.now())
        say(f"{street.slug} {street.name} 第 {head.seq} 环 {head.hash}")
    return 0


def verify_chains(words: Sequence[str]) -> int:
    """``mulin verify``: walk every street's chain and recount every vote; 1 where one is broken."""
    parser = Words("verify", "逐环核对数据库里各街道的存证链，并把每次表决重新计票，与存证比较。")
    parser.add_argument("--anchor", metavar="HASH", help="公告或公开栏上印的链头，看它在不在链上")
    typed = parser.parse_args(words).anchor
    anchor = None if typed is None else _anchor(typed)
    broken = sum(_faults_of(street) for street in Street.objects.order_by("slug"))
    if anchor is not None and not _stands(anchor):
        broken += 1
    return 1 if broken else 0


def _anchor(typed: str) -> str:
    """A head copied from paper, where it may be broken into groups."""
    plain = re.sub(r"[\s-]", "", typed).lower()
    if not DIGEST.fullmatch(plain):
        raise Stop("--anchor：链头应为 64 位十六进制数字，请照公告上印的完整抄写。")
    return plain


def _stands(anchor: str) -> bool:
    """Whether a printed head is a link of one of the chains. A chain that was cut off and linked
    anew is whole in itself: only what was printed before shows it."""
    for street in Street.objects.order_by("slug"):
        link = Link.objects.of(street.pk).filter(hash=anchor).first()
        if link is not None:
            say(f"✓ {anchor[:8]}… 是{street.name}的第 {link.seq} 环：印出它以前的事实没有改动")
            return True
    complain(
        f"{anchor[:8]}… 不在任何街道的链上：请核对抄写；确认无误的，链在印出它之后被截断或重做过。"
    )
    return False


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
