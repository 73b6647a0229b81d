"""The last word is the raiser's: solved or not, how satisfied; not solved takes it up again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.discover.intake.actions.answering import tell_worker
from mulin.discover.intake.actions.common import alone, in_state, reckon, say, spoken, tell
from mulin.discover.intake.events import TicketClosed, TicketDeclined, TicketJudged, TicketsClosed
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.permissions import is_mine, may_judge, may_oversee
from mulin.discover.intake.queries.people import overseers
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require, system_actor
from mulin.kit.words import said

State, Solved, Level = Ticket.State, Ticket.Solved, Ticket.Level
UNRATED_DAYS = 3
"""After so many days without a word an answered ticket is closed."""
AGAIN_DAYS = 7
"""So long after the reply its raiser may still say that it is not solved."""


def evaluate(
    ticket: Ticket, solved: str, score: int, words: str, *, by: Actor, now: datetime
) -> Ticket:
    """What the raiser says. Not solved, or only partly: the first time it is done again without
    argument; from the second time on the street supervises."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_judge(by, fresh) or _may_still(fresh, now))
        return _judged(fresh, solved, score, words, by=by, now=now)


def evaluate_by_code(
    ticket: Ticket, code: str, solved: str, score: int, words: str, *, now: datetime
) -> Ticket:
    """The same by the code of somebody who gave no name, or has no account."""
    by = system_actor(ticket.street_id, said("凭查询码的居民"))
    with transaction.atomic():
        fresh = alone(ticket, by)
        if not code or fresh.follow != code:
            raise Refused(
                Refusal(said("查询码不对。"), said("请用上报时给的链接打开。"), hidden=True)
            )
        require(_may_still(fresh, now))
        return _judged(fresh, solved, score, words, by=by, now=now)


def close_without_word(ticket: Ticket, why: str, *, by: Actor, now: datetime) -> Ticket:
    """End an answered ticket nobody will evaluate: raised without a name, or by a patrol."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_oversee(by, fresh))
        require(in_state(fresh, State.REPLIED))
        if fresh.raiser_id is not None and not is_mine(by, fresh):
            raise Refused(
                Refusal(
                    said("反映的人还没有评价。"),
                    said("请回访登记他的评价；{n} 日没有评价的自动办结。", n=UNRATED_DAYS),
                )
            )
        fresh.state, fresh.ended_at, fresh.why = State.CLOSED, now, why.strip()[:200]
        fresh.save(update_fields=["state", "ended_at", "why"])
        event = TicketClosed(fresh.number, fresh.why or said("没有可以回访的人"))
        say(event, fresh, by=by, now=now)
        return fresh


def close_unrated(street_id: UUID, *, by: Actor, now: datetime) -> int:
    """Close what was answered some days ago and nobody has said a word of since; how many."""
    with transaction.atomic():
        rows = Ticket.objects.of(street_id).select_for_update()
        waiting = rows.filter(
            state=State.REPLIED, replied_at__lt=now - timedelta(days=UNRATED_DAYS)
        )
        found = list(waiting.order_by("id")[:500].values_list("pk", "number"))
        if not found:
            return 0
        held = Ticket.objects.of(street_id).filter(pk__in=[pk for pk, _number in found])
        held.update(state=State.CLOSED, ended_at=now)
        numbers = "、".join(number for _pk, number in found)
        event = TicketsClosed(len(found), UNRATED_DAYS, numbers)
        record(event, by=by, at=now, on=day_of(now))
        return len(found)


def decline(ticket: Ticket, why: str, *, by: Actor, now: datetime) -> Ticket:
    """It is nothing for this office: say why and where to go. Its raiser reads the reason."""
    with transaction.atomic():
        fresh = alone(ticket, by)
        require(may_oversee(by, fresh))
        require(in_state(fresh, State.WAITING, State.SENT, State.WORKING))
        if not why.strip():
            raise Refused(Refusal(said("没有写为什么不受理。"), said("写清不属于谁管、应该找谁。")))
        fresh.state, fresh.ended_at, fresh.why = State.DECLINED, now, why.strip()[:200]
        fresh.save(update_fields=["state", "ended_at", "why"])
        say(TicketDeclined(fresh.number, fresh.why), fresh, by=by, now=now)
        return fresh


def taken_up_again(ticket: Ticket, solved: str, now: datetime) -> str:
    """A closed ticket, held, of which its raiser says on the telephone that it is not solved: it is
    done again as if he had said so himself. What comes then; nothing where it is solved or open."""
    if solved == Solved.YES or ticket.state != State.CLOSED:
        return ""
    then = _again(ticket, now)
    ticket.solved, ticket.evaluated_at = solved, now
    ticket.save()
    _tell_again(ticket, now)
    return then


def _may_still(ticket: Ticket, now: datetime) -> Refusal | None:
    if ticket.state == State.REPLIED:
        return None
    if ticket.state == State.CLOSED and ticket.evaluated_at is None and ticket.replied_at:
        if now < ticket.replied_at + timedelta(days=AGAIN_DAYS):
            return None
        return Refusal(
            said("回复已过 {n} 日。", n=AGAIN_DAYS), said("还没有好的，请再报一次，写上这个编号。")
        )
    return in_state(ticket, State.REPLIED)


def _judged(
    ticket: Ticket, solved: str, score: int, words: str, *, by: Actor, now: datetime
) -> Ticket:
    if solved not in Solved.values or not 1 <= score <= 5:
        raise Refused(Refusal(said("还没有选修好了没有、满意不满意。"), said("两样各选一个就行。")))
    ticket.solved, ticket.score = solved, score
    ticket.words, ticket.evaluated_at = words.strip()[:300], now
    then = _closed(ticket, now) if solved == Solved.YES else _again(ticket, now)
    ticket.save()
    event = TicketJudged(ticket.number, Solved(solved).label, str(score), then)
    say(event, ticket, by=by, now=now)
    if solved != Solved.YES:
        _tell_again(ticket, now)
    return ticket


def _closed(ticket: Ticket, now: datetime) -> str:
    ticket.state, ticket.ended_at = State.CLOSED, now
    return said("办结")


def _again(ticket: Ticket, now: datetime) -> str:
    """A new round with a clock of its own; from the third round on it is the street's to deal out."""
    ticket.round += 1
    ticket.since, ticket.contacted_at = now, None
    ticket.stopped_days = ticket.stopped_seconds = ticket.granted_days = 0
    ticket.done_at = ticket.ended_at = None
    reckon(ticket)
    if ticket.round == 2:
        ticket.state = State.WORKING if ticket.worker_id is not None else State.SENT
        return said("重新办理，限 {due}", due=spoken(ticket.due_at))
    ticket.supervised, ticket.level = True, Level.STREET
    ticket.state, ticket.level_due_at = State.WAITING, ticket.due_at
    return said(
        "第 {n} 次没有解决，由街道督办，限 {due}", n=ticket.round - 1, due=spoken(ticket.due_at)
    )


def _tell_again(ticket: Ticket, now: datetime) -> None:
    if not ticket.supervised:
        tell_worker(ticket, now=now)
        return
    text = said(
        "{number}“{title}”第 {n} 次没有解决，请街道督办。",
        number=ticket.number,
        title=ticket.title,
        n=ticket.round - 1,
    )
    people = overseers(ticket.street_id, Level.STREET, None, day_of(now))
    tell(ticket, people, text, f"supervise{ticket.round}", now=now)
