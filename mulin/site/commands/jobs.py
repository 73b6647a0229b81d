"""``mulin jobs``: whether work gets done, what failed and why, and trying it again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.timezone import localtime

from mulin.ground.jobs import actions, queries
from mulin.ground.jobs.models import Job, JobState
from mulin.ground.jobs.registry import title_of
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.site.commands.words import Words
from mulin.site.console import Stop, say


def main(words: Sequence[str]) -> int:
    """The state of the queue; 1 where nobody works although something waits."""
    parser = Words("jobs", "看后台任务：有没有在做，哪些没做成、为什么，并可重做。")
    parser.add_argument("--retry", metavar="ID", type=_job, help="把没做成的任务再做一次")
    parser.add_argument("--why", metavar="ID", type=_job, help="显示一项任务完整的出错信息")
    given = parser.parse_args(words)
    if given.retry is not None:
        return _retry(_found(given.retry))
    if given.why is not None:
        job = _found(given.why)
        say(job.traceback.rstrip() or "这项任务没有出错信息。")
        return 0
    return _overview()


def _job(word: str) -> UUID:
    return UUID(word)


def _found(job_id: UUID) -> Job:
    job = Job.objects.filter(id=job_id).first()
    if job is None:
        raise Stop(f"没有编号为 {job_id} 的任务。")
    return job


def _retry(job: Job) -> int:
    if not actions.try_again(job.id, job.street_id):
        raise Stop("这项任务没有失败，或同样的任务正在进行，不用重做。")
    say(f"✓ {title_of(job.kind)} 已重新排队")
    return 0


def _overview() -> int:
    now, counts = clock.now(), queries.counts()
    attended = queries.is_attended(now)
    told = "，".join(f"{state.label} {counts[state.value]}" for state in JobState)
    say(f"后台任务程序{'在运行' if attended else '没有在运行'}；{told}")
    for street in Street.objects.order_by("slug"):
        for job in queries.failures(street.pk, limit=20):
            ended = localtime(job.finished_at).strftime("%Y-%m-%d %H:%M")
            say(f"{job.id}  {street.name}  {title_of(job.kind)}  {ended}  {job.error}")
    return 1 if counts["waiting"] and not attended else 0
