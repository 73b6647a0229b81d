"""``mulin import-roster``: exit codes, faults on standard error, the workbook that comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from mulin.ground.estate.models import Ownership, Unit
from mulin.portable.import_roster import main
from tests.cast import Cast

HEAD = ["楼号", "单元", "房间", "建筑面积", "专有部分面积", "业主姓名", "手机号"]


def _file(tmp_path: Path, *rows: list[Any], head: list[str] = HEAD) -> Path:
    book = Workbook()
    book.active.title = "名册"
    for row in [head, *rows]:
        book.active.append(row)
    path = tmp_path / "roster.xlsx"
    book.save(path)
    return path


def _run(path: Path, *more: str, compound: str = "yun-a") -> int:
    return main([str(path), "--street", "yun", "--compound", compound, *more])


GOOD = [
    ["9", "1", "101", 90.5, 80.25, "张三", "13800001234"],
    ["9", "1", "102", 90.5, 80.25, "", ""],
]
BAD = ["9", "1", "103", "大约", 80.25, "李四", "138"]


def test_a_clean_roster_is_written_and_told(cast: Cast, tmp_path: Path, capsys: Any) -> None:
    assert _run(_file(tmp_path, *GOOD), "--rows", "2", "--area", "160.50") == 0
    assert Unit.objects.of(cast.yun).filter(label__startswith="9-1-").count() == 2
    said = capsys.readouterr()
    assert "新增 2 套" in said.out
    assert said.err == ""


def test_a_dry_run_writes_nothing_even_for_a_compound_that_is_new(
    cast: Cast, tmp_path: Path, capsys: Any
) -> None:
    path = _file(tmp_path, *GOOD)
    assert _run(path, "--dry-run") == 0
    assert _run(path, "--dry-run", compound="brand-new") == 0
    assert not Unit.objects.of(cast.yun).filter(label__startswith="9-1-").exists()
    assert "可以导入：新增 2 套" in capsys.readouterr().out


def test_faults_stand_one_a_line_and_nothing_is_written(
    cast: Cast, tmp_path: Path, capsys: Any
) -> None:
    path = _file(tmp_path, *GOOD, BAD)
    assert _run(path) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "名册!D4: 大约: 面积应为数字，单位平方米，例如 89.62",
        "名册!G4: 138: 不是可用的电话号码：手机 11 位，座机带区号（028-85551234）",
    ]
    assert not Unit.objects.of(cast.yun).filter(label__startswith="9-1-").exists()
    back = load_workbook(tmp_path / "roster-错误说明.xlsx")["名册"]
    assert "D4" in back["H4"].value


def test_the_clean_rows_are_taken_where_somebody_says_so(cast: Cast, tmp_path: Path) -> None:
    assert _run(_file(tmp_path, *GOOD, BAD), "--leave-faulty") == 0
    assert Unit.objects.of(cast.yun).filter(label__startswith="9-1-").count() == 2


@pytest.mark.parametrize(
    ("controls", "words"),
    [
        (("--rows", "3"), "行数: 2: 您填的是 3 行"),
        (("--area", "100"), "面积: 160.50: 您填的是 100.00"),
    ],
)
def test_control_totals_that_do_not_agree_stop_the_import(
    cast: Cast, tmp_path: Path, capsys: Any, controls: tuple[str, str], words: str
) -> None:
    assert _run(_file(tmp_path, *GOOD), *controls) == 1
    assert words in capsys.readouterr().err
    assert not Unit.objects.of(cast.yun).filter(label__startswith="9-1-").exists()


def test_a_changed_owner_wants_a_day(cast: Cast, tmp_path: Path, capsys: Any) -> None:
    assert _run(_file(tmp_path, *GOOD)) == 0
    sold = _file(tmp_path, ["9", "1", "101", 90.5, 80.25, "买家", "13900001234"])
    assert _run(sold) == 1
    assert "从哪一天起生效" in capsys.readouterr().err
    assert _run(sold, "--effective-on", "2026-02-01") == 0
    rows = Ownership.objects.of(cast.yun).filter(unit__label="9-1-101")
    assert rows.count() == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--compound", "nowhere"), "没有小区"),
        (("--area", "many"), "面积应为数字"),
        (("--voting-area", "套内"), "没有“套内”这一列"),
        (("--rows", "x"), "rows"),
    ],
)
def test_what_cannot_be_used_ends_with_two(
    cast: Cast, tmp_path: Path, capsys: Any, words: tuple[str, str], sentence: str
) -> None:
    assert _run(_file(tmp_path, *GOOD), *words) == 2
    assert sentence in capsys.readouterr().err


def test_a_file_that_is_no_table_ends_with_two(cast: Cast, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert _run(path) == 2
    assert _run(tmp_path / "missing.xlsx") == 2
    assert "不是表格" in capsys.readouterr().err


def test_a_single_column_of_area_is_taken_for_both_and_told(
    cast: Cast, tmp_path: Path, capsys: Any
) -> None:
    path = _file(tmp_path, ["9", "101", 88.5], head=["楼号", "房间", "建筑面积"])
    assert _run(path) == 0
    unit = Unit.objects.of(cast.yun).get(label="9-0-101")
    assert (unit.voting_area, unit.gross_area, unit.area_source) == (8850, 8850, "unknown")
    assert "只有一列面积" in capsys.readouterr().out
