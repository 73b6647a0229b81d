"""What happened to an account set and its vouchers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class BooksOpened(Event):
    sentence: ClassVar[str] = said("启用账套 {number} {name}（{kind}），由 {keeper} 记账")
    number: str
    name: str
    kind: str
    keeper: str


@dataclass(frozen=True)
class BooksEnded(Event):
    sentence: ClassVar[str] = said("停用账套 {number} {name}：{why}")
    number: str
    name: str
    why: str


@dataclass(frozen=True)
class TitleAdded(Event):
    sentence: ClassVar[str] = said("账套 {number} 增设科目 {code} {name}")
    number: str
    code: str
    name: str


@dataclass(frozen=True)
class TitleEnded(Event):
    sentence: ClassVar[str] = said("账套 {number} 停用科目 {code} {name}")
    number: str
    code: str
    name: str


@dataclass(frozen=True)
class VoucherDrafted(Event):
    sentence: ClassVar[str] = said("账套 {number} 制单：{memo}，{amount} 元")
    number: str
    memo: str
    amount: str


@dataclass(frozen=True)
class VoucherSent(Event):
    sentence: ClassVar[str] = said("账套 {number} 凭证送复核：{memo}，{amount} 元")
    number: str
    memo: str
    amount: str


@dataclass(frozen=True)
class VoucherReturned(Event):
    sentence: ClassVar[str] = said("账套 {number} 凭证退回：{memo}，理由 {why}")
    number: str
    memo: str
    why: str


@dataclass(frozen=True)
class VoucherDropped(Event):
    sentence: ClassVar[str] = said("账套 {number} 草稿作废：{memo}，{amount} 元")
    number: str
    memo: str
    amount: str


@dataclass(frozen=True)
class VoucherEntered(Event):
    """``digest``: SM3 over the lines, so that what was entered can be held against the record."""

    sentence: ClassVar[str] = said("账套 {number} 记账 {word}：{memo}，{amount} 元，{rows} 行")
    number: str
    word: str
    memo: str
    amount: str
    rows: int
    digest: str


@dataclass(frozen=True)
class MonthClosed(Event):
    sentence: ClassVar[str] = said("账套 {number} {month} 结账，借贷各 {amount} 元")
    number: str
    month: str
    amount: str


@dataclass(frozen=True)
class ReopeningAsked(Event):
    sentence: ClassVar[str] = said("账套 {number} 申请打开 {month} 的账：{why}")
    number: str
    month: str
    why: str


@dataclass(frozen=True)
class MonthReopened(Event):
    sentence: ClassVar[str] = said("账套 {number} {month} 的账重新打开：{why}")
    number: str
    month: str
    why: str


@dataclass(frozen=True)
class StatementTaken(Event):
    sentence: ClassVar[str] = said(
        "账套 {number} 导入银行流水 {rows} 行（早已有 {known} 行），自动核对上 {matched} 行"
    )
    number: str
    rows: int
    known: int
    matched: int
    digest: str


@dataclass(frozen=True)
class BankLineMatched(Event):
    sentence: ClassVar[str] = said("账套 {number} 流水 {mark} 对上 {word}")
    number: str
    mark: str
    word: str


@dataclass(frozen=True)
class BankLineLoosed(Event):
    sentence: ClassVar[str] = said("账套 {number} 流水 {mark} 取消核对")
    number: str
    mark: str


@dataclass(frozen=True)
class BudgetSet(Event):
    sentence: ClassVar[str] = said("账套 {number} {year} 年预算：{rows} 个科目")
    number: str
    year: int
    rows: int
    digest: str
