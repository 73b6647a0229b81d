"""What was promised is followed up, to the fen; the court's confirmation."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from mulin.deliberate.mediation.actions.common import (
    alone,
    handled,
    keep_scan,
    not_after,
    say,
    tell_sides,
)
from mulin.deliberate.mediation.events import (
    ConfirmationAsked,
    ConfirmationDecided,
    PromiseKept,
)
from mulin.deliberate.mediation.models import Accord, Dispute, Payment, Promise
from mulin.ground.calendar.queries import calendar_of
from mulin.ground.papers.actions import Readable
from mulin.kit import money
from mulin.kit.rights import Actor
from mulin.kit.typed import refuse, words
from mulin.kit.words import said
from mulin.law.mediation import CONFIRMATION, court_decides_by


def note_payment(
    promise: Promise,
    amount: int,
    on: date,
    note: str,
    proof: bytes | Readable | None = None,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Promise:
    """Something was paid or done. A sum is fulfilled when nothing of it is left, never before."""
    told = words(note, 200, said("怎样核实的"), said("例如“双方确认，转账凭证已看”。"))
    not_after(on, now, said("履行的日子"))
    with transaction.atomic():
        fresh = handled(promise.accord.dispute, by, ended=True)
        row = alone(promise, by)
        if Payment.objects.of(by.street_id).filter(pk=once).exists():
            return row
        left = _left(row, amount, fresh, on)
        paper = keep_scan(fresh, proof, said("履行凭证"), by=by, now=now) if proof else None
        made = Payment(
            id=once,
            street_id=by.street_id,
            promise=row,
            on=on,
            amount=amount,
            note=told,
            paper=paper,
            noted_by=by.name[:80],
        )
        made.save(force_insert=True)
        then = said("还有余额没有付清。")
        if left == 0:
            row.done_on = on
            row.save(update_fields=["done_on"])
            then = _close_when_all(fresh, row.accord, on)
        say(PromiseKept(fresh.number, row.order, then), fresh, by=by, now=now)
        return row


def ask_confirmation(
    accord: Accord, court: str, on: date, *, together: bool, by: Actor, now: datetime
) -> Accord:
    """Both parties applied to the court together, within thirty days of taking effect (第33条)."""
    where = words(court, 80, said("法院"))
    not_after(on, now, said("共同申请的日子"))
    with transaction.atomic():
        fresh = handled(accord.dispute, by, ended=True)
        row = alone(accord, by)
        if row.effective_on is None or row.confirm_by is None:
            refuse(said("协议还没有生效。"), said("各方签名、调委会盖章以后才能申请。"))
        if row.court != Accord.Court.NONE:
            refuse(said("{state}。", state=row.get_court_display()), said("不用再登记。"))
        if not together:
            refuse(
                said("司法确认要双方共同申请（{article}）。", article=CONFIRMATION),
                said("一方不愿意的，对方可以就协议的履行起诉。"),
            )
        if not row.effective_on <= on <= row.confirm_by:
            refuse(
                said(
                    "申请日不在生效后三十天内，最迟是 {day}（{article}）。",
                    day=row.confirm_by,
                    article=CONFIRMATION,
                ),
                said("过了期限的，可以就协议的履行或者内容起诉。"),
            )
        row.court, row.court_name, row.court_on = Accord.Court.ASKED, where, on
        row.court_by = court_decides_by(on, calendar_of(by.street_id)).day
        row.save(update_fields=["court", "court_name", "court_on", "court_by"])
        say(ConfirmationAsked(fresh.number, on, row.confirm_by), fresh, by=by, now=now)
        tell_sides(fresh, "court", now, but=by.person_id)
        return row


def note_decision(
    accord: Accord, court: str, on: date, paper: str, *, by: Actor, now: datetime
) -> Accord:
    """The court confirmed the agreement, or would not."""
    if court not in (Accord.Court.CONFIRMED, Accord.Court.DENIED):
        refuse(said("没有选法院怎样决定。"), said("请选确认有效或者不予确认。"))
    told = words(paper, 120, said("文书号或者理由"))
    not_after(on, now, said("法院决定的日子"))
    with transaction.atomic():
        fresh = handled(accord.dispute, by, ended=True)
        row = alone(accord, by)
        if row.court != Accord.Court.ASKED or row.court_on is None:
            refuse(said("没有正在等法院决定的申请。"), said("请先登记共同申请。"))
        if on < row.court_on:
            refuse(said("决定早于申请日 {day}。", day=row.court_on), said("请核对日期。"))
        row.court, row.decided_on, row.decision = court, on, told
        row.save(update_fields=["court", "decided_on", "decision"])
        event = ConfirmationDecided(fresh.number, row.get_court_display(), on)
        say(event, fresh, by=by, now=now)
        tell_sides(fresh, "decided", now, but=by.person_id)
        return row


def _left(promise: Promise, amount: int, dispute: Dispute, on: date) -> int:
    """What is left of a promise after this; Raises Refused for too much, too early or done already."""
    accord = promise.accord
    if accord.state != Accord.State.IN_FORCE or accord.effective_on is None:
        refuse(said("协议还没有生效。"), said("请先签完名、盖好章。"))
    if promise.done_on is not None:
        refuse(said("这一项已经履行完。"), said("登记错了的，请在记录里说明。"))
    if on < accord.made_on:
        refuse(said("履行早于达成协议的日子。"), said("请核对日期。"))
    rows = Payment.objects.of(dispute.street_id).filter(promise=promise)
    paid = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    if promise.amount == 0:
        if amount:
            refuse(said("这一项不是付钱。"), said("金额填 0，写清怎样核实。"))
        return 0
    if amount <= 0:
        refuse(said("没有写付了多少。"), said("写到分，例如 1200.50。"))
    if paid + amount > promise.amount:
        rest = money.digits(promise.amount - paid)
        refuse(said("付得比还欠的 {rest} 元多。", rest=rest), said("请核对金额。"))
    return int(promise.amount - paid - amount)


def _close_when_all(dispute: Dispute, accord: Accord, on: date) -> str:
    rows = Promise.objects.of(dispute.street_id).filter(accord=accord, done_on__isnull=True)
    if rows.exists():
        return said("这一项履行完毕。")
    dispute.state = Dispute.State.DONE
    dispute.save(update_fields=["state"])
    return said("全部履行完毕。")
