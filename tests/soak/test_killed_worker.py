"""A worker killed in the middle of a job: the job is done all the same, by another, once more."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.postgres import cluster, server_programs
from tests.site.installation import ROOT, Installation

pytestmark = pytest.mark.soak

KIND = """
import os, time
from pathlib import Path
from uuid import UUID
from mulin.ground.jobs.registry import job

@job("test_slow")
def slow(payload, *, progress, now):
    done = Path(payload["folder"])
    for n in range(payload["steps"]):
        (done / f"{n:04d}").touch()              # idempotent: the same file each time
        progress.report(n + 1, payload["steps"], f"第 {n + 1} 步")
        time.sleep(payload.get("pause", 0.05))
    return {"by": os.getpid()}
"""
WORK = """
import signal
from mulin.ground.jobs.worker import WorkerProcess
process = WorkerProcess(grace_seconds=3)
signal.signal(signal.SIGTERM, lambda *_: process.ask_to_stop())
print("working", flush=True)
process.run()
"""
LOOK = """
import json
from mulin.ground.jobs.models import Job
print(json.dumps(list(Job.objects.order_by("id").values(
    "state", "attempts", "done", "result", "error"))))
"""


class Site(Installation):
    """An installation whose workers know the slow job."""

    def work(self) -> subprocess.Popen[str]:
        source = f"from mulin.site.prepare import load; load()\n{KIND}\n{WORK}"
        child = subprocess.Popen(
            [sys.executable, "-c", source], cwd=ROOT, env=self.environment,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "working"
        return child

    def enqueue(self, folder: Path, steps: int, number: int = 1, pause: float = 0.05) -> None:
        folder.mkdir(exist_ok=True)
        payload = {"folder": str(folder), "steps": steps, "pause": pause}
        self.python(
            f"{KIND}\nfrom mulin.ground.jobs.actions import enqueue\nfrom uuid import uuid4\n"
            f"for _ in range({number}): enqueue(uuid4(), 'test_slow', {payload!r})"
        )

    def jobs(self) -> list[dict[str, object]]:
        return list(json.loads(self.python(LOOK)))

    def wait(self, wanted: str, seconds: float = 40) -> list[dict[str, object]]:
        deadline = time.monotonic() + seconds
        while True:
            rows = self.jobs()
            if all(row["state"] == wanted for row in rows):
                return rows
            assert time.monotonic() < deadline, rows


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def _site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("var")
    if request.param == "postgresql" and server_programs() is None:
        pytest.skip("no PostgreSQL here")
    with cluster() if request.param == "postgresql" else nullcontext("") as url:
        made = Site(var, url)
        made.manage("migrate", "-v0")
        yield made


@pytest.fixture
def site(_site: Site) -> Site:
    """A migrated installation with an empty queue."""
    _site.python("from mulin.ground.jobs.models import Job; Job.objects.all().delete()")
    return _site


def until_file(path: Path, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_job_whose_worker_was_killed_is_rescued_within_seconds(
    site: Site, tmp_path: Path
) -> None:
    steps = tmp_path / "steps"
    site.enqueue(steps, 100)
    first = site.work()
    until_file(steps / "0020")
    first.kill()
    first.wait()
    second = site.work()
    try:
        row = site.wait("done")[0]
    finally:
        second.send_signal(signal.SIGTERM)
        second.wait(20)
    assert row["attempts"] == 2
    assert row["result"] == {"by": second.pid}
    assert len(list(steps.iterdir())) == 100


def test_a_worker_asked_to_stop_leaves_soon_and_puts_its_job_back(
    site: Site, tmp_path: Path
) -> None:
    steps = tmp_path / "steps"
    site.enqueue(steps, 10_000)
    worker = site.work()
    until_file(steps / "0005")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0
    assert site.jobs()[0]["state"] == "waiting"
    assert site.jobs()[0]["attempts"] == 0


def test_a_job_that_will_not_listen_is_left_behind_after_the_grace(
    site: Site, tmp_path: Path
) -> None:
    steps = tmp_path / "steps"
    site.enqueue(steps, 2, pause=600)
    worker = site.work()
    until_file(steps / "0000")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert site.jobs()[0]["state"] == "waiting"


def test_two_workers_one_killed_lose_nothing_of_forty_jobs(site: Site, tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    site.enqueue(steps, 10, number=40, pause=0.01)
    workers = [site.work(), site.work()]
    until_file(steps / "0005")
    workers[0].kill()
    workers[0].wait()
    try:
        rows = site.wait("done", seconds=90)
    finally:
        workers[1].send_signal(signal.SIGTERM)
        workers[1].wait(20)
    assert len(rows) == 40
    assert sum(row["attempts"] == 2 for row in rows) <= 2, "only what the killed one held"
