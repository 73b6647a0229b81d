"""An agreement: written down, signed by all, sealed by the committee; or given by word of mouth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.deliberate.mediation.actions.common import (
    alone,
    handled,
    keep_scan,
    not_after,
    say,
    tell_sides,
)
from mulin.deliberate.mediation.events import AccordDropped, AccordReached, AccordSigned
from mulin.deliberate.mediation.models import Accord, Dispute, Promise, Seat, Side, Signature
from mulin.deliberate.mediation.permissions import may_speak_for
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.papers.actions import Readable
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from mulin.kit.typed import refuse, words
from mulin.kit.words import said
from mulin.law.mediation import confirm_by

SEAL = said("调解委员会")
MOST_PROMISES = 30
PARTIES = (Side.Part.APPLICANT, Side.Part.RESPONDENT)


@dataclass(frozen=True)
class Term:
    """Who does what until when; ``amount`` in fen where it is money."""

    side: Side
    text: str
    due_on: date
    amount: int = 0


def reach_accord(
    dispute: Dispute,
    form: str,
    facts: str,
    content: str,
    terms: Sequence[Term],
    *,
    made_on: date,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Accord:
    """Write down what was agreed. An oral agreement is in force at once (第30条), a written one when
    it is signed and sealed (第29条)."""
    not_after(made_on, now, said("达成协议的日子"))
    if form not in Accord.Form.values:
        refuse(said("没有选书面还是口头。"), said("请选一个。"))
    with transaction.atomic():
        fresh = handled(dispute, by)
        rows = Accord.objects.of(by.street_id).filter(dispute=fresh)
        known: Accord | None = rows.filter(pk=once).first()
        if known is not None:
            return known
        _judge(fresh, terms, made_on)
        if rows.exclude(state=Accord.State.DROPPED).exists():
            refuse(said("已经有一份协议。"), said("要改的，先把没有签完的作废。"))
        made = _written(fresh, form, facts, content, made_on, once)
        made.save(force_insert=True)
        Promise.objects.bulk_create(
            _promise(made, order, term) for order, term in enumerate(terms, 1)
        )
        then = said("等各方签名、盖章后生效。")
        if form == Accord.Form.ORAL:
            then = _take_effect(made, fresh, made_on)
        event = AccordReached(fresh.number, made.get_form_display(), len(terms), then)
        say(event, fresh, by=by, now=now)
        tell_sides(fresh, f"accord/{made.pk.hex}", now, but=by.person_id)
        return made


def sign_accord(
    accord: Accord,
    who: Side | Seat | None,
    paper: bytes | Readable,
    how: str,
    *,
    by: Actor,
    now: datetime,
) -> Accord:
    """One name under a written agreement; ``who`` None is the committee's seal.

    A party signs on its own screen; everything else is entered by who handles the case.
    """
    with transaction.atomic():
        fresh, row = alone(accord.dispute, by), alone(accord, by)
        own = (
            isinstance(who, Side) and how == Signature.How.SCREEN and may_speak_for(by, who) is None
        )
        if not own:
            fresh = handled(accord.dispute, by)
        if row.state != Accord.State.DRAFT:
            refuse(said("这份协议{state}。", state=row.get_state_display()), said("不用再签。"))
        if any(_same(one, who) for one in signatures(row)):
            return row
        made = _signature(row, fresh, who, paper, how, by=by, now=now)
        made.entered_by = "" if own else by.name[:80]
        made.save(force_insert=True)
        then = "" if unsigned(row) else _take_effect(row, fresh, day_of(now))
        part = _part(who)
        event = AccordSigned(fresh.number, part, made.get_how_display(), then)
        say(event, fresh, by=by, now=now)
        return row


def drop_accord(accord: Accord, why: str, *, by: Actor, now: datetime) -> Accord:
    """A draft is given up before all have signed; the mediation goes on."""
    reason = words(why, 200, said("作废的理由"))
    with transaction.atomic():
        fresh = handled(accord.dispute, by)
        row = alone(accord, by)
        if row.state != Accord.State.DRAFT:
            refuse(said("已经生效的协议不能作废。"), said("有争议的，可以起诉或者另行达成协议。"))
        row.state, row.why = Accord.State.DROPPED, reason
        row.save(update_fields=["state", "why"])
        say(AccordDropped(fresh.number), fresh, by=by, now=now)
        return row


def signatures(accord: Accord) -> list[Signature]:
    """Who signed so far."""
    return list(Signature.objects.of(accord.street_id).filter(accord=accord).order_by("id"))


def unsigned(accord: Accord) -> list[str]:
    """Who has still to sign: every party, one mediator at least, the seal."""
    rows = signatures(accord)
    sides = Side.objects.of(accord.street_id).filter(dispute_id=accord.dispute_id, part__in=PARTIES)
    done = {row.side_id for row in rows}
    open_ = [side.name for side in sides.order_by("part", "id") if side.pk not in done]
    if not any(row.seat_id for row in rows):
        open_.append(said("调解员"))
    if not any(row.is_seal for row in rows):
        open_.append(said("调委会印章"))
    return open_


def _written(
    dispute: Dispute, form: str, facts: str, content: str, made_on: date, once: UUID
) -> Accord:
    return Accord(
        id=once,
        street_id=dispute.street_id,
        dispute=dispute,
        form=form,
        facts=words(facts, 1000, said("主要事实和争议")),
        content=words(content, 2000, said("协议内容")),
        made_on=made_on,
    )


def _take_effect(accord: Accord, dispute: Dispute, on: date) -> str:
    reckoned = confirm_by(on, calendar_of(accord.street_id))
    accord.state, accord.effective_on = Accord.State.IN_FORCE, on
    accord.confirm_by, accord.how_confirm = reckoned.day, str(reckoned.how)[:200]
    accord.save(update_fields=["state", "effective_on", "confirm_by", "how_confirm"])
    dispute.state, dispute.ended_on = Dispute.State.AGREED, on
    dispute.save(update_fields=["state", "ended_on"])
    return said("自 {day} 生效。", day=on)


def _judge(dispute: Dispute, terms: Sequence[Term], made_on: date) -> None:
    if dispute.state != Dispute.State.OPEN:
        refuse(said("各方还没有都同意调解，不能订协议。"), said("请先等各方表示同意。"))
    if not 1 <= len(terms) <= MOST_PROMISES:
        refuse(
            said("请写 1 到 {n} 项要做的事。", n=MOST_PROMISES), said("写清谁、做什么、哪天前。")
        )
    for term in terms:
        if term.side.dispute_id != dispute.pk or term.amount < 0:
            refuse(said("要做的事不是这个案件当事人的，或者金额不对。"), said("请从名单里选。"))
        if term.due_on < made_on:
            refuse(said("“{text}”的期限早于达成的日子。", text=term.text), said("请核对日期。"))


def _promise(accord: Accord, order: int, term: Term) -> Promise:
    return Promise(
        street_id=accord.street_id,
        accord=accord,
        order=order,
        side=term.side,
        text=words(term.text, 200, said("做什么")),
        amount=term.amount,
        due_on=term.due_on,
    )


def _same(row: Signature, who: Side | Seat | None) -> bool:
    if who is None:
        return row.is_seal
    return who.pk in (row.side_id, row.seat_id)


def _signature(
    accord: Accord,
    dispute: Dispute,
    who: Side | Seat | None,
    paper: bytes | Readable,
    how: str,
    *,
    by: Actor,
    now: datetime,
) -> Signature:
    """A name or seal, not yet written, with its picture in the vault."""
    name = SEAL if who is None else who.name if isinstance(who, Side) else who.mediator.name
    return Signature(
        street_id=by.street_id,
        accord=accord,
        side=who if isinstance(who, Side) else None,
        seat=who if isinstance(who, Seat) else None,
        name=name[:100],
        how=how,
        paper=keep_scan(dispute, paper, said("协议签名"), by=by, now=now),
        at=now,
    )


def _part(who: Side | Seat | None) -> str:
    if isinstance(who, Side):
        return who.get_part_display()
    return said("调解员") if who is not None else said("调委会印章")
