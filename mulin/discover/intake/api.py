"""Tickets for programs: the list with masked fields; and what the hotline's system hands over."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from mulin.discover.intake.actions.hotline import take_hotline
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.permissions import may_open_board, may_take_hotline
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.intake.queries.tickets import place_words, visible
from mulin.ground.estate.models import Compound
from mulin.ground.estate.numbers import BadNumber, telephone
from mulin.kit import clock
from mulin.kit.paging import MOST, SIZE, page_of
from mulin.kit.rights import Refusal, Refused, acting_within, require

SCOPE, HOTLINE = "tickets", "hotline"
router = Router(tags=["工单"])


class TicketsAsked(Schema):
    """Which page, and which tickets."""

    page: int = Field(1, ge=1, le=100_000, description="第几页，从 1 起")
    size: int = Field(SIZE, ge=1, le=MOST, description="每页几条")
    state: Ticket.State | None = Field(None, description="只要这个状态的")
    open_only: bool = Field(False, description="只要没有结束的")
    compound: UUID | None = Field(None, description="只要这个小区的")


class TicketOut(Schema):
    """一张工单，不含姓名、电话和居民写的情况."""

    id: UUID
    number: str
    kind: str
    title: str
    place: str
    channel: str
    state: str
    level: str
    round: int
    handler: str
    raised_at: datetime
    due_at: datetime
    done_at: datetime | None
    ended_at: datetime | None
    solved: str
    score: int | None


class Tickets(Schema):
    """一页工单."""

    items: list[TicketOut]
    page: int
    more: bool


class HotlineIn(Schema):
    """热线转来的一件。编号相同的只登记一次."""

    number: str = Field(min_length=1, max_length=40, description="热线工单编号")
    text: str = Field(min_length=1, max_length=2000, description="诉求内容")
    category: str = Field("", max_length=24, description="类别代码或名称；不写则按内容判断")
    compound: str = Field("", max_length=60, description="小区名称；不在小区里的不写")
    spot: str = Field("", max_length=60, description="具体位置")
    caller: str = Field("", max_length=40, description="来电人")
    phone: str = Field("", max_length=20, description="联系电话")
    at: datetime | None = Field(None, description="受理时间")
    days: int = Field(0, ge=0, le=60, description="办理时限，工作日；0 用类别的时限")


class HotlineTaken(Schema):
    """登记了几件，几件早已登记."""

    made: int
    known: int


@router.get("/tickets", response=Tickets, summary="工单列表")
def tickets(request: HttpRequest, asked: Query[TicketsAsked]) -> Any:
    """能查看的工单，先到期的在前。"""
    actor = acting_within(request, SCOPE)
    require(may_open_board(actor))
    rows = visible(actor)
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    if asked.open_only:
        rows = rows.filter(ended_at__isnull=True)
    if asked.compound is not None:
        rows = rows.filter(compound_id=asked.compound)
    page = page_of(rows, asked.page, asked.size)
    return {"items": [_out(row) for row in page.rows], "page": page.number, "more": page.more}


@router.post("/hotline", response=HotlineTaken, summary="热线工单登记")
def hotline(request: HttpRequest, rows: list[HotlineIn]) -> Any:
    """12345 系统把工单交过来，只能用带“热线工单”范围的令牌；重复交不会多出来。"""
    actor = acting_within(request, HOTLINE)
    if actor.token_scopes is None:
        raise Refused(Refusal("这个接口只能用令牌调用。", "请由街道在“我的账号”里签发令牌。"))
    require(may_take_hotline(actor))
    sheet = categories_of(actor.street_id)
    wanted = {row.compound for row in rows if row.compound}
    named = Compound.objects.of(actor.street_id).filter(name__in=wanted, ended_on__isnull=True)
    compounds = dict(named.values_list("name", "pk"))
    codes = {one.name: one.code for one in sheet.categories}
    taken = [_row(row, sheet, compounds, codes) for row in rows]
    made, known = take_hotline(taken, by=actor, now=clock.now())
    return {"made": made, "known": known}


def _row(row: HotlineIn, sheet: Any, compounds: dict[str, UUID], codes: dict[str, str]) -> Any:
    if row.compound and row.compound not in compounds:
        raise Refused(
            Refusal(
                f"{row.number}：底册里没有小区“{row.compound}”。", "一件也没有登记，请改正后重交。"
            )
        )
    try:
        phone = telephone(row.phone) if row.phone else ""
    except BadNumber as bad:
        raise Refused(Refusal(f"{row.number}：{bad}", "一件也没有登记，请改正后重交。")) from None
    code = codes.get(row.category, row.category)
    if sheet.get(code) is None:
        guessed = sheet.guess(f"{row.category}{row.text}")
        code = (guessed or sheet.categories[-1]).code
    at = row.at.isoformat() if row.at is not None and row.at.tzinfo is not None else ""
    return {
        "number": row.number,
        "text": row.text,
        "category": code,
        "compound": str(compounds[row.compound]) if row.compound else "",
        "building": "",
        "spot": row.spot,
        "caller": row.caller,
        "phone": phone,
        "at": at,
        "days": row.days,
    }


def _out(row: Ticket) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "kind": row.kind,
        "title": row.title,
        "place": place_words(row),
        "channel": row.channel,
        "state": row.state,
        "level": row.level,
        "round": row.round,
        "handler": row.organisation.name if row.organisation is not None else "",
        "raised_at": row.raised_at,
        "due_at": row.due_at,
        "done_at": row.done_at,
        "ended_at": row.ended_at,
        "solved": row.solved,
        "score": row.score,
    }
