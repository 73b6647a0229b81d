"""Looking after the queue: jobs of killed workers, and what is old."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from mulin.ground.jobs import queries
from mulin.ground.jobs.actions.running import mine
from mulin.ground.jobs.models import Job, JobState, Worker
from mulin.ground.jobs.processes import is_dead
from mulin.ground.jobs.registry import kind_of
from mulin.kit.words import kept, said

KEEP_DONE = timedelta(days=30)
KEEP_FAILED = timedelta(days=180)


def rescue(now: datetime) -> int:
    """Give jobs of killed workers to others: lease run out, or process certainly dead.

    A job that was interrupted as often as it may be tried is given up, so that one which kills
    its worker cannot do so for ever.
    """
    stranded = list(queries.orphans(now)) + _jobs_of_dead_workers()
    rescued = {job.id for job in stranded if _rescue_one(job, now)}
    Worker.objects.filter(beat_at__lt=now - timedelta(days=1)).delete()
    return len(rescued)


def forget_old(now: datetime) -> int:
    """Remove finished jobs after a month, failed ones after half a year."""
    done, _ = Job.objects.filter(state=JobState.DONE, finished_at__lt=now - KEEP_DONE).delete()
    failed, _ = Job.objects.filter(
        state=JobState.FAILED, finished_at__lt=now - KEEP_FAILED
    ).delete()
    return done + failed


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
        error = said("执行时后台进程多次中断，已停止重试，请联系管理员。")
        changes = {
            "state": JobState.FAILED,
            "finished_at": now,
            "lease_until": None,
            "error": error,
            "words": {"error": kept(error)},
        }
    return mine(job).filter(lease_until=job.lease_until).update(**changes) > 0


def _jobs_of_dead_workers() -> list[Job]:
    """Running jobs whose worker ended on this machine, known before the lease runs out."""
    dead = [worker.id for worker in Worker.objects.all() if is_dead(worker.process)]
    if not dead:
        return []
    jobs = list(Job.objects.filter(state=JobState.RUNNING, worker_id__in=dead))
    if not jobs:
        Worker.objects.filter(id__in=dead).delete()
    return jobs
