"""Who mediates: chosen by the parties or named by the committee, never somebody who stands too near."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mulin.deliberate.mediation.actions.common import handled, say, tell, tell_sides
from mulin.deliberate.mediation.events import DisputeMoved, MediatorSeated, MediatorUnseated
from mulin.deliberate.mediation.models import Dispute, Mediator, Panel, Seat, Side
from mulin.deliberate.mediation.permissions import HIDDEN
from mulin.deliberate.mediation.queries.near import nearness
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused
from mulin.kit.typed import refuse, words
from mulin.kit.words import joined, said
from mulin.law.mediation import CHOICE, NEARNESS

MOST = 5
DECLARED = ("relative", "interest")


def seat_mediator(
    dispute: Dispute, mediator: Mediator, chosen: str, *, by: Actor, now: datetime
) -> Seat:
    """Let a mediator sit in a case. Refused, with the reason, for whoever is near to a party."""
    if chosen not in Seat.Chosen.values:
        refuse(said("没有选是当事人选择还是指定。"), said("请选一个。"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        _judge(fresh, mediator, now)
        rows = Seat.objects.of(by.street_id).filter(dispute=fresh, until__isnull=True)
        known: Seat | None = rows.filter(mediator=mediator).first()
        if known is not None:
            return known
        if rows.count() >= MOST:
            refuse(said("已有 {n} 名调解员。", n=MOST), said("先请一位不再经办。"))
        made = Seat(
            street_id=by.street_id,
            dispute=fresh,
            mediator=mediator,
            chosen=chosen,
            since=day_of(now),
        )
        made.save(force_insert=True)
        event = MediatorSeated(fresh.number, made.get_chosen_display(), mediator.name)
        say(event, fresh, by=by, now=now)
        person = mediator.appointment.person_id
        tell(by.street_id, [person], f"mediation/{fresh.pk.hex}/seat/{made.pk.hex}", now)
        tell_sides(fresh, f"seated/{made.pk.hex}", now, but=by.person_id)
        return made


def unseat_mediator(
    dispute: Dispute, mediator: Mediator, near: str, why: str, *, by: Actor, now: datetime
) -> Seat:
    """He does not sit any more; with ``near`` (relative, interest) he must not sit again."""
    reason = words(why, 200, said("更换的理由"), said("例如“当事人请求回避”。"))
    if near and near not in DECLARED:
        refuse(said("没有这种回避事由。"), said("请从列表里选一个。"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        if mediator.panel_id != fresh.panel_id:
            raise Refused(HIDDEN)
        rows = Seat.objects.of(by.street_id).select_for_update().filter(dispute=fresh)
        row: Seat | None = rows.filter(mediator=mediator, until__isnull=True).first()
        if row is None and not near:
            refuse(said("这位调解员没有经办这个案件。"), said("请从经办名单里选。"))
        if row is None:
            row = Seat(
                street_id=by.street_id,
                dispute=fresh,
                mediator=mediator,
                chosen=Seat.Chosen.PANEL,
                since=day_of(now),
            )
            row.save(force_insert=True)
        row.until, row.near, row.why = day_of(now), near, reason
        row.save(update_fields=["until", "near", "why"])
        say(MediatorUnseated(fresh.number, mediator.name), fresh, by=by, now=now)
        return row


def move_dispute(dispute: Dispute, panel: Panel, why: str, *, by: Actor, now: datetime) -> Dispute:
    """To another committee or the joint centre, as the parties agreed; mediators are named anew."""
    reason = words(why, 200, said("转交的理由"), said("例如“各方同意由联合调解中心调解”。"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        if panel.street_id != by.street_id or panel.ended_on is not None:
            raise Refused(HIDDEN)
        if panel.pk == fresh.panel_id:
            refuse(said("案件已经在这个调委会。"), said("请选另一个。"))
        before = fresh.panel.organisation.name
        seats = Seat.objects.of(by.street_id).filter(dispute=fresh, until__isnull=True)
        seats.update(until=day_of(now), why=reason)
        Side.objects.of(by.street_id).filter(dispute=fresh).update(wishes=None)
        fresh.panel = panel
        fresh.save(update_fields=["panel"])
        event = DisputeMoved(fresh.number, before, panel.organisation.name)
        say(event, fresh, by=by, now=now)
        tell_sides(fresh, f"moved/{panel.pk.hex}", now, but=by.person_id)
        return fresh


def _judge(dispute: Dispute, mediator: Mediator, now: datetime) -> None:
    today = day_of(now)
    if mediator.panel_id != dispute.panel_id or mediator.street_id != dispute.street_id:
        raise Refused(HIDDEN)
    if not mediator.serves_on(today) or mediator.duty == Mediator.Duty.CLERK:
        refuse(said("{name}现在不任调解员。", name=mediator.name), said("请选在任的调解员。"))
    if near := nearness(dispute, [mediator], today).get(mediator.pk):
        reasons = joined("；", [NEARNESS[code] for code in NEARNESS if code in near])
        refuse(
            said("{name}应当回避：{reasons}。", name=mediator.name, reasons=reasons),
            said("请另选一位（{article}）。", article=CHOICE),
        )
