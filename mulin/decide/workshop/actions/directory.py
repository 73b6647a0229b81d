"""The directory of the green channel: somebody put in, taken out, a telephone read with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.workshop.actions.common import alone
from mulin.decide.workshop.events import ContactEnded, ContactKept, ContactPhoneRead
from mulin.decide.workshop.models import Contact
from mulin.decide.workshop.permissions import may_lend
from mulin.decide.workshop.topics import BY_CODE, PROFESSION_NAMES
from mulin.ground.estate.identities import Sealer, open_phone
from mulin.ground.estate.numbers import BadNumber, telephone
from mulin.ground.record.verbs import say
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said


@dataclass(frozen=True)
class Card:
    """Who it is, for what, and when to be found."""

    profession: str
    organisation: str
    name: str
    post: str = ""
    phone: str = ""
    topics: tuple[str, ...] = ()
    days: str = ""


def keep_contact(card: Card, *, once: UUID, by: Actor, now: datetime) -> Contact:
    """Put somebody into the directory; the number is sealed as in the register."""
    require(may_lend(by))
    if card.profession not in PROFESSION_NAMES or not set(card.topics) <= set(BY_CODE):
        refuse(said("没有选哪一方，或者选了没有的主题。"), said("请从列表里选。"))
    sealed, masked = _sealed(by.street_id, card.phone)
    with transaction.atomic():
        rows = Contact.objects.of(by.street_id)
        known: Contact | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        made = Contact(
            id=once,
            street_id=by.street_id,
            profession=card.profession,
            organisation=words(card.organisation, 80, said("单位")),
            name=words(card.name, 40, said("姓名")),
            post=card.post.strip()[:40],
            phone_sealed=sealed,
            phone_masked=masked,
            topics=list(card.topics),
            days=card.days.strip()[:80],
        )
        made.save(force_insert=True)
        event = ContactKept(PROFESSION_NAMES[made.profession], made.organisation, made.name)
        say(event, made, by=by, now=now)
        return made


def end_contact(contact: Contact, why: str, *, by: Actor, now: datetime) -> Contact:
    """Ask them no more; again, it changes nothing."""
    require(may_lend(by))
    reason = words(why, 200, said("理由"))
    with transaction.atomic():
        fresh = alone(contact, by)
        if fresh.ended_on is not None:
            return fresh
        fresh.ended_on = day_of(now)
        fresh.save(update_fields=["ended_on"])
        say(ContactEnded(fresh.organisation, reason, fresh.name), fresh, by=by, now=now)
        return fresh


def read_phone(contact: Contact, why: str, *, by: Actor, now: datetime) -> str:
    """The number in the clear, with the reason on record."""
    require(may_lend(by))
    reason = words(why, 200, said("理由"), said("例如“电话请到场”。"))
    with transaction.atomic():
        fresh = alone(contact, by)
        if not fresh.phone_masked:
            refuse(said("没有登记电话。"), said("请先问到号码。"))
        say(ContactPhoneRead(fresh.organisation, reason, fresh.name), fresh, by=by, now=now)
        return open_phone(by.street_id, bytes(fresh.phone_sealed))


def _sealed(street_id: UUID, typed: str) -> tuple[bytes, str]:
    if not typed.strip():
        return b"", ""
    try:
        number = telephone(typed)
    except BadNumber as bad:
        refuse(str(bad), said("请核对电话号码；没有的可以不填。"))
    sealed, masked, _blind, _tail = Sealer(street_id).phone_values(number)
    return sealed, masked
