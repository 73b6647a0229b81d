"""The nouns: contracts and what falls due, uses and what they rest on, statements and questions."""

from mulin.deliver.revenue.models.income import IncomeContract, IncomeDue, IncomeReceipt
from mulin.deliver.revenue.models.spending import RevenuePaper, Spending, UseAuthority
from mulin.deliver.revenue.models.telling import BooksQuestion, Statement

__all__ = [
    "BooksQuestion",
    "IncomeContract",
    "IncomeDue",
    "IncomeReceipt",
    "RevenuePaper",
    "Spending",
    "Statement",
    "UseAuthority",
]
