"""What can be done later and what is done again and again: two small tables, filled by decorators.

An app's ``jobs.py`` reads::

    @job("bill_run", title="生成账单")
    def bill_run(payload, *, progress, now):
        for done, page in enumerate(pages, start=1):
            issue(page)                       # a verb with its own transaction
            progress.report(done, len(pages), "已生成 1200 户")
        return {"bills": 1200}

    @every(seconds=1)
    def seal(*, now): ...

A job may run twice (its worker can be killed after the last write and before the queue hears of
it), so its verbs must be idempotent. A tick may run in several workers at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID


class GiveUp(Exception):  # noqa: N818 - what a job says, not an error of ours
    """Raised by a job that no retry can help; its sentence is shown to whoever started it."""


class Interrupted(BaseException):
    """Raised inside a job by ``progress.report`` when its worker stops or has lost the job.

    Not an ``Exception``, so that a job's own ``except Exception`` lets it pass.
    """


@dataclass(frozen=True)
class Reported:
    """How far a job is: ``done`` of ``total`` pieces (0: unknown) and a sentence for people."""

    done: int = 0
    total: int = 0
    sentence: str = ""


class Progress:
    """A running job's view of itself: whose it is, and where it says how far it has come.

    Reports are kept in memory and written by the worker's heartbeat on a connection of its own,
    so they are seen while the job's transaction is still open and cost the job nothing.
    """

    def __init__(
        self, job_id: UUID, street_id: UUID, *, account_id: int | None = None, attempt: int = 1
    ) -> None:
        self.job_id = job_id
        self.street_id = street_id
        self.account_id = account_id
        self.attempt = attempt
        self._reported = Reported()
        self._interrupted = threading.Event()

    def report(self, done: int, total: int = 0, sentence: str = "") -> None:
        """Say how far the job is. Raises :class:`Interrupted` where it must stop here."""
        self._reported = Reported(done, total, sentence)
        if self._interrupted.is_set():
            raise Interrupted

    @property
    def reported(self) -> Reported:
        """The last report."""
        return self._reported

    def interrupt(self) -> None:
        """Make the next report stop the job."""
        self._interrupted.set()


class JobFunction(Protocol):
    """What a job does with its payload; the dict it returns is kept as the result."""

    def __call__(
        self, payload: dict[str, Any], *, progress: Progress, now: datetime
    ) -> dict[str, Any] | None: ...


class TickFunction(Protocol):
    """Something looked after again and again; cheap where there is nothing to do."""

    def __call__(self, *, now: datetime) -> object: ...


@dataclass(frozen=True)
class Kind:
    """One kind of job: its name, its title on screen, and how often it is tried."""

    code: str
    title: str
    run: JobFunction
    attempts: int
    first_retry: timedelta


@dataclass(frozen=True)
class Tick:
    """A function the worker calls again ``seconds`` after it last returned."""

    name: str
    run: TickFunction
    seconds: float


_kinds: dict[str, Kind] = {}
_ticks: dict[str, Tick] = {}

J = TypeVar("J", bound=JobFunction)
T = TypeVar("T", bound=TickFunction)


def job(
    code: str, *, title: str = "", attempts: int = 5, first_retry: timedelta = timedelta(seconds=10)
) -> Callable[[J], J]:
    """Register a kind of job under ``code``; ``title`` is what people read (default: the code)."""

    def register(run: J) -> J:
        taken = _kinds.get(code)
        if taken is not None and _home(taken.run) != _home(run):
            raise ValueError(f"two kinds of job are called {code!r}")
        _kinds[code] = Kind(code, title or code, run, attempts, first_retry)
        return run

    return register


def every(*, seconds: float) -> Callable[[T], T]:
    """Register a tick: the worker calls it ``seconds`` after its last call ended."""

    def register(run: T) -> T:
        name = ".".join(_home(run))
        _ticks[name] = Tick(name, run, seconds)
        return run

    return register


def kind_of(code: str) -> Kind:
    """The kind registered under ``code``. Raises KeyError with the name that is missing."""
    try:
        return _kinds[code]
    except KeyError:
        raise KeyError(f"no job is registered as {code!r}") from None


def title_of(code: str) -> str:
    """The title people read; the code itself where the kind has gone since."""
    return _kinds[code].title if code in _kinds else code


def kinds() -> tuple[Kind, ...]:
    """Every registered kind of job."""
    return tuple(_kinds.values())


def ticks() -> tuple[Tick, ...]:
    """Every registered tick."""
    return tuple(_ticks.values())


def _home(run: object) -> tuple[str, str]:
    return (getattr(run, "__module__", ""), getattr(run, "__qualname__", repr(run)))
