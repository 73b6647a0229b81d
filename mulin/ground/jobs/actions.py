"""The queue's verbs. The first two are for other apps; the rest are the worker's."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from mulin.ground.jobs import queries
from mulin.ground.jobs.models import LIVE, Job, JobState, Schedule, Worker
from mulin.ground.jobs.processes import is_dead
from mulin.ground.jobs.registry import Kind, Reported, kind_of
from mulin.kit.clock import SHANGHAI
from mulin.kit.ids import uuid7

LEASE = timedelta(seconds=60)
"""How long a running job belongs to its worker without a heartbeat.

Longer than any transaction can hold SQLite's write lock (other writers give up after 20 s)."""
LONGEST_RETRY = timedelta(hours=1)
KEEP_DONE = timedelta(days=30)
KEEP_FAILED = timedelta(days=180)


def enqueue(
    street_id: UUID,
    kind: str,
    payload: dict[str, Any],
    *,
    key: str | None = None,
    run_after: datetime | None = None,
    account_id: int | None = None,
) -> Job:
    """Put a job into the queue, inside the caller's transaction: rolled back, it never was.

    With a ``key``, a live job of the same street, kind and key is returned instead of a second
    one. ``payload`` must be JSON (identifiers as text). Raises KeyError for an unknown kind.
    """
    kind_of(kind)
    wanted = Job(
        street_id=street_id,
        kind=kind,
        key=key or "",
        payload=payload,
        run_after=run_after,
        account_id=account_id,
    )
    if not key:
        wanted.save(force_insert=True)
        return wanted
    live = Job.objects.filter(street_id=street_id, kind=kind, key=key, state__in=LIVE)
    for _ in range(10):
        Job.objects.bulk_create([wanted], ignore_conflicts=True)
        found = live.first()
        if found is not None:
            return found
        # The one in our way ended between the two statements: ours can go in now.
    raise RuntimeError(f"the key {key!r} of {kind} is never free and never live")


def schedule(
    street_id: UUID,
    kind: str,
    *,
    now: datetime,
    every: timedelta | None = None,
    daily_at: time | None = None,
    payload: dict[str, Any] | None = None,
) -> Schedule:
    """Have ``kind`` run again and again for a street; said again, it changes the rhythm.

    Exactly one of ``every`` and ``daily_at`` (Chinese local time) is given. After a standstill a
    job runs once, not once for every time it was missed.
    """
    kind_of(kind)
    if (every is None) == (daily_at is None):
        raise ValueError("give either every or daily_at")
    row = Schedule(
        street_id=street_id,
        kind=kind,
        payload=payload or {},
        every_seconds=int(every.total_seconds()) if every else None,
        daily_at=daily_at,
    )
    row.next_at = _next_time(row, now)
    Schedule.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["street_id", "kind"],
        update_fields=["payload", "every_seconds", "daily_at", "next_at"],
    )
    return Schedule.objects.get(street_id=street_id, kind=kind)


def unschedule(street_id: UUID, kind: str) -> None:
    """Stop running ``kind`` for a street; what already waits still runs."""
    Schedule.objects.filter(street_id=street_id, kind=kind).delete()


def enqueue_scheduled(now: datetime) -> int:
    """Enqueue the periodic jobs whose time has come; each at most once, however many workers ask."""
    started = 0
    for row in queries.due_schedules(now):
        with transaction.atomic():
            # Whoever moves the hand of the clock enqueues; the others change no row.
            moved = Schedule.objects.filter(
                id=row.id, street_id=row.street_id, next_at=row.next_at
            ).update(next_at=_next_time(row, now))
            if moved:
                job = enqueue(row.street_id, row.kind, row.payload, key="schedule")
                Schedule.objects.filter(id=row.id, street_id=row.street_id).update(
                    last_job_id=job.id
                )
                started += 1
    return started


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
        _mine(job).update(
            lease_until=now + LEASE,
            done=reported.done,
            total=reported.total,
            sentence=reported.sentence[:300],
        )
        > 0
    )


def finish(job: Job, result: dict[str, Any] | None, reported: Reported, *, now: datetime) -> bool:
    """Put the result on the job. False where another worker has taken it over meanwhile."""
    return (
        _mine(job).update(
            state=JobState.DONE,
            finished_at=now,
            lease_until=None,
            result=result,
            error="",
            traceback="",
            done=reported.done,
            total=reported.total,
            sentence=reported.sentence[:300],
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
        "traceback": traceback[-20_000:],
    }
    if again:
        pause = back_off(first_retry, job.attempts)
        changes |= {"state": JobState.WAITING, "run_after": now + pause, "worker_id": None}
    else:
        changes |= {"state": JobState.FAILED, "finished_at": now}
    _mine(job).update(**changes)
    return JobState.WAITING if again else JobState.FAILED


def release(job: Job) -> bool:
    """Put a job back that its worker had to leave; the attempt does not count."""
    return (
        _mine(job).update(
            state=JobState.WAITING, worker_id=None, lease_until=None, attempts=F("attempts") - 1
        )
        > 0
    )


def rescue(now: datetime) -> int:
    """Give jobs of killed workers to others: lease run out, or process certainly dead.

    A job that was interrupted as often as it may be tried is given up, so that one which kills
    its worker cannot do so for ever.
    """
    stranded = list(queries.orphans(now)) + _jobs_of_dead_workers()
    rescued = {job.id for job in stranded if _rescue_one(job, now)}
    Worker.objects.filter(beat_at__lt=now - timedelta(days=1)).delete()
    return len(rescued)


def try_again(job_id: UUID, street_id: UUID) -> bool:
    """An operator's verb: run a failed job once more, now. False where it has not failed."""
    with transaction.atomic():
        row = Job.objects.select_for_update().filter(
            id=job_id, street_id=street_id, state=JobState.FAILED
        )
        job = row.first()
        if job is None or (job.key and _is_taken(job)):
            return False
        changed = Job.objects.filter(id=job.id, street_id=street_id, state=JobState.FAILED)
        return (
            changed.update(
                state=JobState.WAITING, attempts=0, run_after=None, finished_at=None, worker_id=None
            )
            > 0
        )


def forget_old(now: datetime) -> int:
    """Remove finished jobs after a month, failed ones after half a year."""
    done, _ = Job.objects.filter(state=JobState.DONE, finished_at__lt=now - KEEP_DONE).delete()
    failed, _ = Job.objects.filter(
        state=JobState.FAILED, finished_at__lt=now - KEEP_FAILED
    ).delete()
    return done + failed


def back_off(first: timedelta, attempt: int) -> timedelta:
    """The pause after the given attempt (1, 2, …): doubling, at most an hour, ± one half."""
    plain = min(first * 2 ** min(attempt - 1, 20), LONGEST_RETRY)
    return plain * random.uniform(0.5, 1.5)  # noqa: S311 - spreading load, not secrecy


def _mine(job: Job) -> Any:
    """The row of ``job``, only as long as this very attempt holds it."""
    return Job.objects.filter(
        id=job.id,
        street_id=job.street_id,
        state=JobState.RUNNING,
        worker_id=job.worker_id,
        attempts=job.attempts,
    )


def _rescue_one(job: Job, now: datetime) -> bool:
    try:
        kind = kind_of(job.kind)
    except KeyError:
        kind = None
    if kind is not None and job.attempts < kind.attempts:
        changes: dict[str, Any] = {
            "state": JobState.WAITING,
            "worker_id": None,
            "lease_until": None,
            "run_after": now,
        }
    else:
        changes = {
            "state": JobState.FAILED,
            "finished_at": now,
            "lease_until": None,
            "error": "执行时后台进程多次中断，已停止重试，请联系管理员。",
        }
    return _mine(job).filter(lease_until=job.lease_until).update(**changes) > 0


def _jobs_of_dead_workers() -> list[Job]:
    """Running jobs whose worker ended on this machine, known before the lease runs out."""
    dead = [worker.id for worker in Worker.objects.all() if is_dead(worker.process)]
    if not dead:
        return []
    jobs = list(Job.objects.filter(state=JobState.RUNNING, worker_id__in=dead))
    if not jobs:
        Worker.objects.filter(id__in=dead).delete()
    return jobs


def _is_taken(job: Job) -> bool:
    return (
        Job.objects.filter(street_id=job.street_id, kind=job.kind, key=job.key, state__in=LIVE)
        .exclude(id=job.id)
        .exists()
    )


def _next_time(row: Schedule, now: datetime) -> datetime:
    if row.every_seconds:
        return now + timedelta(seconds=row.every_seconds)
    local = now.astimezone(SHANGHAI)
    assert row.daily_at is not None  # noqa: S101 - the table's own check says so
    first = local.replace(
        hour=row.daily_at.hour,
        minute=row.daily_at.minute,
        second=row.daily_at.second,
        microsecond=0,
    )
    return first if first > local else first + timedelta(days=1)
