"""Runs the suites one after another: ``python tests/run.py law sqlite postgres browser``.

Suites joined by a plus run beside each other (``sqlite+story``), so that what keeps only one
processor busy leaves the other none to idle; what they print follows one after the other. A suite
whose part is not on this machine is left out with a word on how to get it; in CI (``CI=true``) its
absence is an error. The last line counts everything.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import cluster, server_programs  # noqa: E402

FLOOR = ["tests/law", "tests/kit"]
STORY = "tests/story"
"""Told by itself: the street stands in one open transaction for all its tests."""
REST = ["tests", *(f"--ignore={path}" for path in (*FLOOR, STORY))]
PAGES_AND_PAPERS = (
    "tests/**/test_pages.py",
    "tests/**/test_*_pages.py",
    "tests/architecture/test_contracts.py",
    "tests/architecture/test_docs.py",
    "tests/architecture/test_isolation.py",
    "tests/architecture/test_sizes.py",
    "tests/architecture/test_verbs.py",
    "tests/architecture/test_words.py",
    "tests/decide/assembly/test_addresses.py",
    "tests/decide/assembly/test_documents.py",
    "tests/decide/assembly/test_drafting.py",
    "tests/decide/assembly/test_phone.py",
    "tests/decide/assembly/test_results.py",
    "tests/decide/assembly/test_secrecy.py",
    "tests/decide/capability/test_handbook.py",
    "tests/deliver/works/test_papers.py",
    "tests/desk/test_english.py",
    "tests/desk/test_home.py",
    "tests/desk/test_law.py",
    "tests/desk/test_processes.py",
    "tests/ground/page/*.py",
    "tests/ground/texts/*.py",
    "tests/portable/test_*_command.py",
    "tests/portable/test_roster_*.py",
    "tests/portable/test_verify.py",
    "tests/procedures/test_papers.py",
    "tests/procedures/test_rooms.py",
)
"""What screens, papers and files say, and whom they keep out, is the same on both engines: ``make
test`` asks it on SQLite, ``make soak`` on PostgreSQL too. There ``make test`` keeps what databases
do differently: verbs, questions, locks and races, street rules and migrations."""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
IN_CI = os.environ.get("CI") == "true"


@dataclass(frozen=True)
class Suite:
    """One pytest run; ``lacks`` says what it misses on this machine."""

    title: str
    arguments: list[str]
    minutes: int
    postgres: bool = False
    lacks: Callable[[], str | None] = lambda: None


def no_postgres() -> str | None:
    """How to get PostgreSQL where it is missing."""
    return None if server_programs() else "PostgreSQL (apt-get install postgresql)"


def no_chromium() -> str | None:
    """How to get Chromium where it is missing."""
    found = any(shutil.which(name) for name in CHROMIUMS)
    return None if found else "Chromium (apt-get install chromium fonts-noto-cjk)"


def not_soak() -> str | None:
    """The long tests want both."""
    return no_postgres()


GENERAL = "not browser and not soak"
SPREAD = ("-n2", "--dist=worksteal")
"""Half of the files to each processor; who is done takes from the other's rest."""


def _files(globs: Iterable[str]) -> list[str]:
    """The files that globs mean, as pytest is told of them."""
    found = {path.relative_to(ROOT).as_posix() for glob in globs for path in ROOT.glob(glob)}
    return sorted(found)


SUITES = {
    "law": Suite("law: plain Python", [*FLOOR, *SPREAD], 3),
    "sqlite": Suite(
        "all apps on SQLite", [*REST, *SPREAD, "-m", f"{GENERAL} and not postgres"], 15
    ),
    "postgres": Suite(
        "all apps on PostgreSQL",
        [
            *REST,
            *(f"--ignore-glob={ROOT / glob}" for glob in PAGES_AND_PAPERS),
            *SPREAD,
            "--database-only",
            "-m",
            GENERAL,
        ],
        20,
        True,
        no_postgres,
    ),
    "pages-postgres": Suite(
        "pages and papers on PostgreSQL",
        [*_files(PAGES_AND_PAPERS), *SPREAD, "--database-only", "-m", GENERAL],
        20,
        True,
        no_postgres,
    ),
    "browser": Suite(
        "as a person does it",
        ["tests/browser", *SPREAD, "-m", "browser and not soak"],
        15,
        False,
        no_chromium,
    ),
    "story": Suite("the demo street on SQLite", [STORY], 15),
    "story-postgres": Suite("the demo street on PostgreSQL", [STORY], 10, True, no_postgres),
    "soak": Suite("the long ones", ["tests", "-m", "soak"], 45, True, not_soak),
}


_running: list[subprocess.Popen[bytes]] = []
"""What has been started and has not ended."""


@dataclass
class Count:
    """Tests by how they ended."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, report: Path) -> None:
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314 - our own file
            bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            self.failed += bad
            self.skipped += skipped
            self.passed += int(suite.get("tests", 0)) - bad - skipped


def run(suite: Suite, count: Count, out: IO[str] | None = None) -> bool:
    """One suite in a process group of its own, ended when it takes too long.

    What it prints goes to ``out``, where it runs beside another.
    """
    print(f"\n== {suite.title}", file=out, flush=True)
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="mulin-test-") as folder,
        cluster() if suite.postgres else nullcontext("") as url,
    ):
        report = Path(folder) / "report.xml"
        told = (f"--junitxml={report}", "--durations=10", "--durations-min=4")
        command = [sys.executable, "-m", "pytest", *told, *suite.arguments]
        environment = {**os.environ, "DATABASE_URL": url, "MULIN_VAR_DIR": f"{folder}/var"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # every process would compile everything
        child = subprocess.Popen(
            command, cwd=ROOT, env=environment, process_group=0, stdout=out, stderr=out
        )
        _running.append(child)
        try:
            code = child.wait(suite.minutes * 60)
        except subprocess.TimeoutExpired:
            print(f"!! stopped after {suite.minutes} minutes", file=out, flush=True)
            code = 1
        finally:
            _end(child)
            _running.remove(child)
        if report.exists():
            count.add(report)
        elif code:
            count.failed += 1
    took = f"{time.monotonic() - begun:.0f} s, exit {code}"
    print(f"== {suite.title}: {took}", file=out, flush=True)
    return code == 0


def run_beside(suites: list[Suite], count: Count) -> bool:
    """The first speaks while it runs; what the others printed follows when all are done."""
    first, *others = suites
    with ThreadPoolExecutor(len(suites)) as team, ExitStack() as files:
        outs = [files.enter_context(tempfile.TemporaryFile("w+")) for _ in others]
        begun = [
            team.submit(run, suite, count, out) for suite, out in zip(others, outs, strict=True)
        ]
        try:
            good = [run(first, count), *(one.result() for one in begun)]
        finally:  # what is left when we are told to stop: the team waits for it
            for child in list(_running):
                _end(child)
        for out in outs:
            out.seek(0)
            print(out.read(), end="", flush=True)
    return all(good)


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def main(names: list[str]) -> int:
    """0 when every suite that could run passed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    count, good = Count(), True
    for names_beside in names or ["law", "sqlite+story", "postgres", "browser"]:
        suites = []
        for suite in map(SUITES.__getitem__, names_beside.split("+")):
            if lacking := suite.lacks():
                print(f"\n== {suite.title}: left out, it needs {lacking}", flush=True)
                good = good and not IN_CI
            else:
                suites.append(suite)
        if suites:
            good = run_beside(suites, count) and good
    print(f"\ntotal: {count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
