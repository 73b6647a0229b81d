"""`mulin verify FILE`: what holds is said, what was changed is named, and nothing ends in a traceback."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.kit.canonical import canonical, fingerprint, sm3
from mulin.kit.chain import link_hash
from mulin.law.record.reading import Unusable
from mulin.portable.verify import Broken, check, main
from tests.law.proofs import FIRST, LATER, NUMBER, exported, exported_public
from tests.law.random_records import random_record
from tests.law.records import Document, ballot, ballots, election, homes, motion, record, unit

Capture = pytest.CaptureFixture[str]
Place = tuple[str | int, ...]
OTHER = sm3(b"something else")


def vote() -> Document:
    """Two motions and an election, a shop and the developer, a clause, an invalid ballot."""
    units = [*homes(14), unit("shop", "p3", area="231.50", use="shop")]
    units.append(unit("unsold", area="77.01", status="unsold"))
    names = ["c1", "c2", "c3"]
    said = {"m1": "agree", "m2": "against", "m3": ["c1", "c2"]}
    cast = [ballot(f"p{i}", choices=said) for i in range(1, 12) if i != 3]
    cast.append(ballot("p3", choices={"m1": "abstain", "m2": "agree", "m3": []}, invalid="未签名"))
    cast.append(ballot("developer", choices={"m1": "agree", "m2": "agree", "m3": ["c3"]}))
    motions = (motion("m1"), motion("m2", "rebuild"), election(names, 2, "m3"))
    clause = {"silent": "deemed_abstain"}
    return record(units, cast, *motions, deliveries=[["p12"], ["p13"]], **clause)


FULL, PUBLIC = exported(vote()), exported_public(vote())


def run(tmp_path: Path, capsys: Capture, content: Any, *words: str) -> tuple[int, str, str]:
    data = content if isinstance(content, bytes) else canonical(content)
    file = tmp_path / "record.json"
    file.write_bytes(data)
    code = main([str(file), *words])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def changed(document: Document, place: Place, value: Any) -> Document:
    """A copy with one value replaced."""
    made = copy.deepcopy(document)
    inside: Any = made
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    return made


def at(document: Any, place: Place) -> Any:
    for key in place:
        document = document[key]
    return document


def leaves(value: Any, place: Place = ()) -> Iterator[Place]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inside in pairs:
        if isinstance(inside, dict | list) and inside:
            yield from leaves(inside, (*place, key))
        else:
            yield (*place, key)


def caught(document: Document) -> bool:
    try:
        check(json.loads(canonical(document)))
    except (Broken, Unusable):
        return True
    return False


# ── What holds ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("document", [FULL, PUBLIC], ids=["full", "public"])
def test_a_record_as_it_was_handed_out_is_consistent(
    tmp_path: Path, capsys: Capture, document: Document
) -> None:
    code, out, err = run(tmp_path, capsys, document)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "consistent"
    assert NUMBER in out
    assert document["head"]["hash"] in out.splitlines()


def test_the_printed_head_anchors(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(tmp_path, capsys, FULL, "--anchor", FULL["head"]["hash"])
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "anchored"
    assert "就是当日链头" in out


def test_a_head_printed_between_the_count_and_the_days_end_anchors_too(
    tmp_path: Path, capsys: Capture
) -> None:
    printed = PUBLIC["proof"]["path"][1]["hash"]
    grouped = " ".join(printed[i : i + 8] for i in range(0, 64, 8)).upper()
    code, out, _ = run(tmp_path, capsys, PUBLIC, f"--anchor={grouped}")
    assert (code, out.splitlines()[0]) == (0, "anchored")
    assert f"第 {FIRST + 2} 环" in out


def test_a_head_of_another_chain_does_not_anchor(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(tmp_path, capsys, FULL, "--anchor", OTHER)
    assert (code, out.splitlines()[0]) == (1, "consistent")
    assert OTHER[:8] in err
    assert len(err.splitlines()) == 1


def test_the_day_before_the_count_anchors_nothing(tmp_path: Path, capsys: Capture) -> None:
    assert run(tmp_path, capsys, FULL, "--anchor", FULL["proof"]["link"]["prev"])[0] == 1


@pytest.mark.parametrize("anchor", ["", "0a1b", "g" * 64, "0" * 63, "０" * 64])
def test_a_head_copied_wrongly_is_told(tmp_path: Path, capsys: Capture, anchor: str) -> None:
    code, out, err = run(tmp_path, capsys, FULL, "--anchor", anchor)
    assert (code, out) == (2, "")
    assert "64 位" in err


def test_the_order_of_members_and_white_space_are_nobodys_business(
    tmp_path: Path, capsys: Capture
) -> None:
    turned = json.dumps(dict(reversed(FULL.items())), ensure_ascii=True, indent=3)
    assert run(tmp_path, capsys, turned.encode())[0] == 0


def test_the_fact_may_be_the_last_of_its_day(tmp_path: Path, capsys: Capture) -> None:
    last = exported(vote(), later=0)
    assert run(tmp_path, capsys, last, "--anchor", last["head"]["hash"])[0] == 0


@pytest.mark.parametrize("batch", range(4))
def test_random_votes_hold_in_full_and_in_public(batch: int) -> None:
    chance = Random(batch)
    for _ in range(40):
        document = random_record(chance)
        assert check(exported(document)).proof.seq == FIRST
        assert check(exported_public(document)).proof.seq == FIRST


# ── Every value in the file is covered ───────────────────────────────────────────────────────────


def others(value: Any) -> list[Any]:
    """Values like this one that are not this one."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, max(value - 1, 0) if value else 7, True]
    if isinstance(value, str):
        flipped = value[:-1] + ("0" if value[-1:] != "0" else "1")
        return [flipped, value + "x", "", None]
    return ["x", 1, [1], {"x": 1}]


@pytest.mark.parametrize("document", [FULL, PUBLIC], ids=["full", "public"])
def test_every_changed_value_is_caught(document: Document) -> None:
    missed = [
        (place, value)
        for place in leaves(document)
        for value in others(at(document, place))
        if value != at(document, place) and not caught(changed(document, place, value))
    ]
    assert missed == []


@pytest.mark.parametrize("document", [FULL, PUBLIC], ids=["full", "public"])
def test_everything_taken_away_or_doubled_is_caught(document: Document) -> None:
    missed = []
    for place in leaves(document):
        for depth in range(1, len(place) + 1):
            made = copy.deepcopy(document)
            holder, key = at(made, place[: depth - 1]), place[depth - 1]
            del holder[key]
            if not caught(made):
                missed.append((place[:depth], "gone"))
            made = copy.deepcopy(document)
            holder = at(made, place[: depth - 1])
            if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[key]))
                if not caught(made):
                    missed.append((place[:depth], "doubled"))
    assert missed == []


@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_value_whatever_can_take_the_place_of_another(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([FULL, PUBLIC]))
    place = data.draw(st.sampled_from(list(leaves(document))))
    value = data.draw(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.just([])))
    before = at(document, place)
    if type(value) is type(before) and value == before:
        return
    try:
        canonical(value)
    except ValueError:
        return
    assert caught(changed(document, place, value))


def test_a_member_slipped_into_the_record_is_caught() -> None:
    for document in (FULL, PUBLIC):
        assert caught(document | {"note": "x"})
        assert caught(changed(document, ("motions", 0, "note"), "x"))


# What no hash covers. A new reason to trust a file belongs here only with its sentence in
# docs/formats.md: the day's name is a label of the head, to be compared with the public board.
UNCOVERED: dict[Place, Place] = {("head", "date"): ("proof", "head", "date")}


@pytest.mark.parametrize("document", [FULL, PUBLIC], ids=["full", "public"])
def test_only_the_name_of_the_day_is_covered_by_no_hash(document: Document) -> None:
    for place, twin in UNCOVERED.items():
        assert caught(changed(document, place, "2026-07-02"))
        assert caught(changed(document, twin, "2026-07-02"))
        both = changed(changed(document, place, "2026-07-02"), twin, "2026-07-02")
        assert not caught(both)
    page = Path(__file__).parents[2] / "docs" / "formats.md"
    assert "head.date" in page.read_text(encoding="utf-8")


# ── What is said about it ────────────────────────────────────────────────────────────────────────


def sentence(tmp_path: Path, capsys: Capture, document: Document) -> str:
    code, out, err = run(tmp_path, capsys, document)
    assert (code, out) == (1, "")
    (only,) = err.splitlines()
    assert only.endswith("。")
    return only


Say = Callable[[Document], str]


@pytest.fixture
def say(tmp_path: Path, capsys: Capture) -> Say:
    return lambda document: sentence(tmp_path, capsys, document)


def titled(document: Document) -> Document:
    made = copy.deepcopy(document)
    made["motions"][0]["title"] = "更换电梯"
    return made


def test_a_changed_ballot_names_motion_number_and_both_figures(say: Say) -> None:
    told = say(changed(FULL, ("ballots", 0, "choices", "m1"), "against"))
    assert told == "「测试事项」的严格口径·同意·面积：写的是 1077.01，重新计票得到 977.01。"


def test_a_changed_figure_of_the_result_is_named(say: Say) -> None:
    place = ("result", "motions", 0, "strict", "agree", "persons")
    count = at(FULL, place)
    told = say(changed(titled(FULL), place, count + 1))
    assert told == f"「更换电梯」的严格口径·同意·人数：写的是 {count + 1}，重新计票得到 {count}。"
    told = say(changed(FULL, ("result", "motions", 1, "passed"), True))
    assert told == "「测试事项」的是否通过：写的是 “是”，重新计票得到 “否”。"


def test_a_changed_check_and_candidate_are_named(say: Say) -> None:
    told = say(changed(FULL, ("result", "motions", 0, "strict", "checks", 1, "ratio"), "1"))
    assert "参与人数的要求·比例" in told
    told = say(changed(PUBLIC, ("result", "motions", 2, "candidates", 0, "elected"), True))
    assert "候选人·c1·当选" in told


def test_a_changed_row_of_the_public_record_is_named(say: Say) -> None:
    rows = PUBLIC["motions"][1]["rows"]
    index = next(i for i, row in enumerate(rows) if row["choice"] == "against")
    told = say(changed(PUBLIC, ("motions", 1, "rows", index, "choice"), "agree"))
    assert told.startswith("「测试事项」的严格口径·同意·面积")


def test_a_change_that_moves_no_figure_is_found_by_the_digest(say: Say) -> None:
    assert say(titled(FULL)).startswith("表决记录（房屋、票、规则等）与开票时存证的不一致")
    assert say(titled(PUBLIC)).startswith("公开记录与开票时存证的不一致")
    assert say(FULL | {"poll": "BJ-2026-0001"}) == (
        "编号写的是 BJ-2026-0001，开票时存证的是 BJ-2026-0117。"
    )


def test_a_clause_changed_in_public_is_found_by_the_digest(say: Say) -> None:
    place = ("result", "motions", 0, "clause", "agree", "persons")
    assert say(changed(PUBLIC, place, 1)).startswith("公开记录与开票时存证的不一致")


def test_record_and_fact_changed_together_break_the_facts_link(say: Say) -> None:
    """He who changes the record must change the fact, and then the fact's link does not hold."""
    forged = titled(FULL)
    beside = ("poll", "result", "head", "proof")
    whole = {key: value for key, value in forged.items() if key not in beside}
    forged["proof"]["fact"]["body"]["record_digest"] = fingerprint(whole)
    assert say(forged).startswith(f"第 {FIRST} 环不成立")
    link = forged["proof"]["link"]
    link["hash"] = link_hash(link["prev"], FIRST, fingerprint(forged["proof"]["fact"]))
    assert say(forged).startswith(f"第 {FIRST + 1} 环不成立")


def test_a_whole_chain_written_anew_is_consistent_and_misses_the_printed_head(
    tmp_path: Path, capsys: Capture
) -> None:
    """Why there is an anchor: a forger with the program can always be consistent with himself."""
    forged = exported(titled(vote()))
    code, out, _ = run(tmp_path, capsys, forged, "--anchor", FULL["head"]["hash"])
    assert (code, out.splitlines()[0]) == (1, "consistent")


@pytest.mark.parametrize("index", range(LATER))
@pytest.mark.parametrize("part", ["fact", "hash"])
def test_the_first_broken_link_is_named(say: Say, index: int, part: str) -> None:
    told = say(changed(FULL, ("proof", "path", index, part), OTHER))
    assert told.startswith(f"第 {FIRST + 1 + index} 环不成立")


def test_a_head_beside_another_proof_is_named(say: Say) -> None:
    assert say(changed(FULL, ("head", "hash"), OTHER)).startswith("head.hash")
    assert say(changed(FULL, ("proof", "head", "hash"), OTHER)).startswith("链头不成立")


# ── What cannot be used ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({key: value for key, value in FULL.items() if key != "proof"}, "proof"),
        ({key: value for key, value in FULL.items() if key != "result"}, "result"),
        ({key: value for key, value in PUBLIC.items() if key != "head"}, "head"),
        (FULL | {"proof": None}, "proof"),
        (changed(FULL, ("proof", "format"), "mulin-proof/2"), "proof.format"),
        (changed(FULL, ("proof", "fact", "kind"), "BallotCast"), "proof.fact.kind"),
        (changed(FULL, ("proof", "fact", "body", "result_digest"), "x"), "proof.fact.body"),
        (changed(FULL, ("format",), "mulin-tally/1"), "format"),
        (b"[]", "文件"),
        (b"{", "第 1 行"),
    ],
)
def test_what_is_no_export_is_refused_with_its_place(
    tmp_path: Path, capsys: Capture, content: Any, path: str
) -> None:
    code, out, err = run(tmp_path, capsys, content)
    assert (code, out) == (2, "")
    assert [line.startswith(path) for line in err.splitlines()] == [True]


def test_every_fault_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    document = changed(FULL, ("proof", "link", "prev"), "x")
    document["proof"]["head"]["date"] = "1. Juli"
    document["head"]["hash"] = None
    code, _, err = run(tmp_path, capsys, document)
    assert code == 2
    assert [line.split("：")[0] for line in err.splitlines()] == [
        "head.hash",
        "proof.link.prev",
        "proof.head.date",
    ]


def test_numbers_that_are_no_integers_are_refused(tmp_path: Path, capsys: Capture) -> None:
    text = canonical(FULL).replace(b'"seats":2', b'"seats":2,"share":0.5')
    code, _, err = run(tmp_path, capsys, text)
    assert (code, len(err.splitlines())) == (2, 1)
    assert "小数" in err


def test_control_characters_of_a_file_do_not_reach_the_terminal(
    tmp_path: Path, capsys: Capture
) -> None:
    document = vote()
    document["motions"][0]["title"] = "更换\x1b[2J电梯\u202e"
    _, out, err = run(tmp_path, capsys, exported(document))
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err


@pytest.mark.parametrize(
    "words", [[], ["a", "b"], ["a", "--anchor"], ["a", "--what"], ["--anchor", "0" * 64]]
)
def test_a_wrong_call_is_one_sentence(words: list[str], capsys: Capture) -> None:
    assert main(words) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "mulin verify --help" in err


@pytest.mark.parametrize("words", [["nothing.json"], ["."], ["bad\0name"]])
def test_files_that_cannot_be_read_are_told(words: list[str], capsys: Capture) -> None:
    assert main(words) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_help_is_help(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    assert "--anchor HASH" in capsys.readouterr().out


# ── Fuzz ─────────────────────────────────────────────────────────────────────────────────────────

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**17, 10**30, "", " ", "x", "\ud800", [], [[]], {}, {"": None}, "0" * 64,
)  # fmt: skip


@pytest.mark.parametrize("batch", range(4))
def test_a_damaged_file_is_refused_and_never_ends_in_a_traceback(
    tmp_path: Path, capsys: Capture, batch: int
) -> None:
    chance = Random(batch)
    for _ in range(150):
        document = copy.deepcopy(chance.choice([FULL, PUBLIC]))
        for _ in range(chance.randint(1, 3)):
            place = chance.choice(list(leaves(document)))
            place = place[: chance.randint(1, len(place))]
            holder = at(document, place[:-1])
            if chance.random() < 0.2 and isinstance(holder, dict):
                del holder[place[-1]]
            else:
                holder[place[-1]] = copy.deepcopy(chance.choice(ODD))
        code, out, err = run(tmp_path, capsys, json.dumps(document).encode())
        unchanged = json.dumps(document) in {json.dumps(FULL), json.dumps(PUBLIC)}
        assert (code == 0) == unchanged == bool(out)
        assert bool(err) != unchanged


@pytest.mark.parametrize("batch", range(3))
def test_a_file_damaged_byte_by_byte_never_ends_in_a_traceback(
    tmp_path: Path, capsys: Capture, batch: int
) -> None:
    chance = Random(batch)
    whole = canonical(FULL)
    for _ in range(100):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        data = data[: chance.choice([len(data), -1, 40])]
        assert run(tmp_path, capsys, bytes(data))[0] in ((0,) if data == whole else (1, 2))


@pytest.mark.parametrize("depth", [200, 500, 900, 980, 1000, 5000])
@pytest.mark.parametrize(
    "where", ['"mulin-proof/1"', '"mulin-result/1"', '"未签名"', '"PollJudged"']
)
def test_nesting_of_any_depth_in_any_place_is_refused_calmly(
    tmp_path: Path, capsys: Capture, depth: int, where: str
) -> None:
    nested = "[" * depth + "]" * depth
    text = canonical(FULL).decode().replace(where, nested, 1)
    assert run(tmp_path, capsys, text.encode())[0] in (1, 2)
    text = canonical(FULL).decode().replace(where, f'{where},"more":{nested}', 1)
    assert run(tmp_path, capsys, text.encode())[0] in (1, 2)


def test_it_needs_neither_django_nor_a_database(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_bytes(canonical(FULL))
    program = (
        "import sys; from mulin.portable.verify import main; code = main(sys.argv[1:]);"
        "sys.exit(9 if 'django' in sys.modules or 'sqlite3' in sys.modules else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={"PATH": "", "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[0] == "consistent"


def test_a_long_day_is_checked_quickly() -> None:
    assert ballots(1, 1, "agree")
    long = exported(vote(), later=20_000)
    assert check(long).proof.head.seq == FIRST + 20_000
