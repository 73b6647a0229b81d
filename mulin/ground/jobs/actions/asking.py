"""What other apps ask of the queue: do this later, do this every day, try it again."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.ground.jobs import queries
from mulin.ground.jobs.models import LIVE, Job, JobState, Schedule
from mulin.ground.jobs.registry import kind_of
from mulin.kit.clock import SHANGHAI


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
