"""The worker's verbs: take a job, keep it, end it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from mulin.ground.jobs import queries
from mulin.ground.jobs.models import Job, JobState, Worker
from mulin.ground.jobs.registry import Kind, Reported
from mulin.kit.ids import uuid7
from mulin.kit.words import kept

LEASE = timedelta(seconds=60)
"""How long a running job belongs to its worker without a heartbeat.

Longer than any transaction can hold SQLite's write lock (other writers give up after 20 s)."""
LONGEST_RETRY = timedelta(hours=1)


def begin_work(process: str, now: datetime) -> Worker:
    """Enter a worker process into the list."""
    return Worker.objects.create(id=uuid7(), process=process, started_at=now, beat_at=now)


def end_work(worker: Worker) -> None:
    """Strike a worker that stopped properly."""
    Worker.objects.filter(id=worker.id).delete()


def beat(worker: Worker, now: datetime) -> None:
    """Say that the worker lives."""
    if not Worker.objects.filter(id=worker.id).update(beat_at=now):
        Worker.objects.create(
            id=worker.id, process=worker.process, started_at=worker.started_at, beat_at=now
        )


def claim(worker: Worker, *, now: datetime, after: UUID | None = None) -> Job | None:
    """Take the next job for ``worker``, from the street after ``after``; None where none is due."""
    street_id = queries.next_street(now, after)
    if street_id is None:
        return None
    with transaction.atomic():
        waiting = queries.due(now).filter(street_id=street_id)
        job = (
            waiting.select_for_update(skip_locked=True)
            .order_by(F("run_after").asc(nulls_first=True), "id")
            .first()
        )
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.worker_id = worker.id
        job.started_at = now
        job.lease_until = now + LEASE
        job.attempts += 1
        fields = ["state", "worker_id", "started_at", "lease_until", "attempts"]
        Job.objects.filter(id=job.id, street_id=job.street_id, state=JobState.WAITING).update(
            **{name: getattr(job, name) for name in fields}
        )
        return job


def extend(job: Job, reported: Reported, *, now: datetime) -> bool:
    """Renew the lease and write the progress. False where the job is no longer this worker's."""
    return (
        mine(job).update(
            lease_until=now + LEASE,
            done=reported.done,
            total=reported.total,
            sentence=reported.sentence[:300],
            words={"sentence": kept(reported.sentence)},
        )
        > 0
    )


def finish(job: Job, result: dict[str, Any] | None, reported: Reported, *, now: datetime) -> bool:
    """Put the result on the job. False where another worker has taken it over meanwhile."""
    return (
        mine(job).update(
            state=JobState.DONE,
            finished_at=now,
            lease_until=None,
            result=result,
            error="",
            traceback="",
            done=reported.done,
            total=reported.total,
            sentence=reported.sentence[:300],
            words={"sentence": kept(reported.sentence)},
        )
        > 0
    )


def retry_or_fail(
    job: Job,
    kind: Kind | None,
    error: str,
    traceback: str,
    *,
    now: datetime,
    attempts: int | None = None,
) -> JobState:
    """After an error: try again later where attempts are left, otherwise give up.

    The pause doubles with each attempt and is spread by chance, so that a hundred jobs which
    failed together do not come back together. A kind this version does not know is tried for
    some two hours: another machine may just be starting the version that does. ``attempts``
    overrides how often the kind is tried.
    """
    first_retry = kind.first_retry if kind else timedelta(minutes=1)
    again = job.attempts < (attempts or (kind.attempts if kind else 8))
    changes: dict[str, Any] = {
        "lease_until": None,
        "error": error[:500],
        "words": {"error": kept(error)},
        "traceback": traceback[-20_000:],
    }
    if again:
        pause = back_off(first_retry, job.attempts)
        changes |= {"state": JobState.WAITING, "run_after": now + pause, "worker_id": None}
    else:
        changes |= {"state": JobState.FAILED, "finished_at": now}
    mine(job).update(**changes)
    return JobState.WAITING if again else JobState.FAILED


def release(job: Job) -> bool:
    """Put a job back that its worker had to leave; the attempt does not count."""
    return (
        mine(job).update(
            state=JobState.WAITING, worker_id=None, lease_until=None, attempts=F("attempts") - 1
        )
        > 0
    )


def back_off(first: timedelta, attempt: int) -> timedelta:
    """The pause after the given attempt (1, 2, …): doubling, at most an hour, ± one half."""
    plain = min(first * 2 ** min(attempt - 1, 20), LONGEST_RETRY)
    return plain * random.uniform(0.5, 1.5)  # noqa: S311 - spreading load, not secrecy


def mine(job: Job) -> Any:
    """The row of ``job``, only as long as this very attempt holds it."""
    return Job.objects.filter(
        id=job.id,
        street_id=job.street_id,
        state=JobState.RUNNING,
        worker_id=job.worker_id,
        attempts=job.attempts,
    )
