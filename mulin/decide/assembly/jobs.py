"""What the vote looks after by itself: closing at its hour, and the reminders that were planned."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime

from mulin.decide.assembly.actions.reminding import remind, reminder_days_of
from mulin.decide.assembly.actions.running import close_voting
from mulin.decide.assembly.models import Poll, ReminderRound
from mulin.ground.jobs.registry import every
from mulin.ground.streets.models import Street
from mulin.kit.clock import day_of
from mulin.kit.rights import Refused, system_actor

log = logging.getLogger(__name__)


@every(seconds=10)
def close_due(*, now: datetime) -> None:
    """Close every vote whose hour has come. Opening is never automatic."""
    for poll in _voting():
        if poll.closes_at is not None and poll.closes_at <= now:
            try:
                close_voting(poll.pk, by=system_actor(poll.street_id), now=now)
            except Refused as refused:
                log.warning("%s was not closed: %s", poll.number, refused)


@every(seconds=300)
def remind_due(*, now: datetime) -> None:
    """Send the reminders whose day has come; each planned day once, the latest one only."""
    for poll in _voting():
        due = [day for day in reminder_days_of(poll) if day <= day_of(now)]
        if due and not _sent(poll, due[-1]):
            try:
                remind(poll.pk, due[-1], by=system_actor(poll.street_id), now=now)
            except Refused as refused:
                log.warning("%s was not reminded: %s", poll.number, refused)


def _voting() -> Iterator[Poll]:
    """Votes under way, street by street."""
    for street in Street.objects.values_list("pk", flat=True):
        yield from Poll.objects.of(street).filter(state=Poll.State.VOTING).order_by("closes_at")


def _sent(poll: Poll, due_on: date) -> bool:
    rounds = ReminderRound.objects.of(poll.street_id)
    return bool(rounds.filter(poll=poll, due_on=due_on).exists())
