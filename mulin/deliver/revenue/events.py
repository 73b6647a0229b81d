"""The facts of public revenue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class IncomeContractSigned(Event):
    sentence: ClassVar[str] = said(
        "登记收益合同 {number}：{party}，{what}，{first} 至 {last}，共 {parts} 期 {fen} 元；{decided}。"
    )
    number: str
    party: str
    what: str
    first: date
    last: date
    parts: int
    fen: str
    decided: str


@dataclass(frozen=True)
class IncomeContractEnded(Event):
    sentence: ClassVar[str] = said("收益合同 {number} 自 {on} 提前终止，{parts} 期不再收：{why}。")
    number: str
    on: date
    parts: int
    why: str


@dataclass(frozen=True)
class IncomeBooked(Event):
    sentence: ClassVar[str] = said(
        "{books}记应收：到期 {expected} 期，记入 {booked} 期 {fen} 元，早已记过 {known} 期。"
    )
    books: str
    expected: int
    booked: int
    known: int
    fen: str
    digest: str


@dataclass(frozen=True)
class IncomeReceived(Event):
    sentence: ClassVar[str] = said(
        "收到 {party} {fen} 元（{number}，{first} 起的一期，{voucher}）。"
    )
    party: str
    fen: str
    number: str
    first: date
    voucher: str


@dataclass(frozen=True)
class UseAuthorityNoted(Event):
    sentence: ClassVar[str] = said(
        "登记公共收益使用依据：{basis} {reference}，{decision}，上限 {cap}。"
    )
    basis: str
    reference: str
    decision: str
    cap: str


@dataclass(frozen=True)
class UseAuthorityEnded(Event):
    sentence: ClassVar[str] = said("停用公共收益使用依据 {reference}：{why}。")
    reference: str
    why: str


@dataclass(frozen=True)
class SpendingProposed(Event):
    sentence: ClassVar[str] = said(
        "提出支出 {number}：{what}，{fen} 元，付给{payee}；依据：{basis}。"
    )
    number: str
    what: str
    fen: str
    payee: str
    basis: str


@dataclass(frozen=True)
class SpendingPaid(Event):
    sentence: ClassVar[str] = said(
        "支出 {number} 经复核付出：{what}，{fen} 元，付给{payee}（{voucher}）。"
    )
    number: str
    what: str
    fen: str
    payee: str
    voucher: str


@dataclass(frozen=True)
class SpendingRefused(Event):
    sentence: ClassVar[str] = said("支出 {number} 没有同意：{what}，{why}。")
    number: str
    what: str
    why: str


@dataclass(frozen=True)
class RevenueStatementPublished(Event):
    sentence: ClassVar[str] = said(
        "公示{books} {first} 至 {last} 收支（{number} 第 {version} 版）："
        "收 {income} 元，支 {spent} 元，结余 {closing} 元。"
    )
    books: str
    first: date
    last: date
    number: str
    version: int
    income: str
    spent: str
    closing: str
    digest: str


@dataclass(frozen=True)
class BooksQuestioned(Event):
    sentence: ClassVar[str] = said("业主问{books}的账，{due} 以前答复。")
    books: str
    due: date


@dataclass(frozen=True)
class BooksQuestionAnswered(Event):
    sentence: ClassVar[str] = said("答复了业主对{books}的提问。")
    books: str
