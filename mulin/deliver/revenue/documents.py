"""The statement as it is posted: a Chinese paper whose sums stand on the page."""

from __future__ import annotations

from collections.abc import Sequence

from mulin.deliver.revenue.models import Statement
from mulin.deliver.revenue.queries.flow import Flow, Part
from mulin.ground.ledger.models import Books
from mulin.ground.texts.markup import CLOSE, OPEN, blocks_of
from mulin.ground.texts.printing import Sheet
from mulin.kit import money

GROUPS = (
    ("incomes", "二、收入"),
    ("costs", "三、减：合理成本"),
    ("uses", "四、减：使用"),
    ("moved", "五、减：补充维修资金"),
    ("others", "六、其他调整"),
)


class _Source:
    """Lines of markup; what people typed is carried past it as values."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.values: list[str | None] = []

    def value(self, text: str) -> str:
        self.values.append(text)
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"


def statement_sheet(books: Books, row: Statement, flow: Flow) -> Sheet:
    """The whole statement: opening, every title, closing, and what holds."""
    made = _Source()
    out, name = made.lines, made.value(books.name)
    version = f"（第 {row.version} 版）" if row.version > 1 else ""
    out += [f"# {name}收支公示{version}"]
    out += [f"== {row.first:%Y年%m月%d日}至{row.last:%Y年%m月%d日} {row.number}"]
    out += ["| 项目 | 金额（元） | 笔数 |", "|------|---|-|"]
    out += [f"| **一、期初结余** | {money.digits(flow.opening)} | |"]
    for side, title in GROUPS:
        parts: Sequence[Part] = getattr(flow, side)
        if not parts and side == "others":
            continue
        sum_of = sum(part.fen for part in parts)
        out.append(f"| **{title}** | {money.digits(sum_of)} | {sum(p.rows for p in parts)} |")
        out += [f"| 　{made.value(p.name)} | {money.digits(p.fen)} | {p.rows} |" for p in parts]
    out.append(f"| **期末结余** | {money.digits(flow.closing)} | |")
    out += _holds(row)
    if row.words:
        out += ["## 说明", made.value(row.words)]
    out.append(
        "> 公共收益扣除合理成本后归业主共有（民法典第282条）。逐笔明细和票据，业主登录后可以查看、提问。"
    )
    out += [f">> {made.value(books.keeper.name)}", f">> {row.published_on:%Y年%m月%d日}"]
    blocks = blocks_of("\n".join(out), made.values)
    return Sheet("收支公示", "公文", blocks, synthetic=books.street.synthetic)


def _holds(row: Statement) -> list[str]:
    figures = row.figures
    bank = figures["bank_gap"]
    said_so = (
        "与银行对账单相符，差额 0.00 元。"
        if not bank
        else f"与银行对账单相差 {money.digits(bank)} 元。"
    )
    lines = [f"> 期初结余加收入，减成本、使用和补充维修资金，等于期末结余。{said_so}"]
    if figures["fund_bound"]:
        source, bound = figures["fund_source"], figures["fund_bound"]
        lines.append(
            f"> 补充维修资金应{bound}净收益，即 {money.digits(figures['fund_needed'])} 元（{source}）。"
        )
    return lines
