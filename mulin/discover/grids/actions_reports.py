"""Reports from the net: made, answered, made matters."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.grids.events import NetReportAnswered, NetReported, NetReportFiled
from mulin.discover.grids.models import NetReport
from mulin.discover.grids.permissions import HIDDEN, may_keep, may_report
from mulin.discover.grids.queries import my_places, my_posts
from mulin.ground.estate.models import Building, Compound, Person
from mulin.ground.matters.actions import open_matter
from mulin.ground.matters.models import Matter
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.actions import record
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

NUMBERS = "WG"
"""Reports are numbered WG-2026-0001: 网格."""
PHOTO = "grids.report"
LONGEST = 300


def report(
    compound: Compound,
    text: str,
    *,
    place: str = "",
    building: Building | None = None,
    photo: bytes | Readable | None = None,
    once: UUID,
    by: Actor,
    now: datetime,
) -> NetReport:
    """Somebody of the net reports what he saw; it waits for the community."""
    told = _words(text, said("没有写情况。"), said("写清看到什么，例如“三楼楼道灯不亮”。"))
    if building is not None and building.compound_id != compound.pk:
        raise Refused(HIDDEN)
    posts = my_posts(by)
    if by.person_id is None or compound.pk not in {one.pk for one in my_places(by, posts)}:
        require(may_report(by, compound.pk, posts))
    with transaction.atomic():
        known: NetReport | None = NetReport.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = NetReport(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            compound=compound,
            building=building,
            place=" ".join(place.split())[:80],
            text=told,
            paper=_photo(by, photo, told, now) if photo is not None else None,
            at=now,
            by=posts[0].get_kind_display() + " " + by.name if posts else by.name,
            person=Person.objects.of(by.street_id).get(pk=by.person_id),
        )
        row.save(force_insert=True)
        where = f"{compound.name} {row.where}".strip()
        _say(NetReported(row.number, where, told), row, by=by, now=now)
        return row


def answer_report(row: NetReport, words: str, *, by: Actor, now: datetime) -> NetReport:
    """The community says what it did or will do."""
    told = _words(words, said("没有写答复。"), said("写清怎么办、什么时候办。"))
    with transaction.atomic():
        fresh = _held(row, by)
        require(may_keep(by, fresh.compound_id))
        fresh.answer, fresh.answered_at, fresh.answered_by = told, now, by.post or by.name
        if fresh.state == NetReport.State.NEW:
            fresh.state = NetReport.State.ANSWERED
        fresh.save(update_fields=["answer", "answered_at", "answered_by", "state"])
        _say(NetReportAnswered(fresh.number, told), fresh, by=by, now=now)
        return fresh


def make_matter(row: NetReport, *, by: Actor, now: datetime, once: UUID) -> Matter:
    """The report becomes a matter with a number of its own; asked again, it is the same."""
    with transaction.atomic():
        fresh = _held(row, by)
        require(may_keep(by, fresh.compound_id))
        if fresh.matter_id is not None:
            found: Matter = fresh.matter
            return found
        title = f"{fresh.where} {fresh.text}".strip()[:120]
        compound = fresh.compound
        made = open_matter(compound, title, Matter.Stage.DISCOVER, by=by, now=now, once=once)
        fresh.matter, fresh.state = made, NetReport.State.MATTER
        fresh.save(update_fields=["matter", "state"])
        return made


def moved(piece_id: UUID, matter: Matter, by: Actor, now: datetime) -> bool:
    """For matters that are split: whether it was a report of the net."""
    row = NetReport.objects.of(by.street_id).filter(pk=piece_id).first()
    if row is None:
        return False
    with transaction.atomic():
        fresh = _held(row, by)
        require(may_keep(by, fresh.compound_id))
        fresh.matter, fresh.state = matter, NetReport.State.MATTER
        fresh.save(update_fields=["matter", "state"])
        _say(NetReportFiled(fresh.number, matter.number), fresh, by=by, now=now)
    return True


def _held(row: NetReport, by: Actor) -> NetReport:
    rows = NetReport.objects.of(by.street_id).select_for_update(of=("self",))
    fresh: NetReport | None = (
        rows.select_related("compound", "building", "matter").filter(pk=row.pk).first()
    )
    if fresh is None:
        raise Refused(HIDDEN)
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
        raise Refused(Refusal(said("这不是照片。"), said("请拍照，或者选一张图片。")))
    return paper


def _words(typed: str, what: str, how: str) -> str:
    plain = " ".join(typed.split())
    if not plain:
        raise Refused(Refusal(what, how))
    if len(plain) > LONGEST:
        raise Refused(Refusal(said("写得太长，最多 {n} 个字。", n=LONGEST), how))
    return plain


def _say(
    event: NetReported | NetReportAnswered | NetReportFiled,
    row: NetReport,
    *,
    by: Actor,
    now: datetime,
) -> None:
    record(event, by=by, at=now, on=day_of(now), subject_id=row.pk, compound_id=row.compound_id)
