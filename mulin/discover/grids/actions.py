"""Appointing and releasing the people of the net; their reports, answered or made matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.grids.events import NetReportAnswered, NetReported
from mulin.discover.grids.models import NetReport, Post
from mulin.discover.grids.permissions import HIDDEN, may_keep, may_report
from mulin.discover.grids.queries import my_places, my_posts
from mulin.ground.estate.actions.appointments import appoint, end_appointment
from mulin.ground.estate.models import (
    Building,
    Community,
    Compound,
    Grid,
    Organisation,
    Person,
    Stairwell,
)
from mulin.ground.matters.actions import open_matter
from mulin.ground.matters.models import Matter
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.actions import record
from mulin.ground.streets.actions import draw_number
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, Role, require
from mulin.kit.words import said

NUMBERS = "WG"
"""Reports are numbered WG-2026-0001: 网格."""
PHOTO = "grids.report"
LONGEST = 300


@dataclass(frozen=True)
class Place:
    """Where somebody is to look after: a grid, a building, or a stairwell of a building."""

    kind: str
    grid: Grid | None = None
    building: Building | None = None
    stairwell: Stairwell | None = None

    @property
    def target(self) -> Grid | Building | Stairwell | None:
        return {
            Post.Kind.GRID_WORKER.value: self.grid,
            Post.Kind.BUILDING_HEAD.value: self.building,
            Post.Kind.STAIRWELL_HEAD.value: self.stairwell,
        }.get(self.kind)


def appoint_to_net(
    place: Place,
    person: Person,
    *,
    since: date,
    party_member: str = "",
    once: UUID,
    by: Actor,
    now: datetime,
) -> Post:
    """Put somebody in charge of a grid, a building or a stairwell; the register states the fact.

    A building and a stairwell have one head at a time.
    """
    target = place.target
    if target is None or _elsewhere(by, target, person):
        raise Refused(HIDDEN)
    compound = None if place.grid is target else target.compound  # type: ignore[union-attr]
    community: Community = (compound or place.grid).community  # type: ignore[union-attr]
    require(may_keep(by, compound.pk if compound else _first(place.grid)))
    with transaction.atomic():
        known: Post | None = Post.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _refuse_second(place)
        row = appoint(
            person,
            _committee(community),
            Role.GRID_WORKER,
            _title(place),
            community=community if compound is None else None,
            compound=compound,
            building=place.building or (place.stairwell.building if place.stairwell else None),
            since=since,
            basis=said("社区任命"),
            by=by,
            now=now,
        )
        made = Post(
            id=once,
            street_id=by.street_id,
            appointment=row,
            person=person,
            kind=place.kind,
            community=community,
            grid=place.grid or (compound.grid if compound else None),
            compound=compound,
            building=row.building,
            stairwell=place.stairwell,
            party_member=party_member if party_member in Post.Said.values else "",
            since=since,
        )
        made.save(force_insert=True)
        return made


def release_from_net(post: Post, why: str, *, by: Actor, now: datetime) -> Post:
    """The person lays the post down from today; the place waits for somebody else."""
    if post.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_keep(by, post.compound_id or _first(post.grid)))
    with transaction.atomic():
        rows = Post.objects.of(by.street_id).select_for_update(of=("self",))
        fresh: Post | None = rows.filter(pk=post.pk).select_related("appointment").first()
        if fresh is None:
            raise Refused(HIDDEN)
        if fresh.ended_on is not None:
            return fresh
        today = max(day_of(now), fresh.since)
        fresh.ended_on = today
        fresh.save(update_fields=["ended_on"])
        end_appointment(fresh.appointment, on=today, why=why, by=by, now=now)
        return fresh


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


def _held(row: NetReport, by: Actor) -> NetReport:
    rows = NetReport.objects.of(by.street_id).select_for_update(of=("self",))
    fresh: NetReport | None = (
        rows.select_related("compound", "building", "matter").filter(pk=row.pk).first()
    )
    if fresh is None:
        raise Refused(HIDDEN)
    return fresh


def _elsewhere(by: Actor, *rows: StreetModel) -> bool:
    return any(row.street_id != by.street_id for row in rows)


def _first(grid: Grid | None) -> UUID | None:
    """A compound of the grid's community: who keeps it keeps the grid."""
    if grid is None:
        return None
    rows = Compound.objects.of(grid.street_id).filter(
        community_id=grid.community_id, ended_on__isnull=True
    )
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found


def _committee(community: Community) -> Organisation:
    """The residents' committee that appoints."""
    rows = Organisation.objects.of(community.street_id).filter(
        community=community,
        kind=Organisation.Kind.RESIDENTS_COMMITTEE,
        ended_on__isnull=True,
    )
    found: Organisation | None = rows.order_by("id").first()
    if found is None:
        raise Refused(
            Refusal(
                said("{name}还没有登记居委会。", name=community.name),
                said("请先在“组织”里登记居委会，再任命。"),
            )
        )
    return found


def _title(place: Place) -> str:
    if place.grid is not None and place.kind == Post.Kind.GRID_WORKER:
        return said("{grid}网格员", grid=place.grid.name)[:40]
    if place.stairwell is not None:
        return said(
            "{building}{stairwell}长", building=place.stairwell.building, stairwell=place.stairwell
        )[:40]
    return said("{building}楼长", building=place.building)[:40]


def _refuse_second(place: Place) -> None:
    if place.kind == Post.Kind.GRID_WORKER or place.target is None:
        return
    rows = Post.objects.of(place.target.street_id).filter(ended_on__isnull=True, kind=place.kind)
    name = "stairwell" if place.kind == Post.Kind.STAIRWELL_HEAD else "building"
    held = rows.filter(**{name: place.target}).select_related("person").first()
    if held is not None:
        raise Refused(
            Refusal(
                said("这里已由{name}负责。", name=held.person.name),
                said("要换人的，先请他卸任。"),
            )
        )


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
    event: NetReported | NetReportAnswered, row: NetReport, *, by: Actor, now: datetime
) -> None:
    record(event, by=by, at=now, on=day_of(now), subject_id=row.pk, compound_id=row.compound_id)
