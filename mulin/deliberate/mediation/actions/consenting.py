"""Whether the parties agree: nobody is mediated who does not want to be."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mulin.deliberate.mediation.actions.common import alone, handled, not_after, say, tell_sides
from mulin.deliberate.mediation.events import ConsentNoted, DisputeLonger, MediatorWished
from mulin.deliberate.mediation.models import Dispute, Mediator, Side
from mulin.deliberate.mediation.permissions import HIDDEN, may_speak_for
from mulin.deliberate.mediation.queries.panels import values_of
from mulin.ground.calendar.queries import calendar_of
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said
from mulin.law.mediation import WAYS, mediate_by

State, Consent = Dispute.State, Side.Consent
NEEDED = (Side.Part.APPLICANT, Side.Part.RESPONDENT)


def note_consent(
    side: Side,
    stance: str,
    way: str,
    on: date,
    *,
    shares: bool = False,
    by: Actor,
    now: datetime,
) -> Dispute:
    """The mediator puts down what a party said at the counter, by telephone or on paper."""
    told = words(way, 40, said("怎样表示的"), said("例如“电话”“当面签了同意书”。"))
    not_after(on, now, said("表示同意或者拒绝的日子"))
    with transaction.atomic():
        fresh, row = handled(side.dispute, by), alone(side, by)
        _share(row, shares)
        return _noted(fresh, row, stance, told, on, by=by, now=now)


def give_consent(side: Side, stance: str, *, shares: bool, by: Actor, now: datetime) -> Dispute:
    """A party says it himself, and whether guests of a joint session may be told."""
    require(may_speak_for(by, side))
    with transaction.atomic():
        fresh, row = alone(side.dispute, by), alone(side, by)
        _share(row, shares)
        way = said("本人在手机上")
        return _noted(fresh, row, stance, way, day_of(now), by=by, now=now)


def wish_mediator(
    side: Side, mediator: Mediator | None, objection: str, *, by: Actor, now: datetime
) -> Side:
    """A party says whom it would like to have, or whom it does not want and why (第19条、第23条)."""
    require(may_speak_for(by, side))
    with transaction.atomic():
        fresh, row = alone(side.dispute, by), alone(side, by)
        if not fresh.is_open:
            refuse(said("这个案件已经结束。"), said("情况有变的，可以重新申请。"))
        if mediator is not None and mediator.panel_id != fresh.panel_id:
            raise Refused(HIDDEN)
        row.wishes, row.objection = mediator, objection.strip()[:200]
        row.save(update_fields=["wishes", "objection"])
        parts = (
            said("选择了调解员") if mediator else "",
            said("请求回避") if row.objection else "",
        )
        what = "、".join(part for part in parts if part) or said("由调委会指定")
        say(MediatorWished(fresh.number, what), fresh, by=by, now=now)
        return row


def lengthen(dispute: Dispute, until: date, why: str, *, by: Actor, now: datetime) -> Dispute:
    """More time, as every party agreed."""
    reason = words(why, 200, said("延长的理由"), said("写清谁在哪天同意延长。"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        if fresh.due_on is None:
            refuse(said("还没有受理，没有期限。"), said("各方同意后自动受理。"))
        if until <= fresh.due_on:
            refuse(said("新的期限不晚于现在的 {day}。", day=fresh.due_on), said("请填更晚的日子。"))
        fresh.due_on, fresh.longer = until, reason
        fresh.save(update_fields=["due_on", "longer"])
        say(DisputeLonger(fresh.number, until), fresh, by=by, now=now)
        tell_sides(fresh, f"longer/{until}", now, but=by.person_id)
        return fresh


def _share(side: Side, shares: bool) -> None:
    """Whether guests of a joint session may be told (第20条)."""
    side.shares = shares
    side.save(update_fields=["shares"])


def _noted(
    dispute: Dispute, side: Side, stance: str, way: str, on: date, *, by: Actor, now: datetime
) -> Dispute:
    if stance not in (Consent.AGREED, Consent.REFUSED):
        refuse(said("没有选同意还是不同意。"), said("请选一个。"))
    if not dispute.is_open:
        refuse(said("这个案件已经结束。"), said("情况有变的，可以重新申请。"))
    side.consent, side.consent_way, side.consent_on = stance, way, on
    side.save(update_fields=["consent", "consent_way", "consent_on"])
    then = _follow(dispute, side, now)
    event = ConsentNoted(dispute.number, side.get_consent_display(), way, then)
    say(event, dispute, by=by, now=now)
    tell_sides(dispute, f"consent/{side.pk.hex}/{stance}", now, but=by.person_id)
    return dispute


def _follow(dispute: Dispute, side: Side, now: datetime) -> str:
    """A refusal ends the case (第17条、第23条); with the last consent it is accepted and its time runs."""
    if side.consent == Consent.REFUSED:
        if side.part not in NEEDED:
            return ""
        dispute.state, dispute.ended_on = State.REFUSED, day_of(now)
        dispute.why = said("有一方明确不同意调解。")
        dispute.ways = [way.code for way in WAYS]
        dispute.save(update_fields=["state", "ended_on", "why", "ways"])
        return said("案件终止，已告知其他途径。")
    if dispute.state != State.ASKED or not everybody_agrees(dispute):
        return ""
    accept(dispute, now)
    return said("各方都同意，受理，调解期限到 {day}。", day=dispute.due_on)


def everybody_agrees(dispute: Dispute) -> bool:
    """Whether there are two sides, and all of both agreed."""
    rows = Side.objects.of(dispute.street_id).filter(dispute=dispute, part__in=NEEDED)
    found = list(rows.values_list("part", "consent"))
    both = {part for part, _consent in found} == set(NEEDED)
    return both and all(consent == Consent.AGREED for _part, consent in found)


def accept(dispute: Dispute, now: datetime) -> None:
    """The case is accepted today; its last day is reckoned by the street's calendar."""
    today = day_of(now)
    reckoned = mediate_by(
        today, values_of(dispute.street_id)["days"], calendar_of(dispute.street_id)
    )
    dispute.state, dispute.accepted_on = State.OPEN, today
    dispute.due_on, dispute.how_due = reckoned.day, str(reckoned.how)[:200]
    dispute.save(update_fields=["state", "accepted_on", "due_on", "how_due"])
