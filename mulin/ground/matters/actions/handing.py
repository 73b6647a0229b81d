"""Who has a matter in hand, and handing it on with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.ground.estate.models import Organisation, Person
from mulin.ground.matters.actions.common import carrying, still_open, tell
from mulin.ground.matters.events import MatterHandedOver
from mulin.ground.matters.models import Matter
from mulin.ground.matters.queries import hands_near
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.typed import line
from mulin.kit.words import said

NOBODY = said("还没有定的承办人")


def hand_over(
    matter: Matter,
    organisation: Organisation,
    person: Person | None,
    why: str,
    *,
    by: Actor,
    now: datetime,
) -> Matter:
    """Give it to another organisation or another of its people, and say why. To whom it lies with
    already it is not handed again."""
    reason = line(why, 200, said("为什么移交"), said("例如“涉及两个社区，由街道牵头”。"))
    with transaction.atomic():
        fresh = carrying(matter, by)
        still_open(fresh)
        near = {
            (hand.organisation.pk, hand.person.pk if hand.person else None)
            for hand in hands_near(fresh, day_of(now))
        }
        asked = (organisation.pk, person.pk if person is not None else None)
        if asked not in near:
            raise Refused(
                Refusal(said("这个单位或这个人不办这里的事项。"), said("请在列出的里选。"))
            )
        if asked == (fresh.organisation_id, fresh.keeper_id):
            return fresh
        before = fresh.organisation.name if fresh.organisation is not None else NOBODY
        fresh.organisation, fresh.keeper = organisation, person
        fresh.save(update_fields=["organisation", "keeper"])
        event = MatterHandedOver(
            fresh.spoken,
            fresh.number,
            before,
            organisation.name,
            reason,
            person.name if person is not None else "",
        )
        tell(event, fresh, by=by, now=now)
        return fresh
