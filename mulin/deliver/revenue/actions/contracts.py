"""A contract over a common part is signed with all its parts, and ends before its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.revenue.actions.common import File, held, keep, say
from mulin.deliver.revenue.events import IncomeContractEnded, IncomeContractSigned
from mulin.deliver.revenue.models import IncomeContract, IncomeDue
from mulin.deliver.revenue.models.income import EVERY
from mulin.deliver.revenue.permissions import HIDDEN, may_keep
from mulin.ground.ledger.models import Books
from mulin.ground.streets.actions import draw_number
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import line, refuse
from mulin.kit.words import said
from mulin.law.common_income import IncomeKind, part_of, spans

NUMBERS = "SY"
"""Contracts are numbered SY-2026-0001: 收益."""
LONGEST = 12 * 20
"""Months that a contract may run: the law lets no lease run longer (民法典第705条)."""
MOST_PARTS = 240


@dataclass(frozen=True)
class Terms:
    """What was agreed; ``fen`` for each part, ``every`` in months, 0 for once."""

    kind: str
    party: str
    what: str
    place: str
    fen: int
    every: int
    begins_on: date
    ends_on: date
    decided: str


def sign_contract(
    books: Books, terms: Terms, papers: Sequence[File], *, once: UUID, by: Actor, now: datetime
) -> IncomeContract:
    """Register a signed contract and every part that will fall due; the same ``once`` changes nothing."""
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_keep(by, fresh))
        known: IncomeContract | None = (
            IncomeContract.objects.of(by.street_id).filter(pk=once).first()
        )
        if known is not None:
            return known
        plain = _judged(terms, papers)
        contract = IncomeContract(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            books=fresh,
            **vars(plain),
        )
        contract.save(force_insert=True)
        dues = _dues(contract)
        IncomeDue.objects.bulk_create(dues)
        keep(fresh, contract.pk, papers, by=by, now=now)
        event = IncomeContractSigned(
            contract.number,
            contract.party,
            contract.what,
            contract.begins_on,
            contract.ends_on,
            len(dues),
            money.digits(sum(due.fen for due in dues)),
            contract.decided,
        )
        say(event, fresh, contract.pk, by=by, now=now)
        return contract


def _judged(terms: Terms, papers: Sequence[File]) -> Terms:
    if terms.kind not in set(IncomeKind):
        refuse(said("没有选类别。"), said("请在列出的类别里选一个。"))
    if terms.every not in dict(EVERY):
        refuse(said("没有选多久付一次。"), said("请在列出的里选一个。"))
    if terms.fen <= 0:
        refuse(said("每期金额应大于零。"), said("请按合同填写。"))
    if terms.ends_on < terms.begins_on:
        refuse(said("合同的终止日早于起始日。"), said("请核对合同上的日期。"))
    months = (terms.ends_on.year - terms.begins_on.year) * 12
    if months + terms.ends_on.month - terms.begins_on.month > LONGEST:
        refuse(said("合同长过二十年。"), said("租赁期限不得超过二十年（民法典第705条）。"))
    if not papers:
        refuse(said("没有附合同。"), said("请附上签好的合同（照片或 PDF）。"))
    return Terms(
        terms.kind,
        line(terms.party, 80, said("对方")),
        line(terms.what, 120, said("用共有部分做什么")),
        line(terms.place, 120, said("位置和数量")),
        terms.fen,
        terms.every,
        terms.begins_on,
        terms.ends_on,
        line(terms.decided, 160, said("谁同意的"), said("例如“2025 年业主大会第 3 项决议”。")),
    )


def _dues(contract: IncomeContract) -> list[IncomeDue]:
    parts = list(spans(contract.begins_on, contract.ends_on, contract.every))[:MOST_PARTS]
    begins, every = contract.begins_on, contract.every
    amounts = [part_of(contract.fen, span, begins, every, n) for n, span in enumerate(parts)]
    return [
        IncomeDue(
            street_id=contract.street_id,
            contract=contract,
            books=contract.books,
            first=span.first,
            last=span.last,
            due_on=span.first,
            fen=fen,
        )
        for span, fen in zip(parts, amounts, strict=True)
    ]


def end_contract(
    contract: IncomeContract, on: date, why: str, *, by: Actor, now: datetime
) -> IncomeContract:
    """End a contract before its time: parts that begin on that day or later are not asked for."""
    reason = line(why, 200, said("为什么提前终止"), said("例如“对方撤点，已结清”。"))
    with transaction.atomic():
        books = held(contract.books_id, by)
        require(may_keep(by, books))
        rows = IncomeContract.objects.of(by.street_id)
        fresh: IncomeContract | None = rows.filter(pk=contract.pk, books=books).first()
        if fresh is None:
            raise Refused(HIDDEN)
        if fresh.ended_on is not None:
            return fresh
        if not fresh.begins_on <= on <= fresh.ends_on:
            refuse(said("终止的日子不在合同期内。"), said("请填合同期内的一天。"))
        dues = IncomeDue.objects.of(by.street_id).filter(contract=fresh, first__gte=on)
        if dues.filter(received__gt=0).exists() or dues.filter(booked_on__isnull=False).exists():
            refuse(
                said("这一天以后的部分期数已经记账或者收款。"),
                said("请先在账簿里冲销、退款，再终止合同。"),
            )
        gone = dues.update(called_off=True)
        fresh.ended_on, fresh.why_ended = on, reason
        fresh.save(update_fields=["ended_on", "why_ended"])
        event = IncomeContractEnded(fresh.number, on, gone, reason)
        say(event, books, fresh.pk, by=by, now=now)
        return fresh
