"""The seal and the account with two hands, and the list of what a term hands over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.saying import not_after, required, say, term_alone
from mulin.decide.committees.events_owners import (
    HandedOver,
    HandoverListed,
    SealUseAsked,
    SealUsed,
    SealUseDecided,
)
from mulin.decide.committees.models import HandoverItem, Member, SealUse, Term
from mulin.decide.committees.models.terms import seated_on
from mulin.decide.committees.papers import SEAL_PAPER, File, kept
from mulin.decide.committees.permissions import HIDDEN, may_hold_meetings, may_use_seal
from mulin.ground.estate.models import Person
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

State, Thing = SealUse.State, SealUse.Thing


def ask_use(
    term: Term,
    thing: str,
    purpose: str,
    amount: int,
    file: File,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> SealUse:
    """A member asks to use the seal or the account, with the paper it is for. ``amount`` in fen."""
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_use_seal(by, fresh.body))
        known: SealUse | None = SealUse.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        chosen = Thing(thing)
        asker = _member(fresh, by, day_of(now))
        _judge_use(fresh, chosen, amount)
        paper = kept(file, SEAL_PAPER, by=by, now=now)
        row = SealUse(
            id=once,
            street_id=by.street_id,
            term=fresh,
            thing=chosen,
            purpose=required(purpose, said("用途")),
            amount=amount if chosen == Thing.ACCOUNT else 0,
            asked_at=now,
            asker=asker,
            paper=paper,
        )
        row.save(force_insert=True)
        sum_words = said("，{yuan} 元", yuan=money.digits(row.amount)) if row.amount else ""
        event = SealUseAsked(
            fresh.body.name, str(chosen.label), row.purpose, sum_words, paper.digest, asker.name
        )
        say(event, fresh.body, by=by, now=now, about=row.pk)
        return row


def decide_use(use: SealUse, why: str, *, allow: bool, by: Actor, now: datetime) -> SealUse:
    """Another member allows it, or does not; never the one who asked."""
    with transaction.atomic():
        fresh = _use_alone(use, by)
        if fresh.state != State.ASKED:
            return fresh
        decider = _member(fresh.term, by, day_of(now))
        if decider.pk == fresh.asker_id:
            refuse(said("申请人自己不能批准。"), said("请由另一位委员批准。"))
        fresh.decider, fresh.decided_at = decider, now
        fresh.why = required(why, said("意见"))
        fresh.state = State.ALLOWED if allow else State.REFUSED
        fresh.save(update_fields=["decider", "decided_at", "why", "state"])
        event = SealUseDecided(
            fresh.term.body.name, fresh.get_thing_display(), fresh.purpose,
            fresh.get_state_display(), fresh.why, decider.name,
        )  # fmt: skip
        say(event, fresh.term.body, by=by, now=now, about=fresh.pk)
        return fresh


def note_used(use: SealUse, on: date, *, by: Actor, now: datetime) -> SealUse:
    """The seal was set, the money paid."""
    with transaction.atomic():
        fresh = _use_alone(use, by)
        if fresh.state == State.USED:
            return fresh
        if fresh.state != State.ALLOWED:
            refuse(said("还没有批准。"), said("另一位委员批准以后才能使用。"))
        not_after(on, now, said("使用日期"))
        fresh.state, fresh.used_on = State.USED, on
        fresh.save(update_fields=["state", "used_on"])
        body = fresh.term.body
        event = SealUsed(body.name, fresh.get_thing_display(), fresh.purpose, on)
        say(event, body, by=by, now=now, about=fresh.pk)
        return fresh


def list_item(
    term: Term,
    kind: str,
    name: str,
    quantity: str,
    keeper: str,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> HandoverItem:
    """Put something on the list of what the term will hand over."""
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_hold_meetings(by, fresh.body))
        known: HandoverItem | None = HandoverItem.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = HandoverItem(
            id=once,
            street_id=by.street_id,
            term=fresh,
            kind=HandoverItem.Kind(kind),
            name=required(name, said("名称"), 120),
            quantity=" ".join(quantity.split())[:40],
            keeper=" ".join(keeper.split())[:60],
        )
        row.save(force_insert=True)
        event = HandoverListed(fresh.body.name, fresh.ordinal, row.name, row.quantity or "—")
        say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return row


def hand_over(
    term: Term, ids: Collection[UUID], receiver: str, on: date, *, by: Actor, now: datetime
) -> int:
    """Things on the list were handed over on a day; how many."""
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_hold_meetings(by, fresh.body))
        not_after(on, now, said("移交日期"))
        who = required(receiver, said("接收人"), 60)
        rows = HandoverItem.objects.of(by.street_id).filter(
            term=fresh, pk__in=list(ids), handed_on__isnull=True
        )
        count = int(rows.update(handed_on=on, receiver=who))
        if not count:
            refuse(said("没有选要移交的。"), said("请在清单里勾选。"))
        event = HandedOver(fresh.body.name, fresh.ordinal, on, count, who)
        say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return count


def _judge_use(term: Term, thing: SealUse.Thing, amount: int) -> None:
    held = term.seal if thing == Thing.SEAL else term.account
    if held == Term.Holding.ABSENT:
        refuse(said("登记的是没有{thing}。", thing=thing.label), said("请先请社区更正登记。"))
    if thing == Thing.ACCOUNT and amount <= 0:
        refuse(said("没有写金额。"), said("动用账户要写明金额。"))


def _member(term: Term, by: Actor, today: date) -> Person:
    """The member who acts. Raises Refused where the person holds no seat of this term."""
    rows = Member.objects.of(by.street_id).filter(
        seated_on(today), term=term, person_id=by.person_id
    )
    member = rows.select_related("person").first()
    if member is None:
        refuse(said("您不在这一届在任委员的名单上。"), said("请社区核对成员登记。"))
    found: Person = member.person
    return found


def _use_alone(use: SealUse, by: Actor) -> SealUse:
    rows = SealUse.objects.of(by.street_id).select_for_update()
    fresh: SealUse | None = rows.filter(pk=use.pk).first()
    if fresh is None:
        raise Refused(HIDDEN)
    fresh.term = term_alone(Term(pk=fresh.term_id), by)
    require(may_use_seal(by, fresh.term.body))
    return fresh
