"""Affairs, the admission list and violations: every file can be read, a wrong one says where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mulin.law.admission.reading import read, standard
from mulin.law.affairs.catalogue import affairs
from mulin.law.affairs.shape import PaperNeeded
from mulin.law.violations.catalogue import violations
from mulin.law.violations.shape import REPORT


def test_every_affair_says_what_it_wants_and_where_that_stands() -> None:
    for affair in affairs().values():
        assert affair.papers or affair.blanks, affair.code
        assert affair.sources or "由谁决定" in {str(u) for u in affair.unchecked}, affair.code
        assert affair.within is not None or any("时限" in str(u) for u in affair.unchecked)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"papers": (PaperNeeded("x", "甲"), PaperNeeded("x", "乙"))}, "one code"),
        ({"papers": (PaperNeeded("x", "甲", 0, 0),)}, "neither"),
        ({"steps": ()}, "steps"),
        ({"unchecked": ()}, "时限"),
    ],
)
def test_a_wrong_file_of_an_affair_is_named_when_it_is_read(change: dict, fault: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match=fault):
        replace(affairs()["minimum_living"], **change)


def test_every_violation_names_an_article_that_was_read() -> None:
    for one in violations().values():
        assert one.sources, one.code
        assert REPORT in one.sources, f"{one.code}: the company reports it by 物业管理条例 第45条"


def test_the_sample_of_the_list_reads_without_a_fault() -> None:
    found, faults = read(standard())
    assert faults == []
    assert found is not None
    assert found.begins_on == date(2026, 1, 1)
    assert found.item("B03") is not None
    assert found.item("Z99") is None


LIST = """名称：清单
依据：文件
起用：2026-01-01

## A1 甲事
类别：协助
来源：民政
做什么：做
依据：文件第1条
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("类别：协助", "类别：别的", 6, "只能是"),
        ("来源：民政", "来原：民政", 7, "不认得“来原”"),
        ("起用：2026-01-01", "起用：明年", 3, "不是日期"),
        ("做什么：做", "做什么 做", 8, "没有冒号"),
        ("## A1 甲事", "## 甲事", 5, "标题"),
        ("依据：文件第1条", "依据：甲\n依据：乙", 10, "写了两次"),
        ("依据：文件第1条\n", "依据：甲\n到期：随时\n", 10, "不是日期"),
    ],
)
def test_what_is_wrong_in_the_list_is_named_with_its_line(
    old: str, new: str, line: int, words: str
) -> None:
    found, faults = read(LIST.replace(old, new, 1))
    assert found is None
    assert any(fault.line == line and words in fault.words for fault in faults), faults


def test_a_number_used_twice_and_a_list_without_items_are_faults() -> None:
    twice = LIST + LIST[LIST.index("## ") :]
    assert "第 5 行已经用过" in str(read(twice)[1][0])
    assert "一个事项也没有" in str(read(LIST[: LIST.index("## ")])[1][0])


def test_an_item_holds_to_its_last_day() -> None:
    found, _faults = read(LIST + "到期：2026-06-30\n")
    assert found is not None
    item = found.items[0]
    assert item.holds_on(date(2026, 6, 30))
    assert not item.holds_on(date(2026, 7, 1))
