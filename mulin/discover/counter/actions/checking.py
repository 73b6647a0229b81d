"""Papers checked off and photographed; what is missing told once and completely; acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mulin.discover.counter.actions.common import alone
from mulin.discover.counter.actions.handing_in import TELL_WITHIN
from mulin.discover.counter.actions.telling import told_missing
from mulin.discover.counter.events import (
    AffairAccepted,
    MissingTold,
    PaperPhotographed,
    PapersChecked,
)
from mulin.discover.counter.kinds import PAPER
from mulin.discover.counter.models import Application, HandedPaper
from mulin.discover.counter.permissions import HIDDEN, may_carry, may_follow
from mulin.discover.counter.queries.applications import lacking_of, papers_of
from mulin.discover.counter.queries.offers import offer_of
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.verbs import say
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import joined, said
from mulin.law.workdays import after

PAPERS_OPEN = (Application.State.RECEIVED, Application.State.LACKING)
State = HandedPaper.State


@dataclass(frozen=True)
class Seen:
    """How one paper is."""

    state: str
    note: str = ""


def check_papers(
    application: Application, seen: Mapping[str, Seen], *, by: Actor, now: datetime
) -> list[HandedPaper]:
    """Check papers off. Once told what is missing, nobody asks for more."""
    with transaction.atomic():
        fresh = _open(application, by)
        rows = {row.code: row for row in papers_of(fresh)}
        if not seen or not set(seen) <= set(rows):
            raise Refused(HIDDEN)
        for code, one in seen.items():
            _check(fresh, rows[code], one, day_of(now))
        for code in seen:
            rows[code].save(update_fields=["state", "note", "checked_on"])
        lacking = lacking_of(list(rows.values()))
        have = sum(row.state == State.HAVE for row in rows.values())
        event = PapersChecked(
            fresh.number, have, len(lacking), {row.code: row.state for row in rows.values()}
        )
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return list(rows.values())


def photograph(
    application: Application, code: str, photo: bytes | Readable, *, by: Actor, now: datetime
) -> HandedPaper:
    """Keep a picture of a paper; from the phone it waits to be checked at the window."""
    with transaction.atomic():
        fresh = alone(application, by)
        own = may_follow(by, fresh) is None
        if not own:
            require(may_carry(by, fresh))
        if fresh.state not in PAPERS_OPEN:
            refuse(said("这件已经受理，材料不能再换。"), said("有变的，请告诉收件的社区。"))
        row: HandedPaper | None = fresh.papers.filter(code=code).first()
        if row is None:
            raise Refused(HIDDEN)
        kept = store(
            fresh.street_id,
            photo,
            kind=PAPER,
            title=f"{fresh.number} {row.title}",
            klass=Klass.SENSITIVE,
            by=by,
            today=day_of(now),
            now=now,
        )
        row.photo = kept
        row.save(update_fields=["photo"])
        event = PaperPhotographed(fresh.number, row.title, kept.digest)
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return row


def tell_missing(application: Application, also: str, *, by: Actor, now: datetime) -> Application:
    """Tell everything that is missing, once. ``also``: what else is to be put right."""
    with transaction.atomic():
        fresh = _open(application, by)
        if fresh.told_at is not None:
            refuse(
                said("已经一次告知过，不能再要别的材料。"),
                said("告知过的还没补齐，就等；补齐了就受理。"),
            )
        lacking = lacking_of(papers_of(fresh))
        if not lacking and not also.strip():
            refuse(said("没有缺的材料。"), said("材料齐了，请直接受理。"))
        HandedPaper.objects.of(by.street_id).filter(pk__in=[row.pk for row in lacking]).update(
            told=True
        )
        fresh.state, fresh.told_at = Application.State.LACKING, now
        fresh.told_also = also.strip()[:300]
        fresh.save(update_fields=["state", "told_at", "told_also"])
        told_missing(fresh, lacking, fresh.told_also, now=now)
        late = said("（迟于 {day} 的期限）", day=fresh.tell_by.isoformat())
        event = MissingTold(
            fresh.number,
            joined("、", [*(row.title for row in lacking), fresh.told_also]),
            late if day_of(now) > fresh.tell_by else "",
        )
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def accept(application: Application, *, by: Actor, now: datetime) -> Application:
    """Everything is there: the period runs. Who was not told in time counts from handing in."""
    with transaction.atomic():
        fresh = _open(application, by)
        if lacking := lacking_of(papers_of(fresh)):
            refuse(
                said("还缺：{missing}。", missing=joined("、", [row.title for row in lacking])),
                said("收到了就勾上；缺的请一次告知申请人。"),
            )
        start, why = _counted_from(fresh, day_of(now))
        offered = offer_of(by.street_id, fresh.affair)
        within = offered.within if offered else None
        fresh.state, fresh.counted_from = Application.State.ACCEPTED, start
        if within is not None and offered is not None:
            reckoned = after(start, within, calendar_of(by.street_id))
            fresh.due_on = reckoned.day
            fresh.how_due = joined("", (why, reckoned.how, offered.how_within))[:300]
        fresh.save(update_fields=["state", "counted_from", "due_on", "how_due"])
        due = said("，{day} 前办结", day=fresh.due_on.isoformat()) if fresh.due_on else ""
        event = AffairAccepted(fresh.number, start, due, fresh.how_due)
        say(event, fresh, compound_id=fresh.compound_id, by=by, now=now)
        return fresh


def _open(application: Application, by: Actor) -> Application:
    fresh = alone(application, by)
    require(may_carry(by, fresh))
    if fresh.state not in PAPERS_OPEN:
        refuse(said("这件已经受理。"), said("材料在受理以前核对。"))
    return fresh


def _check(application: Application, row: HandedPaper, seen: Seen, today: date) -> None:
    if seen.state not in State.values:
        raise Refused(HIDDEN)
    note = seen.note.strip()[:200]
    if seen.state in (State.BAD, State.WAIVED) and not note:
        refuse(
            said("“{title}”要写为什么。", title=row.title),
            said("例如“复印件看不清”“系统里查得到，不用交”。"),
        )
    was = row.lacks
    row.state, row.note, row.checked_on = State(seen.state), note, today
    if application.told_at is not None and row.lacks and not was and not row.told:
        refuse(
            said("“{title}”告知的时候没有说缺，现在不能再要。", title=row.title),
            said("一次告知以后，只收告知过的材料。"),
        )


def _counted_from(row: Application, today: date) -> tuple[date, str]:
    told = day_of(row.told_at) if row.told_at else today
    if told <= row.tell_by:
        return today, ""
    return day_of(row.received_at), said(
        "没有在 {words}内一次告知，自收件之日起算（行政许可法第32条）。", words=TELL_WITHIN.words
    )
