"""Reminders on the rhythm that was set before the vote: no more, and the same for everybody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.actions.running import spoken
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.actions.telling import tell_to_vote
from mulin.decide.assembly.events import RemindersSent
from mulin.decide.assembly.models import Ballot, Poll, ReminderRound, RollHolder
from mulin.decide.assembly.permissions import may_prepare
from mulin.decide.assembly.queries.live import progress_of
from mulin.ground.streets import locks
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require


def reminder_days_of(poll: Poll) -> list[date]:
    """The days on which reminders go out: so many days after the first day of voting."""
    if poll.opens_on is None or poll.closes_at is None:
        return []
    days = [poll.opens_on + timedelta(days=int(n)) for n in poll.reminder_days]
    return [day for day in days if day < day_of(poll.closes_at - timedelta(microseconds=1))]


def remind(poll_id: UUID, due_on: date, *, by: Actor, now: datetime) -> ReminderRound:
    """Remind everybody whose ballot is not in yet, once for each planned day.

    Nobody is told who voted. Households without a telephone are counted for a visit.
    """
    with transaction.atomic():
        locks.share(poll_id)
        poll: Poll = Poll.objects.of(by.street_id).select_for_update().get(pk=poll_id)
        require(may_prepare(by, poll.compound) or _may_remind(poll, due_on, now))
        rounds = ReminderRound.objects.of(poll.street_id).filter(poll=poll, due_on=due_on)
        done: ReminderRound | None = rounds.first()
        if done is not None:
            return done
        reached, visits = _send(poll, due_on, now=now)
        sent = ReminderRound(
            street_id=poll.street_id,
            poll=poll,
            due_on=due_on,
            sent_at=now,
            reached=reached,
            without_phone=visits,
        )
        sent.save(force_insert=True)
        say(RemindersSent(poll.title, reached, visits), poll, by=by, now=now)
        return sent


def _send(poll: Poll, due_on: date, *, now: datetime) -> tuple[int, int]:
    """How many persons a message goes to, and how many entries have nobody with a telephone."""
    missing = {line.entry_id: line for line in progress_of(poll).lines if not line.voted}
    pending = Ballot.objects.of(poll.street_id).filter(
        poll=poll, channel=Ballot.Channel.PAPER, replaced_at__isnull=True
    )
    for entry_id in pending.values_list("entry_id", flat=True):
        missing.pop(entry_id, None)
    rows = RollHolder.objects.of(poll.street_id).filter(poll=poll, person_id__isnull=False)
    holders = [h for h in rows.order_by("id") if h.entry_id in missing]
    with_phone = {h.entry_id for h in holders if h.has_phone}
    others = {h.entry_id: h for h in reversed(holders) if h.entry_id not in with_phone}
    reached = [*(h for h in holders if h.has_phone), *others.values()]
    people = dict.fromkeys(h.person_id for h in reached if h.person_id)
    visits = sum(1 for pk, line in missing.items() if line.area and pk not in with_phone)
    text = (
        f"{poll.compound.name}业主表决 {spoken(poll.closes_at)} 截止，还没有收到您家的票。"
        f"赞成、反对、弃权都由您自己定。{_ways(poll)}，不方便请打电话 {poll.contact_phone}。"
    )
    return tell_to_vote(poll, people, text, due_on=due_on, now=now), visits


def _ways(poll: Poll) -> str:
    """Nobody is sent to the phone where a phone vote does not count."""
    return "纸质票、手机都可以" if poll.online_counts else "请交纸质票，手机只作意向征询"


def _may_remind(poll: Poll, due_on: date, now: datetime) -> Refusal | None:
    if not poll.is_voting:
        return Refusal(f"这次表决{poll.get_state_display()}，不用提醒。", "投票期内才提醒。")
    if due_on not in reminder_days_of(poll):
        raise Refused(
            Refusal(
                "这一天不在投票前定好的提醒安排里。", "提醒的次数和日子在锁定前就定好，不能加。"
            )
        )
    if day_of(now) < due_on:
        return Refusal(f"{due_on} 才到提醒的日子。", "到时会自动发出。")
    return None
