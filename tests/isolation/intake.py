"""Tickets, their rules and codes, and return visits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mulin.discover.intake.models import (
    DispatchRule,
    DutyShift,
    HotlineBatch,
    PlacePoint,
    ReturnVisit,
    Ticket,
    VisitRound,
)
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept

CODE = "follow-the-ticket"


def ticket(cast: Cast) -> Ticket:
    """A ticket of compound A, whose raiser has no account."""
    found: Ticket = kept(
        Ticket(
            id=stable_id("ticket"),
            street=cast.yun,
            number="GD-2026-0001",
            category="clean",
            kind="卫生垃圾",
            title="云栖苑垃圾没有清",
            compound=cast.a.compound,
            channel=Ticket.Channel.TELEPHONE,
            organisation=cast.company,
            state=Ticket.State.SENT,
            follow=CODE,
            respond_hours=2,
            limit_days=5,
            raised_at=AT,
            since=AT,
            respond_by=AT + timedelta(hours=2),
            due_at=AT + timedelta(days=5),
        )
    )
    return found


def point(cast: Cast) -> PlacePoint:
    """A code at the gate of compound A."""
    found: PlacePoint = kept(
        PlacePoint(
            id=stable_id("place point"),
            street=cast.yun,
            compound=cast.a.compound,
            name="云栖苑东门路灯",
            code="a1b2c3d4e5",
        )
    )
    return found


def _rule(cast: Cast) -> Any:
    row = DispatchRule(
        id=stable_id("dispatch rule"),
        street=cast.yun,
        order=1,
        compound=cast.a.compound,
        organisation=cast.company,
    )
    return kept(row).pk


def _shift(cast: Cast) -> Any:
    row = DutyShift(
        id=stable_id("duty shift"),
        street=cast.yun,
        organisation=cast.company,
        person=cast.persons["property_manager"],
        weekday=0,
        begins=8,
        ends=18,
    )
    return kept(row).pk


def visits(cast: Cast) -> VisitRound:
    """A round of return visits."""
    found: VisitRound = kept(
        VisitRound(
            id=stable_id("visit round"),
            street=cast.yun,
            number="HF-2026-0001",
            first=date(2026, 2, 1),
            last=date(2026, 2, 28),
            percent=10,
            population=1,
            size=1,
            seed="seed",
            drawn_at=AT,
            drawn_by="云栖苑",
        )
    )
    return found


def _visit(cast: Cast) -> Any:
    row = ReturnVisit(
        id=stable_id("return visit"), street=cast.yun, round=visits(cast), ticket=ticket(cast)
    )
    return kept(row).pk


def _batch(cast: Cast) -> Any:
    row = HotlineBatch(
        id=stable_id("hotline batch"),
        street=cast.yun,
        file_name="云栖苑热线.xlsx",
        state=HotlineBatch.State.READ,
        at=AT,
        by="云栖苑",
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "follow_code": lambda cast: ticket(cast).follow,
    "hotline_batch_id": _batch,
    "point_code": lambda cast: point(cast).code,
    "point_id": lambda cast: point(cast).pk,
    "rule_id": _rule,
    "shift_id": _shift,
    "ticket_id": lambda cast: ticket(cast).pk,
    "visit_answer_id": _visit,
    "visits_id": lambda cast: visits(cast).pk,
}

PUBLIC: Public = {
    "report:point": "whoever stands before the lamp post scans its code; an account is not needed",
    "report:followed": "who gave no name follows his report by a random code that only he was given",
}
