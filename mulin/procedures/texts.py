"""Texts that a procedure proposes for what it opens: Chinese, as papers are, for people to finish."""

from __future__ import annotations

from datetime import date

from mulin.law.progress import Line
from mulin.procedures.models import Due, Procedure


def title_of(procedure: Procedure, line: Line) -> str:
    """The title of what a step opens: the compound, and the paper or the process it is about."""
    papers = line.step.papers
    what = papers[-1].title if papers and line.step.display else procedure.title
    if line.step.opens and line.step.opens.value == "notice" and papers:
        what = papers[-1].title
    return f"{procedure.place_and_about}{what}"[:120]


def draft_of(procedure: Procedure, line: Line, today: date) -> str:
    """The beginning of a notice: by which article, about what, by whom."""
    basis = f"根据{line.source.spaced}，" if line.source else ""
    return (
        f"{procedure.compound.name}全体业主：\n\n"
        f"{basis}现就“{procedure.title}”（{procedure.number}）中的“{line.step.title}”公告如下：\n\n"
        "【请写明内容、时间和地点】\n\n"
        "对以上内容有意见的，请书面向【联系人、电话、地址】提出。\n\n"
        f"{procedure.compound.name}{line.owed_by.label}\n"
        f"{today.year} 年 {today.month} 月 {today.day} 日"
    )


def reminder_text(procedure: Procedure, due: Due, today: date) -> str:
    """What whoever owes a step reads before its day."""
    left = (due.day - today).days if due.day else 0
    when = "今天到期" if left == 0 else f"还有 {left} 天"
    return f"{_about(procedure, due)}最迟 {due.day}，{when}。{_basis(due)}办了请在“轮到我”里登记。"


def late_text(procedure: Procedure, due: Due, today: date) -> str:
    """What whoever owes a step, and the street, read once its day is gone."""
    gone = (today - due.day).days if due.day else 0
    return (
        f"{_about(procedure, due)}应于 {due.day} 办完，已逾期 {gone} 天。{_basis(due)}"
        "请尽快办理；确需延期的，附上同意延期的文书。"
    )


def _about(procedure: Procedure, due: Due) -> str:
    return f"{procedure.place_and_about}“{procedure.title}”（{procedure.number}）：{due.title}，"


def _basis(due: Due) -> str:
    return f"依据{due.article}。" if due.article else ""
