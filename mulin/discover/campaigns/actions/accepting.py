"""A compound says that it is ready; the community accepts it or sends it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.discover.campaigns.actions.common import alone, running, say
from mulin.discover.campaigns.events import CampaignSiteJudged, CampaignSiteSubmitted
from mulin.discover.campaigns.models import Site, Task
from mulin.discover.campaigns.permissions import may_judge, may_submit
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said


def submit_site(site: Site, *, by: Actor, now: datetime) -> Site:
    """Everything is done here: ask the community to come and look."""
    with transaction.atomic():
        fresh = alone(site, by, "campaign", "compound")
        require(may_submit(by, fresh) or running(fresh.campaign))
        if fresh.state in (Site.State.SUBMITTED, Site.State.ACCEPTED):
            return fresh
        rows = Task.objects.of(by.street_id).filter(
            campaign=fresh.campaign, compound=fresh.compound_id
        )
        left = rows.filter(state__in=(Task.State.OPEN, Task.State.RETURNED)).count()
        if left:
            refuse(
                said("还有 {n} 项任务没有做完。", n=left), said("做完拍照，或者请社区撤掉不做的。")
            )
        fresh.state, fresh.submitted_on = Site.State.SUBMITTED, day_of(now)
        fresh.submitted_by, fresh.submitter_id = by.post or by.name, by.person_id
        fresh.save(update_fields=["state", "submitted_on", "submitted_by", "submitter"])
        event = CampaignSiteSubmitted(fresh.campaign.number, fresh.compound.name)
        say(event, fresh.campaign_id, fresh.compound_id, by=by, now=now)
        return fresh


def judge_site(site: Site, *, accepted: bool, remark: str, by: Actor, now: datetime) -> Site:
    """The community looked: the compound passes, or goes on with what is missing."""
    told = words(remark, 200, said("没有写验收意见。"), said("写清看了哪里、怎样。"))
    with transaction.atomic():
        fresh = alone(site, by, "campaign", "compound")
        require(may_judge(by, fresh.compound_id, fresh.submitter_id))
        if fresh.state != Site.State.SUBMITTED:
            refuse(
                said(
                    "{place}{state}。", place=fresh.compound.name, state=fresh.get_state_display()
                ),
                said("提交验收以后才能验收。"),
            )
        rows = Task.objects.of(by.street_id).filter(
            campaign=fresh.campaign, compound=fresh.compound_id, state=Task.State.DONE
        )
        if accepted and (waiting := rows.count()):
            refuse(
                said("还有 {n} 项任务没有验收。", n=waiting),
                said("请先逐项看照片验收，再验收小区。"),
            )
        fresh.state = Site.State.ACCEPTED if accepted else Site.State.RETURNED
        fresh.judged_on, fresh.judged_by, fresh.words = day_of(now), by.post or by.name, told
        fresh.save(update_fields=["state", "judged_on", "judged_by", "words"])
        event = CampaignSiteJudged(
            fresh.campaign.number, fresh.compound.name, fresh.get_state_display(), told
        )
        say(event, fresh.campaign_id, fresh.compound_id, by=by, now=now)
        return fresh
