"""A visit at a door, help that arrived, and the reading of what was noted there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.discover.campaigns.actions.common import alone, running, say
from mulin.discover.campaigns.events import (
    CampaignDoorVisited,
    CampaignHelpGiven,
    CampaignNoteRead,
)
from mulin.discover.campaigns.models import Campaign, Door, Outcome, Visit
from mulin.discover.campaigns.permissions import HIDDEN, may_knock, may_read_care, may_run
from mulin.discover.campaigns.queries.campaigns import my_memberships
from mulin.ground.secrets.envelope import seal_text, unseal_text
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import filled as words
from mulin.kit.typed import refuse
from mulin.kit.words import said

SEALED = "campaigns.visit"
LONGEST_NOTE, MOST_ROUNDS = 500, 30


@dataclass(frozen=True)
class Found:
    """What was found at a door. ``seen`` is how many visits the form knew of."""

    outcome: str
    seen: int
    help: str = ""
    note: str = ""


def knock(door: Door, found: Found, *, once: UUID, by: Actor, now: datetime) -> Visit:
    """Note a visit; sent twice it is one. Whom somebody else has just visited is refused."""
    with transaction.atomic():
        fresh = alone(door, by, "campaign")
        known: Visit | None = Visit.objects.of(by.street_id).filter(pk=once, door=fresh).first()
        if known is not None:
            return known
        mine = my_memberships(by, fresh.campaign)
        require(may_knock(by, fresh, mine) or running(fresh.campaign))
        _fits(fresh, fresh.campaign, found)
        visit = Visit(
            id=once,
            street_id=by.street_id,
            campaign=fresh.campaign,
            door=fresh,
            round=fresh.rounds + 1,
            outcome=found.outcome,
            note_sealed=seal_text(by.street_id, SEALED, found.note.strip()),
            at=now,
            by=by.name,
            person_id=by.person_id,
        )
        visit.save(force_insert=True)
        _carry_over(fresh, visit, found)
        event = CampaignDoorVisited(fresh.campaign.number, visit.round)
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return visit


def give_help(door: Door, how: str, *, by: Actor, now: datetime) -> Door:
    """What a household asked for has been done."""
    told = words(how, 200, said("没有写怎样帮的。"), said("例如“药已送到”。"))
    with transaction.atomic():
        fresh = alone(door, by, "campaign")
        require(may_run(by, fresh.compound_id) or may_read_care(by, fresh.compound_id))
        if fresh.outcome != Outcome.HELP:
            refuse(said("{label} 没有在等帮助。", label=fresh.label))
        if fresh.helped_on is not None:
            return fresh
        fresh.helped_on, fresh.helped_how = day_of(now), told
        fresh.save(update_fields=["helped_on", "helped_how"])
        event = CampaignHelpGiven(fresh.campaign.number)
        say(event, fresh.pk, fresh.compound_id, by=by, now=now)
        return fresh


def read_note(visit: Visit, why: str, *, by: Actor, now: datetime) -> str:
    """The sealed note of a visit in the clear; that it was read, and why, goes on record."""
    reason = words(why, 100, said("没有写为什么要看。"), said("理由会留痕。"))
    if visit.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_read_care(by, visit.door.compound_id))
    if not visit.noted:
        refuse(said("这次上门没有留下记录，或者已经到期销毁。"))
    with transaction.atomic():
        event = CampaignNoteRead(visit.door.campaign.number, reason)
        say(event, visit.door_id, visit.door.compound_id, by=by, now=now)
        return unseal_text(by.street_id, SEALED, bytes(visit.note_sealed))


def _fits(door: Door, campaign: Campaign, found: Found) -> None:
    if found.outcome not in Outcome.values:
        refuse(said("没有选上门的情况。"), said("请选一项。"))
    if found.seen != door.rounds:
        refuse(
            said(
                "{label} 刚才已由{who}登记：{outcome}。",
                label=door.label,
                who=door.last_by,
                outcome=door.get_outcome_display(),
            ),
            said("请刷新名单；要再登记一次的，从新名单里填。"),
        )
    if door.rounds >= MOST_ROUNDS:
        refuse(said("这一户已经上门 {n} 次。", n=door.rounds), said("请交给社区另外联系。"))
    known = {code for code, _word in campaign.helps}
    if (found.outcome == Outcome.HELP) != bool(found.help) or (
        found.help and found.help not in known
    ):
        refuse(said("需要帮助的，要选需要什么。"), said("请从求助种类里选一项。"))
    if len(found.note) > LONGEST_NOTE:
        refuse(said("记得太长，最多 {n} 个字。", n=LONGEST_NOTE))


def _carry_over(door: Door, visit: Visit, found: Found) -> None:
    """The door as it stands now. Who still waits for help goes on waiting while nobody opens."""
    door.rounds, door.last_at, door.last_by = visit.round, visit.at, visit.by
    waits = door.outcome == Outcome.HELP and door.helped_on is None
    if not (waits and visit.outcome in (Outcome.NOT_HOME, Outcome.REFUSED)):
        door.outcome, door.help = visit.outcome, found.help
        door.helped_on, door.helped_how = None, ""
    door.save(
        update_fields=["rounds", "outcome", "help", "last_at", "last_by", "helped_on", "helped_how"]
    )
