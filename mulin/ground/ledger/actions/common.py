"""What the verbs share: an account set held alone, a fact said, the days that take entries."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from mulin.ground.ledger.models import Books
from mulin.ground.ledger.permissions import HIDDEN
from mulin.ground.ledger.queries.books import BESIDE, month_to_close
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said


def held(books_id: UUID, by: Actor) -> Books:
    """The account set as it stands, held until the verb ends: numbers and months need it alone."""
    rows = Books.objects.of(by.street_id).select_for_update(of=("self",))
    found: Books | None = rows.select_related(*BESIDE).filter(pk=books_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def open_day(books: Books, day: date, today: date) -> None:
    """Raises Refused where nothing may be entered on that day."""
    if day < books.opened_on:
        raise Refused(
            Refusal(
                said("账套从 {day} 启用，不能记更早的账。", day=books.opened_on),
                said("以前的结余请记在期初凭证里。"),
            )
        )
    if day > today:
        raise Refused(Refusal(said("日期在今天以后。"), said("请填业务发生的日子。")))
    if day < month_to_close(books):
        raise Refused(
            Refusal(
                said("{month} 已经结账。", month=f"{day:%Y-%m}"),
                said("请记在还没有结账的月份，或者申请打开这个月。"),
            )
        )


def say(event: Event, books: Books, subject: UUID, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about an account set or a voucher of it."""
    record(event, by=by, at=now, on=day_of(now), subject_id=subject, compound_id=books.compound_id)
