"""The situation log, what residents are told, and the report that stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mulin.discover.campaigns.actions.common import alone, running, say
from mulin.discover.campaigns.actions.goods import may_book
from mulin.discover.campaigns.events import (
    CampaignNoted,
    CampaignReportPublished,
    CampaignReportWritten,
    CampaignToldResidents,
)
from mulin.discover.campaigns.models import Campaign, Note
from mulin.discover.campaigns.permissions import HIDDEN, may_run, may_run_all
from mulin.discover.campaigns.queries.campaigns import places_of
from mulin.ground.estate.models import Compound, Ownership
from mulin.ground.notices.actions.board import NoticeDraft, publish
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

PHOTO = "campaigns.note"
TOLD, REPORTED = "campaign_told", "campaign_report"
LONGEST_REPORT, LONGEST_MESSAGE = 6000, 300


def note(
    campaign: Campaign,
    compound: Compound | None,
    text: str,
    *,
    grave: bool = False,
    photo: bytes | Readable | None = None,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Note:
    """Put a line into the situation log."""
    told = words(text, 400, said("没有写情况。"), said("写清在哪里、怎么样、已经做了什么。"))
    with transaction.atomic():
        found = Campaign.objects.of(by.street_id).filter(pk=campaign.pk).first()
        if found is None or (compound is not None and compound.pk not in places_of(found)):
            raise Refused(HIDDEN)
        require(
            (may_book(by, found, compound.pk) if compound else may_run(by, None)) or running(found)
        )
        known: Note | None = Note.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = Note(
            id=once,
            street_id=by.street_id,
            campaign=found,
            compound=compound,
            text=told,
            grave=grave,
            at=now,
            by=by.post or by.name,
        )
        if photo is not None:
            row.paper = _photo(by, photo, told, now)
        row.save(force_insert=True)
        place = compound.name if compound else said("全部")
        say(CampaignNoted(found.number, place, told), found.pk, row.compound_id, by=by, now=now)
        return row


def tell_residents(
    campaign: Campaign,
    compounds: Sequence[Compound],
    title: str,
    body: str,
    message: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> int:
    """Post a notice on the boards of some compounds, and send the owners a message where one is
    written. Returns how many messages were queued; the same words on the same day are said once."""
    headline = words(title, 80, said("没有写标题。"))
    text = body.strip()
    if not text or not compounds:
        refuse(said("没有写内容，或者没有选小区。"), said("请补全后再发布。"))
    if len(message.strip()) > LONGEST_MESSAGE:
        refuse(said("短信太长，最多 {n} 个字。", n=LONGEST_MESSAGE), said("详细的写在公示栏里。"))
    with transaction.atomic():
        fresh = alone(campaign, by)
        wanted = {one.pk for one in compounds}
        if not wanted <= set(places_of(fresh)):
            raise Refused(HIDDEN)
        for place in wanted:
            require(may_run(by, place))
        require(running(fresh))
        posted = PublicNotice.objects.of(by.street_id).filter(
            subject_id=fresh.pk, purpose=TOLD, title=headline, body=text, starts_on=day_of(now)
        )
        if posted.filter(compound__in=wanted).exists():
            return 0
        for one in compounds:
            publish(one, _notice(fresh, headline, text, TOLD, day_of(now)))
        sent = _send(fresh, compounds, message.strip(), once, now) if message.strip() else 0
        event = CampaignToldResidents(fresh.number, headline, len(compounds), sent)
        say(event, fresh.pk, None, by=by, now=now)
        return sent


def write_report(campaign: Campaign, text: str, *, by: Actor, now: datetime) -> Campaign:
    """Keep the report as somebody edited it; nothing is published yet."""
    told = text.strip()
    if not told:
        refuse(said("总结是空的。"), said("可以从系统拟的稿子开始改。"))
    if len(told) > LONGEST_REPORT:
        refuse(said("总结太长，最多 {n} 个字。", n=LONGEST_REPORT))
    with transaction.atomic():
        fresh = alone(campaign, by)
        require(may_run_all(by, fresh, places_of(fresh)))
        if fresh.report_on is not None:
            refuse(said("总结已于 {day} 公布，不能再改。", day=fresh.report_on))
        fresh.report = told
        fresh.save(update_fields=["report"])
        event = CampaignReportWritten(fresh.number, len(told))
        say(event, fresh.pk, None, by=by, now=now)
        return fresh


def publish_report(campaign: Campaign, *, by: Actor, now: datetime) -> Campaign:
    """Put the report on the boards of all its compounds, as it was edited."""
    with transaction.atomic():
        fresh = alone(campaign, by)
        places = places_of(fresh)
        require(may_run_all(by, fresh, places))
        if fresh.report_on is not None:
            return fresh
        if fresh.is_open:
            refuse(said("行动还没有结束。"), said("请先结束行动，再公布总结。"))
        if not fresh.report:
            refuse(said("总结还没有人核对过。"), said("请先改好并保存，再公布。"))
        today = day_of(now)
        title = said("{title}总结", title=fresh.title)
        for one in Compound.objects.of(by.street_id).filter(pk__in=places):
            publish(one, _notice(fresh, title, fresh.report, REPORTED, today))
        fresh.report_on = today
        fresh.save(update_fields=["report_on"])
        event = CampaignReportPublished(fresh.number, len(places))
        say(event, fresh.pk, None, by=by, now=now)
        return fresh


def _photo(by: Actor, photo: bytes | Readable, told: str, now: datetime) -> Paper:
    paper = store(
        by.street_id,
        photo,
        kind=PHOTO,
        title=told[:60],
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
    )
    if not paper.is_image:
        refuse(said("这不是照片。"), said("请拍照，或者选一张图片。"))
    return paper


def _notice(campaign: Campaign, title: str, body: str, purpose: str, today: date) -> NoticeDraft:
    return NoticeDraft(
        kind=PublicNotice.Kind.ANNOUNCEMENT,
        purpose=purpose,
        title=title,
        body=body,
        starts_on=today,
        ends_on=max(campaign.ends_on, today) if campaign.is_open else None,
        subject_id=campaign.pk,
    )


def _send(
    campaign: Campaign, compounds: Sequence[Compound], text: str, once: UUID, now: datetime
) -> int:
    """One message to every owner, however many homes he has."""
    today = day_of(now)
    held = Ownership.objects.of(campaign.street_id).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gt=today),
        unit__compound__in=compounds,
        unit__ended_on__isnull=True,
        person__isnull=False,
    )
    people = dict(held.values_list("person_id", "unit__compound_id"))
    outgoing = [
        Outgoing(
            key=f"campaign:{once.hex}:{person.hex}",
            text=text,
            person_id=person,
            subject_id=campaign.pk,
            compound_id=compound,
            shown=True,
            by_hand=True,
        )
        for person, compound in people.items()
    ]
    return len(send_all(campaign.street_id, outgoing, now=now))
