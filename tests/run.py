"""Runs the suites one after another: ``python tests/run.py law sqlite postgres browser``.

A suite whose part is not on this machine is left out with a word on how to get it; in CI
(``CI=true``) its absence is an error. The last line counts everything.
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
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import cluster, server_programs  # noqa: E402

FLOOR = ["tests/law", "tests/kit"]
STORY = "tests/story"
"""Told by itself: the street stands in one open transaction for all its tests."""
REST = ["tests", *(f"--ignore={path}" for path in (*FLOOR, STORY))]
SAME_WORDS = [
    f"--ignore={path}"
    for path in (
        "tests/desk/test_english.py",
        "tests/procedures/test_papers.py",
        "tests/ground/texts",
    )
]
"""Walks over words and papers: what they ask a database is asked on PostgreSQL by other tests."""
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
SPREAD = ("-n2",)
SUITES = {
    "law": Suite("law: plain Python", FLOOR, 3),
    "sqlite": Suite(
        "all apps on SQLite", [*REST, *SPREAD, "-m", f"{GENERAL} and not postgres"], 15
    ),
    "postgres": Suite(
        "all apps on PostgreSQL",
        [*REST, *SAME_WORDS, *SPREAD, "--database-only", "-m", GENERAL],
        20,
        True,
        no_postgres,
    ),
    "browser": Suite(
        "as a person does it",
        ["tests", *SPREAD, "-m", "browser"],
        15,
        False,
        no_chromium,
    ),
    "story": Suite("the demo street on SQLite", [STORY], 10),
    "story-postgres": Suite("the demo street on PostgreSQL", [STORY], 10, True, no_postgres),
    "soak": Suite("the long ones", ["tests", "-m", "soak"], 45, True, not_soak),
}


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


def run(suite: Suite, count: Count) -> bool:
    """One suite in a process group of its own, ended when it takes too long."""
    print(f"\n== {suite.title}", flush=True)
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="mulin-test-") as folder,
        cluster() if suite.postgres else nullcontext("") as url,
    ):
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *suite.arguments]
        environment = {**os.environ, "DATABASE_URL": url, "MULIN_VAR_DIR": f"{folder}/var"}
        child = subprocess.Popen(command, cwd=ROOT, env=environment, process_group=0)
        try:
            code = child.wait(suite.minutes * 60)
        except subprocess.TimeoutExpired:
            print(f"!! stopped after {suite.minutes} minutes", flush=True)
            code = 1
        finally:
            _end(child)
        if report.exists():
            count.add(report)
        elif code:
            count.failed += 1
    print(f"== {suite.title}: {time.monotonic() - begun:.0f} s, exit {code}", flush=True)
    return code == 0


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def main(names: list[str]) -> int:
    """0 when every suite that could run passed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    count, good = Count(), True
    for name in names or ["law", "sqlite", "story", "postgres", "browser"]:
        suite = SUITES[name]
        lacking = suite.lacks()
        if lacking:
            print(f"\n== {suite.title}: left out, it needs {lacking}", flush=True)
            good = good and not IN_CI
        else:
            good = run(suite, count) and good
    print(f"\ntotal: {count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
