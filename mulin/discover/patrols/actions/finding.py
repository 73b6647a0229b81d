"""A hazard comes into the book: from a failed check, from a visit, or because somebody reports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.patrols.actions.common import kept, tell
from mulin.discover.patrols.events import HazardFound
from mulin.discover.patrols.models import Hazard, HazardStep, Point
from mulin.discover.patrols.permissions import HIDDEN, may_find
from mulin.discover.patrols.queries.hazards import grade_of, like_it
from mulin.discover.patrols.queries.plans import office_of, officers_of
from mulin.ground.estate.models import Building, Compound
from mulin.ground.papers.actions import Readable
from mulin.ground.papers.models import Paper
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.words import said
from mulin.law.safety.catalogue import all_templates, template_named
from mulin.law.safety.hazard import FIRST_REACH, Level, Reach

NUMBERS = "YH"
"""Hazards are numbered YH-2026-0001: 隐患."""
Kind = HazardStep.Kind


@dataclass(frozen=True)
class Seen:
    """A fault as it was seen: its kind, and in the finder's words."""

    kind: str
    text: str


@dataclass(frozen=True)
class HazardDraft:
    """A hazard somebody reports."""

    kind: str
    where: str
    text: str
    point: Point | None = None
    building: Building | None = None
    level: Level | None = None


def report_hazard(
    compound: Compound,
    draft: HazardDraft,
    photos: Sequence[bytes | Readable],
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Hazard:
    """Somebody saw something dangerous; the same kind at the same point joins the open one."""
    if compound.street_id != by.street_id or draft.kind not in all_templates():
        raise Refused(HIDDEN)
    require(may_find(by, compound.pk))
    for place in (draft.point, draft.building):
        if place is not None and place.compound_id != compound.pk:
            raise Refused(HIDDEN)
    where = words(draft.where, 80, said("没有写在哪里。"), said("例如“2 号楼西侧消防通道”。"))
    text = words(draft.text, 300, said("没有写是什么情况。"), said("一句话写清看到了什么。"))
    with transaction.atomic():
        known: Hazard | None = Hazard.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = fresh_row(compound, draft.kind, where, text, finder=by, now=now)
        row.pk, row.point, row.building = once, draft.point, draft.building
        row.source = Hazard.Source.REPORT
        if draft.level is not None:
            _grade(row, draft.level)
        papers = kept(by.street_id, photos, where, by=by, now=now)
        row.save(force_insert=True)
        note(row, Kind.FOUND, text, papers, who=by, now=now)
        _raise_alarm(row, now)
        level = row.get_grade_display()
        event = HazardFound(where, template_named(row.kind).title, row.number, level)
        say(event, row, by=by, now=now)
        return row


def find(
    point: Point,
    faults: Sequence[Seen],
    papers: Sequence[Paper],
    source_id: str,
    *,
    finder: Actor,
    now: datetime,
) -> list[Hazard]:
    """Failed checks of a point, inside the sign-in that found them: new hazards only are given back."""
    found = []
    for fault in faults:
        known = like_it(point.street_id, point.pk, fault.kind)
        if known is not None:
            note(known, Kind.SEEN, fault.text, papers, who=finder, now=now)
            continue
        row = fresh_row(point.compound, fault.kind, point.name, fault.text, finder=finder, now=now)
        row.point, row.building_id = point, point.building_id
        row.source, row.source_id = Hazard.Source.PATROL, UUID(source_id)
        row.save(force_insert=True)
        note(row, Kind.FOUND, fault.text, papers, who=finder, now=now)
        _raise_alarm(row, now)
        found.append(row)
    return found


def fresh_row(
    compound: Compound, kind: str, where: str, text: str, *, finder: Actor, now: datetime
) -> Hazard:
    """A hazard under its number with what its kind says, not yet written."""
    template = template_named(kind)
    row = Hazard(
        street_id=compound.street_id,
        compound=compound,
        number=draw_number(compound.street_id, NUMBERS, day_of(now).year),
        kind=template.code,
        where=where[:80],
        text=text[:300],
        open=template.open,
        found_at=now,
        found_by=(finder.post or finder.name)[:80],
    )
    _grade(row, template.level)
    return row


def note(
    hazard: Hazard,
    kind: HazardStep.Kind,
    text: str,
    papers: Sequence[Paper] = (),
    *,
    who: Actor,
    now: datetime,
) -> None:
    """A line of what was done about a hazard, one for each photo."""
    HazardStep.objects.bulk_create(
        HazardStep(
            street_id=hazard.street_id,
            hazard=hazard,
            kind=kind,
            text=text[:500] if at == 0 else "",
            by=(who.post or who.name)[:80],
            at=now,
            paper=paper,
        )
        for at, paper in enumerate(papers or [None])
    )


def _grade(row: Hazard, level: Level) -> None:
    row.grade, row.reach = grade_of(level), FIRST_REACH[level].value


def _raise_alarm(row: Hazard, now: datetime) -> None:
    """Grave ones go to the street at once, major ones to the community."""
    if row.reach == Reach.COMPOUND:
        return
    today = day_of(now)
    people = office_of(row.compound, today)
    if row.reach == Reach.STREET:
        people += officers_of(row.street_id, today)
    text = said(
        "{compound}“{where}”发现{level}隐患（{number}），请核实并采取临时措施。",
        compound=row.compound.name,
        where=row.where,
        level=row.get_grade_display(),
        number=row.number,
    )
    loud = row.reach == Reach.STREET
    tell(people, text, f"hazard/found/{row.pk.hex}", row, now=now, loud=loud)
