"""The nouns: fee items with prices and terms, meters and shared costs, runs with bills, money taken."""

from mulin.deliver.billing.models.bills import Bill, BillRun, RunItem
from mulin.deliver.billing.models.items import FeeItem, HomeTerm, Tariff
from mulin.deliver.billing.models.measures import Reading, SharedCost, SharedPart
from mulin.deliver.billing.models.money import (
    Allocation,
    CashUp,
    FeeAccount,
    Payment,
    PayOrder,
    SandboxTrade,
)
from mulin.deliver.billing.models.owing import Reminder, Waiver

__all__ = [
    "Allocation",
    "Bill",
    "BillRun",
    "CashUp",
    "FeeAccount",
    "FeeItem",
    "HomeTerm",
    "PayOrder",
    "Payment",
    "Reading",
    "Reminder",
    "RunItem",
    "SandboxTrade",
    "SharedCost",
    "SharedPart",
    "Tariff",
    "Waiver",
]
