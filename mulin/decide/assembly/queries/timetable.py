"""The lawful way of one vote, step by step: every date derived from the pinned law and the facts."""

from __future__ import annotations

from datetime import date, timedelta

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.countdown import closing_words, short
from mulin.decide.assembly.queries.rules import law_of
from mulin.decide.assembly.queries.steps import (
    DONE,
    IDLE,
    LATE,
    NOW,
    SOON,
    NextStep,
    Progressed,
    Step,
)
from mulin.kit.clock import SHANGHAI, day_of
from mulin.kit.words import joined, noop, said
from mulin.law import questions as q
from mulin.law import workdays
from mulin.law.jurisdiction import Confidence, Ruling, Unanswered
from mulin.law.pinned import PinnedLaw
from mulin.law.questions import Question
from mulin.law.terms import Period

SOON_DAYS = 3

ORDER = tuple(Poll.State)
"""States of a poll in the order they follow each other; a voided poll stands outside."""


def timetable(poll: Poll, today: date, known: Progressed | None = None) -> tuple[Step, ...]:
    """公示 → 送达 → 投票 → 截止 → 开票 → 公告 → 异议 → 归档. No query where the law is pinned."""
    known = known or Progressed()
    law = law_of(poll, today)
    return (
        _posting(poll, law, today, known),
        _delivering(poll, known),
        _voting(poll, law, today),
        _closing(poll, today),
        _counting(poll),
        _announcing(poll, law, today),
        _objections(poll, law, today, known),
        _filing(poll, today),
    )


def next_step(poll: Poll, today: date, steps: tuple[Step, ...] | None = None) -> NextStep:
    """The one thing to do now."""
    state = poll.state
    if state == Poll.State.VOIDED:
        return NextStep(said("已作废"))
    if state == Poll.State.FINAL:
        return NextStep(said("已归档"), state=DONE)
    if state == Poll.State.DRAFT:
        return NextStep(said("补全草稿，锁定名册和规则"), _notice_due(poll, today), NOW)
    wanted = {
        Poll.State.LOCKED: ("posting", said("公示表决方案"), noop("最迟 {day}")),
        Poll.State.POSTED: ("voting", said("开始投票"), noop("{day} 起")),
        Poll.State.VOTING: ("closing", said("投票，到时自动封票"), noop("{day} 截止")),
        Poll.State.CLOSED: ("counting", said("两名计票人开票"), noop("最迟 {day}")),
        Poll.State.JUDGED: ("announcing", said("公告表决结果"), noop("最迟 {day}")),
        Poll.State.ANNOUNCED: ("objections", said("异议期满后归档"), noop("{day} 期满")),
    }
    key, words, until = wanted[Poll.State(state)]
    known = {step.key: step.due for step in steps or ()}
    due = known[key] if known else _due(poll, key, today)
    return NextStep(words, due, _pressing(due, today), until)


def _due(poll: Poll, key: str, today: date) -> date | None:
    """The last day of the step that comes next, for lists: the other steps are left alone."""
    if key == "posting":
        return _notice_due(poll, today)
    if key == "announcing":
        latest = _announced_by(poll, law_of(poll, today))
        return latest.day if latest else None
    end = last_day(poll)
    days = {
        "voting": poll.opens_on if end else None,
        "closing": end,
        "objections": poll.objections_until if poll.announced_on else None,
    }
    return days.get(key)


def ask(law: PinnedLaw, question: Question[Period]) -> Ruling[Period] | None:
    """The answer, or None where no text we know of answers."""
    try:
        return law.ask(question)
    except Unanswered:
        return None


def last_day(poll: Poll) -> date | None:
    """The last day on which ballots are taken."""
    if poll.closes_at is None:
        return None
    return day_of(poll.closes_at - timedelta(microseconds=1))


def _past(poll: Poll, state: str) -> bool:
    """Whether the poll has come as far as ``state``."""
    if poll.state == Poll.State.VOIDED:
        return False
    return ORDER.index(Poll.State(poll.state)) >= ORDER.index(Poll.State(state))


def _pressing(due: date | None, today: date) -> str:
    if due is None:
        return NOW
    if due < today:
        return LATE
    return SOON if (due - today).days <= SOON_DAYS else NOW


def _cited(ruling: Ruling[Period]) -> str:
    """``物业管理条例 第14条 · 15日（需本地复核）``; a default of ours says that it is one."""
    if ruling.confidence == Confidence.DESIGN:
        return said("法无明文，默认{words}", words=ruling.value.words)
    doubt = said("（需本地复核）") if "复核" in ruling.note else ""
    return joined("", (ruling.source.spaced, " · ", ruling.value.words, doubt))


def _notice_due(poll: Poll, today: date) -> date | None:
    if poll.opens_on is None:
        return None
    law = law_of(poll, today)
    notice = law.ask(q.ASSEMBLY_NOTICE).value
    return workdays.before(poll.opens_on, notice, law.days, earlier=True).day


def _posting(poll: Poll, law: PinnedLaw, today: date, known: Progressed) -> Step:
    ruling = law.ask(q.ASSEMBLY_NOTICE)
    cite = _cited(ruling)
    if poll.opens_on is None:
        return Step("posting", said("公示"), IDLE, said("待定投票首日"), "", cite)
    latest = workdays.before(poll.opens_on, ruling.value, law.days, earlier=True)
    if poll.posted_on is not None:
        late = poll.posted_on > latest.day
        text = said(
            "张贴证明 {postings} 处；法定最迟 {short}",
            postings=known.postings,
            short=short(latest.day),
        )
        when = said("{short} 公示", short=short(poll.posted_on))
        return Step("posting", said("公示"), LATE if late else DONE, when, text, cite, latest.day)
    current = poll.state in {Poll.State.DRAFT, Poll.State.LOCKED}
    state = _pressing(latest.day, today) if current else IDLE
    return Step(
        "posting",
        said("公示"),
        state,
        said("最迟 {short}", short=short(latest.day)),
        latest.how,
        cite,
        latest.day,
    )


def _delivering(poll: Poll, known: Progressed) -> Step:
    if not _past(poll, Poll.State.LOCKED):
        return Step(
            "delivering", said("送达"), IDLE, said("锁定以后"), said("逐户送达表决票，并留凭证")
        )
    missing = known.entries - known.delivered
    text = said("{delivered} 张有凭证", delivered=f"{known.delivered:,}") + (
        said("，{missing} 张没有", missing=f"{missing:,}") if missing else ""
    )
    over = _past(poll, Poll.State.CLOSED)
    done = not missing or over
    state = DONE if done else NOW if _past(poll, Poll.State.POSTED) else IDLE
    when = f"{known.delivered:,} / {known.entries:,}" if known.entries else ""
    return Step("delivering", said("送达"), state, when, text)


def _voting(poll: Poll, law: PinnedLaw, today: date) -> Step:
    end = last_day(poll)
    if poll.opens_on is None or end is None:
        return Step("voting", said("投票"), IDLE, said("待定"))
    days = (end - poll.opens_on).days + 1
    bounds = [(ask(law, question), word) for question, word in _BOUNDS]
    cite = "；".join(f"{word}：{_cited(r)}" for r, word in bounds if r is not None)
    when = f"{short(poll.opens_on)} — {short(end)}"
    if poll.state == Poll.State.VOTING:
        passed = min((today - poll.opens_on).days + 1, days)
        return Step(
            "voting",
            said("投票"),
            NOW,
            when,
            said("第 {passed} 天，共 {days} 天", passed=passed, days=days),
            cite,
            end,
        )
    state = DONE if _past(poll, Poll.State.CLOSED) else IDLE
    if poll.state == Poll.State.POSTED:
        state = _pressing(poll.opens_on, today)
        state = IDLE if state == NOW else state
    return Step(
        "voting", said("投票"), state, when, said("共 {days} 天", days=days), cite, poll.opens_on
    )


_BOUNDS = ((q.VOTING_MIN, said("最短")), (q.VOTING_MAX, said("最长")))


def _closing(poll: Poll, today: date) -> Step:
    end = last_day(poll)
    if poll.closed_at is not None:
        when = poll.closed_at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
        return Step("closing", said("截止"), DONE, when, said("封票；之后到的票不计"), due=end)
    state = _pressing(end, today) if poll.state == Poll.State.VOTING else IDLE
    return Step(
        "closing",
        said("截止"),
        IDLE if state == NOW else state,
        closing_words(poll.closes_at),
        said("到时自动截止，以收到时间为准"),
        due=end,
    )


def _counting(poll: Poll) -> Step:
    if poll.judged_at is not None:
        when = poll.judged_at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
        return Step(
            "counting", said("开票"), DONE, when, said("两名计票人共同打开，按锁定的规则计票")
        )
    state = NOW if poll.state == Poll.State.CLOSED else IDLE
    return Step("counting", said("开票"), state, said("截止以后"), said("须两名计票人同时到场"))


def _announcing(poll: Poll, law: PinnedLaw, today: date) -> Step:
    ruling = ask(law, q.PUBLISH_RESULT)
    cite = _cited(ruling) if ruling else said("没有写明日数，应及时公告")
    latest = _announced_by(poll, law)
    if poll.announced_on is not None:
        late = latest is not None and poll.announced_on > latest.day
        text = latest.how if latest else ""
        when = said("{short} 公告", short=short(poll.announced_on))
        return Step("announcing", said("公告"), LATE if late else DONE, when, text, cite)
    if poll.judged_at is None:
        return Step("announcing", said("公告"), IDLE, said("开票以后"), "", cite)
    due = latest.day if latest else None
    when = said("最迟 {short}", short=short(due)) if due else said("尽快")
    how = latest.how if latest else ""
    return Step("announcing", said("公告"), _pressing(due, today), when, how, cite, due)


def _announced_by(poll: Poll, law: PinnedLaw) -> workdays.Reckoned | None:
    ruling = ask(law, q.PUBLISH_RESULT)
    if poll.judged_at is None or ruling is None:
        return None
    return workdays.after(day_of(poll.judged_at), ruling.value, law.days)


def _objections(poll: Poll, law: PinnedLaw, today: date, known: Progressed) -> Step:
    ruling = law.ask(q.OBJECTION)
    cite = _cited(ruling)
    until = poll.objections_until
    if poll.announced_on is None or until is None:
        return Step(
            "objections",
            said("异议"),
            IDLE,
            said("公告后 {words}", words=ruling.value.words),
            "",
            cite,
        )
    how = workdays.after(poll.announced_on, ruling.value, law.days).how
    when = said("{short} 24:00 止", short=short(until))
    if poll.state == Poll.State.FINAL:
        return Step("objections", said("异议"), DONE, when, how, cite, until)
    waiting = (
        said("{objections_open} 件待答复。", objections_open=known.objections_open)
        if known.objections_open
        else ""
    )
    over = today > until
    state = (SOON if known.objections_open else DONE) if over else NOW
    return Step("objections", said("异议"), state, when, waiting + how, cite, until)


def _filing(poll: Poll, today: date) -> Step:
    if poll.final_on is not None:
        return Step("filing", said("归档"), DONE, short(poll.final_on), said("结果生效，材料归档"))
    ripe = poll.objections_until is not None and today > poll.objections_until
    return Step(
        "filing", said("归档"), NOW if ripe else IDLE, said("异议期满"), said("异议都答复以后")
    )
