"""The table an official system's ballots may be typed or pasted into: one row a ballot."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from mulin.portable.official_columns import Asked

ROWS = 5_000
EXPLAINED = (
    ("流水号", "官方系统给每张票的编号。同一个流水号只计一次，重复导入不会多计。"),
    ("房号", "和名册一样，例如 1-1-101；一张票代表几套房的，用、隔开。"),
    ("业主", "完整姓名；这套房只有一位业主的可以空着。"),
    ("投票时间", "写到分钟，例如 2026-06-10 09:30。改票、重复投票按这个时间算。"),
    ("各项意见", "同意、反对、弃权；空着是没有表决。选举写候选人姓名，几位用、隔开。"),
    ("另一种写法", "也可以一项一行：表头写“事项”“意见”两列，同一张票的几行流水号相同。"),
)


def template(motions: Sequence[Asked]) -> bytes:
    """A sheet with a column for each motion and a drop-down below it; explanations on another."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#e3f0ec", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("票")
    titles = [
        "流水号",
        "房号",
        "业主",
        "投票时间",
        *(f"第{m.number}项：{m.title}" for m in motions),
    ]
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, 24 if column in (0, 3) else 16, text)
    for column, motion in enumerate(motions, start=4):
        if not motion.election:
            source = ["同意", "反对", "弃权"]
            sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": source})
    sheet.freeze_panes(1, 0)
    notes = book.add_worksheet("说明")
    notes.set_column(0, 0, 14)
    notes.set_column(1, 1, 80)
    for row, (what, how) in enumerate(EXPLAINED):
        notes.write_string(row, 0, what, head)
        notes.write_string(row, 1, how)
    book.close()
    return out.getvalue()
