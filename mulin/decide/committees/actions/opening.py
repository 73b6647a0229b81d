"""A committee puts down that it published an item, and where it can be read."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import alone, not_after, say
from mulin.decide.committees.events_advice import ItemDisclosed
from mulin.decide.committees.models import Disclosed
from mulin.decide.committees.papers import OPEN_PAPER, File, kept
from mulin.decide.committees.permissions import may_hold_meetings
from mulin.ground.estate.models import Organisation
from mulin.ground.notices.models import PublicNotice
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said
from mulin.law.disclosure import BY_CODE, Item, Rhythm


class Published(NamedTuple):
    """What was published, until when it tells, on which day, and anything to add."""

    item: str
    covers_until: date
    published_on: date
    note: str = ""


def disclose(
    body: Organisation,
    what: Published,
    notice_id: UUID | None,
    file: File | None,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Disclosed:
    """Put a publication down; it names a notice on the board, or a paper owners open."""
    with transaction.atomic():
        fresh = alone(body, by)
        require(may_hold_meetings(by, fresh))
        known: Disclosed | None = Disclosed.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        item = _judged(what, now)
        notice = _notice(fresh, notice_id)
        if notice is None and file is None:
            refuse(said("没有说在哪里公开的。"), said("请选公示栏里的一份，或者附上公开的文件。"))
        paper = kept(file, OPEN_PAPER, by=by, now=now) if file else None
        row = Disclosed(
            id=once,
            street_id=by.street_id,
            body=fresh,
            item=item.code,
            covers_until=what.covers_until,
            published_on=what.published_on,
            notice=notice,
            paper=paper,
            note=" ".join(what.note.split())[:200],
        )
        row.save(force_insert=True)
        where = said("见公示“{title}”。", title=notice.title) if notice else said("见所附文件。")
        digest = paper.digest if paper else ""
        event = ItemDisclosed(fresh.name, item.title, what.covers_until, where, digest)
        say(event, fresh, by=by, now=now, about=row.pk)
        return row


def _notice(body: Organisation, notice_id: UUID | None) -> PublicNotice | None:
    if notice_id is None:
        return None
    rows = PublicNotice.objects.of(body.street_id).filter(compound_id=body.compound_id)
    found: PublicNotice | None = rows.filter(pk=notice_id).first()
    if found is None:
        refuse(said("公示栏里没有这一份。"), said("请刷新页面重新选。"))
    return found


def _judged(what: Published, now: datetime) -> Item:
    """The item of the list. Raises Refused for one that meetings tell, and for days that cannot be."""
    item = BY_CODE.get(what.item)
    if item is None or item.rhythm is Rhythm.EVENT:
        refuse(said("这一项由会议登记推得。"), said("请在会议的页面登记公告决定。"))
    not_after(what.published_on, now, said("公开日期"))
    if what.covers_until > what.published_on:
        refuse(said("截至日期晚于公开日期。"), said("请核对两个日期。"))
    return item
