"""The runner behind ``make test``: it counts right, and leaves nothing out in silence."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import run as runner
from tests.postgres import server_programs

ROOT = Path(__file__).resolve().parents[2]
Capture = pytest.CaptureFixture[str]


def suite(
    title: str, *arguments: str, lacks: str | None = None, minutes: float = 1
) -> runner.Suite:
    return runner.Suite(title, list(arguments), minutes, lacks=lambda: lacks)  # type: ignore[arg-type]


@pytest.fixture
def tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small folder of tests as the only suite."""
    (tmp_path / "conftest.py").write_text("")
    file = tmp_path / "test_tried.py"
    file.write_text(
        "import pytest\n"
        "def test_good(): pass\n"
        "def test_bad(): assert False\n"
        "@pytest.mark.skip\ndef test_left(): pass\n"
    )
    monkeypatch.setattr(runner, "SUITES", {"tried": suite("tried", str(file), "-p", "no:django")})
    return file


def test_the_last_line_counts_every_test(tried: Path, capfd: Capture) -> None:
    assert runner.main(["tried"]) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "total: 1 passed, 1 failed, 1 skipped"


def test_suites_beside_each_other_are_all_counted_and_one_that_fails_is_not_drowned(
    tried: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    good = tried.with_name("test_well.py")
    good.write_text("def test_good(): pass\n")
    well = suite("well", str(good), "-p", "no:django")
    monkeypatch.setitem(runner.SUITES, "well", well)
    assert runner.main(["well+tried"]) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[-1] == "total: 2 passed, 1 failed, 1 skipped"
    ends = [line for line in lines if re.match(r"== .*: \d+ s, exit", line)]
    assert [line.split(":")[0] for line in ends] == ["== well", "== tried"]
    assert runner.main(["well"]) == 0


def test_a_suite_without_a_single_test_fails(tried: Path, capfd: Capture) -> None:
    tried.write_text("")
    assert runner.main(["tried"]) == 1
    assert re.search(r"^total: 0 passed, \d+ failed", capfd.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize(("in_ci", "code"), [(False, 0), (True, 1)])
def test_a_missing_part_is_told_and_in_ci_it_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capfd: Capture, in_ci: bool, code: int
) -> None:
    monkeypatch.setattr(runner, "IN_CI", in_ci)
    monkeypatch.setattr(runner, "SUITES", {"x": suite("x", lacks="PostgreSQL (apt-get …)")})
    assert runner.main(["x"]) == code
    assert "left out, it needs PostgreSQL" in capfd.readouterr().out


def test_a_suite_that_hangs_is_ended_and_counts_as_failed(
    tried: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    tried.write_text("import time\ndef test_hangs(): time.sleep(600)\n")
    slow = suite("tried", str(tried), "-p", "no:django", minutes=0.05)
    monkeypatch.setattr(runner, "SUITES", {"tried": slow})
    assert runner.main(["tried"]) == 1
    assert "stopped after" in capfd.readouterr().out


@pytest.mark.skipif(server_programs() is None, reason="no PostgreSQL here")
def test_the_private_server_goes_when_its_command_is_killed() -> None:
    child = subprocess.Popen(
        [sys.executable, "tests/postgres.py", "sh", "-c", "echo $DATABASE_URL; sleep 600"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None
    home = Path(child.stdout.readline().strip().partition("host=")[2])
    assert (home / "data" / "PG_VERSION").exists()
    child.send_signal(signal.SIGTERM)
    child.wait(30)
    deadline = time.monotonic() + 15
    while home.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not home.exists()
