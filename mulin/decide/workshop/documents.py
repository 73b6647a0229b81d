"""A month's report as a sheet: the same blocks become PDF and Word."""

from __future__ import annotations

from collections.abc import Sequence

from mulin.decide.workshop.models import Report
from mulin.decide.workshop.queries.counting import Line
from mulin.decide.workshop.queries.reports import month_words
from mulin.ground.texts.markup import CLOSE, OPEN, blocks_of
from mulin.ground.texts.printing import Sheet
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import plain

SECTIONS = (
    ("done", "本月做了什么"),
    ("hard", "难点"),
    ("asks", "请街道支持的事"),
    ("plan", "下月打算"),
)


class _Source:
    """Lines of markup; what people typed is carried past it as values."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.values: list[str | None] = []

    def value(self, text: str) -> str:
        self.values.append(text)
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"


def report_sheet(report: Report, lines: Sequence[Line]) -> Sheet:
    """The whole report: figures by group, then its words, then who sent it when."""
    made, name, month = _Source(), report.workshop.organisation.name, month_words(report.month)
    out = made.lines
    out += ["# 第三方工作室月报", f"== {made.value(name)} {made.value(plain(month))}"]
    out.append(f"<< {made.value(report.street.name)}：")
    scope = f"{len(report.compounds)} 个授权小区" if report.sent_at else "草稿，数字尚未固定"
    out += ["## 一、数字", f"> 由事实记录统计，范围：{scope}。"]
    out += ["| 类别 | 项目 | 数 | 其中工作室经办 |", "|--|----|-|--|"]
    for line in lines:
        out.append(
            f"| {plain(line.figure.group)} | {plain(line.figure.name)} | {line.count} | {line.own} |"
        )
    for number, (field, title) in zip("二三四五", SECTIONS, strict=True):
        out.append(f"## {number}、{title}")
        typed = [part.strip() for part in getattr(report, field).splitlines() if part.strip()]
        out += [made.value(part) for part in typed] or ["无。"]
    if report.question:
        out += ["## 六、街道的疑问和答复", f"问：{made.value(report.question)}"]
        out.append(f"答：{made.value(report.reply or '尚未答复')}")
    if report.sent_at is not None:
        day = report.sent_at.astimezone(SHANGHAI)
        out += [f">> {made.value(name)}", f">> {day:%Y年}{day.month}月{day.day}日报送"]
    if report.acknowledged_on is not None:
        out.append(
            f"> 街道 {report.acknowledged_on.isoformat()} 阅，{made.value(report.acknowledged_by)}。"
        )
    blocks = blocks_of("\n".join(out), made.values)
    return Sheet("第三方工作室月报", "公文", blocks, synthetic=report.street.synthetic)
