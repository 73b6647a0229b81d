"""Tasks: given out, photographed, finished, accepted; and a compound's acceptance as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from mulin.discover.campaigns.actions.common import alone, running, say
from mulin.discover.campaigns.events import (
    CampaignPictureTaken,
    CampaignTaskDone,
    CampaignTaskJudged,
    CampaignTasksGiven,
)
from mulin.discover.campaigns.models import Campaign, Picture, Site, Target, Task, Team
from mulin.discover.campaigns.permissions import HIDDEN, may_do, may_judge, may_run
from mulin.discover.campaigns.queries.campaigns import my_memberships, places_of
from mulin.ground.estate.models import Building, Compound
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

PICTURE = "campaigns.picture"
"""The kind of paper a photo of a task is."""
MOST_PICTURES, MOST_AMOUNT = 20, 100_000


@dataclass(frozen=True)
class Order:
    """A task to give out: the same at every building named, or once for the compound."""

    title: str
    due_on: date
    place: str = ""
    aim: str = ""
    team: Team | None = None


def give_tasks(
    campaign: Campaign,
    compound: Compound,
    order: Order,
    buildings: Sequence[Building] = (),
    *,
    by: Actor,
    now: datetime,
) -> list[Task]:
    """Give out a task in a compound, one for each building named."""
    title = words(order.title, 80, said("没有写做什么。"), said("例如“清理楼道堆物”。"))
    strangers = any(one.compound_id != compound.pk for one in buildings)
    if strangers or compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    with transaction.atomic():
        fresh = alone(campaign, by)
        if compound.pk not in places_of(fresh):
            raise Refused(HIDDEN)
        require(may_run(by, compound.pk) or running(fresh) or _bad_due(fresh, order))
        places: list[Building | None] = [*buildings] or [None]
        made = [
            Task(
                street_id=by.street_id,
                campaign=fresh,
                compound=compound,
                building=building,
                team=order.team,
                title=title,
                aim=order.aim,
                place=" ".join(order.place.split())[:80],
                due_on=order.due_on,
            )
            for building in places
        ]
        Task.objects.bulk_create(made)
        event = CampaignTasksGiven(fresh.number, compound.name, title, len(made), order.due_on)
        say(event, fresh.pk, compound.pk, by=by, now=now)
        return made


def take_picture(
    task: Task, phase: str, photo: bytes | Readable, *, by: Actor, now: datetime
) -> Picture:
    """Keep a photo of a task, before or after; the same picture twice is one."""
    with transaction.atomic():
        fresh = _mine(task, by)
        made, new = _kept(fresh, phase, photo, by=by, now=now)
        if new:
            event = CampaignPictureTaken(
                fresh.campaign.number,
                fresh.compound.name,
                fresh.title,
                made.get_phase_display(),
                made.paper.digest,
            )
            say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return made


def finish_task(
    task: Task,
    *,
    amount: int = 0,
    note: str = "",
    photo: bytes | Readable | None = None,
    by: Actor,
    now: datetime,
) -> Task:
    """The task is done, with a picture of how it looks now; it waits to be accepted."""
    with transaction.atomic():
        fresh = _mine(task, by)
        if fresh.state not in (Task.State.OPEN, Task.State.RETURNED):
            refuse(
                said("这项任务{state}。", state=fresh.get_state_display()), said("不用再登记一次。")
            )
        if not 0 <= amount <= MOST_AMOUNT:
            refuse(said("完成数量不对。"), said("请填 0 到 {n} 的整数。", n=MOST_AMOUNT))
        if photo is not None:
            _kept(fresh, Picture.Phase.AFTER, photo, by=by, now=now)
        elif not fresh.pictures.filter(street=fresh.street_id, phase=Picture.Phase.AFTER).exists():
            refuse(said("还没有整治后的照片。"), said("请在做完的地方拍一张，再交。"))
        fresh.state, fresh.amount, fresh.note = Task.State.DONE, amount, note.strip()[:200]
        fresh.done_on, fresh.done_by, fresh.doer_id = day_of(now), by.post or by.name, by.person_id
        fresh.save(update_fields=["state", "amount", "note", "done_on", "done_by", "doer"])
        event = CampaignTaskDone(
            fresh.campaign.number, _place(fresh), fresh.title, amount, _after(fresh.note)
        )
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return fresh


def judge_task(task: Task, *, accepted: bool, remark: str, by: Actor, now: datetime) -> Task:
    """Accept a task, which counts for its aim, or send it back with what is missing."""
    if not accepted:
        words(remark, 200, said("没有写为什么退回。"), said("写清哪里还没有做好。"))
    with transaction.atomic():
        fresh = alone(task, by, "campaign", "compound", "building")
        require(may_judge(by, fresh.compound_id, fresh.doer_id))
        if fresh.state != Task.State.DONE:
            refuse(
                said("这项任务{state}。", state=fresh.get_state_display()),
                said("做完交来的才能验收。"),
            )
        _settle(fresh, accepted, remark, by, day_of(now))
        if accepted and fresh.aim and fresh.amount:
            here = Site.objects.of(by.street_id).filter(
                campaign_id=fresh.campaign_id, compound_id=fresh.compound_id
            )
            aims = Target.objects.of(by.street_id).filter(
                site_id__in=here.values("pk"), code=fresh.aim
            )
            aims.update(done=F("done") + fresh.amount)
        event = CampaignTaskJudged(
            fresh.campaign.number,
            _place(fresh),
            fresh.title,
            fresh.get_state_display(),
            _after(fresh.words),
        )
        record(
            event, by=by, at=now, on=day_of(now), subject_id=fresh.pk, compound_id=fresh.compound_id
        )
        return fresh


def _settle(task: Task, accepted: bool, remark: str, by: Actor, today: date) -> None:
    task.state = Task.State.ACCEPTED if accepted else Task.State.RETURNED
    task.words, task.judged_on, task.judged_by = remark.strip()[:200], today, by.post or by.name
    task.save(update_fields=["state", "words", "judged_on", "judged_by"])


def _mine(task: Task, by: Actor) -> Task:
    """The task, held, for somebody who works on it while the campaign runs."""
    fresh = alone(task, by, "campaign", "compound", "building")
    require(may_do(by, fresh, my_memberships(by, fresh.campaign)) or running(fresh.campaign))
    return fresh


def _kept(
    task: Task, phase: str, photo: bytes | Readable, *, by: Actor, now: datetime
) -> tuple[Picture, bool]:
    """The picture, and whether it is new."""
    if phase not in Picture.Phase.values:
        raise Refused(HIDDEN)
    paper = store(
        task.street_id,
        photo,
        kind=PICTURE,
        title=said("{place}{title}", place=_place(task), title=task.title)[:200],
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
    )
    if not paper.is_image:
        refuse(said("这不是照片。"), said("请拍照，或者选一张图片。"))
    rows = Picture.objects.of(task.street_id).filter(task=task)
    known: Picture | None = rows.filter(phase=phase, paper=paper).first()
    if known is not None:
        return known, False
    if rows.count() >= MOST_PICTURES:
        refuse(said("这项任务已经有 {n} 张照片。", n=MOST_PICTURES), said("够看清就可以了。"))
    made = Picture(
        street_id=task.street_id,
        task=task,
        phase=phase,
        paper=paper,
        taken_at=now,
        by=by.post or by.name,
    )
    made.save(force_insert=True)
    return made, True


def _bad_due(campaign: Campaign, order: Order) -> Refusal | None:
    if order.due_on < campaign.starts_on:
        return Refusal(said("期限早于行动开始的日子。"), said("请核对日期。"))
    if order.team is not None and order.team.campaign_id != campaign.pk:
        return HIDDEN
    return None


def _place(task: Task) -> str:
    return said("{compound} {where} ", compound=task.compound.name, where=task.where)


def _after(text: str) -> str:
    return said("：{text}", text=text) if text else ""
