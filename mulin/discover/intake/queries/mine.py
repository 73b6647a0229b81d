"""A ticket as its raiser reads it: how it stands, who has it, each step with its limit and time used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mulin.discover.intake.models import Pause, Ticket
from mulin.discover.intake.queries.tickets import pauses_of
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import said

State = Ticket.State


@dataclass(frozen=True)
class Step:
    """One line of the way: done, now, late or idle."""

    state: str
    title: str
    when: str
    text: str = ""
    no: int = 0


FOR_THE_OFFICE = {
    said("您报上来"): said("居民反映"),
    said("和您联系"): said("和居民联系"),
    said("回复您"): said("回复居民"),
    said("您来评价"): said("居民评价"),
    said("您说没有解决，重新办理"): said("居民说没有解决，重新办理"),
}
"""The same steps as those who work on it read them."""


def steps(ticket: Ticket, *, office: bool = False) -> list[Step]:
    """From the report to the last word, with the pauses where they were."""
    found = list(_steps(ticket, pauses_of(ticket)))
    word = FOR_THE_OFFICE.get if office else lambda text, _same: text
    return [
        Step(one.state, word(one.title, one.title), one.when, word(one.text, one.text), at)
        for at, one in enumerate(found, start=1)
    ]


def _steps(ticket: Ticket, pauses: list[Pause]) -> Iterator[Step]:
    yield Step("done", said("您报上来"), stamp(ticket.raised_at))
    again = _again(ticket)
    earlier = ticket.sent_at is not None and ticket.sent_at < ticket.since
    yield from (_sent(ticket), *again) if earlier else (*again, _sent(ticket))
    yield _contacted(ticket)
    for pause in pauses:
        if pause.started_at < ticket.since:
            continue
        word = said("暂停 · {why}", why=pause.get_kind_display())
        if pause.ended_at is None:
            until = (
                said("，预计 {day} 恢复", day=f"{pause.expected_on:%m-%d}")
                if pause.expected_on
                else ""
            )
            yield Step("now", word, stamp(pause.started_at), pause.why + until)
        else:
            ended = said("{why}，{day} 恢复", why=pause.why, day=stamp(pause.ended_at))
            yield Step("done", word, stamp(pause.started_at), ended)
    yield _done(ticket)
    yield _replied(ticket)
    yield _judged(ticket)


def _again(ticket: Ticket) -> list[Step]:
    if ticket.round < 2:
        return []
    title = said("第 {n} 次办", n=ticket.round)
    return [Step("done", title, stamp(ticket.since), said("您说没有解决，重新办理"))]


def _sent(ticket: Ticket) -> Step:
    if ticket.state == State.DECLINED:
        return Step("late", said("不受理"), stamp(ticket.ended_at), ticket.why)
    if ticket.organisation is None or ticket.sent_at is None:
        return Step("now", said("等派单"), "")
    who = ticket.organisation.name
    text = said("{who}接单", who=who) if ticket.taken_at else said("派给{who}", who=who)
    return Step("done", said("受理"), stamp(ticket.sent_at), text)


def _contacted(ticket: Ticket) -> Step:
    limit = said("限 {n} 小时", n=ticket.respond_hours)
    if ticket.contacted_at is None:
        state = "idle" if ticket.ended_at or ticket.state == State.DECLINED else "now"
        return Step(state, said("和您联系"), stamp(ticket.respond_by), limit)
    took = _took(ticket.contacted_at - ticket.since)
    late = ticket.contacted_at > ticket.respond_by
    text = said("{limit}，用了 {took}", limit=limit, took=took)
    return Step("late" if late else "done", said("和您联系"), stamp(ticket.contacted_at), text)


def _done(ticket: Ticket) -> Step:
    title = said("办完")
    if ticket.done_at is not None:
        late = ticket.done_at >= ticket.due_at
        return Step("late" if late else "done", title, stamp(ticket.done_at), ticket.done)
    working = ticket.state in (State.WORKING, State.SENT, State.WAITING)
    when = said("限 {at}", at=stamp(ticket.due_at, due=True))
    return Step("now" if working else "idle", title, when)


def _replied(ticket: Ticket) -> Step:
    if ticket.replied_at is not None and ticket.done_at is not None:
        return Step("done", said("回复您"), stamp(ticket.replied_at), ticket.reply)
    state = "now" if ticket.state == State.DONE else "idle"
    return Step(state, said("回复您"), "")


def _judged(ticket: Ticket) -> Step:
    title = said("您来评价")
    if ticket.state == State.CLOSED:
        text = ticket.get_solved_display() if ticket.solved else said("没有评价，自动办结")
        return Step("done", title, stamp(ticket.evaluated_at or ticket.ended_at), text)
    return Step("now" if ticket.state == State.REPLIED else "idle", title, said("回复后 3 日"))


def stamp(at: datetime | None, *, due: bool = False) -> str:
    """A moment as the phone says it; a limit at midnight is the evening before."""
    if at is None:
        return ""
    here = at.astimezone(SHANGHAI)
    if due and here.hour == here.minute == 0:
        return f"{here - timedelta(minutes=1):%m-%d} 24:00"
    return f"{here:%m-%d %H:%M}"


def _took(time: timedelta) -> str:
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 60:
        return said("{n} 分钟", n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return said("{h} 小时 {m} 分", h=hours, m=rest)
    return said("{n} 日", n=hours // 24)
