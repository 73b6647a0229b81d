"""Large rosters are read and written beside the web server, with progress."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from mulin.ground.access.models import Membership
from mulin.ground.access.queries import actor_of_membership
from mulin.ground.estate.actions.roster import RosterFaulty
from mulin.ground.estate.models import ImportBatch
from mulin.ground.jobs.registry import GiveUp, Progress, job
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused
from mulin.kit.words import said
from mulin.portable.roster_import import preview_batch, write_batch

PREVIEW, WRITE = "roster_preview", "roster_write"


@job(PREVIEW, title=said("读取名册"), attempts=2)
def roster_preview(
    payload: dict[str, Any], *, progress: Progress, now: datetime
) -> dict[str, Any] | None:
    """Read a roster and keep its preview; running twice gives the same preview."""
    batch, actor = _batch(payload, progress, now)

    def report(done: int, total: int) -> None:
        progress.report(done, total, said("已读 {done} 行", done=f"{done:,}"))

    preview_batch(batch, by=actor, now=now, report=report)
    return {"url": reverse("roster:batch", args=[batch.pk])}


@job(WRITE, title=said("导入名册"), attempts=2)
def roster_write(
    payload: dict[str, Any], *, progress: Progress, now: datetime
) -> dict[str, Any] | None:
    """Write a previewed roster; a batch that is written already is left alone."""
    batch, actor = _batch(payload, progress, now)
    if batch.state == ImportBatch.State.DONE:
        return {"url": reverse("roster:batch", args=[batch.pk])}
    total = int(batch.summary.get("units", 0))

    def report(done: int) -> None:
        progress.report(done, total, said("已写 {done} 套", done=f"{done:,}"))

    progress.report(0, total, said("正在读文件"))
    try:
        write_batch(
            batch, leave_faulty=bool(payload.get("leave")), by=actor, now=now, report=report
        )
    except (Refused, RosterFaulty) as error:
        raise GiveUp(str(error)) from error
    return {"url": reverse("roster:batch", args=[batch.pk])}


def _batch(payload: dict[str, Any], progress: Progress, now: datetime) -> tuple[ImportBatch, Actor]:
    """The batch, and whoever started the job as he is today: his rights are judged again."""
    rows = ImportBatch.objects.of(progress.street_id).select_related("compound")
    batch = rows.get(id=UUID(payload["batch"]))
    memberships = Membership.objects.of(progress.street_id)
    member = memberships.select_related("account", "street", "person").get(
        id=UUID(payload["membership"])
    )
    today = day_of(now)
    if not member.holds_on(today):
        raise GiveUp(said("发起导入的人已不在岗，请重新确认导入。"))
    return batch, actor_of_membership(member, today)
