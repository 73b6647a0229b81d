"""Messages: what went to whom, what waits, what is carried by hand, and to whom a link belongs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from mulin.ground.estate.models import Ownership, Person, Tenancy
from mulin.ground.estate.queries.holdings import held_on
from mulin.ground.notices.models import Message, WrongNumber
from mulin.ground.notices.permissions import reach
from mulin.ground.streets.models import Street
from mulin.kit.ids import normal_code
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor
from mulin.kit.words import said

PRIVATE = said("内容只给收件人本人看")
NOWHERE = said("（没有登记房屋）")
MARKS = {
    Message.State.WAITING: "soon",
    Message.State.SENDING: "now",
    Message.State.SENT: "done",
    Message.State.FAILED: "late",
    Message.State.DISOWNED: "no",
}


@dataclass(frozen=True)
class ToCarry:
    """One printed message: where its reader lives, and his name as masked."""

    message: Message
    building: str
    rooms: str
    name: str


def messages_for(actor: Actor) -> QuerySet[Message]:
    """Messages the office may look after, newest first, each with its reader's name."""
    names = Person.objects.filter(street_id=OuterRef("street_id"), pk=OuterRef("person_id"))
    rows = Message.objects.of(actor.street_id).exclude(channel=Message.Channel.INBOX)
    within = reach(actor, messages=True)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    rows = rows.select_related("compound").annotate(name=Subquery(names.values("name")[:1]))
    found: QuerySet[Message] = rows.order_by("-id")
    return found


def message_for(actor: Actor, message_id: UUID) -> Message | None:
    """One message of the actor's street."""
    found: Message | None = Message.objects.of(actor.street_id).filter(pk=message_id).first()
    return found


def text_for_office(message: Message) -> str:
    """What the office may read of it: never a code, a receipt or a link that acts."""
    return message.text if message.shown else PRIVATE


def state_counts(rows: QuerySet[Message], now: datetime) -> dict[str, int]:
    """Messages of the last thirty days by state."""
    recent = rows.filter(created_at__gte=now - timedelta(days=30)).order_by()
    return dict(recent.values_list("state").annotate(n=Count("pk")))


def numbers_for(actor: Actor) -> QuerySet[WrongNumber]:
    """Disowned numbers the office may settle, open ones first."""
    rows = WrongNumber.objects.of(actor.street_id)
    within = reach(actor, messages=True)
    if within is not None:
        rows = rows.filter(compound_id__in=within)
    names = Person.objects.filter(street_id=OuterRef("street_id"), pk=OuterRef("person_id"))
    rows = rows.select_related("compound").annotate(name=Subquery(names.values("name")[:1]))
    found: QuerySet[WrongNumber] = rows.order_by("settled_at", "-reported_at")
    return found


def inbox_of(actor: Actor, now: datetime) -> QuerySet[Message]:
    """The actor's own messages inside the house, newest first."""
    rows = Message.objects.of(actor.street_id).filter(
        person_id=actor.person_id, channel=Message.Channel.INBOX, due_at__lte=now
    )
    found: QuerySet[Message] = rows.order_by("-due_at", "-id")
    return found


def message_by_code(code: str) -> Message | None:
    """The message whose "not me" link this is, in whatever street; only once it has left."""
    streets = list(Street.objects.values_list("pk", flat=True))
    rows = Message.objects.filter(street_id__in=streets, disown_code=normal_code(code) or "-")
    left = (Message.State.SENT, Message.State.DISOWNED)
    rows = rows.filter(channel=Message.Channel.SMS, state__in=left)
    found: Message | None = rows.select_related("street", "compound").first()
    return found


def of_compound(compound_id: UUID | None) -> Q:
    """Rows of one compound; None: those that belong to none."""
    return Q(compound__isnull=True) if compound_id is None else Q(compound_id=compound_id)


def places_to_carry(actor: Actor) -> list[tuple[UUID | None, str, int]]:
    """Compounds with printed messages waiting: identifier, name, how many."""
    rows = _printed(actor).order_by().values_list("compound_id", "compound__name")
    counted = rows.annotate(n=Count("pk")).order_by("compound__name")
    return [(pk, name or said("未注明小区"), n) for pk, name, n in counted]


def to_carry(actor: Actor, compound_id: UUID | None, today: date) -> list[ToCarry]:
    """Printed messages waiting in a compound, in the order of a walk through its buildings."""
    rows = _printed(actor).filter(of_compound(compound_id))
    messages = list(rows.order_by("id")[:2000])
    homes = _homes(actor.street_id, compound_id, {m.person_id for m in messages}, today)
    found = [_carried(m, homes.get(m.person_id, [])) for m in messages]
    return [row for _order, row in sorted(found, key=lambda pair: pair[0])]


def _printed(actor: Actor) -> QuerySet[Message]:
    waiting = messages_for(actor).filter(channel=Message.Channel.PRINTED)
    return waiting.filter(state=Message.State.WAITING)


def _carried(message: Any, homes: list[tuple[int, int, str, str]]) -> tuple[Any, ToCarry]:
    homes = sorted(homes)
    first = homes[0] if homes else (1 << 30, 0, NOWHERE, "")
    rooms = "、".join(dict.fromkeys(room for _b, _o, _building, room in homes))
    row = ToCarry(message, first[2], rooms, mask_name(message.name or ""))
    return (first[0], first[1], str(message.pk)), row


def _homes(
    street_id: UUID, compound_id: UUID | None, people: set[UUID | None], today: date
) -> dict[UUID | None, list[tuple[int, int, str, str]]]:
    """Order of the building, of the room, the building and the room, by person."""
    found: dict[UUID | None, list[tuple[int, int, str, str]]] = {}
    ids = [pk for pk in people if pk is not None]
    for model in (Ownership, Tenancy):
        rows = model.objects.of(street_id).filter(held_on(today), person_id__in=ids)
        if compound_id is not None:
            rows = rows.filter(unit__compound_id=compound_id)
        fields = (
            "person_id",
            "unit__building__order",
            "unit__order",
            "unit__building__label",
            "unit__label",
        )
        for person_id, building_order, order, building, room in rows.values_list(*fields):
            name = (
                said("{building}号楼", building=building)
                if (building or "").isdigit()
                else building or NOWHERE
            )
            found.setdefault(person_id, []).append((building_order or 0, order, name, room))
    return found
