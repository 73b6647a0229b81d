"""What a use rests on is noted, with the proof that it stands, and taken out of use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.revenue.actions.common import File, held, keep, say
from mulin.deliver.revenue.events import UseAuthorityEnded, UseAuthorityNoted
from mulin.deliver.revenue.models import UseAuthority
from mulin.deliver.revenue.permissions import HIDDEN, may_keep
from mulin.deliver.revenue.queries.places import law_at
from mulin.deliver.revenue.queries.votes import Found, vote_on_record
from mulin.ground.ledger.models import Books
from mulin.ground.ledger.queries.books import titles_of
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import line, refuse
from mulin.kit.words import joined, said
from mulin.law.books.chart import Nature
from mulin.law.common_income import COSTS, TO_FUND, Basis, may_mandate


@dataclass(frozen=True)
class Ground:
    """What is claimed: of which kind, where it is written, what it decided, for what, how much."""

    basis: str
    reference: str
    decision: str
    titles: tuple[str, ...]
    cap: int | None
    valid_from: date
    valid_to: date | None = None


def note_authority(
    books: Books, ground: Ground, papers: Sequence[File], *, once: UUID, by: Actor, now: datetime
) -> UseAuthority:
    """Note what allows a use. A vote must be final on record; anything else brings its paper."""
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_keep(by, fresh))
        known: UseAuthority | None = UseAuthority.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        plain = _judged(fresh, ground, papers, day_of(now))
        poll_id = None
        if plain.basis == Basis.VOTE:
            found = _final(fresh, plain)
            plain, poll_id = replace(plain, decision=_decided(found, plain)), found.poll_id
        row = UseAuthority(
            id=once,
            street_id=by.street_id,
            books=fresh,
            poll_id=poll_id,
            **{**vars(plain), "titles": list(plain.titles)},
        )
        row.save(force_insert=True)
        keep(fresh, row.pk, papers, by=by, now=now)
        cap = money.digits(plain.cap) if plain.cap is not None else said("不限")
        event = UseAuthorityNoted(Basis(plain.basis).label, plain.reference, plain.decision, cap)
        say(event, fresh, row.pk, by=by, now=now)
        return row


def _judged(books: Books, ground: Ground, papers: Sequence[File], today: date) -> Ground:
    if ground.basis not in set(Basis):
        refuse(said("没有选依据的种类。"), said("请在列出的里选一个。"))
    uses = {
        title.code
        for title in titles_of(books)
        if title.leaf and title.nature == Nature.EXPENSE and not title.code.startswith(COSTS)
    }
    if not ground.titles or not set(ground.titles) <= uses | {TO_FUND}:
        refuse(said("没有选可用于哪些项目。"), said("请至少选一项。"))
    if ground.cap is not None and ground.cap <= 0:
        refuse(said("总额应大于零。"), said("没有定总额的，留空。"))
    if ground.valid_to is not None and ground.valid_to < ground.valid_from:
        refuse(said("终止日早于起始日。"), said("请核对决定的期限。"))
    if ground.basis == Basis.MANDATE and not may_mandate(law_at(books), today):
        refuse(
            said("本地规定：共同决定的事项不能授权业委会决定。"),
            said("请提交业主表决，通过后再登记。"),
        )
    if ground.basis != Basis.VOTE and not papers:
        refuse(
            said("没有附决定或授权的文件。"), said("请附上会议决定、使用方案或议事规则的那一页。")
        )
    decided = ground.decision
    if ground.basis != Basis.VOTE:
        decided = line(ground.decision, 200, said("决定了什么"))
    reference = line(ground.reference, 80, said("表决编号或文件、条款"))
    return replace(ground, reference=reference, decision=decided)


def _final(books: Books, ground: Ground) -> Found:
    found = vote_on_record(books.street_id, books.compound_id, ground.reference)
    if found is None:
        refuse(
            said("本小区没有编号为 {number} 的已计票表决。", number=ground.reference),
            said("请核对结果公告上的编号，例如 BJ-2026-0017。"),
        )
    if found.voided:
        refuse(said("这次表决已经作废。"), said("请登记有效的那一次。"))
    if found.final_on is None:
        refuse(said("这次表决的结果还在异议期。"), said("归档以后才能作为依据。"))
    return found


def _decided(found: Found, ground: Ground) -> str:
    """The decision meant: the only one that passed, or the one that was typed."""
    wanted = " ".join(ground.decision.split())
    if wanted in found.failed:
        refuse(said("“{title}”没有通过。", title=wanted), said("没有通过的不能作为依据。"))
    if wanted in found.passed:
        return wanted
    if not found.passed:
        refuse(said("这次表决没有一项通过。"), said("没有通过的不能作为依据。"))
    if wanted or len(found.passed) > 1:
        shown = joined("；", [said("“{title}”", title=title) for title in found.passed])
        refuse(
            said("请写明是哪一项决定。"),
            said("这次通过的有：{titles}。照抄其中一项。", titles=shown),
        )
    return found.passed[0]


def end_authority(row: UseAuthority, why: str, *, by: Actor, now: datetime) -> UseAuthority:
    """Take it out of use: nothing new may rest on it, what rested on it stays."""
    reason = line(why, 200, said("为什么停用"))
    with transaction.atomic():
        books = held(row.books_id, by)
        require(may_keep(by, books))
        rows = UseAuthority.objects.of(by.street_id)
        fresh: UseAuthority | None = rows.filter(pk=row.pk, books=books).first()
        if fresh is None:
            raise Refused(HIDDEN)
        if fresh.ended_on is None:
            fresh.ended_on, fresh.why_ended = day_of(now), reason
            fresh.save(update_fields=["ended_on", "why_ended"])
            say(UseAuthorityEnded(fresh.reference, reason), books, fresh.pk, by=by, now=now)
        return fresh
