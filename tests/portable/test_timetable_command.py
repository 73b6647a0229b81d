"""`mulin timetable` and `mulin process check`: a lawful timetable, and mistakes explained."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mulin.law.catalogue import all_jurisdictions
from mulin.law.process_catalogue import all_processes
from mulin.portable import process_check, timetable

Capture = pytest.CaptureFixture[str]
SHANGHAI = ["reelection", "--region", "310000", "--anchor", "2027-06-30", "--opened", "2027-01-05"]


def written(capsys: Capture, *words: str) -> dict[str, Any]:
    assert timetable.main([*words, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    document: dict[str, Any] = json.loads(out)
    return document


def refused(capsys: Capture, *words: str) -> str:
    assert timetable.main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err.strip()


def test_the_open_format_is_written_as_it_is_described(capsys: Capture) -> None:
    document = written(capsys, *SHANGHAI)
    assert {k: document[k] for k in ("process", "region", "anchor", "opened")} == {
        "process": "reelection",
        "region": "310000",
        "anchor": {"term_ends": "2027-06-30"},
        "opened": "2027-01-05",
    }
    assert document["steps"][0] == {
        "code": "report",
        "title": "书面报告街道",
        "owed_by": "committee",
        "due": "2027-01-30",
        "direction": "before",
        "rule": {"months": 5},
        "source": "上海市住宅物业管理规定 第28条",
        "verified": True,
        "planned": False,
        "done": None,
    }


def test_a_step_without_a_date_says_why(capsys: Capture) -> None:
    steps = {step["code"]: step for step in written(capsys, *SHANGHAI)["steps"]}
    undated = steps["show_candidates"]
    assert undated["due"] is None
    assert "没有写明" in undated["why"]
    assert all(("why" in step) is (step["due"] is None) for step in steps.values())


def test_what_was_done_moves_what_follows(capsys: Capture) -> None:
    real = written(
        capsys, *SHANGHAI, "--done", "report=2027-01-10", "--done", "form_group=2027-02-01"
    )
    steps = {step["code"]: step for step in real["steps"]}
    assert steps["report"]["done"] == "2027-01-10"
    assert steps["form_group"]["due"] == "2027-03-11"
    assert steps["to_custody"]["due"] == "2027-02-11"


def test_an_outcome_calls_for_another_step(capsys: Capture) -> None:
    failed = written(capsys, *SHANGHAI, "--done", "elect=2027-06-01:quorum_failed")
    steps = {step["code"]: step for step in failed["steps"]}
    assert steps["elect"]["outcome"] == "quorum_failed"
    assert steps["elect_again"]["called_for"] is True
    passed = written(capsys, *SHANGHAI, "--done", "elect=2027-06-01")
    assert {s["code"]: s for s in passed["steps"]}["elect_again"]["called_for"] is False


def test_the_same_for_a_person_at_a_terminal(capsys: Capture) -> None:
    assert timetable.main(SHANGHAI) == 0
    told = capsys.readouterr().out
    assert "2027-01-30  业主委员会：书面报告街道" in told
    assert "上海市住宅物业管理规定第28条" in told
    assert "继承" not in told.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["换届", *SHANGHAI[1:]], "没有名为“换届”的程序"),
        (["reelection", "--region", "999999", "--anchor", "2027-06-30"], "没有收录"),
        (
            ["reelection", "--region", "310000", "--anchor", "2027-02-30"],
            "--anchor：“2027-02-30”不是日期",
        ),
        (["reelection", "--region", "310000"], "缺少 --anchor"),
        ([*SHANGHAI, "--done", "reprot=2027-01-10"], "步骤有：report、"),
        ([*SHANGHAI, "--done", "report"], "步骤有：report、"),
        (
            [*SHANGHAI, "--done", "elect=2027-06-01:lost"],
            "可以是：elected、quorum_failed、not_elected",
        ),
        ([*SHANGHAI, "--done", "report=2027-01-10:x"], "没有几种结果"),
        (["interim_committee", *SHANGHAI[1:]], "全文无此机构"),
        (["reelection", "--region", "310000", "--anchor", "9999-12-31"], "日历之外"),
    ],
)
def test_words_that_cannot_be_used_are_named(capsys: Capture, words: list[str], told: str) -> None:
    assert told in refused(capsys, *words)


def test_every_process_in_every_region_is_timed_or_says_why_not(capsys: Capture) -> None:
    assert timetable.main(["--all", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(all_processes()) * len(all_jurisdictions())
    for row in rows:
        if row["state"] == "not_yet":
            assert row["why"] or row["undated"] or row["left_out"], row
        lacking = [*row["unread"], *row["undated"], *row["left_out"]]
        assert all(gap["step"] and gap["why"] for gap in lacking), row
        assert row["verified"] + len(row["unread"]) == row["dated"]
    assert timetable.main(["--all"]) == 0
    told = capsys.readouterr().out
    assert "310000 上海市：" in told
    assert "还没有。" in told


def test_every_process_is_listed(capsys: Capture) -> None:
    assert timetable.main(["--list"]) == 0
    assert "assembly_setup" in capsys.readouterr().out


def test_it_runs_without_a_database(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mulin.site.cli", "timetable", *SHANGHAI, "--json"],
        env={"PATH": "", "MULIN_VAR_DIR": str(tmp_path / "var"), "PYTHONPATH": "."},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["process"] == "reelection"
    assert not (tmp_path / "var").exists()


# ── mulin process check ──────────────────────────────────────────────────────────────────────────

HEAD = """
from mulin.law import questions as q
from mulin.law.process import Anchor, Duty, Process, Step, after, before
"""
GOOD = (
    HEAD
    + """
PROCESS = Process("greening", "绿地认养", "", Anchor("asked", "提出之日"), (
    Step("show", "公示方案", Duty.COMMITTEE, after("asked", q.PUBLISH_RESULT)),
))
"""
)


def checked(
    tmp_path: Path, capsys: Capture, text: str, name: str = "greening.py"
) -> tuple[int, str]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    code = process_check.main(["check", str(file)])
    out, err = capsys.readouterr()
    return code, out or err


def test_a_sound_process_is_told_region_by_region(tmp_path: Path, capsys: Capture) -> None:
    code, told = checked(tmp_path, capsys, GOOD)
    assert code == 0
    assert "110000 北京市：1 步有日期（0 步需本地复核），0 步没有" in told
    assert "000000 全国：0 步有日期（0 步需本地复核），1 步没有" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace('after("asked"', 'after("aksed"'), "show is counted from nothing: aksed"),
        (GOOD.replace("PUBLISH_RESULT", "PUBLISH_RESLUT"), "PUBLISH_RESLUT"),
        (GOOD.replace("PROCESS =", "PROGRESS ="), "应写 PROCESS = Process(…)"),
        (GOOD.replace("Step(", "Step(("), "不是 Python"),
        (GOOD.replace('"greening"', '"green"'), "文件应叫 green.py"),
    ],
)
def test_a_mistake_is_explained_with_its_place(
    tmp_path: Path, capsys: Capture, text: str, told: str
) -> None:
    code, said = checked(tmp_path, capsys, text)
    assert code == 1
    assert told in said
    assert "Traceback" not in said


def test_a_missing_file_and_wrong_words_are_told(tmp_path: Path, capsys: Capture) -> None:
    assert process_check.main(["check", str(tmp_path / "none.py")]) == 2
    assert "没有这个文件" in capsys.readouterr().err
    assert process_check.main(["inspect", "x"]) == 2
    assert "用法" in capsys.readouterr().err


def test_the_example_of_the_how_to_is_a_sound_process(tmp_path: Path, capsys: Capture) -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-process.md"
    (example,) = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    code, told = checked(tmp_path, capsys, example, "annual_accounts.py")
    assert (code, "年度收支公布：3 步，读得通" in told) == (0, True), told
