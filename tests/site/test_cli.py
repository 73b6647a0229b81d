"""The ``mulin`` command: one sentence instead of a traceback, and no Django where none is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mulin.ground.jobs.models import Job, JobState
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import system_actor
from mulin.site import cli
from mulin.site.backup.manifest import Manifest, file_digest
from mulin.site.commands import jobs, record
from mulin.site.console import Stop
from tests.cast import Cast
from tests.site.filling import facts
from tests.site.installation import Installation

Capture = pytest.CaptureFixture[str]


def test_help_lists_every_command_in_chinese(capsys: Capture) -> None:
    assert cli.main(["--help"]) == 0
    told = capsys.readouterr().out
    for command in cli.COMMANDS:
        assert f"mulin {command.usage}" in told
        assert command.does in told


def test_no_command_at_all_shows_the_help_and_is_a_mistake(capsys: Capture) -> None:
    assert cli.main([]) == 2
    assert "mulin tally" in capsys.readouterr().out


def test_an_unknown_command_is_named(capsys: Capture) -> None:
    assert cli.main(["tallly", "x"]) == 2
    assert "tallly" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("verify", "mulin.site.commands.record:verify_chains"),
        ("verify {folder}", "mulin.site.commands.backup_check:main"),
        ("verify record.json", "mulin.portable.verify:main"),
        ("verify record.json --anchor 0a1b", "mulin.portable.verify:main"),
        ("verify --anchor 0a1b", "mulin.site.commands.record:verify_chains"),
        ("verify --anchor 0a1b record.json", "mulin.portable.verify:main"),
        ("verify record.json --anchor=0a1b", "mulin.portable.verify:main"),
        ("verify -", "mulin.portable.verify:main"),
        ("verify --help", "mulin.portable.verify:main"),
        ("tally record.json", "mulin.portable.tally:main"),
    ],
)
def test_verify_means_a_record_a_backup_or_the_database(
    words: str, meant: str, tmp_path: Path
) -> None:
    command = cli.choose(words.format(folder=tmp_path).split())
    assert command is not None
    assert command.target == meant


@pytest.mark.parametrize("words", [["tally", "nothing.json"], ["verify", "."], ["tally"]])
def test_commands_without_a_database_never_load_django(words: list[str]) -> None:
    source = (
        "import sys; from mulin.site.cli import main; code = main(sys.argv[1:])\n"
        "loaded = [m for m in sys.modules if m == 'django' or m.startswith('django.db')]\n"
        "print(loaded, code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", source, *words], capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[] 2"
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["backup"], "缺少 DIR"),
        (["backup", "a", "b"], "多出了 b"),
        (["restore", "/no/such/folder"], "没有找到备份目录 /no/such/folder"),
        (["seal", "now"], "多出了 now"),
        (["serve", "now"], "没有参数"),
        (["work", "--sideways"], "mulin work --help 有说明"),
        (["verify"], "数据库还没有建好"),
        (["seal"], "数据库还没有建好"),
    ],
)
def test_every_mistake_is_one_sentence_and_exit_2(
    words: list[str], sentence: str, tmp_path: Path
) -> None:
    done = Installation(tmp_path / "var").mulin(*words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.soak
def test_the_demo_street_needs_no_start_before_it(tmp_path: Path) -> None:
    """The database is made first: what is missing then is a street, not the tables."""
    here = Installation(tmp_path / "var")
    done = here.mulin("demo", "--reset", "--yes")
    assert "✓ 数据库" in done.stdout
    assert (done.returncode, done.stderr) == (2, "✗ 没有可以重置的演示街道；真实街道不能重置。\n")
    assert here.mulin("verify").returncode == 0


@pytest.mark.parametrize("name", ["serve", "work", "demo"])
def test_commands_that_are_also_djangos_explain_themselves_in_chinese(
    name: str, tmp_path: Path
) -> None:
    done = Installation(tmp_path / "var").mulin(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"用法：mulin {name}")
    assert "usage" not in done.stdout


def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mulin.site.cli", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("✗ 无法读写：")


@pytest.mark.parametrize("words", [["backup"], ["restore"], ["seal"]])
def test_every_command_explains_itself(words: list[str], tmp_path: Path) -> None:
    done = Installation(tmp_path / "var").mulin(*words, "--help")
    assert done.returncode == 0
    assert f"mulin {words[0]}" in done.stdout
    assert "选项" in done.stdout


def test_a_bad_setting_is_a_sentence_here_too(tmp_path: Path) -> None:
    done = Installation(tmp_path, extra={"MULIN_WEB_THREADS": "many"}).mulin("seal")
    assert done.returncode == 2
    assert "MULIN_WEB_THREADS 现在是 'many'，应为整数" in done.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "mulin.site.cli", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == ""
    assert child.wait(30) == 1


def test_a_sound_backup_names_the_digest_that_was_to_be_written_down(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "database.sqlite3").write_bytes(b"rows")
    files = {"database.sqlite3": file_digest(tmp_path / "database.sqlite3")}
    head = {"0" * 32: {"seq": 7, "hash": "a" * 64}}
    made = Manifest("sqlite", "1", "2026-03-02T01:30:00+00:00", {}, head, [], files=files)
    digest = made.write(tmp_path)
    assert cli.main(["verify", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert digest in told
    assert "第 7 环 " + "a" * 64 in told


@pytest.mark.django_db
def test_a_broken_chain_is_exit_1_with_the_link_named(cast: Cast, capsys: Capture) -> None:
    facts(system_actor(cast.yun.pk))
    assert record.verify_chains([]) == 0
    assert "12 环都对得上" in capsys.readouterr().out
    fact = Fact.objects.of(cast.yun).order_by("id")[3]
    Fact.objects.of(cast.yun).filter(pk=fact.pk).update(body={"number": 99})
    assert record.verify_chains([]) == 1
    assert "第 4 环" in capsys.readouterr().err


@pytest.mark.django_db
def test_seal_prints_each_streets_head(cast: Cast, capsys: Capture) -> None:
    facts(system_actor(cast.yun.pk))
    assert record.seal([]) == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(words[0], words[3]) for words in told] == [("other", "0"), ("yun", "12")]
    assert all(len(words[-1]) == 64 for words in told)


@pytest.mark.django_db
def test_failed_jobs_are_listed_explained_and_tried_again(cast: Cast, capsys: Capture) -> None:
    failed = Job.objects.create(
        street_id=cast.yun.pk,
        kind="export",
        state=JobState.FAILED,
        finished_at=clock.now(),
        error="名册还没有锁定。",
        traceback="Traceback …",
    )
    assert jobs.main([]) == 0
    told = capsys.readouterr().out
    assert "没有在运行" in told
    assert f"{failed.id}  云溪街道" in told
    assert "名册还没有锁定。" in told
    assert jobs.main(["--why", str(failed.id)]) == 0
    assert capsys.readouterr().out.strip() == "Traceback …"
    assert jobs.main(["--retry", str(failed.id)]) == 0
    assert jobs.main([]) == 1, "it waits, and nobody works"
    with pytest.raises(Stop, match="不用重做"):
        jobs.main(["--retry", str(failed.id)])
    with pytest.raises(Stop, match="没有编号"):
        jobs.main(["--why", str(cast.yun.pk)])
