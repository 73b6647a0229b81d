"""`mulin export decision`: from a vote's verbs to a file that holds without the database."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.actions.publishing import announce_with_paper
from mulin.decide.assembly.models import Ballot, Poll, RollHolder
from mulin.ground.estate.models import Compound
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import DayHead, Fact
from mulin.ground.record.sealer import drain
from mulin.kit import clock
from mulin.kit.canonical import canonical, fingerprint
from mulin.portable import export, naming, tally, verify
from tests.cast import Cast
from tests.decide.assembly.judged import again, judged
from tests.decide.assembly.world import ELECTION, TWO, World, voting
from tests.standing import standing

Capture = pytest.CaptureFixture[str]
NUMBER, OTHER = "BJ-2026-0117", "BJ-2026-0118"
REASON = "法院调取，案号演示第 1 号"


def built(cast: Cast) -> World:
    """Ten of eleven have voted on two motions and an election; judged and announced."""
    made = voting(cast, now=clock.now(), asked=(*TWO, ELECTION))
    for place in range(10):
        made.vote(place, made.all("agree" if place % 4 else "against"))
    judged(made)
    staff = cast.actor("community_worker", clock.today())
    announce_with_paper(again(made), by=staff, now=clock.now())
    return made


kept, world = standing(built)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(world: World, tmp_path: Path, capsys: Capture) -> Run:
    """Export to ``tmp_path/out.json``; the street is named unless words do."""

    def call(*words: str, number: str = NUMBER, street: str = "yun") -> tuple[int, str, str]:
        named = () if "--street" in words else ("--street", street)
        argv = ["decision", number, "--to", str(tmp_path / "out.json"), *named, *words]
        code = export.main(argv)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


def exported(tmp_path: Path) -> dict[str, Any]:
    data = (tmp_path / "out.json").read_bytes()
    document: dict[str, Any] = json.loads(data)
    assert data == canonical(document) + b"\n"
    return document


def facts(world: World, kind: str = "DecisionExported") -> list[Fact]:
    return list(Fact.objects.of(world.street).filter(kind=kind).order_by("id"))


# ── The full cycle ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", [("--reason", REASON), ("--public",)], ids=["full", "public"])
def test_what_is_exported_is_verified_and_anchored_by_what_the_board_shows(
    run: Run, tmp_path: Path, capsys: Capture, world: World, words: tuple[str, ...]
) -> None:
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    assert NUMBER in out
    file = str(tmp_path / "out.json")
    assert verify.main([file]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "consistent"
    board = DayHead.objects.of(world.street).get(day=clock.today())
    notice = PublicNotice.objects.of(world.street).get(purpose="result")
    for printed in (board.hash, notice.chain_head):
        assert verify.main([file, "--anchor", printed]) == 0
        assert capsys.readouterr().out.splitlines()[0] == "anchored"
    assert verify.main([file, "--anchor", "0" * 64]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "consistent"


def test_both_records_are_counted_again_to_the_stored_result(
    run: Run, tmp_path: Path, world: World
) -> None:
    stored = again(world).result
    assert run("--reason", REASON)[0] == 0
    full = exported(tmp_path)
    assert full["result"] == stored == tally.recount(full)
    assert run("--public", "--force")[0] == 0
    counted = tally.recount(exported(tmp_path))
    assert [m["strict"] for m in counted["motions"]] == [m["strict"] for m in stored["motions"]]


def test_a_vote_announced_days_after_the_count_is_anchored_by_its_announcement(
    cast: Cast, tmp_path: Path, capsys: Capture
) -> None:
    world = voting(cast, now=clock.now(), number=OTHER)
    for place in range(9):
        world.vote(place)
    judged(world)
    drain(world.street, now=clock.now())
    later = clock.now() + timedelta(days=3)
    staff = cast.actor("community_worker", clock.today())
    announce_with_paper(again(world), by=staff, now=later)
    drain(world.street, now=later)
    notice = PublicNotice.objects.of(world.street).filter(purpose="result").latest("id")
    file = tmp_path / "r.json"
    words = ["decision", OTHER, "--to", str(file), "--street", "yun", "--public"]
    assert export.main(words) == 0
    assert verify.main([str(file), "--anchor", notice.chain_head]) == 0
    assert "anchored" in capsys.readouterr().out
    assert json.loads(file.read_bytes())["head"]["date"] == clock.day_of(later).isoformat()


def test_the_full_record_puts_who_and_why_on_record_and_the_public_one_nothing(
    run: Run, world: World
) -> None:
    assert run("--public")[0] == 0
    assert facts(world) == []
    assert run("--reason", REASON, "--force")[0] == 0
    (fact,) = facts(world)
    assert fact.body["reason"] == REASON
    assert fact.by == "系统"


def test_a_judged_vote_gives_its_full_record_before_it_is_announced(
    cast: Cast, tmp_path: Path, capsys: Capture
) -> None:
    world = voting(cast, now=clock.now(), number=OTHER)
    world.vote(0)
    judged(world)
    file = tmp_path / "r.json"
    words = ["decision", OTHER, "--to", str(file), "--street", "yun"]
    assert export.main([*words, "--public"]) == 2
    assert "还没有公告结果" in capsys.readouterr().err
    assert not file.exists()
    assert export.main([*words, "--reason", REASON]) == 0
    assert verify.main([str(file)]) == 0


def test_two_exports_of_one_vote_differ_in_nothing_that_was_committed(
    run: Run, tmp_path: Path, world: World
) -> None:
    run("--public")
    first = exported(tmp_path)
    Compound.objects.of(world.street).filter(pk=world.poll.compound_id).update(name="改了名的小区")
    drain(world.street, now=clock.now() + timedelta(days=1))
    run("--public", "--force")
    second = exported(tmp_path)
    for document in (first, second):
        document.pop("proof")
        document.pop("head")
    assert first == second
    assert fingerprint(first) == facts(world, "PollJudged")[0].body["public_digest"]
    assert run("--reason", REASON, "--force")[0] == 0
    assert verify.main([str(tmp_path / "out.json")]) == 0


def test_the_files_of_screen_and_command_are_the_same(
    run: Run, tmp_path: Path, world: World, client_as: Callable[[str], Client]
) -> None:
    run("--public")
    answer = client_as("visitor").get(reverse("assembly:public_record", args=[world.poll.pk]))
    assert answer.status_code == 200
    assert json.loads(answer.content) == exported(tmp_path)


# ── What stands in it, and what does not ─────────────────────────────────────────────────────────


def test_no_person_stands_in_either_file(run: Run, tmp_path: Path, world: World) -> None:
    names = set(RollHolder.objects.of(world.street).values_list("name", flat=True))
    keys = {f"{person.pk.hex}" for person in world.cast.a.owners}
    for words in (("--reason", REASON), ("--public", "--force")):
        run(*words)
        text = (tmp_path / "out.json").read_text(encoding="utf-8")
        assert not [name for name in names if name in text]
        assert not [key for key in keys if key in text]


def test_the_public_record_holds_no_ballots_and_its_proof_no_other_facts(
    run: Run, tmp_path: Path, world: World
) -> None:
    drain(world.street, now=clock.now())
    run("--public")
    document = exported(tmp_path)
    assert not {"ballots", "units", "deliveries"} & set(document)
    assert {key for step in document["proof"]["path"] for key in step} == {"seq", "fact", "hash"}
    assert document["proof"]["fact"]["kind"] == "PollJudged"
    assert document["proof"]["fact"]["commitments"] == {}


def test_the_full_record_is_for_its_owner_alone_on_this_machine(run: Run, tmp_path: Path) -> None:
    run("--reason", REASON)
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600
    run("--public", "--force")
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o644


# ── What is refused ──────────────────────────────────────────────────────────────────────────────


def refused(run: Run, tmp_path: Path, *words: str, **options: str) -> str:
    before = sorted(path.name for path in tmp_path.iterdir())
    code, out, err = run(*words, **options)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    return err


def test_who_takes_the_full_record_without_a_reason_is_on_record(run: Run, world: World) -> None:
    code, _, err = run("--reason", "  ")
    assert code == 0
    assert "要写明请用 --reason" in err
    (fact,) = facts(world)
    assert fact.body["reason"].startswith("命令行导出，没有另写理由（系统账号 ")


def test_an_unknown_number_is_told_with_the_street(run: Run, tmp_path: Path) -> None:
    told = refused(run, tmp_path, "--public", number="BJ-2026-9999")
    assert "云溪街道没有编号为 BJ-2026-9999 的表决" in told
    assert "没有编号为" in refused(run, tmp_path, "--public", number=" ")


def test_a_number_is_its_streets_own(run: Run, tmp_path: Path) -> None:
    assert "远山街道没有编号为" in refused(run, tmp_path, "--public", street="other")
    assert "没有代码为 nowhere 的街道" in refused(run, tmp_path, "--public", street="nowhere")


def test_a_number_of_several_streets_asks_which_is_meant(
    world: World, tmp_path: Path, capsys: Capture
) -> None:
    """One that only one of them has needs no street."""
    words = ["decision", NUMBER, "--to", str(tmp_path / "x.json"), "--public"]
    assert export.main(words) == 0
    compound = Compound.objects.of(world.cast.other).first()
    fields = {"convener": "x", "contact_name": "x", "contact_phone": "x", "region": "310107"}
    Poll(
        street_id=world.cast.other.pk,
        compound=compound,
        number=NUMBER,
        title="邻街道的表决",
        created_at=clock.now(),
        **fields,
    ).save(force_insert=True)
    assert export.main([*words, "--force"]) == 2
    told = capsys.readouterr().err
    assert "请用 --street 写明是哪个街道：other、yun" in told


def test_with_one_street_the_street_need_not_be_named(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    words = ["decision", NUMBER.lower(), "--to", str(tmp_path / "x.json"), "--public"]
    for streets, code in (([world.cast.yun], 0), ([], 2)):
        rows = SimpleNamespace(order_by=lambda _, found=streets: found)
        monkeypatch.setattr(naming, "Street", SimpleNamespace(objects=rows))
        assert export.main([*words, "--force"]) == code
    assert "还没有街道" in capsys.readouterr().err


def test_a_file_that_stands_is_left_alone(run: Run, tmp_path: Path, world: World) -> None:
    file = tmp_path / "out.json"
    file.write_text("mine")
    assert "--force" in refused(run, tmp_path, "--reason", REASON)
    assert file.read_text() == "mine"
    assert facts(world) == []
    assert run("--reason", REASON, "--force")[0] == 0
    assert exported(tmp_path)["poll"] == NUMBER


@pytest.mark.parametrize(("to", "told"), [(".", "文件夹"), ("no/such/place.json", "没有")])
def test_a_place_that_cannot_be_written_is_told_before_anything_is_on_record(
    world: World, tmp_path: Path, capsys: Capture, to: str, told: str
) -> None:
    words = ["decision", NUMBER, "--street", "yun", "--reason", REASON]
    assert export.main([*words, "--to", str(tmp_path / to)]) == 2
    assert told in capsys.readouterr().err
    assert facts(world) == []


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out.json"
    file.write_text("mine")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mulin.portable.export.os.fsync", full)
    assert "写不了" in refused(run, tmp_path, "--public", "--force")
    assert file.read_text() == "mine"


def test_a_vote_that_is_not_counted_has_no_record(
    cast: Cast, tmp_path: Path, capsys: Capture
) -> None:
    voting(cast, now=clock.now(), number=OTHER)
    words = ["decision", OTHER, "--to", str(tmp_path / "x.json"), "--street", "yun"]
    assert export.main([*words, "--reason", REASON]) == 2
    assert "还没有开票" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--reason", REASON), ("--public",)], ids=["full", "public"])
def test_nothing_is_handed_out_once_the_data_has_been_changed(
    run: Run, tmp_path: Path, world: World, words: tuple[str, ...]
) -> None:
    ballots = Ballot.objects.of(world.street).filter(poll=world.poll)
    ballots.filter(pk=ballots.order_by("id")[0].pk).update(invalid="没有签名")
    told = refused(run, tmp_path, *words)
    assert told.startswith("没有导出：重新计票的结果与开票时存证的不一致（「")
    assert facts(world) == []


def test_a_changed_fact_is_exported_with_a_proof_that_breaks(
    run: Run, tmp_path: Path, capsys: Capture, world: World
) -> None:
    (fact,) = facts(world, "PollJudged")
    changed = fact.body | {"verdict": "全部通过"}
    Fact.objects.of(world.street).filter(pk=fact.pk).update(body=changed)
    assert run("--public")[0] == 0
    assert verify.main([str(tmp_path / "out.json")]) == 1
    assert re.match(r"第 \d+ 环不成立", capsys.readouterr().err)


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["decision"],
        ["decision", NUMBER],
        ["vote", NUMBER, "--to", "x"],
        ["decision", NUMBER, "--to"],
        ["decision", NUMBER, "--to", "x", "--what"],
    ],
)
def test_a_wrong_call_is_one_chinese_sentence(argv: list[str], capsys: Capture) -> None:
    assert export.main(argv) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "mulin export --help" in err
    assert "argument" not in err


def test_help_is_help(capsys: Capture) -> None:
    assert export.main(["--help"]) == 0
    assert "--reason TEXT" in capsys.readouterr().out
