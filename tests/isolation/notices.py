"""Boards and messages."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.ground.notices.models import Message, PublicNotice, WrongNumber
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept


def _notice(cast: Cast) -> Any:
    row = PublicNotice(
        id=stable_id("notice"),
        street=cast.yun,
        compound=cast.a.compound,
        kind=PublicNotice.Kind.PUBLICATION,
        purpose="demo",
        title="云栖苑公示",
        starts_on=date(2026, 3, 1),
    )
    return kept(row).pk


def _message(cast: Cast) -> Any:
    row = Message(
        id=stable_id("message"),
        street=cast.yun,
        key="isolation",
        compound=cast.a.compound,
        channel=Message.Channel.INBOX,
        text="云栖苑消息",
        created_at=AT,
        due_at=AT,
    )
    return kept(row).pk


def _number(cast: Cast) -> Any:
    row = WrongNumber(
        id=stable_id("number"),
        street=cast.yun,
        blind=b"0" * 16,
        masked="138****0000",
        compound=cast.a.compound,
        message_id=_message(cast),
        reported_at=AT,
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "message_id": _message,
    "notice_id": _notice,
    "number_id": _number,
}

PUBLIC: Public = {
    "notices:not_me": "opened by the code in a message that reached the wrong person",
    "notices:street": "a public board",
    "notices:public": "a public board",
    "notices:board": "a public board",
}
