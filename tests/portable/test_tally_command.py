"""`mulin tally FILE`: the result on standard output, or sentences on standard error."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from mulin.law.record import decision_record, public_record
from mulin.law.tally import tally
from mulin.portable.tally import main
from tests.law.random_records import random_record
from tests.law.records import MAJORITIES, Document, ballots, homes, motion, record, results

Capture = pytest.CaptureFixture[str]


def full() -> Document:
    return record(homes(9), ballots(1, 7, "agree"))


def public(document: Document) -> Document:
    read = decision_record.read(document)
    verdicts = tally(read, MAJORITIES)
    head = (date(2026, 7, 1), "00" * 32)
    return public_record.write(public_record.make(read), verdicts, poll="BJ-2026-1", head=head)


def run(tmp_path: Path, capsys: Capture, content: Any) -> tuple[int, str, str]:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    file = tmp_path / "record.json"
    file.write_bytes(data)
    code = main([str(file)])
    out, err = capsys.readouterr()
    return code, out, err


def sentences(tmp_path: Path, capsys: Capture, content: Any) -> list[str]:
    """What is said of a file that cannot be used."""
    code, out, err = run(tmp_path, capsys, content)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    return err.splitlines()


def test_a_full_record_is_counted(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(tmp_path, capsys, full())
    assert (code, err) == (0, "")
    assert json.loads(out) == {"format": "mulin-result/1", "motions": results(full())}


def test_a_public_record_is_counted_to_the_same_result(tmp_path: Path, capsys: Capture) -> None:
    code, out, _ = run(tmp_path, capsys, public(full()))
    assert code == 0
    assert json.loads(out)["motions"] == results(full())


@pytest.mark.parametrize("region", ["510100", "310000", "110000", "130100", "000000", "999999"])
def test_the_source_is_the_civil_codes_in_every_region(
    tmp_path: Path, capsys: Capture, region: str
) -> None:
    document = full() | {"compound": {"name": "虚构小区", "region": region}}
    _, out, _ = run(tmp_path, capsys, document)
    checks = json.loads(out)["motions"][0]["strict"]["checks"]
    assert {check["source"] for check in checks} == {"民法典第278条"}


def test_chinese_stands_in_the_output_as_itself(tmp_path: Path, capsys: Capture) -> None:
    _, out, _ = run(tmp_path, capsys, record(homes(1), [], motion("第一项")))
    assert "第一项" in out


def test_a_byte_order_mark_is_no_hindrance(tmp_path: Path, capsys: Capture) -> None:
    assert run(tmp_path, capsys, b"\xef\xbb\xbf" + json.dumps(full()).encode())[0] == 0


def test_each_fault_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    document = full()
    document["units"][0]["area"] = "089.620"
    document["units"][1]["area"] = -5
    document["ballots"][0]["proxy"] = ""
    document["rules"] = {"silent": "x"}
    assert [line.split("：")[0] for line in sentences(tmp_path, capsys, document)] == [
        "rules.silent",
        "units[0].area",
        "units[1].area",
        "ballots[0].proxy",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"mulin-decision/1"',
        b"{}",
        b'{"format": NaN}',
        b'{"format": 1' + b"0" * 9999 + b"}",
        b'{"format": "mulin-decision/1", "format": "mulin-decision/1"}',
        b'{"format": "mulin-result/1"}',
        b'{"format": ["mulin-public/1"]}',
        b'{"format": "mulin-decision/1", "units": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        b"[" * 200_000,
        '{"format": "慕"}'.encode("gb18030"),
        json.dumps(full()).encode("utf-16"),
        b'{"format": "\\ud800"}',
        b"\x00\xff\xfe",
    ],
)
def test_what_is_no_record_is_refused_in_one_chinese_sentence(
    tmp_path: Path, capsys: Capture, content: bytes
) -> None:
    (sentence,) = sentences(tmp_path, capsys, content)
    assert sentence.endswith("。")


def test_a_vote_opened_before_the_civil_code_is_refused_with_the_day(
    tmp_path: Path, capsys: Capture
) -> None:
    (sentence,) = sentences(tmp_path, capsys, full() | {"opened_on": "2020-12-31"})
    assert sentence.startswith("opened_on：")
    assert "2021-01-01" in sentence


@pytest.mark.parametrize("depth", [50, 500, 900, 960, 980, 990, 1000, 3000])
def test_nesting_of_any_depth_in_any_place_is_refused_calmly(
    tmp_path: Path, capsys: Capture, depth: int
) -> None:
    nested = "[" * depth + "]" * depth
    text = json.dumps(full()).replace('"100.00"', nested, 1)
    assert len(sentences(tmp_path, capsys, text.encode())) == 1


def test_files_that_cannot_be_read_are_refused(tmp_path: Path, capsys: Capture) -> None:
    for name in (str(tmp_path), str(tmp_path / "none.json"), "a\0b", "x" * 5000):
        assert main([name]) == 2
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("argv", [[], ["a", "b"], ["--what"]])
def test_a_wrong_call_shows_how_to_call(argv: list[str], capsys: Capture) -> None:
    assert main(argv) == 2
    assert "mulin tally FILE" in capsys.readouterr().err


def test_help_is_help(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    assert "mulin tally FILE" in capsys.readouterr().out


# ── Broken files of every kind ───────────────────────────────────────────────────────────────────

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**17, "", " ", "x", "\ud800", "\u202e", [], [[]], {}, {"": None},
    ["developer"], "developer", "089.620", "1e5", [None], {"m0": "agree"},
)  # fmt: skip


def broken(chance: Random, document: Any) -> Any:
    """The document with one value, anywhere in it, taken away or replaced by an odd one."""
    places: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting:
        inside = waiting.pop()
        pairs = inside.items() if isinstance(inside, dict) else enumerate(inside)
        for key, value in list(pairs):
            places.append((inside, key))
            if isinstance(value, dict | list):
                waiting.append(value)
    holder, key = chance.choice(places)
    if chance.random() < 0.2:
        del holder[key]
    else:
        holder[key] = chance.choice(ODD)
    return document


@pytest.mark.parametrize("batch", range(4))
def test_a_broken_record_is_counted_or_refused_and_never_ends_in_a_traceback(
    tmp_path: Path, capsys: Capture, batch: int
) -> None:
    chance = Random(batch)
    codes = set()
    for _ in range(120):
        document = random_record(chance)
        if chance.random() < 0.4:
            document = public(document)
        for _ in range(chance.randint(1, 3)):
            document = broken(chance, document)
        code, out, err = run(tmp_path, capsys, document)
        codes.add(code)
        assert (code == 0) == bool(out) == (not err)
        assert code in (0, 2)
    assert codes == {0, 2}


@pytest.mark.parametrize("batch", range(2))
def test_a_file_damaged_byte_by_byte_never_ends_in_a_traceback(
    tmp_path: Path, capsys: Capture, batch: int
) -> None:
    chance = Random(batch)
    whole = json.dumps(record(homes(2), ballots(1, 2, "agree")), ensure_ascii=False).encode()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert run(tmp_path, capsys, bytes(data[: chance.choice([len(data), -1, 40])]))[0] in (0, 2)


def test_a_name_with_a_line_break_in_it_stays_on_its_line(tmp_path: Path, capsys: Capture) -> None:
    document = full() | {"rules": {"a\nb": "x" * 500, "silent": {"a": 1}}}
    told = sentences(tmp_path, capsys, document)
    assert [line.split("：")[0] for line in told] == ['rules["a\\nb"]', "rules.silent"]
    assert all(len(line) < 300 for line in told)
    election = motion("m", "elect_committee") | {"candidates": ["甲\n乙"], "seats": 1}
    posted = public(record(homes(9), [], election))
    posted["motions"][0]["rows"] = [{"area": "1", "choice": "丙", "persons": 5}]
    (line,) = sentences(tmp_path, capsys, posted)
    assert "甲\\n乙" in line


def test_an_area_beyond_any_compound_is_told_why(tmp_path: Path, capsys: Capture) -> None:
    document = full()
    document["units"][0]["area"] = "1234567890123.00"
    (line,) = sentences(tmp_path, capsys, document)
    assert "整数部分最多 12 位" in line


class TestAsAProcess:
    """The command alone, as it is called: other encodings, closed pipes, and no Django."""

    PROGRAM = "import sys; from mulin.portable.tally import main; sys.exit(main(sys.argv[1:]))"

    def call(self, program: str, *words: str, **environment: str) -> Any:
        return subprocess.run(
            [sys.executable, "-c", program, *words],
            capture_output=True,
            check=False,
            cwd=Path(__file__).parents[2],
            env={"PATH": "", **environment},
        )

    @pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
    def test_output_is_utf_8_wherever_it_runs(self, tmp_path: Path, encoding: str) -> None:
        file = tmp_path / "r.json"
        file.write_text(json.dumps(record(homes(1), [], motion("第①项"))))
        done = self.call(self.PROGRAM, str(file), PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout.decode())["motions"][0]["id"] == "第①项"
        file.write_text("{}")
        done = self.call(self.PROGRAM, str(file), PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith("format：")

    @pytest.mark.parametrize("name", ["-", "/dev/stdin"])
    def test_a_record_may_come_in_through_a_pipe(self, name: str) -> None:
        done = subprocess.run(
            [sys.executable, "-c", self.PROGRAM, name],
            input=json.dumps(full()).encode(),
            capture_output=True,
            check=False,
            cwd=Path(__file__).parents[2],
        )
        assert done.returncode == 0
        assert json.loads(done.stdout) == {"format": "mulin-result/1", "motions": results(full())}

    def test_it_needs_neither_django_nor_a_database(self, tmp_path: Path) -> None:
        file = tmp_path / "r.json"
        file.write_text(json.dumps(full()))
        program = (
            "import sys; from mulin.portable.tally import main; code = main(sys.argv[1:]);"
            "sys.exit(9 if 'django' in sys.modules or 'sqlite3' in sys.modules else code)"
        )
        assert self.call(program, str(file)).returncode == 0

    def test_a_reader_that_closes_early_is_no_fault(self, tmp_path: Path) -> None:
        file = tmp_path / "r.json"
        file.write_text(json.dumps(record(homes(9), [], *[motion(f"m{i}") for i in range(900)])))
        process = subprocess.Popen(
            [sys.executable, "-c", self.PROGRAM, str(file)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait() == 0
