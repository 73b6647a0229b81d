"""Papers of bodies as plain data, set in type."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.decide.committees.queries.meetings import Decided, MeetingCard
from mulin.ground.papers.typeset import typeset
from mulin.law.committee_vote import Check, Line

PACKAGE = "mulin.decide.committees"
DASH = "——"


def minutes(card: MeetingCard, *, on: date) -> bytes:
    """会议记录: who came, what was decided and by how many, with room to sign."""
    meeting = card.meeting
    body = meeting.term.body
    data: dict[str, Any] = {
        "head": {
            "street": body.street.name,
            "compound": body.compound.name if body.compound else "",
            "number": "",
            "title": meeting.title,
            "convener": body.name,
            "phone": body.phone or body.street.phone,
            "synthetic": body.street.synthetic,
        },
        "title": meeting.title,
        "held": spoken(meeting.held_on),
        "place": meeting.place,
        "whole": f"{len(card.seats)} 人（席位 {meeting.seats or meeting.term.seats}）",
        "present": f"{card.present} 人" if meeting.state != meeting.State.CALLED else "",
        "agenda": [line for line in meeting.agenda.splitlines() if line.strip()],
        "members": [
            {
                "name": seat.member.person.name,
                "title": str(seat.title),
                "present": _present(seat.attendance),
            }
            for seat in card.seats
        ],
        "quorum": "\n".join(_rule(one) for one in (card.quorum, card.owners) if one),
        "decided": [_decided(one) for one in card.decided],
        "lines": [_line(line) for line in card.lines],
    }
    return typeset("minutes", data, on=on, package=PACKAGE)


def spoken(day: date | None) -> str:
    """``2026年6月30日``."""
    return f"{day.year}年{day.month}月{day.day}日" if day else DASH


def _present(attendance: Any) -> str:
    if attendance is None:
        return ""
    return "到" if attendance.present else "缺"


def _rule(check: Check) -> str:
    met = "达到" if check.met else "没有达到"
    return (
        f"{check.name}：{check.whole} 人中须有{check.required.words}，即 {check.needed} 人；"
        f"{check.part} 人，{met}。{check.article}"
    )


def _decided(one: Decided) -> dict[str, Any]:
    row = one.resolution
    return {
        "number": f"{row.order}.",
        "text": row.text,
        "agree": row.agree,
        "against": row.against,
        "abstain": row.abstain,
        "verdict": "通过。" if row.adopted else "没有通过。",
        "rule": _rule(one.check) if one.check else "",
    }


def _line(line: Line) -> dict[str, str]:
    return {
        "what": str(line.what),
        "due": spoken(line.due),
        "done": spoken(line.done),
        "article": line.article,
    }
