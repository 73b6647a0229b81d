"""What an applicant is told, as part of the verbs that decide to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mulin.discover.counter.models import Application, HandedPaper
from mulin.ground.estate.identities import open_phone
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.kit.words import joined, said


def told_received(row: Application, *, now: datetime) -> None:
    """It was taken in, under which number."""
    text = said(
        "{station}已收到您的“{affair}”，编号 {number}。缺什么会在 {day} 前一次说全；"
        "到哪一步，扫回执上的二维码就看得到。",
        station=row.station.name,
        affair=row.title,
        number=row.number,
        day=row.tell_by.isoformat(),
    )
    _send(row, "received", text, now)


def told_missing(
    row: Application, lacking: Sequence[HandedPaper], also: str, *, now: datetime
) -> None:
    """Everything that is missing, in one message."""
    missing = joined("、", [one.title for one in lacking])
    text = said(
        "您的“{affair}”（{number}）还要：{missing}。{also}补齐就受理；只说这一次，没有写到的不会再要。",
        affair=row.title,
        number=row.number,
        missing=missing or said("见下"),
        also=joined("", (also, said("。"))) if also else "",
    )
    _send(row, "missing", text, now)


def told_answer(row: Application, *, now: datetime) -> None:
    """The one answer."""
    text = said(
        "您的“{affair}”（{number}）有结果了：{outcome}。{answer}",
        affair=row.title,
        number=row.number,
        outcome=row.get_outcome_display(),
        answer=row.answer,
    )
    _send(row, "answer", text, now)


def _send(row: Application, what: str, text: str, now: datetime) -> None:
    """To the number that was given for this affair, else to the register's."""
    own = open_phone(row.street_id, bytes(row.phone_sealed)) if row.phone_sealed else ""
    if not own and row.person_id is None:
        return
    outgoing = Outgoing(
        f"affair/{row.pk.hex}/{what}",
        text,
        person_id=None if own else row.person_id,
        address=own,
        subject_id=row.pk,
        compound_id=row.compound_id,
        by_hand=True,
    )
    send_all(row.street_id, [outgoing], now=now)
