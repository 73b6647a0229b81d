"""A person's calendar under a secret address: begun, begun anew under another, ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.ground import secrets
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.procedures.events import FeedBegun, FeedEnded
from mulin.procedures.models import Feed
from mulin.procedures.permissions import may_have_feed
from mulin.procedures.queries.feeds import CONTEXT, SECRET_BYTES, digest


def begin_feed(secret: bytes, *, by: Actor, now: datetime) -> Feed:
    """A new address for one's calendar; the one before leads nowhere from now on."""
    require(may_have_feed(by))
    if by.membership_id is None or len(secret) != SECRET_BYTES:
        raise ValueError("a secret of another length")
    with transaction.atomic():
        _end(by, now)
        feed = Feed(
            id=uuid7(),
            street_id=by.street_id,
            membership_id=by.membership_id,
            digest=digest(secret),
            sealed=secrets.seal(by.street_id, CONTEXT, secret),
            made_at=now,
        )
        feed.save(force_insert=True)
        _say(FeedBegun(person=by.name), by=by, now=now)
        return feed


def end_feed(*, by: Actor, now: datetime) -> bool:
    """One's calendar is read no more; whether there was one."""
    require(may_have_feed(by))
    with transaction.atomic():
        ended = _end(by, now)
        if ended:
            _say(FeedEnded(person=by.name), by=by, now=now)
        return ended


def _end(by: Actor, now: datetime) -> bool:
    rows = Feed.objects.of(by.street_id).filter(
        membership_id=by.membership_id, revoked_at__isnull=True
    )
    return bool(rows.update(revoked_at=now))


def _say(event: FeedBegun | FeedEnded, *, by: Actor, now: datetime) -> None:
    record(event, by=by, at=now, on=day_of(now), subject_id=by.membership_id)
