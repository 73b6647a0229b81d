"""Opening a lift for a stairwell, and ending it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliver.works.actions.common import alone
from mulin.deliver.works.events import LiftProcedureNamed, LiftProjectEnded, LiftProjectOpened
from mulin.deliver.works.models import Home, Milestone, Project, Survey
from mulin.deliver.works.permissions import HIDDEN, may_carry, may_open_project
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.estate.models import Stairwell, Unit
from mulin.ground.estate.queries.holdings import Holding, holdings_on
from mulin.ground.record.verbs import say_there as say
from mulin.ground.streets.actions import draw_number
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.catalogue import nearest
from mulin.law.decision import DEVELOPER
from mulin.law.lifts.feasibility import Verdict
from mulin.law.pinned import pin
from mulin.law.process_catalogue import process_named
from mulin.law.process_codec import written

NUMBERS = "JT"
"""Lifts are numbered JT-2026-0001: 加梯."""
PROCESS, ASSESS = "elevator_retrofit", "assess"
UNCOUNTED = (Unit.Use.PARKING, Unit.Use.STORAGE)
PROCEDURE = re.compile(r"[A-Z]{2}-[0-9]{4}-[0-9]{4,6}")


def open_project(
    stairwell: Stairwell, scope: str, asked_on: date, *, once: UUID, by: Actor, now: datetime
) -> Project:
    """Open a lift: steps, law and homes of today are kept; the same ``once`` gives it back."""
    if stairwell.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_open_project(by, stairwell.compound_id))
    today = day_of(now)
    with transaction.atomic():
        street = Street.objects.select_for_update().get(pk=by.street_id)
        rows = Project.objects.of(by.street_id)
        known: Project | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        require(_too_early(stairwell, asked_on, today))
        homes = _asked(stairwell, scope, today)
        place = nearest(stairwell.compound.region)
        project = Project(
            id=once,
            street=street,
            number=draw_number(by.street_id, NUMBERS, today.year),
            compound=stairwell.compound,
            building=stairwell.building,
            stairwell=stairwell,
            scope=Project.Scope(scope),
            asked_on=asked_on,
            opened_on=today,
            phase=2,
            process=written(process_named(PROCESS)),
            law=pin(place, today, calendar_of(by.street_id)),
        )
        project.save(force_insert=True)
        Home.objects.bulk_create(_homes(project, homes))
        _assessed(project, by)
        where = f"{stairwell.compound.name}{stairwell.building}{stairwell}"
        event = LiftProjectOpened(where, project.number, len(homes), project.scope, asked_on)
        say(event, project, by=by, now=now)
        return project


def end_project(project: Project, why: str, *, by: Actor, now: datetime) -> Project:
    """Give a lift up, with the reason; the stairwell may begin anew."""
    with transaction.atomic():
        fresh = alone(project, by)
        if fresh.state == Project.State.DROPPED:
            return fresh
        require(may_carry(by, fresh))
        if not why.strip():
            raise Refused(Refusal(said("没有写为什么终止。"), said("写一句，邻居会看到。")))
        fresh.state = Project.State.DROPPED
        fresh.ended_on, fresh.why_ended = day_of(now), why.strip()[:200]
        fresh.save(update_fields=["state", "ended_on", "why_ended"])
        event = LiftProjectEnded(fresh.number, fresh.get_state_display(), fresh.why_ended)
        say(event, fresh, by=by, now=now)
        return fresh


def name_procedure(project: Project, number: str, *, by: Actor, now: datetime) -> Project:
    """Note the number of the procedure by which the street keeps this lift's time."""
    with transaction.atomic():
        fresh = alone(project, by)
        require(may_carry(by, fresh))
        typed = number.strip().upper()
        if not PROCEDURE.fullmatch(typed):
            raise Refused(Refusal(said("这不是程序编号。"), said("程序编号像 CX-2026-0001。")))
        if fresh.procedure_number == typed:
            return fresh
        fresh.procedure_number = typed
        fresh.save(update_fields=["procedure_number"])
        say(LiftProcedureNamed(fresh.number, typed), fresh, by=by, now=now)
        return fresh


def _too_early(stairwell: Stairwell, asked_on: date, today: date) -> Refusal | None:
    """A survey comes first, and one lift at a time."""
    if asked_on > today:
        return Refusal(said("提出意愿的日子还没有到。"), said("请填业主提出的那一天。"))
    street = stairwell.street_id
    survey: Survey | None = Survey.objects.of(street).filter(stairwell=stairwell).first()
    if survey is None or survey.verdict == Verdict.OPEN:
        return Refusal(said("这个单元还没有勘察完。"), said("先到现场看一看，把勘察表填完。"))
    if survey.verdict == Verdict.NOT_FEASIBLE:
        return Refusal(said("勘察结论是不可行，不能立项。"), said("情况变了的，请先重新勘察。"))
    rows = Project.objects.of(street).filter(stairwell=stairwell)
    running: Project | None = rows.exclude(state=Project.State.DROPPED).first()
    if running is not None:
        return Refusal(
            said("这个单元已经有项目 {number}。", number=running.number), said("请继续办那一个。")
        )
    return None


def _assessed(project: Project, by: Actor) -> None:
    """The survey that stands is the first phase."""
    rows = Survey.objects.of(project.street_id)
    survey: Survey = rows.get(stairwell_id=project.stairwell_id)
    Milestone(
        street_id=project.street_id,
        project=project,
        step=ASSESS,
        day=survey.surveyed_on,
        outcome=survey.verdict,
        by=survey.by,
    ).save(force_insert=True)


def _asked(stairwell: Stairwell, scope: str, today: date) -> list[Holding]:
    """Homes that have a say today. Raises Refused where an owner or an area is missing."""
    units = Unit.objects.of(stairwell.street_id).filter(building_id=stairwell.building_id)
    if scope == Project.Scope.STAIRWELL:
        units = units.filter(stairwell=stairwell)
    ids = list(units.exclude(use__in=UNCOUNTED).values_list("pk", flat=True))
    homes = holdings_on(stairwell.compound, today, unit_ids=ids)
    if not homes:
        raise Refused(Refusal(said("底册里这个单元没有房屋。"), said("请先导入或者登记房屋。")))
    bad = [h.label for h in homes if not h.voting_area or (_theirs(h) and not h.owners)]
    if bad:
        named = "、".join(bad[:8])
        raise Refused(
            Refusal(
                said("这些房屋在底册里缺业主或者面积：{named}。", named=named),
                said("门槛要按人数和面积算，请先在底册补齐。"),
            )
        )
    return homes


def _theirs(holding: Holding) -> bool:
    return holding.status == Unit.Status.DELIVERED


def _homes(project: Project, holdings: Iterable[Holding]) -> list[Home]:
    return [
        Home(
            street_id=project.street_id,
            project=project,
            unit_id=holding.unit_id,
            label=holding.label,
            order=order,
            floor=holding.floor,
            area=holding.voting_area,
            status=holding.status,
            holder=holding.key if _theirs(holding) else DEVELOPER,
            inside=holding.stairwell_id == project.stairwell_id,
            joins=holding.stairwell_id == project.stairwell_id,
        )
        for order, holding in enumerate(holdings, start=1)
    ]
