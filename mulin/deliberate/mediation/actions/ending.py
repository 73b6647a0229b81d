"""A mediation that ends without agreement: why, and the ways that stay open (第26条)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from mulin.deliberate.mediation.actions.applying import barred
from mulin.deliberate.mediation.actions.common import alone, handled, say, tell_sides
from mulin.deliberate.mediation.events import DisputeBarred, DisputeEnded, DisputeRead
from mulin.deliberate.mediation.models import Accord, Dispute, Reading, Side
from mulin.deliberate.mediation.permissions import (
    HIDDEN,
    ONLY_OPEN,
    Standing,
    may_speak_for,
    standing_of,
)
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import joined, said
from mulin.law.mediation import BAR_BY_CODE, WAYS

State = Dispute.State
BY_HAND = (State.FAILED, State.WITHDRAWN)


def end_dispute(
    dispute: Dispute, how: str, why: str, ways: Collection[str], *, by: Actor, now: datetime
) -> Dispute:
    """End it without agreement, and say which ways the parties were told of."""
    reason = words(why, 300, said("理由"), said("写清为什么谈不成。"))
    if how not in BY_HAND:
        refuse(said("没有选怎样结束。"), said("请选调解不成或者申请人撤回。"))
    chosen = [way for way in WAYS if way.code in ways]
    if how == State.FAILED and not chosen:
        refuse(said("没有选告知了哪些途径。"), said("至少告诉当事人一条还能走的路。"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        _drop_drafts(fresh)
        return _ended(fresh, State(how), reason, [w.code for w in chosen], by=by, now=now)


def stop_dispute(side: Side, why: str, *, by: Actor, now: datetime) -> Dispute:
    """A party wants no more of it: its right at any time (第23条)."""
    require(may_speak_for(by, side))
    reason = words(why, 300, said("理由"), said("一句话就行。"))
    with transaction.atomic():
        fresh = alone(side.dispute, by)
        if not fresh.is_open:
            raise Refused(ONLY_OPEN)
        _drop_drafts(fresh)
        gone = side.part == Side.Part.APPLICANT and fresh.state == State.ASKED
        how = State.WITHDRAWN if gone else State.REFUSED
        return _ended(fresh, how, reason, [way.code for way in WAYS], by=by, now=now)


def bar_dispute(dispute: Dispute, bar: str, *, by: Actor, now: datetime) -> Dispute:
    """It turned out that nobody may mediate this; with the rule that says so."""
    found = BAR_BY_CODE.get(bar)
    if found is None:
        refuse(said("没有选是哪种情形。"), said("请从列表里选一个。"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        _drop_drafts(fresh)
        fresh.state, fresh.bar, fresh.ended_on = State.BARRED, bar, day_of(now)
        fresh.why = f"{barred(found)}{found.instead}"[:300]
        fresh.ways = [way.code for way in WAYS]
        fresh.save(update_fields=["state", "bar", "ended_on", "why", "ways"])
        say(DisputeBarred(fresh.number, found.what, str(found.source)), fresh, by=by, now=now)
        tell_sides(fresh, "ended", now, but=by.person_id)
        return fresh


def read_dispute(dispute: Dispute, why: str, *, by: Actor, now: datetime) -> Reading:
    """An officer of the street reads a case until the end of the day; the parties see who and why."""
    reason = words(why, 200, said("理由"), said("写清为哪件公务。"))
    today = day_of(now)
    with transaction.atomic():
        near = standing_of(by, dispute, today)
        if by.person_id is None or near not in (Standing.MAY_ASK, Standing.READS):
            raise Refused(HIDDEN)
        made = Reading(
            street_id=by.street_id,
            dispute=dispute,
            person_id=by.person_id,
            post=(by.post or by.name)[:80],
            why=reason,
            at=now,
            on=today,
        )
        made.save(force_insert=True)
        say(DisputeRead(dispute.number, made.post), dispute, by=by, now=now)
        return made


def _drop_drafts(dispute: Dispute) -> None:
    rows = Accord.objects.of(dispute.street_id).filter(dispute=dispute, state=Accord.State.DRAFT)
    rows.update(state=Accord.State.DROPPED, why=said("案件终止"))


def _ended(
    dispute: Dispute, how: Dispute.State, why: str, ways: list[str], *, by: Actor, now: datetime
) -> Dispute:
    dispute.state, dispute.why, dispute.ended_on = how, why, day_of(now)
    dispute.ways = ways
    dispute.save(update_fields=["state", "why", "ended_on", "ways"])
    told = joined("、", [way.name for way in WAYS if way.code in ways]) or said("没有需要告知的")
    event = DisputeEnded(dispute.number, dispute.get_state_display(), told)
    say(event, dispute, by=by, now=now)
    tell_sides(dispute, "ended", now, but=by.person_id)
    return dispute
