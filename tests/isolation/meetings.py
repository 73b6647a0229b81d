"""Issues and the meetings that talk about them."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.deliberate.meetings.models import (
    AgendaItem,
    Assignment,
    Attendance,
    Issue,
    Meeting,
    Party,
)
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept


def issue(cast: Cast) -> Issue:
    """An issue of compound A, agreed upon."""
    found: Issue = kept(
        Issue(
            id=stable_id("issue"),
            street=cast.yun,
            compound=cast.a.compound,
            number="YT-2026-0001",
            title="云栖苑楼道充电",
            source=Issue.Source.RESIDENT,
            state=Issue.State.AGREED,
            raised_on=date(2026, 3, 1),
        )
    )
    return found


def meeting(cast: Cast) -> Meeting:
    """A meeting of compound A."""
    found: Meeting = kept(
        Meeting(
            id=stable_id("meeting"),
            street=cast.yun,
            compound=cast.a.compound,
            number="HY-2026-0001",
            format="joint_four",
            form="四方联席会议",
            title="云栖苑四方联席会议",
            place="云栖苑活动室",
            starts_at=AT,
            convener="云栖苑业委会",
            door="door-of-the-meeting",
            called_on=date(2026, 3, 1),
        )
    )
    return found


def _party(cast: Cast) -> Party:
    found: Party = kept(
        Party(
            id=stable_id("party"),
            street=cast.yun,
            meeting=meeting(cast),
            order=1,
            name="云栖苑居民",
        )
    )
    return found


def _attendance(cast: Cast) -> Any:
    row = Attendance(
        id=stable_id("attendance"),
        street=cast.yun,
        meeting=meeting(cast),
        party=_party(cast),
        name="云栖苑李演示",
        how=Attendance.How.DOOR,
        came_at=AT,
    )
    return kept(row).pk


def _assignment(cast: Cast) -> Any:
    item = kept(
        AgendaItem(
            id=stable_id("item"),
            street=cast.yun,
            meeting=meeting(cast),
            issue=issue(cast),
            order=1,
        )
    )
    row = Assignment(
        id=stable_id("assignment"),
        street=cast.yun,
        item=item,
        issue=issue(cast),
        party=_party(cast),
        text="云栖苑装充电桩",
        due_on=date(2026, 4, 1),
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "assignment_id": _assignment,
    "attendance_id": _attendance,
    "door": lambda cast: meeting(cast).door,
    "issue_id": lambda cast: issue(cast).pk,
    "talk_id": lambda cast: meeting(cast).pk,
}

PUBLIC: Public = {
    "meetings:door": "whoever comes to the meeting scans the code at its door",
}
