"""What the verbs share: a row held alone, a fact about a case, words that must not be empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from mulin.deliberate.mediation.models import Dispute, Side
from mulin.deliberate.mediation.permissions import HIDDEN, may_handle
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass, Paper
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.record.verbs import Row, hold
from mulin.ground.streets.models import StreetModel
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

SCAN = "mediation.paper"
"""Scans and signatures of cases; ``readers.py`` says who may read them."""
NEWS = said("您有一件事项有新的进展，请在手机首页查看。")
"""All that leaves the room by message: whoever holds the phone learns nothing of the case."""


def alone(row: Row, by: Actor) -> Row:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(row, by, HIDDEN)


def handled(dispute: Dispute, by: Actor, *, ended: bool = False) -> Dispute:
    """The case held alone, for somebody who handles it; ``ended``: also after its end."""
    fresh = alone(dispute, by)
    require(may_handle(by, fresh, ended=ended))
    return fresh


def say(event: Event, row: StreetModel, *, by: Actor, now: datetime) -> None:
    """Put one fact on record about a case. It names no compound: feeds of a place must not tell it."""
    record(event, by=by, at=now, on=day_of(now), subject_id=row.pk)


def not_after(day: date, now: datetime, what: str) -> None:
    """Raise Refused for a day that has not come."""
    if day > day_of(now):
        refuse(said("{what}还没有到。", what=what), said("请填已经过去的日子。"))


def keep_scan(
    dispute: Dispute, file: bytes | Readable, title: str, *, by: Actor, now: datetime
) -> Paper:
    """A scan or signature of a case, sealed where it lies."""
    return store(
        dispute.street_id,
        file,
        kind=SCAN,
        title=f"{dispute.number} {title}"[:200],
        klass=Klass.SENSITIVE,
        by=by,
        today=day_of(now),
        now=now,
    )


def tell(street_id: UUID, people: Iterable[UUID | None], key: str, now: datetime) -> None:
    """Say to people of the register that there is news; never which. ``key``: once for each."""
    known = sorted({one for one in people if one is not None})
    short = fingerprint(key)[:32]
    outgoing = [
        Outgoing(f"mediation/{short}/{one.hex}", NEWS, person_id=one, channel=Message.Channel.INBOX)
        for one in known
    ]
    send_all(street_id, outgoing, now=now)


def tell_sides(dispute: Dispute, key: str, now: datetime, *, but: UUID | None = None) -> None:
    """News for every party the register knows, but whoever caused it."""
    rows = Side.objects.of(dispute.street_id).filter(dispute=dispute)
    pairs = rows.values_list("person_id", "agent_person_id")
    people = {person for pair in pairs for person in pair} - {but}
    tell(dispute.street_id, people, f"mediation/{dispute.pk.hex}/{key}", now)
