"""docs/formats.md: its example is what we write, its outputs are what we say, its program works."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mulin.kit.canonical import canonical
from mulin.portable import tally, verify
from mulin.portable.official_columns import FIELDS, Asked
from mulin.portable.official_files import read_file
from tests.law.proofs import exported_public
from tests.law.records import ballots, homes, record
from tests.portable.formats_page import PAGE, example, written

Capture = pytest.CaptureFixture[str]
TEXT = PAGE.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)\n```", TEXT, re.DOTALL)


def test_the_example_is_what_an_export_writes() -> None:
    """After a format changed: ``python -m tests.portable.formats_page`` prints it anew."""
    block, _official = blocks("json")
    assert block == written(example())
    assert json.loads(block) == example()


def test_the_outputs_are_what_the_command_says(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    as_it_was, one_ballot, result_too = example(), example(), example()
    for document in (one_ballot, result_too):
        document["ballots"][1]["choices"]["m1"] = "against"
    result_too["result"] = tally.recount(result_too)
    said = []
    for document, block in zip((as_it_was, one_ballot, result_too), blocks("console"), strict=True):
        command, told = block.split("\n", 1)
        assert command.startswith("$ mulin verify record.json")
        Path("record.json").write_bytes(canonical(document))
        said.append(verify.main(command.removeprefix("$ mulin verify ").split()))
        output = capsys.readouterr()
        assert (output.out + output.err).rstrip("\n") == told
    assert said == [0, 1, 1]


def test_the_official_example_is_what_we_read() -> None:
    _record, block = blocks("json")
    asked = [Asked(1, "更换电梯"), Asked(2, "改造车棚"), Asked(3, "选举委员", election=True)]
    file = read_file(block.encode(), "example.json", asked)
    assert file.faults == ()
    assert [dict(row.choices) for row in file.rows] == [
        {1: "agree", 2: "against", 3: ("李示例", "王示例")}
    ]
    for synonyms in FIELDS.values():
        assert all(word in TEXT for word in synonyms[:3])


def own_program(tmp_path: Path, document: Any) -> tuple[int, str, str]:
    (program,) = blocks("python")
    file = tmp_path / "r.json"
    file.write_bytes(canonical(document))
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, str(file)],
        capture_output=True,
        check=False,
        text=True,
        cwd=tmp_path,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this OpenSSL has no SM3")
def test_the_program_of_the_page_checks_both_records_without_ours(tmp_path: Path) -> None:
    public = exported_public(record(homes(7), ballots(1, 7, "agree")))
    for document in (example(), public):
        head = document["head"]
        assert own_program(tmp_path, document)[:2] == (0, f"{head['date']} {head['hash']}\n")
    for place, told in (
        (("compound", "name"), "record was changed"),
        (("proof", "fact", "by"), "link 812 does not hold"),
        (("proof", "path", 1, "fact"), "link 814 does not hold"),
        (("head", "hash"), "head is not reached"),
    ):
        for document in (example(), json.loads(canonical(public))):
            inside: Any = document
            for key in place[:-1]:
                inside = inside[key]
            inside[place[-1]] = "x"
            code, _, err = own_program(tmp_path, document)
            assert code == 1
            assert told in err


def test_the_page_names_every_format_and_every_word_of_the_command() -> None:
    for word in (
        "mulin-decision/1",
        "mulin-public/1",
        "mulin-result/1",
        "mulin-proof/1",
        "consistent",
        "anchored",
        "--anchor",
        "--public",
        "--street",
        "--reason",
        "--force",
    ):
        assert word in TEXT
