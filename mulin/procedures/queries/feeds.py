"""A person's calendar: whose it is by its secret address, and the days that stand in it (RFC 5545)."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from icalendar import Calendar, Event

from mulin.decide.assembly.queries.standing import vote_days
from mulin.ground import secrets
from mulin.ground.access.queries import actor_of_membership
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.law.process import Duty
from mulin.procedures.models import Feed
from mulin.procedures.queries import dues_for

SECRET_BYTES = 24
AHEAD = timedelta(days=550)
"""A calendar reaches so far; what is later comes in when its time nears."""
CONTEXT = "procedures.feed"
PRODUCT = "-//Mulin//Procedures//ZH"


@dataclass(frozen=True)
class Day:
    """One whole day of a calendar. ``uid`` stays the same while its day moves."""

    uid: str
    day: date
    title: str
    note: str
    path: str


@dataclass(frozen=True)
class Subscriber:
    """A standing calendar, and who reads it as of today."""

    feed: Feed
    actor: Actor


def digest(secret: bytes) -> str:
    """What is compared of a secret."""
    return sha256(secret).hexdigest()


def address_of(feed: Feed) -> str:
    """The part of the address that nobody can guess."""
    secret = secrets.unseal(feed.street_id, CONTEXT, bytes(feed.sealed))
    return urlsafe_b64encode(feed.street_id.bytes + feed.pk.bytes + secret).decode()


def feed_of(actor: Actor) -> Feed | None:
    """The standing calendar of this person; two statements at most."""
    rows = Feed.objects.of(actor.street_id).filter(
        membership_id=actor.membership_id, revoked_at__isnull=True
    )
    found: Feed | None = rows.first()
    return found


def subscriber_of(token: str, today: date) -> Subscriber | None:
    """Whose calendar this address is, while the calendar, the account and the membership hold."""
    read = _read(token)
    if read is None:
        return None
    street_id, feed_id, secret = read
    rows = Feed.objects.of(street_id).filter(pk=feed_id, revoked_at__isnull=True)
    feed: Feed | None = rows.select_related(
        "membership__account", "membership__person", "membership__street"
    ).first()
    if feed is None or not compare_digest(feed.digest, digest(secret)):
        return None
    membership = feed.membership
    if not (membership.account.is_active and membership.holds_on(today)):
        return None
    return Subscriber(feed, actor_of_membership(membership, today))


def days_of(actor: Actor, today: date) -> list[Day]:
    """Dated steps this person owes, and the votes of his compounds, by day."""
    found = [*_steps(actor, today), *_votes(actor, today)]
    return sorted(found, key=lambda day: (day.day, day.uid))


def written(days: Iterable[Day], *, name: str, site: str, host: str, now: datetime) -> bytes:
    """The days as an iCalendar stream."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for day in days:
        calendar.add_component(_event(day, site, host, now))
    data: bytes = calendar.to_ical()
    return data


def _event(day: Day, site: str, host: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{day.uid}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", day.title)
    event.add("description", day.note)
    event.add("url", f"{site}{day.path}")
    event.add("transp", "TRANSPARENT")
    return event


def _steps(actor: Actor, today: date) -> Iterator[Day]:
    for due in dues_for(actor).filter(day__isnull=False, day__lte=today + AHEAD):
        if due.day is None:
            continue
        procedure = due.procedure
        late = due.day < today
        title = f"{procedure.place_and_about}：{due.title}"
        yield Day(
            uid=f"{procedure.pk.hex}.{due.step}",
            day=due.day,
            title=said("【逾期】{title}", title=title) if late else title,
            note="\n".join(
                part
                for part in (
                    f"{procedure.title}（{procedure.number}）",
                    said("由{label}办", label=Duty(due.owed_by).label),
                    due.article,
                )
                if part
            ),
            path=f"/procedures/{procedure.pk}/steps/{due.step}/",
        )


def _votes(actor: Actor, today: date) -> Iterator[Day]:
    for vote in vote_days(actor, today):
        what = said("投票开始") if vote.first else said("投票截止")
        yield Day(
            uid=f"{vote.poll_id.hex}.{'opens' if vote.first else 'closes'}",
            day=vote.day,
            title=f"{vote.compound}：{vote.title}，{what}",
            note=said("业主表决"),
            path=f"/votes/{vote.poll_id}/",
        )


def _read(token: str) -> tuple[UUID, UUID, bytes] | None:
    try:
        data = urlsafe_b64decode(token.encode("ascii"))
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return None
    if len(data) != 32 + SECRET_BYTES:
        return None
    return UUID(bytes=data[:16]), UUID(bytes=data[16:32]), data[32:]
