"""Messages do not stay for ever: each kind has its time, and one fact says how many went."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from mulin.ground.notices.events import MessagesPurged
from mulin.ground.notices.models import Message, WrongNumber
from mulin.ground.notices.permissions import may_purge
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of, start_of
from mulin.kit.rights import Actor, require

UNSENT = (Message.State.WAITING, Message.State.SENDING)


def purge_messages(*, by: Actor, now: datetime) -> int:
    """Take away messages over their time: at most one round a day finds any. Returns how many.

    What still waits for its turn stays, and what a wrong number was reported by.
    """
    require(may_purge(by))
    today, keep = day_of(now), settings.MULIN_KEEP_DAYS
    with transaction.atomic():
        reported = WrongNumber.objects.of(by.street_id).values("message_id")
        rows = Message.objects.of(by.street_id).filter(~Q(pk__in=reported))
        codes_until = start_of(today - timedelta(keep["codes"]))
        codes = rows.filter(expires_at__lt=codes_until).erase()
        until = today - timedelta(keep["messages"])
        old = rows.filter(~Q(state__in=UNSENT), created_at__lt=start_of(until)).erase()
        if codes or old:
            event = MessagesPurged(codes=codes, messages=old, before=until.isoformat())
            record(event, by=by, at=now, on=today)
    return codes + old
