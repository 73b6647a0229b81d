"""The small language of texts: what is let through, what is named by line, and what typed values do."""

from __future__ import annotations

import pytest

from mulin.ground.texts.language import LONGEST, faults_of, fill
from mulin.ground.texts.markup import Block, blocks_of
from mulin.ground.texts.standards import BadText, read_text, standards, text_for


def blocks(source: str, **values: object) -> tuple[Block, ...]:
    filled = fill(source, values)
    return blocks_of(filled.source, filled.values)


def told(source: str) -> list[str]:
    return [str(fault) for fault in faults_of(source)]


@pytest.mark.parametrize("code", standards())
def test_every_standard_text_is_without_a_fault(code: str) -> None:
    assert told(standards()[code].body) == []


def test_an_unknown_name_is_told_with_its_line_and_the_nearest_known_one() -> None:
    (fault,) = told("# 报告\n\n{{ 小区名 }}全体业主：\n")
    assert fault.startswith("第 3 行：没有“小区名”这个名称，是不是：")
    assert "小区" in fault


def test_an_unknown_list_and_an_unknown_column_are_told() -> None:
    assert "没有“委员们”这个名单" in told("{% for 行 in 委员们 %}\n{{ 行.姓名 }}\n{% endfor %}")[0]
    (fault,) = told("甲\n{% for 行 in 委员 %}\n{{ 行.电话 }}\n{% endfor %}")
    assert fault == "第 3 行：“委员”没有“电话”这一栏，有：序号、姓名、职务、任期起、任期止。"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("甲\n{% if 小区 %}\n乙\n", 2, "没有写 endif"),
        ("甲\n{{ 小区 \n", 2, "没有成对"),
        ("{% include 'x' %}", 1, "只能"),
        ("{% 小区 %}", 1, "认不得的标记"),
        ("| 甲 | 乙 |\n|---|---|\n| 一 |\n", 3, "这一行有 1 格，表头有 2 格"),
        ("", 1, "空的"),
        ("甲" * (LONGEST + 1), 1, "请删短"),
        ("甲\x02乙", 1, "控制字符"),
    ],
)
def test_broken_syntax_is_told_with_its_line(source: str, line: int, words: str) -> None:
    fault = faults_of(source)[0]
    assert (fault.line, words in fault.what) == (line, True), fault


@pytest.mark.parametrize(
    "source",
    [
        "{{ 小区.__class__ }}",
        "{{ 小区.upper() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 小区|attr('x') }}",
        "{{ range(9) }}",
        "{{ self }}",
        "{{ 1 + 1 }}",
        "{{ 小区[0] }}",
        "{% set a = 1 %}",
        "{% macro a() %}{% endmacro %}",
        "{% for a in [1, 2] %}{{ a }}{% endfor %}",
        "{% for a in 委员 recursive %}{% endfor %}",
        "{% for a in 委员 if a.姓名 %}{% endfor %}",
        "{% for a in 委员 %}{% for b in 委员 %}{% endfor %}{% endfor %}",
        "{% import 'x' as y %}",
        "{{ loop.index }}",
        "{{ '%99999999d' % 1 }}",
    ],
)
def test_whatever_is_not_the_small_language_is_refused(source: str) -> None:
    assert faults_of(source)


def test_what_somebody_typed_is_never_read_as_markup() -> None:
    made = blocks(
        "{{ 小区 }}\n| 名 |\n|---|\n| {{ 主任 }} |\n", 小区="# 甲 **乙** {{ 街道 }}", 主任="a | b"
    )
    assert made[0].kind == "text"
    assert made[0].text == "# 甲 **乙** {{ 街道 }}"
    assert [len(row.cells) for row in made[1].rows] == [1, 1]
    assert made[1].rows[1].cells[0].runs[0].text == "a | b"


def test_what_is_not_known_is_blank_false_and_told() -> None:
    filled = fill("{{ 主任 }}{% if 主任 %}有{% else %}无{% endif %}{{ 副主任 }}", {"副主任": ""})
    (line,) = blocks_of(filled.source, filled.values)
    assert line.text == "______无______"
    assert filled.unknown == ("主任", "副主任")


def test_a_line_that_begins_and_ends_with_a_tag_but_says_something_stays_a_line() -> None:
    source = "{% if 调解记录 %}{{ 调解记录 }}{% else %}____{% endif %}\n> 看过。"
    first, note = blocks(source, 调解记录="谈成了。")
    assert (first.kind, first.text) == ("text", "谈成了。")
    assert (note.kind, note.text) == ("note", "看过。")


def test_rows_of_a_list_make_rows_of_a_table_and_blank_ones_follow() -> None:
    row = "{% for 行 in 委员 %}\n| {{ 行.序号 }} | {{ 行.姓名 }} |\n{% endfor %}\n"
    source = f"| 序号 | 姓名 |\n|--|----|\n{row}| +2 |\n"
    (table,) = blocks(source, 委员=[{"姓名": "甲"}, {"姓名": None}])
    assert table.widths == (2, 4)
    assert [[len(cell.runs) for cell in row.cells] for row in table.rows] == [
        [1, 1],
        [1, 1],
        [1, 0],  # a cell that is not known is left white
        [0, 0],
        [0, 0],
    ]


def test_a_cell_may_reach_over_several_columns_and_a_row_may_be_high() -> None:
    (table,) = blocks("|:--|---|---|\n| 简历 | 甲 | < | ^4\n")
    (row,) = table.rows
    assert [(cell.span, cell.label) for cell in row.cells] == [(1, True), (2, False)]
    assert row.height == 4


def test_two_tables_one_after_the_other_stay_two() -> None:
    made = blocks("| a | b |\n|--|--|\n| 1 | 2 |\n|:--|--|:--|--|\n| 甲 | 1 | 乙 | 2 |\n")
    assert [len(table.widths) for table in made] == [2, 4]


def test_a_text_of_a_process_is_taken_before_one_for_all() -> None:
    found = [
        text_for("committee_meeting", "meet", "minutes"),
        text_for("joint_meeting", "minutes", "minutes"),
    ]
    assert [one.code for one in found if one] == ["minutes_committee", "minutes_meeting"]
    assert text_for("reelection", "report", "no_such_paper") is None


def test_a_file_that_is_no_text_says_what_it_lacks(tmp_path) -> None:  # type: ignore[no-untyped-def]
    bad = tmp_path / "x.md"
    bad.write_text("---\ntitle: 甲\n---\n乙\n", encoding="utf-8")
    with pytest.raises(BadText, match="group, papers, layout, about"):
        read_text(bad)
    bad.write_text("甲\n", encoding="utf-8")
    with pytest.raises(BadText, match="does not begin"):
        read_text(bad)
