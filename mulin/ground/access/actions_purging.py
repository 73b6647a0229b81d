"""What of sign-ins and tokens is over its time goes away."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from mulin.ground.access.events import CallsPurged
from mulin.ground.access.models import AccessToken, JoinCode, TokenUse
from mulin.ground.access.permissions import may_purge
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of, start_of
from mulin.kit.rights import Actor, require


def forget_ended(now: datetime) -> int:
    """Sessions that ran out, what was noted of them, and codes nobody used; of all streets."""
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.filter(~Q(session_key__in=living)).delete()
    codes, _ = JoinCode.objects.filter(valid_until__lt=now).delete()
    return sessions + codes


def purge_calls(*, by: Actor, now: datetime) -> int:
    """Calls by token over their time, and ended tokens of which no call is kept; one street."""
    require(may_purge(by))
    today = day_of(now)
    until = today - timedelta(settings.MULIN_KEEP_DAYS["calls"])
    with transaction.atomic():
        uses = TokenUse.objects.of(by.street_id).filter(at__lt=start_of(until)).erase()
        ended = Q(valid_until__lt=until) | Q(revoked_at__lt=start_of(until))
        used = TokenUse.objects.of(by.street_id).values("token_id")
        tokens = AccessToken.objects.of(by.street_id).filter(ended, ~Q(pk__in=used)).erase()
        if uses or tokens:
            event = CallsPurged(calls=uses, tokens=tokens, before=until.isoformat())
            record(event, by=by, at=now, on=today)
    return uses + tokens
