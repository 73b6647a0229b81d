"""A version given up, and a pact in force ended without a new one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.deliberate.pacts.actions.common import drafting, say, still_open, words
from mulin.deliberate.pacts.events import PactEnded
from mulin.deliberate.pacts.models import Version
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

LONGEST_WHY = 200
State = Version.State


def withdraw(version: Version, why: str, *, by: Actor, now: datetime) -> Version:
    """Give a version up before it is put to adoption."""
    reason = words(why, LONGEST_WHY, said("没有写理由。"), said("提过意见的人会看到，请写清楚。"))
    with transaction.atomic():
        fresh = drafting(version, by)
        if fresh.state == State.WITHDRAWN:
            return fresh
        require(still_open(fresh))
        return _ended(fresh, State.WITHDRAWN, said("撤回"), reason, by, now)


def end_pact(version: Version, why: str, *, by: Actor, now: datetime) -> Version:
    """A pact in force ends without a new one: a court annulled it, or the owners gave it up."""
    reason = words(why, LONGEST_WHY, said("没有写理由。"), said("例如哪份判决、哪次业主大会决定。"))
    with transaction.atomic():
        fresh = drafting(version, by)
        if fresh.state == State.ENDED:
            return fresh
        if fresh.state != State.IN_FORCE:
            raise Refused(Refusal(said("这一版没有施行。"), said("只有施行中的才能终止。")))
        return _ended(fresh, State.ENDED, said("终止"), reason, by, now)


def _ended(
    version: Version, state: Version.State, what: str, why: str, by: Actor, now: datetime
) -> Version:
    version.state, version.ended_on, version.why_ended = state, day_of(now), why
    version.save(update_fields=["state", "ended_on", "why_ended"])
    event = PactEnded(version.pact.title, version.pact.number, version.number, what, why)
    say(event, version, by=by, now=now)
    return version
