"""Opening a campaign from its template, and ending it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.discover.campaigns.actions.common import alone, running, say
from mulin.discover.campaigns.events import CampaignEnded, CampaignOpened, CampaignTargetsSet
from mulin.discover.campaigns.kind import Kind
from mulin.discover.campaigns.kinds import BY_CODE
from mulin.discover.campaigns.models import Campaign, Goods, Site, Target, Task
from mulin.discover.campaigns.permissions import HIDDEN, may_open, may_run, may_run_all
from mulin.discover.campaigns.queries.campaigns import places_of
from mulin.ground.estate.models import Building, Compound
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import plain, said

NUMBERS = "ZX"
"""Campaigns are numbered ZX-2026-0001: 专项行动."""
LONGEST_DAYS, MOST_AIMED = 366, 1_000_000


@dataclass(frozen=True)
class Draft:
    """What is settled at opening. ``purpose`` and ``purge_on``: where doors are knocked on."""

    kind: str
    title: str
    goal: str
    organiser: str
    starts_on: date
    ends_on: date
    purpose: str = ""
    purge_on: date | None = None


def open_campaign(
    draft: Draft, compounds: Sequence[Compound], *, once: UUID, by: Actor, now: datetime
) -> Campaign:
    """Open a campaign in some compounds; targets, tasks and materials come from its template."""
    if any(one.street_id != by.street_id for one in compounds):
        raise Refused(HIDDEN)
    kind = BY_CODE.get(draft.kind)
    if kind is None:
        raise Refused(HIDDEN)
    require(may_open(by, [one.pk for one in compounds]) or _incomplete(draft, kind, compounds))
    title = words(draft.title, 80, said("没有写名称。"), said("例如“第四季度集中整治”。"))
    with transaction.atomic():
        known: Campaign | None = Campaign.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        campaign = _written(draft, kind, title, once=once, by=by, today=day_of(now))
        tasks = _filled(campaign, kind, compounds)
        event = CampaignOpened(
            kind.title,
            title,
            campaign.number,
            campaign.starts_on,
            campaign.ends_on,
            len(compounds),
            tasks,
            campaign.purpose,
            campaign.purge_on,
        )
        say(event, campaign.pk, None, by=by, now=now)
        return campaign


def end_campaign(
    campaign: Campaign, why: str, *, cancelled: bool = False, by: Actor, now: datetime
) -> Campaign:
    """The campaign is over, or does not take place; its doors' data go on the day that was named."""
    reason = words(why, 200, said("没有写结束的说明。"), said("例如“预警解除”。"))
    with transaction.atomic():
        fresh = alone(campaign, by)
        require(may_run_all(by, fresh, places_of(fresh)) or running(fresh))
        fresh.state = Campaign.State.CANCELLED if cancelled else Campaign.State.CLOSED
        fresh.closed_on, fresh.why = day_of(now), reason
        fresh.save(update_fields=["state", "closed_on", "why"])
        event = CampaignEnded(fresh.title, fresh.number, fresh.get_state_display(), reason)
        say(event, fresh.pk, None, by=by, now=now)
        return fresh


def set_targets(site: Site, planned: dict[UUID, int], *, by: Actor, now: datetime) -> list[Target]:
    """What a compound sets itself for each aim."""
    with transaction.atomic():
        fresh = alone(site, by, "campaign", "compound")
        require(may_run(by, fresh.compound_id) or running(fresh.campaign))
        rows = list(
            Target.objects.of(by.street_id).select_for_update().filter(site=fresh).order_by("order")
        )
        for row in rows:
            row.planned = planned.get(row.pk, row.planned)
            if not 0 <= row.planned <= MOST_AIMED:
                refuse(said("目标太大：{title}。", title=row.title), said("请核对数字。"))
        Target.objects.of(by.street_id).bulk_update(rows, ["planned"])
        told = "、".join(f"{row.title} {row.planned} {row.unit}" for row in rows) or said("无")
        event = CampaignTargetsSet(fresh.campaign.number, fresh.compound.name, told)
        say(event, fresh.campaign_id, fresh.compound_id, by=by, now=now)
        return rows


def _incomplete(draft: Draft, kind: Kind, compounds: Sequence[Compound]) -> Refusal | None:
    if not compounds:
        return Refusal(said("没有选小区。"), said("至少选一个。"))
    days = (draft.ends_on - draft.starts_on).days
    if not 0 <= days <= LONGEST_DAYS:
        return Refusal(said("结束日早于开始日，或者超过一年。"), said("请核对起止日。"))
    if not kind.knocks:
        return None
    if not draft.purpose.strip() or draft.purge_on is None:
        return Refusal(
            said("要上门的行动，发起时就要写明数据用来做什么、哪天销毁。"),
            said("请填“数据用途”和“销毁日”。"),
        )
    if not draft.ends_on <= draft.purge_on <= draft.ends_on + timedelta(days=LONGEST_DAYS):
        return Refusal(
            said("销毁日应在结束日以后、一年以内。"), said("一般是结束以后 14 到 30 天。")
        )
    return None


def _written(
    draft: Draft, kind: Kind, title: str, *, once: UUID, by: Actor, today: date
) -> Campaign:
    row = Campaign(
        id=once,
        street_id=by.street_id,
        number=draw_number(by.street_id, NUMBERS, today.year),
        kind=kind.code,
        title=title,
        goal=" ".join(draft.goal.split())[:300],
        emergency=kind.emergency,
        organiser=draft.organiser.strip()[:80] or by.post or by.name,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        helps=[[code, plain(word)] for code, word in kind.helps],
        purpose=draft.purpose.strip()[:120] if kind.knocks else "",
        purge_on=draft.purge_on if kind.knocks else None,
        opened_on=today,
    )
    row.save(force_insert=True)
    return row


def _filled(campaign: Campaign, kind: Kind, compounds: Sequence[Compound]) -> int:
    """Write what the template brings; returns how many tasks that is. Four statements at any size."""
    street = campaign.street_id
    sites = [Site(street_id=street, campaign=campaign, compound=one) for one in compounds]
    Site.objects.bulk_create(sites)
    Goods.objects.bulk_create(
        Goods(street_id=street, campaign=campaign, order=at, name=ware.name, unit=ware.unit)
        for at, ware in enumerate(kind.wares, 1)
    )
    standing = Building.objects.of(street).filter(compound__in=compounds, ended_on__isnull=True)
    houses: dict[UUID, list[Building]] = {}
    for building in standing.order_by("order", "label"):
        houses.setdefault(building.compound_id, []).append(building)
    tasks = [task for one in compounds for task in _tasks(campaign, kind, one, houses)]
    Task.objects.bulk_create(tasks, batch_size=500)
    Target.objects.bulk_create(
        Target(
            street_id=street,
            campaign=campaign,
            site=site,
            order=at,
            code=aim.code,
            title=aim.title,
            unit=aim.unit,
            planned=aim.each or _counted(aim.code, site.compound_id, tasks),
        )
        for site in sites
        for at, aim in enumerate(kind.aims, 1)
    )
    return len(tasks)


def _tasks(
    campaign: Campaign, kind: Kind, compound: Compound, houses: dict[UUID, list[Building]]
) -> Iterator[Task]:
    for work in kind.works:
        for building in houses.get(compound.pk, []) if work.by_building else [None]:
            yield Task(
                street_id=campaign.street_id,
                campaign=campaign,
                compound=compound,
                building=building,
                title=plain(work.title),
                aim=work.aim,
                due_on=campaign.ends_on,
            )


def _counted(aim: str, compound_id: UUID, tasks: Sequence[Task]) -> int:
    """Where the template names no number: as many as there are tasks for it."""
    return sum(task.aim == aim and task.compound_id == compound_id for task in tasks)
