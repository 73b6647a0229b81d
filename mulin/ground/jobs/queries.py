"""The queue's questions: what is due, how far a job is, whether a worker lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.ground.jobs.models import Job, JobState, Schedule, Worker
from mulin.ground.jobs.registry import title_of
from mulin.kit.words import said_again

QUIET_AFTER = timedelta(seconds=30)
"""A worker not heard of for so long is taken to be gone."""


@dataclass(frozen=True)
class JobProgress:
    """What a page shows of a job. ``percent`` is None where the total is not known yet."""

    id: UUID
    street_id: UUID
    account_id: int | None
    kind: str
    title: str
    state: JobState
    done: int
    total: int
    sentence: str
    error: str
    result: dict[str, Any] | None
    retry_at: datetime | None

    @property
    def is_live(self) -> bool:
        """Whether it still waits or runs, and a page should ask again."""
        return self.state in (JobState.WAITING, JobState.RUNNING)

    @property
    def state_word(self) -> str:
        """The state in people's words."""
        return str(self.state.label)

    @property
    def percent(self) -> int | None:
        """Whole percent done, rounded down."""
        return min(self.done * 100 // self.total, 100) if self.total else None


def progress_of(job_id: UUID, street_id: UUID | None = None) -> JobProgress | None:
    """How far a job is; None where there is none (or it belongs to another street)."""
    rows = Job.objects.filter(id=job_id)
    if street_id is not None:
        rows = rows.filter(street_id=street_id)
    job = rows.defer("payload", "traceback").first()
    if job is None:
        return None
    words = job.words or {}
    return JobProgress(
        id=job.id,
        street_id=job.street_id,
        account_id=job.account_id,
        kind=job.kind,
        title=title_of(job.kind),
        state=JobState(job.state),
        done=job.done,
        total=job.total,
        sentence=said_again(words.get("sentence", job.sentence)),
        error=said_again(words.get("error", job.error)),
        result=job.result,
        retry_at=job.run_after if job.state == JobState.WAITING and job.attempts else None,
    )


def due(now: datetime) -> QuerySet[Job]:
    """Jobs that may start."""
    started = Q(run_after__isnull=True) | Q(run_after__lte=now)
    return Job.objects.filter(started, state=JobState.WAITING)


def next_street(now: datetime, after: UUID | None) -> UUID | None:
    """The street whose turn it is: the next one with due work after ``after``, around again.

    One street's ten thousand reminders therefore never keep another street's export waiting.
    """
    streets = due(now).order_by("street_id").values_list("street_id", flat=True)
    if after is not None:
        following = streets.filter(street_id__gt=after).first()
        if following is not None:
            return following
    return streets.first()


def orphans(now: datetime) -> QuerySet[Job]:
    """Running jobs whose lease has run out."""
    return Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)


def due_schedules(now: datetime) -> QuerySet[Schedule]:
    """Periodic work whose time has come."""
    return Schedule.objects.filter(next_at__lte=now).order_by("next_at")


def last_beat() -> datetime | None:
    """When a worker was last heard of; None where none ever ran."""
    return Worker.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()


def is_attended(now: datetime) -> bool:
    """Whether some worker is alive."""
    beat = last_beat()
    return beat is not None and now - beat < QUIET_AFTER


def counts(street_id: UUID | None = None) -> dict[str, int]:
    """Jobs by state, of one street or of all: for health pages and operators."""
    rows = Job.objects.all() if street_id is None else Job.objects.filter(street_id=street_id)
    found = dict(rows.values_list("state").annotate(n=Count("id")).values_list("state", "n"))
    return {state.value: found.get(state.value, 0) for state in JobState}


def failures(street_id: UUID, limit: int = 50) -> QuerySet[Job]:
    """The street's jobs that were given up, newest first, with what an operator needs."""
    rows = Job.objects.filter(street_id=street_id, state=JobState.FAILED)
    return rows.order_by("-finished_at")[:limit]
