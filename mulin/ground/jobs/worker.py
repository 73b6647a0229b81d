"""The process that runs jobs and ticks.

Main thread: signals. Beside it two *lanes* (each claims a job, runs it, claims the next), one
thread per tick, and the heartbeat, which alone renews leases and writes progress. Every thread
has its own database connection, so nobody waits for a job's open transaction but SQLite's writers.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from traceback import format_exception
from typing import TypeVar
from uuid import UUID

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from mulin.ground.jobs import actions
from mulin.ground.jobs.models import Job, JobState, Worker
from mulin.ground.jobs.processes import this_process
from mulin.ground.jobs.registry import GiveUp, Interrupted, Kind, Progress, Tick, kind_of, ticks
from mulin.kit import clock
from mulin.kit.rights import Refused
from mulin.kit.words import said

log = logging.getLogger("mulin.jobs")

LANES = 2
GRACE_SECONDS = 8.0
_IDLE_SECONDS = 0.5
_BEAT_SECONDS = 5.0

R = TypeVar("R")


class Trouble:
    """Says what goes wrong at most once a minute, with how often it was kept to itself."""

    def __init__(self, pause_seconds: float = 60.0) -> None:
        self._pause = pause_seconds
        self._said_at = float("-inf")
        self._kept = 0
        self._lock = threading.Lock()

    def note(self, sentence: str) -> None:
        """Log the sentence, or count it where one was logged within the last minute."""
        with self._lock:
            if time.monotonic() - self._said_at < self._pause:
                self._kept += 1
                return
            more = f"（此前一分钟内另有 {self._kept} 次）" if self._kept else ""
            self._said_at, self._kept = time.monotonic(), 0
        log.warning("%s%s", sentence, more)


trouble = Trouble()


class Running:
    """Jobs under way in this process, for the heartbeat to look after."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[UUID, tuple[Job, Progress]] = {}

    def add(self, job: Job, progress: Progress) -> None:
        with self._lock:
            self._jobs[job.id] = (job, progress)

    def remove(self, job: Job) -> None:
        with self._lock:
            self._jobs.pop(job.id, None)

    def all(self) -> list[tuple[Job, Progress]]:
        with self._lock:
            return list(self._jobs.values())


class Runner:
    """Runs jobs of one worker process."""

    def __init__(self, worker: Worker, now: Callable[[], datetime] = clock.now) -> None:
        self.worker = worker
        self.now = now
        self.stopping = threading.Event()
        self.running = Running()

    def run_one(self, after: UUID | None = None) -> Job | None:
        """Claim and run the next due job, from the street after ``after``; None where idle."""
        job = actions.claim(self.worker, now=self.now(), after=after)
        if job is not None:
            self._run(job)
        return job

    def beat(self, *, worker_too: bool = True) -> None:
        """Renew leases and write progress; a job lost to another worker is stopped."""
        if worker_too:
            actions.beat(self.worker, self.now())
        for job, progress in self.running.all():
            if not actions.extend(job, progress.reported, now=self.now()) and self._still(job):
                progress.interrupt()

    def stop(self) -> None:
        """Start no further job, and let running ones stop at their next report."""
        self.stopping.set()
        for _, progress in self.running.all():
            progress.interrupt()

    def _still(self, job: Job) -> bool:
        return any(other.id == job.id for other, _ in self.running.all())

    def _run(self, job: Job) -> None:
        progress = Progress(job.id, job.street_id, account_id=job.account_id, attempt=job.attempts)
        self.running.add(job, progress)
        if self.stopping.is_set():
            progress.interrupt()
        kind: Kind | None = None
        try:
            kind = kind_of(job.kind)
            result = kind.run(job.payload, progress=progress, now=self.now())
            if not actions.finish(job, result, progress.reported, now=self.now()):
                trouble.note(f"任务 {job} 完成时已由别的进程接手")
        except Interrupted:
            actions.release(job)
        except Exception as problem:
            self._failed(job, kind, problem)
        finally:
            self.running.remove(job)

    def _failed(self, job: Job, kind: Kind | None, problem: Exception) -> None:
        attempts = 1 if isinstance(problem, GiveUp | Refused) else None
        details = "".join(format_exception(problem))
        state: JobState | None
        try:
            state = actions.retry_or_fail(
                job, kind, sentence_of(problem, kind), details, now=self.now(), attempts=attempts
            )
        except (DatabaseError, InterfaceError):
            # Not even the failure can be written; the lease brings the job back.
            state = None
        trouble.note(
            f"任务 {job} 第 {job.attempts} 次执行出错（{state or '未能写入'}）：{problem!r}"
        )


def sentence_of(problem: Exception, kind: Kind | None) -> str:
    """What people read about a job that failed; never a traceback."""
    if isinstance(problem, GiveUp | Refused):
        return str(problem)
    if kind is None:
        return said("现在的程序里没有这类任务，可能是版本变了，请联系管理员。")
    if isinstance(problem, DatabaseError | InterfaceError):
        return said("数据库暂时不可用，稍后会自动重试。")
    what = type(problem).__name__
    return said("程序出错（{what}），已留下记录，请联系管理员。", what=what)


def drain(now: Callable[[], datetime] = clock.now, limit: int = 10_000) -> int:
    """Run every due job here and now, in the caller's thread; the number of runs.

    For tests, the demo and one-off commands. What fails waits for its retry as usual.
    """
    runner = Runner(actions.begin_work(this_process(), now()), now)
    count = 0
    street: UUID | None = None
    try:
        while count < limit and (job := runner.run_one(street)) is not None:
            count, street = count + 1, job.street_id
    finally:
        actions.end_work(runner.worker)
    return count


class WorkerProcess:
    """All threads of ``manage.py work``."""

    def __init__(self, *, lanes: int = LANES, grace_seconds: float = GRACE_SECONDS) -> None:
        self._lanes = lanes
        self._grace = grace_seconds
        self._runner = Runner(actions.begin_work(this_process(), clock.now()))
        self._stop = self._runner.stopping

    def run(self) -> None:
        """Work until :meth:`ask_to_stop`, then leave running jobs a moment to end."""
        threads = [self._thread(f"lane-{n}", self._lane) for n in range(self._lanes)]
        threads += [self._thread(tick.name, partial(self._tick, tick)) for tick in ticks()]
        threads.append(self._thread("heartbeat", self._heartbeat))
        while not self._stop.wait(1.0):
            pass
        self._runner.stop()
        deadline = time.monotonic() + self._grace
        for thread in threads:
            thread.join(max(deadline - time.monotonic(), 0))
        self._leave()
        if any(thread.is_alive() for thread in threads):
            logging.shutdown()
            os._exit(0)  # what will not end is rolled back by the database

    def ask_to_stop(self) -> None:
        """Safe inside a signal handler."""
        self._stop.set()

    def _leave(self) -> None:
        """Put back the jobs that would not end, and strike ourselves from the list."""
        try:
            for job, _ in self._runner.running.all():
                actions.release(job)
            actions.end_work(self._runner.worker)
        except (DatabaseError, InterfaceError) as problem:
            log.warning("退出时未能交还任务，约一分钟后会自动接手：%s", problem)

    def _thread(self, name: str, body: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=self._guarded, args=(body,), name=name, daemon=True)
        thread.start()
        return thread

    def _guarded(self, body: Callable[[], None]) -> None:
        try:
            body()
        finally:
            connection.close()

    def _lane(self) -> None:
        street: UUID | None = None
        while not self._stop.is_set():
            job = self._survive(partial(self._runner.run_one, street), "取任务")
            street = job.street_id if job else None
            if job is None:
                self._stop.wait(_IDLE_SECONDS)

    def _tick(self, tick: Tick) -> None:
        while not self._stop.wait(tick.seconds):
            self._survive(lambda: tick.run(now=clock.now()), tick.name)
        # What is due at the end is done at the end: facts are not left unsealed over a restart.
        self._survive(lambda: tick.run(now=clock.now()), tick.name)

    def _heartbeat(self) -> None:
        beaten = float("-inf")
        while not self._stop.wait(1.0) or self._runner.running.all():
            full = time.monotonic() - beaten >= _BEAT_SECONDS
            self._survive(partial(self._runner.beat, worker_too=full), "心跳")
            if full:
                beaten = time.monotonic()
            if self._stop.is_set():
                time.sleep(0.2)

    def _survive(self, call: Callable[[], R], what: str) -> R | None:
        """Whatever happens in one round, the next one comes; a broken connection is replaced."""
        close_old_connections()
        try:
            return call()
        except (DatabaseError, InterfaceError) as problem:
            connection.close()
            trouble.note(f"{what}：数据库出错：{problem}")
        except Exception as problem:
            log.debug("".join(format_exception(problem)))
            trouble.note(f"{what}出错：{problem!r}")
        self._stop.wait(1.0)
        return None
