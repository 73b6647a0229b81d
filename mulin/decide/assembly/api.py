"""Votes for programs: which there are, who took part, how they ended. Nobody votes by program."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from mulin.decide.assembly.actions.exporting import public_document
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.permissions import (
    HIDDEN,
    may_see,
    may_see_progress,
    may_see_result,
)
from mulin.decide.assembly.queries.lists import polls_for
from mulin.decide.assembly.queries.live import Line, progress_of
from mulin.decide.assembly.queries.public_result import public_poll
from mulin.kit import clock
from mulin.kit.paging import MOST, SIZE, page_of
from mulin.kit.rights import Actor, Refusal, Refused, acting_within, require
from mulin.law.roll import Weight

SCOPE = "votes"
router = Router(tags=["表决"])
public = Router(tags=["公开"])
NOT_JUDGED = Refusal("这次表决还没有计票。", "请在结果公布后再取。")


class Asked(Schema):
    """Which page, and which votes."""

    page: int = Field(1, ge=1, le=100_000, description="第几页，从 1 起")
    size: int = Field(SIZE, ge=1, le=MOST, description="每页几条")
    state: Poll.State | None = Field(None, description="只要这个状态的")
    compound: UUID | None = Field(None, description="只要这个小区的")


class VoteOut(Schema):
    """一次表决."""

    id: UUID
    number: str
    title: str
    compound_id: UUID
    compound: str
    state: str
    opens_on: date | None
    closes_at: datetime | None
    announced_on: date | None
    roll_persons: int
    roll_area: str


class Votes(Schema):
    """一页表决."""

    items: list[VoteOut]
    page: int
    more: bool


class WeightOut(Schema):
    """人数和面积（平方米）."""

    persons: int
    area: str


class Participation(Schema):
    """参与情况：只有是否参与，没有怎么投."""

    roll: WeightOut
    participating: WeightOut
    entries: dict[str, int]


class EntryOut(Schema):
    """名册上的一户：是否参与，不含姓名，不含票面."""

    seq: int
    first_unit: str
    units: int
    area: str
    state: str


class Entries(Schema):
    """一页名册."""

    items: list[EntryOut]
    page: int
    more: bool


class ResultOut(Schema):
    """计票结果，格式 mulin-result/1，不含逐票的内容."""

    id: UUID
    number: str
    result: dict[str, Any]


@router.get("/votes", response=Votes, summary="表决列表")
def votes(request: HttpRequest, asked: Query[Asked]) -> Any:
    """能查看的表决，新的在前；涉及本单位的，结果公布前不列。"""
    actor = acting_within(request, SCOPE)
    rows = polls_for(actor)
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    if asked.compound is not None:
        rows = rows.filter(compound_id=asked.compound)
    page = page_of(rows, asked.page, asked.size)
    return {"items": [_vote(row) for row in page.rows], "page": page.number, "more": page.more}


@router.get("/votes/{poll_id}", response=VoteOut, summary="一次表决")
def vote(request: HttpRequest, poll_id: UUID) -> Any:
    """名称、状态、起止、名册大小。"""
    return _vote(_poll(acting_within(request, SCOPE), poll_id))


@router.get("/votes/{poll_id}/participation", response=Participation, summary="参与情况")
def participation(request: HttpRequest, poll_id: UUID) -> Any:
    """按人数、按面积各参与了多少；各户按状态的数目。"""
    progress = progress_of(_poll(acting_within(request, SCOPE), poll_id))
    return {
        "roll": _weight(progress.roll),
        "participating": _weight(progress.participating),
        "entries": progress.counts(),
    }


@router.get("/votes/{poll_id}/entries", response=Entries, summary="逐户进度")
def entries(
    request: HttpRequest,
    poll_id: UUID,
    page: int = Query(1, ge=1, le=100_000),
    size: int = Query(SIZE, ge=1, le=MOST),
) -> Any:
    """每户是否参与；只对召集人、计票人、监票人和审计开放，与网页相同。"""
    actor = acting_within(request, SCOPE)
    poll = _poll(actor, poll_id)
    require(may_see_progress(actor, poll))
    found = page_of(progress_of(poll).lines, page, size)
    return {"items": [_entry(e) for e in found.rows], "page": found.number, "more": found.more}


@router.get("/votes/{poll_id}/result", response=ResultOut, summary="结果")
def result(request: HttpRequest, poll_id: UUID) -> Any:
    """每个议题的人数、面积、通过与否和依据。"""
    actor = acting_within(request, SCOPE)
    poll = _poll(actor, poll_id)
    if not poll.is_judged:
        raise Refused(NOT_JUDGED)
    require(may_see_result(actor, poll))
    motions = [{k: v for k, v in m.items() if k != "excluded"} for m in poll.result["motions"]]
    return {"id": poll.pk, "number": poll.number, "result": poll.result | {"motions": motions}}


@public.get("/votes/{poll_id}/record", response=dict[str, Any], auth=None, summary="公开记录")
def public_record(request: HttpRequest, poll_id: UUID) -> Any:
    """结果公告后，任何人都可以取的公开记录；不用登录。"""
    poll = public_poll(poll_id)
    if poll is None:
        raise Refused(HIDDEN)
    return public_document(poll, now=clock.now())


def _poll(actor: Actor, poll_id: UUID) -> Poll:
    rows = Poll.objects.of(actor.street_id).filter(id=poll_id)
    poll: Poll | None = rows.select_related("compound").first()
    if poll is None:
        raise Refused(HIDDEN)
    require(may_see(actor, poll))
    return poll


def _vote(poll: Poll) -> dict[str, Any]:
    same = ("id", "number", "title", "compound_id", "state", "opens_on", "closes_at")
    more = ("announced_on", "roll_persons")
    return {name: getattr(poll, name) for name in (*same, *more)} | {
        "compound": poll.compound.name,
        "roll_area": _area(poll.roll_area),
    }


def _entry(line: Line) -> dict[str, Any]:
    same = ("seq", "first_unit", "units", "state")
    return {name: getattr(line, name) for name in same} | {"area": _area(line.area)}


def _weight(weight: Weight) -> dict[str, Any]:
    return {"persons": weight.persons, "area": _area(weight.area)}


def _area(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"
