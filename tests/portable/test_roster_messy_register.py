"""Messy rosters on their way through the command into the register, again, changed and undone."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mulin.ground.estate import sealing
from mulin.ground.estate.actions.roster_batches import undo_roster
from mulin.ground.estate.identities import open_identity, open_phone
from mulin.ground.estate.models import (
    Building,
    ImportBatch,
    Organisation,
    OtherPhone,
    Ownership,
    Person,
    Stairwell,
    Tenancy,
    Unit,
)
from mulin.portable.import_roster import main
from tests.cast import Cast
from tests.portable.rosters import HEAD, row, text, xls, xlsx

ID_A, ID_B, CODE = "11010519491231002X", "440524188001010014", "91350100M000100Y43"
MADE = (Unit, Building, Stairwell, Person, Organisation, Ownership, Tenancy, OtherPhone)
WHOLE = [
    ["云溪花园业主名册"],
    [*HEAD, "业主类型", "房屋状态"],
    [*row("9栋", "一单元", "101室", "80.50㎡", 100, "张 三", 13800001234.0, ID_A.lower()), "", ""],
    [*row("9", "1", "102", 70, 90, "张三、李四", "13800001234/028-85551234", "", "各1/2"), "", ""],
    [*row("9", "1", "103", 70, 90, "王五", "13700001234 13600001234", ID_B, "1/3"), "", "已入住"],
    [*row("9", "1", "103", 70, 90, "云溪商贸有限公司", "", CODE, "2/3"), "单位", ""],
    [*row("9", "1", "104", 60, 75, "云溪房地产开发有限公司"), "建设单位", "未售"],
    [*row("9", "1", "105", "", 75, "赵六", "13500001234"), "租户", ""],
    [*row("9", "0", "商铺1", 45, 50, "张三", "", ID_A), "", ""],
    ["合　计", "", "", 325.5],
    ["制表人：王演示"],
]


def _run(tmp_path: Path, file: io.BytesIO, *more: str, name: str = "名册.xlsx") -> int:
    path = tmp_path / name
    path.write_bytes(file.getvalue())
    return main([str(path), "--street", "yun", "--compound", "yun-a", *more])


def _counts(cast: Cast) -> list[int]:
    return [model.objects.of(cast.yun).count() for model in MADE]


@pytest.mark.parametrize("make", [xlsx, xls, text])
def test_a_messy_roster_is_written_once_however_often_it_is_sent(
    cast: Cast, tmp_path: Path, capsys: Any, make: Any
) -> None:
    before = _counts(cast)
    assert _run(tmp_path, make(WHOLE), "--rows", "7", "--area", "325.5") == 0
    after = _counts(cast)
    assert [b - a for a, b in zip(before, after, strict=True)] == [6, 1, 1, 5, 2, 7, 1, 1]
    person = Person.objects.of(cast.yun).get(name="张三", id_kind="resident")
    assert open_identity(cast.yun.pk, person.id_sealed) == ID_A
    assert {o.unit.label for o in person.ownerships.all()} == {"9-1-101", "9-0-商铺1"}
    assert "共 0" not in capsys.readouterr().err
    assert _run(tmp_path, make(WHOLE)) == 0
    assert "新增 0 套，变更 0 套，不变 6 套" in capsys.readouterr().out
    assert _counts(cast) == after


def test_what_was_left_out_is_said(cast: Cast, tmp_path: Path, capsys: Any) -> None:
    assert _run(tmp_path, xlsx(WHOLE, ("便签", [["请核"]])), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "注意：工作表“便签”没有读：没有表头。" in said
    assert "第 11 行“制表人：王演示”不像房屋，没有读" in said


def test_a_sale_closes_the_old_row_with_its_day_and_undo_opens_it_again(
    cast: Cast, tmp_path: Path, actor: Any, now: Any
) -> None:
    assert _run(tmp_path, xlsx([HEAD, row("9", owner="张演示")])) == 0
    sold = xlsx([HEAD, row("9", owner="李演示")])
    assert _run(tmp_path, sold) == 1
    assert _run(tmp_path, sold, "--effective-on", "2026-03-01") == 0
    rows = Ownership.objects.of(cast.yun).filter(unit__label="9-1-101")
    assert {(o.person.name, o.valid_from, o.valid_to) for o in rows} == {
        ("张演示", None, date(2026, 3, 1)),
        ("李演示", date(2026, 3, 1), None),
    }
    batch = ImportBatch.objects.of(cast.yun).order_by("id").last()
    undo_roster(batch, why="录错", by=actor("street_officer"), now=now)
    (left,) = Ownership.objects.of(cast.yun).filter(unit__label="9-1-101")
    assert (left.person.name, left.valid_to) == ("张演示", None)


def test_a_sale_cannot_take_effect_before_the_last_one(
    cast: Cast, tmp_path: Path, capsys: Any
) -> None:
    _run(tmp_path, xlsx([HEAD, row("9", owner="张演示")]))
    _run(tmp_path, xlsx([HEAD, row("9", owner="李演示")]), "--effective-on", "2026-03-01")
    capsys.readouterr()
    third = xlsx([HEAD, row("9", owner="王演示")])
    assert _run(tmp_path, third, "--effective-on", "2026-02-01") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("名册!F2: 李**: 现业主登记自 2026-03-01 起")
    assert Ownership.objects.of(cast.yun).filter(person__name="王演示").count() == 0


def test_a_credit_code_has_one_name_and_a_name_one_code(
    cast: Cast, tmp_path: Path, capsys: Any
) -> None:
    _run(tmp_path, xlsx([HEAD, row("9", owner="云溪商贸有限公司", document=CODE)]))
    capsys.readouterr()
    other = row("9", room="102", owner="云溪贸易有限公司", document=CODE)
    assert _run(tmp_path, xlsx([HEAD, other])) == 1
    assert f"名册!H2: {CODE}: 这个统一社会信用代码已是云溪商贸有限公司的" in capsys.readouterr().err
    both = [row("9", room="103", owner="甲有限公司", document="91440300708461136T")]
    both += [row("9", room="104", owner="乙有限公司", document="91440300708461136T")]
    assert _run(tmp_path, xlsx([HEAD, *both])) == 1
    assert not Organisation.objects.of(cast.yun).filter(name="甲有限公司").exists()


def test_faults_beside_a_faultless_row_write_nothing_and_the_copy_marks_them(
    cast: Cast, tmp_path: Path, capsys: Any
) -> None:
    before = _counts(cast)
    bad = row("9", room="102", area="八十", phone="138", document="1.1E+17")
    assert _run(tmp_path, xls([HEAD, row("9"), bad]), name="旧.xls") == 1
    assert _counts(cast) == before
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["名册!D3", "名册!G3", "名册!H3"]
    assert all(len(line.split(": ")) >= 3 for line in lines)
    back = load_workbook(tmp_path / "旧-错误说明.xlsx").active
    assert back["J1"].value == "错误说明"
    assert back["J3"].value.count("\n") == 2
    assert back["J2"].value in (None, "")


def test_a_folder_that_cannot_be_written_still_gives_the_faults(
    cast: Cast, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise PermissionError

    path = tmp_path / "名册.xlsx"
    path.write_bytes(xlsx([HEAD, row("9", area="八十")]).getvalue())
    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert main([str(path), "--street", "yun", "--compound", "yun-a"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("名册!D2: 八十: ")
    assert "没能另存" in said.out


@pytest.mark.django_db
def test_a_missing_file_is_named_wherever_it_stands_among_the_arguments(capsys: Any) -> None:
    assert main(["--street", "yun", "/nowhere/roster.xlsx", "--compound", "x", "--dry-run"]) == 2
    assert "/nowhere/roster.xlsx" in capsys.readouterr().err


def test_persons_sealed_in_a_second_process_open_like_others(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "AWAY", 1)
    monkeypatch.setattr(sealing.os, "cpu_count", lambda: 2)
    started = []
    begin = sealing._SecondProcess.__init__

    def noted(self: Any, street_id: Any) -> None:
        started.append(street_id)
        begin(self, street_id)

    monkeypatch.setattr(sealing._SecondProcess, "__init__", noted)
    assert _run(tmp_path, xlsx([HEAD, row("9", phone="13800001234", document=ID_A)])) == 0
    assert started == [cast.yun.pk]
    person = Person.objects.of(cast.yun).get(name="张演示", id_kind="resident")
    assert open_phone(cast.yun.pk, person.phone_sealed) == "13800001234"
    assert open_identity(cast.yun.pk, person.id_sealed) == ID_A
    assert person.initials == "zys"


def test_a_second_process_that_ends_is_done_without(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "AWAY", 1)
    monkeypatch.setattr(sealing.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(sealing.sys, "executable", "/bin/false")
    assert _run(tmp_path, xlsx([HEAD, row("9", phone="13800001234")])) == 0
    assert Unit.objects.of(cast.yun).filter(label="9-1-101").exists()
