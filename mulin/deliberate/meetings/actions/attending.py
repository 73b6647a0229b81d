"""Who came: by one's own account, by a name typed at the door, or noted by the clerk."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.deliberate.meetings.actions.calling import still_called
from mulin.deliberate.meetings.actions.common import alone
from mulin.deliberate.meetings.events import AttendanceConfirmed, PartyCame
from mulin.deliberate.meetings.models import Attendance, Meeting, Party
from mulin.deliberate.meetings.permissions import HIDDEN, may_carry
from mulin.ground.record.verbs import say_there as say
from mulin.kit.rights import Actor, Refusal, Refused, require, system_actor
from mulin.kit.typed import filled as words
from mulin.kit.words import said

EARLIEST = timedelta(hours=2)
"""The door opens so long before the meeting begins."""
LATEST = timedelta(hours=12)
MOST_NAMES = 300
"""In one meeting: a code that went astray must not fill the list."""
How = Attendance.How


def sign_in(
    meeting: Meeting, party_id: UUID, name: str, *, by: Actor | None, now: datetime
) -> Attendance:
    """Somebody scanned the code at the door. Signed in, he is known; else the clerk confirms his name.

    The same account, or the same name for the same party, gives the first entry back: namesakes
    of two parties are two people, and one account speaks for one party.
    """
    who = by if by is not None and by.street_id == meeting.street_id else None
    called = who.name if who is not None else name
    how = How.ACCOUNT if who is not None else How.DOOR
    acting = who or system_actor(meeting.street_id, said("会场扫码"))
    with transaction.atomic():
        fresh = alone(meeting, acting)
        require(still_called(fresh) or _door_is_open(fresh, now))
        return _note(
            fresh,
            party_id,
            called,
            how,
            person_id=who.person_id if who else None,
            by=acting,
            now=now,
        )


def note_attendance(
    meeting: Meeting, party_id: UUID, name: str, *, by: Actor, now: datetime
) -> Attendance:
    """The clerk writes down somebody who came without a phone."""
    with transaction.atomic():
        fresh = alone(meeting, by)
        require(may_carry(by, fresh.compound_id) or still_called(fresh))
        return _note(fresh, party_id, name, How.CLERK, person_id=None, by=by, now=now)


def confirm_attendance(
    meeting: Meeting, attendance_id: UUID, *, by: Actor, now: datetime
) -> Attendance:
    """The clerk vouches for a name typed at the door."""
    with transaction.atomic():
        fresh = alone(meeting, by)
        require(may_carry(by, fresh.compound_id) or still_called(fresh))
        rows = Attendance.objects.of(by.street_id).filter(meeting=fresh).select_related("party")
        row: Attendance | None = rows.filter(pk=attendance_id).first()
        if row is None:
            raise Refused(HIDDEN)
        if row.confirmed_at is not None:
            return row
        row.confirmed_at, row.confirmed_by = now, by.name
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        event = AttendanceConfirmed(row.party.name, fresh.title, fresh.number, row.name)
        say(event, fresh, by=by, now=now)
        return row


def _note(
    meeting: Meeting,
    party_id: UUID,
    name: str,
    how: Attendance.How,
    *,
    person_id: UUID | None,
    by: Actor,
    now: datetime,
) -> Attendance:
    called = words(name, 40, said("没有写姓名。"), said("请写到会人的姓名。"))
    party = Party.objects.of(meeting.street_id).filter(meeting=meeting, pk=party_id).first()
    if party is None:
        raise Refused(Refusal(said("没有选代表哪一方。"), said("请从名单里选一个。")))
    rows = Attendance.objects.of(meeting.street_id).filter(meeting=meeting)
    same = {"person_id": person_id} if person_id else {"party": party, "name": called}
    known: Attendance | None = rows.filter(**same).first()
    if known is not None:
        return known
    if rows.count() >= MOST_NAMES:
        raise Refused(Refusal(said("签到的人太多了。"), said("请找现场的工作人员登记。")))
    row = Attendance(
        street_id=meeting.street_id,
        meeting=meeting,
        party=party,
        person_id=person_id,
        name=called,
        how=how,
        came_at=now,
        confirmed_at=None if how == How.DOOR else now,
        confirmed_by="" if how == How.DOOR else by.name,
    )
    row.save(force_insert=True)
    event = PartyCame(party.name, how.label, meeting.title, meeting.number, called)
    say(event, meeting, by=by, now=now)
    return row


def _door_is_open(meeting: Meeting, now: datetime) -> Refusal | None:
    if meeting.starts_at - EARLIEST <= now <= meeting.starts_at + LATEST:
        return None
    return Refusal(
        said("现在不能签到。"), said("会议开始前两小时起可以扫码签到；也可以请工作人员登记。")
    )
