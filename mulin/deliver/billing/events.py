"""The facts of fees. Homes are named by their number; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class FeeItemSet(Event):
    sentence: ClassVar[str] = said("设费用项 {name}（{basis}），从 {since} 起，依据 {agreed}")
    name: str
    basis: str
    since: str
    agreed: str


@dataclass(frozen=True)
class FeeItemEnded(Event):
    sentence: ClassVar[str] = said("费用项 {name} 从 {since} 起停收")
    name: str
    since: str


@dataclass(frozen=True)
class TariffSet(Event):
    sentence: ClassVar[str] = said("{name} 从 {since} 起 {use} 按 {price} 元收，空置 {percent}%")
    name: str
    since: str
    use: str
    price: str
    percent: int


@dataclass(frozen=True)
class HomeTermSet(Event):
    sentence: ClassVar[str] = said("{label} 的 {name}：{kind}，从 {since} 起（{note}）")
    label: str
    name: str
    kind: str
    since: str
    note: str = personal()


@dataclass(frozen=True)
class HomeTermEnded(Event):
    sentence: ClassVar[str] = said("{label} 的 {name}：{kind} 到 {until} 止")
    label: str
    name: str
    kind: str
    until: str


@dataclass(frozen=True)
class MeterRead(Event):
    sentence: ClassVar[str] = said("{label} 的 {name} {month} 抄表：用量 {used}")
    label: str
    name: str
    month: str
    used: str


@dataclass(frozen=True)
class CostShared(Event):
    """``digest``: over every home's part."""

    sentence: ClassVar[str] = said("{name} {month}：{what} {amount} 元，{homes} 户{weight}")
    name: str
    month: str
    what: str
    amount: str
    homes: int
    weight: str
    digest: str


@dataclass(frozen=True)
class BillsDrafted(Event):
    sentence: ClassVar[str] = said("生成 {month} 账单草稿 {number}：{bills} 张，{amount} 元")
    number: str
    month: str
    bills: int
    amount: str


@dataclass(frozen=True)
class BillsDropped(Event):
    sentence: ClassVar[str] = said("账单草稿 {number}（{month}）作废")
    number: str
    month: str


@dataclass(frozen=True)
class BillsPublished(Event):
    sentence: ClassVar[str] = said(
        "{month} 出账 {number}：{bills} 张，{amount} 元；凭证 {vouchers}"
    )
    number: str
    month: str
    bills: int
    amount: str
    vouchers: str


@dataclass(frozen=True)
class BillVoided(Event):
    sentence: ClassVar[str] = said("{label} {month} {name} 账单作废，{amount} 元：{why}")
    label: str
    month: str
    name: str
    amount: str
    why: str


@dataclass(frozen=True)
class FeeTaken(Event):
    sentence: ClassVar[str] = said(
        "{label} 缴费 {amount} 元（{method}），收据 {number}，存入预存 {ahead} 元"
    )
    label: str
    number: str
    amount: str
    method: str
    ahead: str


@dataclass(frozen=True)
class FeesTakenTogether(Event):
    """``digest``: over every home and its amount."""

    sentence: ClassVar[str] = said("批量入账 {homes} 户 {amount} 元（{method}），凭证 {word}")
    homes: int
    amount: str
    method: str
    word: str
    digest: str


@dataclass(frozen=True)
class PrepaidUsed(Event):
    sentence: ClassVar[str] = said("{label} 预存抵扣 {amount} 元，收据 {number}")
    label: str
    number: str
    amount: str


@dataclass(frozen=True)
class FeeRefunded(Event):
    sentence: ClassVar[str] = said("{label} 退款 {amount} 元（{method}），单号 {number}：{why}")
    label: str
    number: str
    amount: str
    method: str
    why: str


@dataclass(frozen=True)
class PayOrderMade(Event):
    sentence: ClassVar[str] = said("{label} 下支付订单 {number}，{amount} 元，渠道 {channel}")
    label: str
    number: str
    amount: str
    channel: str


@dataclass(frozen=True)
class PayOrderSettled(Event):
    sentence: ClassVar[str] = said("支付订单 {number}：{outcome}，实付 {amount} 元")
    number: str
    outcome: str
    amount: str


@dataclass(frozen=True)
class PayOrderClosed(Event):
    sentence: ClassVar[str] = said("支付订单 {number} 过期关闭")
    number: str


@dataclass(frozen=True)
class DayCashedUp(Event):
    sentence: ClassVar[str] = said(
        "{day} 日结：收据 {receipts} 张，应有现金 {cash} 元，实点 {counted} 元"
    )
    day: str
    receipts: int
    cash: str
    counted: str


@dataclass(frozen=True)
class OwingReminded(Event):
    sentence: ClassVar[str] = said("{label} {step}（{via}），当时欠 {months} 个月")
    label: str
    step: str
    via: str
    months: int


@dataclass(frozen=True)
class WaiverAsked(Event):
    sentence: ClassVar[str] = said("{label} {month} {name} 申请减免 {amount} 元：{why}")
    label: str
    month: str
    name: str
    amount: str
    why: str = personal()


@dataclass(frozen=True)
class WaiverSettled(Event):
    sentence: ClassVar[str] = said("{label} {month} {name} 减免 {amount} 元：{outcome}")
    label: str
    month: str
    name: str
    amount: str
    outcome: str
