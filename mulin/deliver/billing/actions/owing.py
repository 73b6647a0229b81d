"""What is owed: reminded of kindly and step by step, let go with two people's word, cashed up daily.

No step speaks of water, power, heat or gas: 民法典第944条 forbids it, and a debt costs no vote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from mulin.deliver.billing.actions.common import say
from mulin.deliver.billing.actions.taking import held_account
from mulin.deliver.billing.events import DayCashedUp, OwingReminded, WaiverAsked, WaiverSettled
from mulin.deliver.billing.models import Bill, CashUp, Reminder, Waiver
from mulin.deliver.billing.permissions import HIDDEN, may_agree_to_waiver, may_keep
from mulin.deliver.billing.queries.bills import open_bills
from mulin.deliver.billing.queries.collected import till_of
from mulin.deliver.billing.queries.items import LET_GO, OWED
from mulin.ground.estate.models import Compound, Unit
from mulin.ground.ledger.actions.entering import Booking, book
from mulin.kit import money
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import filled, refuse
from mulin.kit.words import said
from mulin.law.books.voucher import Line
from mulin.law.fees import STEPS, step_due

QUIET_DAYS = 7
"""Between two steps to one home lie so many days at least."""


@dataclass(frozen=True)
class Sent:
    """A step that was taken: how, what the home said, why it has not paid."""

    step: str
    via: str
    reason: str = ""
    note: str = ""


def remind(unit: Unit, sent: Sent, *, once: UUID, by: Actor, now: datetime) -> Reminder:
    """Note that a step was taken. Steps come in their order, a week apart, never before they may."""
    require(may_keep(by, unit.compound_id))
    with transaction.atomic():
        held_account(unit, by)
        known: Reminder | None = Reminder.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        today = day_of(now)
        late = [bill for bill in open_bills(unit) if bill.due_on < today]
        if not late:
            refuse(said("这一户没有过了期限的账单。"), said("不用提醒。"))
        months = len({bill.period for bill in late})
        _in_order(unit, sent.step, late[0].period, months, today)
        made = Reminder(
            id=once,
            street_id=by.street_id,
            unit=unit,
            step=sent.step,
            via=Reminder.Via(sent.via).value,
            day=today,
            fen=sum(bill.left for bill in late),
            months=months,
            reason=Reminder.Reason(sent.reason).value,
            note=" ".join(sent.note.split())[:200],
            by=by.name,
        )
        made.save(force_insert=True)
        words = made.get_step_display(), made.get_via_display()
        event = OwingReminded(unit.label, *words, months)
        say(event, None, unit.pk, by=by, now=now)
        return made


def _in_order(unit: Unit, step: str, since: date, months: int, today: date) -> None:
    rows = Reminder.objects.of(unit.street_id).filter(unit=unit, day__gte=since)
    sent = list(rows.order_by("-day"))
    if sent and (today - sent[0].day).days < QUIET_DAYS:
        refuse(
            said("{day} 刚提醒过。", day=sent[0].day),
            said("两次之间至少隔 {n} 天，请先听听对方怎么说。", n=QUIET_DAYS),
        )
    due = step_due(months, [one.step for one in sent])
    names = {code: word for code, _, word in STEPS}
    if step != due and step not in {one.step for one in sent}:
        refuse(
            said("现在该做的是“{due}”。", due=names[due] if due else said("等一等")),
            said("先温馨提示，欠满三个月再发催费通知，满六个月再发催告函。"),
        )


def ask_waiver(bill: Bill, fen: int, why: str, *, once: UUID, by: Actor, now: datetime) -> Waiver:
    """Ask to let a part of a bill go; another person agrees."""
    reason = filled(why, 100, said("没有写减免的理由。"), said("例如“房屋渗漏未修好，双方协商”。"))
    with transaction.atomic():
        fresh = _held_bill(bill, by)
        require(may_keep(by, fresh.unit.compound_id))
        known: Waiver | None = Waiver.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        asked = Waiver.objects.of(by.street_id).filter(bill=fresh, state=Waiver.State.ASKED)
        if asked.exists():
            refuse(said("这张账单已经有一份减免在等批准。"), said("请等批复。"))
        if not 0 < fen <= fresh.left:
            refuse(
                said("这张账单只欠 {left} 元。", left=money.digits(fresh.left)),
                said("减免不能超过它。"),
            )
        made = Waiver(
            id=once,
            street_id=by.street_id,
            bill=fresh,
            fen=fen,
            why=reason,
            state=Waiver.State.ASKED,
            asked_by=by.name,
            asker=by.account_id,
            asked_at=now,
        )
        made.save(force_insert=True)
        event = WaiverAsked(*_named(fresh), money.digits(fen), reason)
        say(event, None, fresh.pk, by=by, now=now)
        return made


def settle_waiver(waiver: Waiver, agreed: bool, answer: str, *, by: Actor, now: datetime) -> Waiver:
    """Agree, or not; what is agreed to stands in the books as let go."""
    with transaction.atomic():
        bill = _held_bill(waiver.bill, by)
        rows = Waiver.objects.of(by.street_id).filter(pk=waiver.pk)
        fresh: Waiver = rows.get()
        require(may_agree_to_waiver(by, bill.unit.compound_id, fresh.asker))
        if fresh.state != Waiver.State.ASKED:
            return fresh
        if agreed and fresh.fen > bill.left:
            refuse(said("这张账单已经缴了，欠的比要减免的少。"), said("请不批准，重新申请。"))
        fresh.state = Waiver.State.AGREED if agreed else Waiver.State.REFUSED
        fresh.settled_by, fresh.settled_at = by.name, now
        fresh.answer = " ".join(answer.split())[:100]
        fresh.save(update_fields=["state", "settled_by", "settled_at", "answer"])
        if agreed:
            _let_go(bill, fresh, by, now)
        event = WaiverSettled(*_named(bill), money.digits(fresh.fen), fresh.get_state_display())
        say(event, None, bill.pk, by=by, now=now)
        return fresh


def _let_go(bill: Bill, waiver: Waiver, by: Actor, now: datetime) -> None:
    Bill.objects.of(by.street_id).filter(pk=bill.pk).update(waived=F("waived") + waiver.fen)
    label, month, name = _named(bill)
    memo = said("减免 {label} {month} {name}", label=label, month=month, name=name)
    books = bill.item.books
    lines = (
        Line(LET_GO[books.kind], debit=waiver.fen),
        Line(OWED, credit=waiver.fen, unit=bill.unit_id),
    )
    book(books.pk, Booking(day_of(now), memo, lines, waiver.pk), by=by, now=now)


def _held_bill(bill: Bill, by: Actor) -> Bill:
    """A bill as it stands, its home's account held."""
    held_account(bill.unit, by)
    rows = Bill.objects.of(by.street_id).select_related("item__books", "unit")
    found: Bill | None = rows.filter(pk=bill.pk).first()
    if found is None:
        raise Refused(HIDDEN)
    if found.voided_on is not None:
        refuse(said("这张账单已经作废。"), said("请看补出的那一张。"))
    return found


def _named(bill: Bill) -> tuple[str, str, str]:
    return bill.unit.label, f"{bill.period:%Y-%m}", bill.item.name


def cash_up(
    compound: Compound, day: date, counted: int, why: str, *, by: Actor, now: datetime
) -> CashUp:
    """A teller counts the till at the end of the day; a difference needs its reason. Once a day."""
    require(may_keep(by, compound.pk))
    if by.account_id is None or day > day_of(now):
        refuse(said("日结由收款人自己做，不早于当天。"), said("请选今天或以前的日子。"))
    with transaction.atomic():
        rows = Compound.objects.of(by.street_id).select_for_update(of=("self",))
        list(rows.filter(pk=compound.pk))
        till = till_of(compound, by.account_id, day)
        if till.done is not None:
            return till.done
        reason = " ".join(why.split())[:100]
        if counted != till.cash and not reason:
            refuse(
                said("实点和应有差 {gap} 元。", gap=money.digits(counted - till.cash)),
                said("请再点一遍；还是不符，请写原因。"),
            )
        made = CashUp(
            street_id=by.street_id,
            compound=compound,
            day=day,
            teller=by.account_id,
            teller_name=by.name,
            receipts=till.receipts,
            cash=till.cash,
            counted=counted,
            other=till.other,
            why=reason,
            at=now,
        )
        made.save(force_insert=True)
        words = money.digits(till.cash), money.digits(counted)
        event = DayCashedUp(f"{day}", till.receipts, *words)
        say(event, compound.pk, made.pk, by=by, now=now)
        return made
