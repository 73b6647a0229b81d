"""How whoever answers an objection reaches whoever raised it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import ObjectionContactRead
from mulin.decide.assembly.models import Objection
from mulin.decide.assembly.permissions import is_concerned, may_prepare
from mulin.ground import secrets
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said


def read_contact(objection: Objection, reason: str, *, by: Actor, now: datetime) -> str:
    """The contact in the clear, once; the reason is on record. Empty where none was given."""
    with transaction.atomic():
        poll = objection.poll
        require(may_prepare(by, poll.compound) or _complained_of(objection, by))
        why = reason.strip()
        if len(why) < 2:
            raise Refused(
                Refusal(said("没有写查看的理由。"), said("例如“送达书面答复”。理由会写进记录。"))
            )
        say(ObjectionContactRead(poll.title, why[:200]), poll, by=by, now=now)
        context = f"objection/{objection.pk.hex}"
        return secrets.unseal_text(poll.street_id, context, bytes(objection.contact_sealed))


def _complained_of(objection: Objection, by: Actor) -> Refusal | None:
    """Whoever objects stays unreachable for the organisation the vote is about."""
    if is_concerned(by, objection.poll):
        return Refusal(
            said("这次表决关系到您所在的单位，不能查看异议人的联系方式。"),
            said("请由社区或街道答复。"),
        )
    return None
