"""A voucher from the first line to its entry: drafted, sent, returned, entered, taken back in red."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.ledger.actions.common import held, open_day, say
from mulin.ground.ledger.actions.entering import draft_row, enter, sound
from mulin.ground.ledger.events import (
    VoucherDrafted,
    VoucherDropped,
    VoucherEntered,
    VoucherReturned,
    VoucherSent,
)
from mulin.ground.ledger.models import Books, Voucher, VoucherPaper
from mulin.ground.ledger.permissions import HIDDEN, may_enter, may_keep
from mulin.ground.ledger.queries.vouchers import digest_of, lines_of, packed
from mulin.ground.ledger.readers import BILL
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled
from mulin.kit.words import said
from mulin.law.books.voucher import Line, reversal, total

State, Kind = Voucher.State, Voucher.Kind
File = tuple[str, bytes | Readable]
"""A file's name and what is in it."""
WRITTEN = (Kind.ORDINARY, Kind.OPENING)
"""Kinds that people write themselves; the others the books make."""


@dataclass(frozen=True)
class Draft:
    """What somebody writes: a day, words, lines, the papers it rests on."""

    day: date
    memo: str
    lines: tuple[Line, ...]
    kind: str = Kind.ORDINARY
    papers: tuple[File, ...] = ()


def write_voucher(books: Books, draft: Draft, *, once: UUID, by: Actor, now: datetime) -> Voucher:
    """Write a voucher that balances; the same ``once`` again gives it back."""
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_keep(by, fresh))
        known: Voucher | None = Voucher.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        memo = _judged(fresh, draft, day_of(now))
        voucher = draft_row(fresh, draft.day, memo, draft.lines, by=by, now=now)
        voucher.id, voucher.kind = once, Kind(draft.kind).value
        voucher.save(force_insert=True)
        _keep_papers(voucher, draft.papers, by=by, now=now)
        event = VoucherDrafted(fresh.number, memo, money.digits(voucher.fen))
        say(event, fresh, voucher.pk, by=by, now=now)
        return voucher


def change_voucher(voucher: Voucher, draft: Draft, *, by: Actor, now: datetime) -> Voucher:
    """Write a draft anew; what was sent or entered is changed no more."""
    with transaction.atomic():
        books, fresh = _held(voucher, by)
        require(may_keep(by, books))
        require(_in(fresh, State.DRAFT))
        require(_written_by_hand(fresh))
        memo = _judged(books, draft, day_of(now))
        fresh.day, fresh.month, fresh.memo = draft.day, draft.day.replace(day=1), memo
        fresh.lines = [packed(line) for line in draft.lines]
        fresh.fen, fresh.returned = total(draft.lines), ""
        fresh.made_by, fresh.maker, fresh.made_at = by.name, by.account_id, now
        fresh.save()
        _keep_papers(fresh, draft.papers, by=by, now=now)
        event = VoucherDrafted(books.number, memo, money.digits(fresh.fen))
        say(event, books, fresh.pk, by=by, now=now)
        return fresh


def drop_voucher(voucher: Voucher, *, by: Actor, now: datetime) -> None:
    """A draft really goes; its fact stays."""
    with transaction.atomic():
        books, fresh = _held(voucher, by)
        require(may_keep(by, books))
        require(_in(fresh, State.DRAFT))
        VoucherPaper.objects.of(by.street_id).filter(voucher=fresh).erase()
        Voucher.objects.of(by.street_id).filter(pk=fresh.pk).erase()
        event = VoucherDropped(books.number, fresh.memo, money.digits(fresh.fen))
        say(event, books, fresh.pk, by=by, now=now)


def send_voucher(voucher: Voucher, *, by: Actor, now: datetime) -> Voucher:
    """Hand a draft to whoever enters it."""
    with transaction.atomic():
        books, fresh = _held(voucher, by)
        require(may_keep(by, books))
        if fresh.state == State.WAITING:
            return fresh
        require(_in(fresh, State.DRAFT))
        open_day(books, fresh.day, day_of(now))
        fresh.state, fresh.returned = State.WAITING, ""
        fresh.save(update_fields=["state", "returned"])
        event = VoucherSent(books.number, fresh.memo, money.digits(fresh.fen))
        say(event, books, fresh.pk, by=by, now=now)
        return fresh


def return_voucher(voucher: Voucher, why: str, *, by: Actor, now: datetime) -> Voucher:
    """Give it back to who wrote it, and say what is wrong."""
    reason = filled(why, 200, said("没有写为什么退回。"), said("例如“缺发票，金额与合同不符”。"))
    with transaction.atomic():
        books, fresh = _held(voucher, by)
        require(may_enter(by, fresh))
        require(_in(fresh, State.WAITING))
        fresh.state, fresh.returned = State.DRAFT, reason
        fresh.save(update_fields=["state", "returned"])
        say(VoucherReturned(books.number, fresh.memo, reason), books, fresh.pk, by=by, now=now)
        return fresh


def enter_voucher(voucher: Voucher, *, by: Actor, now: datetime) -> Voucher:
    """Enter a voucher under the next number of its month; again, it changes nothing."""
    with transaction.atomic():
        books, fresh = _held(voucher, by)
        require(may_enter(by, fresh))
        if fresh.state == State.ENTERED:
            return fresh
        _entered(fresh, books, by=by, now=now)
        return fresh


def take_back(
    voucher: Voucher, day: date, why: str, *, once: UUID, by: Actor, now: datetime
) -> Voucher:
    """Take an entered voucher back by one in red; above the limit it waits for a second person."""
    reason = filled(why, 60, said("没有写为什么冲销。"), said("例如“科目记错，应为场地租赁收入”。"))
    with transaction.atomic():
        books, fresh = _held(voucher, by)
        require(may_keep(by, books))
        known = Voucher.objects.of(by.street_id).filter(reverses=fresh).first()
        if known is not None:
            return known
        require(_in(fresh, State.ENTERED))
        if fresh.kind == Kind.REVERSAL:
            raise Refused(Refusal(said("红字凭证不能再冲销。"), said("请重新记一张正确的凭证。")))
        require(_of_nobody_else(fresh))
        if day < fresh.day:
            raise Refused(
                Refusal(said("冲销的日期早于原凭证。"), said("请填原凭证当天或以后的日子。"))
            )
        open_day(books, day, day_of(now))
        memo = said("冲销 {word}：{why}", word=fresh.word, why=reason)[:100]
        red = draft_row(books, day, memo, reversal(lines_of(fresh)), by=by, now=now)
        red.id, red.kind, red.reverses = once, Kind.REVERSAL, fresh
        place_or_send(red, books, by=by, now=now)
        return red


def place_or_send(voucher: Voucher, books: Books, *, by: Actor, now: datetime) -> None:
    """Save a voucher that the books made: entered at once, or waiting where it needs four eyes."""
    voucher.state = State.WAITING
    voucher.save(force_insert=True)
    if may_enter(by, voucher) is None:
        _entered(voucher, books, by=by, now=now)
        return
    event = VoucherSent(books.number, voucher.memo, money.digits(voucher.fen))
    say(event, books, voucher.pk, by=by, now=now)


def _entered(voucher: Voucher, books: Books, *, by: Actor, now: datetime) -> None:
    lines = enter(voucher, books, by=by, now=now)
    event = VoucherEntered(
        books.number,
        voucher.word,
        voucher.memo,
        money.digits(voucher.fen),
        len(lines),
        digest_of(lines),
    )
    say(event, books, voucher.pk, by=by, now=now)


def _held(voucher: Voucher, by: Actor) -> tuple[Books, Voucher]:
    """The account set held, and the voucher as it stands under it."""
    books = held(voucher.books_id, by)
    rows = Voucher.objects.of(by.street_id).select_related("reverses")
    fresh: Voucher | None = rows.filter(pk=voucher.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    fresh.books = books
    return books, fresh


def _judged(books: Books, draft: Draft, today: date) -> str:
    """The memo of a draft that may be kept; raises Refused with what is wrong."""
    memo = filled(draft.memo, 100, said("没有写摘要。"), said("最多 100 个字。"))
    if draft.kind not in WRITTEN:
        raise Refused(Refusal(said("没有这种凭证。"), said("请选记账或期初。")))
    if draft.kind == Kind.OPENING and draft.day != books.opened_on:
        raise Refused(
            Refusal(said("期初凭证的日期是启用那天。"), said("请填 {day}。", day=books.opened_on))
        )
    open_day(books, draft.day, today)
    sound(books, draft.lines, draft.day)
    return memo


def _keep_papers(voucher: Voucher, papers: Sequence[File], *, by: Actor, now: datetime) -> None:
    kept = [
        store(
            voucher.street_id,
            data,
            kind=BILL,
            title=name[:200],
            klass=Klass.INTERNAL,
            by=by,
            today=day_of(now),
            now=now,
        )
        for name, data in papers
    ]
    VoucherPaper.objects.bulk_create(
        [VoucherPaper(street_id=voucher.street_id, voucher=voucher, paper=p) for p in kept],
        ignore_conflicts=True,
    )


def _in(voucher: Voucher, state: str) -> Refusal | None:
    if voucher.state == state:
        return None
    return Refusal(
        said("这张凭证现在是“{state}”。", state=voucher.get_state_display()),
        said("请刷新页面再看。"),
    )


def _written_by_hand(voucher: Voucher) -> Refusal | None:
    if voucher.kind in WRITTEN and voucher.origin is None:
        return None
    return Refusal(said("这张凭证是系统按业务生成的，不能改。"), said("请改业务，或者作废它。"))


def _of_nobody_else(voucher: Voucher) -> Refusal | None:
    """What a room booked it takes back itself, with what it booked: so both always say the same."""
    if voucher.origin is None:
        return None
    return Refusal(
        said("这张凭证是系统按业务记的，不能在账簿里冲销。"), said("请在那项业务里作废或退款。")
    )
