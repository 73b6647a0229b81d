"""Going up: from who does it to the community, the street, the department; each level has its clock."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mulin.discover.intake.actions.common import alone, in_state, say, spoken, tell, words
from mulin.discover.intake.events import TicketRaisedUp, TicketsRaisedUp
from mulin.discover.intake.limits import Limit, until
from mulin.discover.intake.models import RUNNING, UNDONE, Ticket
from mulin.discover.intake.permissions import may_dispatch, may_oversee
from mulin.discover.intake.queries.people import overseers
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.notices.actions.messages import Outgoing, send_all
from mulin.ground.notices.models import Message
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

Level, State = Ticket.Level, Ticket.State
NEXT = {
    Level.HANDLER: Level.COMMUNITY,
    Level.COMMUNITY: Level.STREET,
    Level.STREET: Level.DEPARTMENT,
}
LEVEL_DAYS = {Level.COMMUNITY: 2, Level.STREET: 3, Level.DEPARTMENT: 10}
"""Working days that a level has from the moment a ticket reached it; for an emergency one day."""
CLIMBING = (Level.COMMUNITY, Level.HANDLER)
"""Levels from which time alone takes a ticket up; the higher first, so that none climbs twice."""
BATCH = 500


def raise_up(ticket: Ticket, why: str, *, by: Actor, now: datetime) -> Ticket:
    """Ask the next level up for help; to the department only the street goes."""
    reason = words(
        why, 200, said("没有写为什么要上报。"), said("例如“产权单位不配合，请街道协调”。")
    )
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_dispatch(by, fresh))
        require(in_state(fresh, *UNDONE))
        level = NEXT.get(Level(fresh.level))
        if level is None:
            raise Refused(
                Refusal(said("已经到区级部门。"), said("请与部门联系，把结果写在工单里。"))
            )
        if level == Level.DEPARTMENT:
            require(may_oversee(by, fresh))
            if not by.is_street:
                raise Refused(Refusal(said("报区级部门由街道办。"), said("请先升到街道。")))
        _lift(fresh, level, now)
        fresh.save(update_fields=["level", "level_due_at"])
        due = spoken(fresh.level_due_at) if fresh.level_due_at else ""
        say(
            TicketRaisedUp(fresh.number, fresh.get_level_display(), reason, due),
            fresh,
            by=by,
            now=now,
        )
        _tell(fresh, reason, now=now)
        return fresh


def raise_level(street_id: UUID, level: str, *, by: Actor, now: datetime) -> int:
    """What is over its time at one level goes to the next, in one fact; how many went.

    Paused tickets do not run and do not go up. A department is reached by people only.
    """
    following = NEXT[Level(level)]
    if following == Level.DEPARTMENT:
        return 0
    over = Q(level_due_at__lte=now) | Q(level_due_at__isnull=True, due_at__lte=now)
    with transaction.atomic():
        rows = Ticket.objects.of(street_id).select_for_update(of=("self",))
        found = list(
            rows.filter(
                over, due_at__lte=now, level=level, state__in=RUNNING, ended_at__isnull=True
            )
            .select_related("compound")
            .order_by("id")[:BATCH]
        )
        if not found:
            return 0
        for ticket in found:
            _lift(ticket, following, now)
        for urgent in (False, True):
            mine = [ticket for ticket in found if ticket.emergency is urgent]
            if mine:
                held = Ticket.objects.of(street_id).filter(pk__in=[one.pk for one in mine])
                held.update(level=following, level_due_at=mine[0].level_due_at)
        numbers = "、".join(ticket.number for ticket in found)
        event = TicketsRaisedUp(len(found), following.label, numbers)
        record(event, by=by, at=now, on=day_of(now))
        _tell_many(found, following, now=now)
        return len(found)


def _lift(ticket: Ticket, level: str, now: datetime) -> None:
    days = 1 if ticket.emergency else LEVEL_DAYS[Level(level)]
    ticket.level = level
    ticket.level_due_at = until(Limit(days=days), now, calendar_of(ticket.street_id))


def _tell(ticket: Ticket, why: str, *, now: datetime) -> None:
    community = ticket.compound.community_id if ticket.compound is not None else None
    people = overseers(ticket.street_id, ticket.level, community, day_of(now))
    text = said(
        "{number}“{title}”升到{level}：{why}。",
        number=ticket.number,
        title=ticket.title,
        level=ticket.get_level_display(),
        why=why,
    )
    tell(ticket, people, text, f"up-{ticket.level}-{ticket.round}", now=now)


def _tell_many(tickets: list[Ticket], level: str, *, now: datetime) -> None:
    """One line for each overseer and community, however many went up."""
    street_id = tickets[0].street_id
    groups: dict[UUID | None, list[Ticket]] = {}
    for ticket in tickets:
        place = ticket.compound.community_id if ticket.compound is not None else None
        groups.setdefault(place if level == Level.COMMUNITY else None, []).append(ticket)
    outgoing = []
    for community, held in groups.items():
        text = said(
            "{n} 张工单超时，升到{level}：{numbers}。",
            n=len(held),
            level=Level(level).label,
            numbers="、".join(one.number for one in held[:10]),
        )
        for person in overseers(street_id, level, community, day_of(now)):
            outgoing.append(
                Outgoing(
                    key=f"tickets:up:{held[0].pk.hex}:{level}:{now:%Y%m%d%H%M}:{person.hex}",
                    text=text,
                    person_id=person,
                    channel=Message.Channel.INBOX,
                )
            )
    send_all(street_id, outgoing, now=now)
