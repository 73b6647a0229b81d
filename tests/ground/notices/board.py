"""Notices and messages to test with."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from mulin.ground.estate.identities import Sealer
from mulin.ground.estate.models import Person
from mulin.ground.notices.actions import NoticeDraft, Outgoing, publish, send_all
from mulin.ground.notices.models import Message, PublicNotice
from tests.cast import Cast, Place

PHONE = "13800000001"


def hang(
    place: Place,
    title: str = "外墙维修表决方案公示",
    *,
    starts: date,
    days: int = 15,
    kind: str = PublicNotice.Kind.PUBLICATION,
    body: str = "使用维修资金修 1 号楼外墙。",
    purpose: str = "poll",
) -> PublicNotice:
    """A notice hanging in a compound for so many days."""
    draft = NoticeDraft(
        kind=kind,
        purpose=purpose,
        title=title,
        body=body,
        basis="物业管理条例",
        starts_on=starts,
        ends_on=starts + timedelta(days=days),
    )
    with transaction.atomic():
        return publish(place.compound, draft)


def give_phone(person: Person, phone: str = PHONE) -> Person:
    """Register a telephone number for a person of the cast."""
    for name, value in Sealer(person.street_id).phone_fields(phone).items():
        setattr(person, name, value)
    person.save()
    return person


def queue(cast: Cast, *messages: Outgoing, now: datetime) -> list[Message]:
    """Messages of ``yun`` in the outbox, in the order given."""
    with transaction.atomic():
        send_all(cast.yun.pk, messages, now=now)
    keys = [m.key for m in messages]
    rows = {m.key: m for m in Message.objects.of(cast.yun).filter(key__in=keys)}
    return [rows[key] for key in keys if key in rows]


def told(cast: Cast, key: str = "k1", **more: object) -> Outgoing:
    """A reminder to the owner of the cast."""
    values: dict[str, object] = {
        "key": key,
        "text": "云栖苑业主表决 3月8日18:00 截止。",
        "person_id": cast.persons["owner"].pk,
        "compound_id": cast.a.compound.pk,
        "shown": True,
        **more,
    }
    return Outgoing(**values)  # type: ignore[arg-type]
