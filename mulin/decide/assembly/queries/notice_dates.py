"""The dates of a vote as a notice tells them: full days, and the text behind each."""

from __future__ import annotations

from datetime import date, timedelta

from mulin.decide.assembly import documents as d
from mulin.decide.assembly.documents import words
from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.countdown import closing_words
from mulin.decide.assembly.queries.timetable import ask, last_day
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.jurisdiction import Confidence, Ruling
from mulin.law.pinned import PinnedLaw
from mulin.law.terms import Period

OWN = said("召集人安排")


def notice_dates(poll: Poll, law: PinnedLaw, today: date) -> tuple[d.TimetableLine, ...]:
    """Posting, delivery, voting, counting, announcement and objections, in this order."""
    notice, objection = law.ask(q.ASSEMBLY_NOTICE), law.ask(q.OBJECTION)
    publish = ask(law, q.PUBLISH_RESULT)
    opens = poll.opens_on or today
    after = (
        said("开票后 {words}内", words=publish.value.words) if publish else said("开票后及时公告")
    )
    return (
        _line(
            said("公示表决方案"),
            said("{day}起", day=words.day(poll.posted_on or today)),
            _source(notice),
        ),
        _line(
            said("送达表决票"), said("{day}前逐户送达", day=words.day(last_day(poll) or opens)), OWN
        ),
        _line(said("投票"), said("{day}至{until}", day=words.day(opens), until=_until(poll)), OWN),
        _line(said("开票计票"), said("截止以后，两名计票人共同开票，监票人到场"), OWN),
        _line(said("公告结果"), after, _source(publish) if publish else OWN),
        _line(
            said("书面异议"),
            said("公告后 {words}", words=objection.value.words),
            _source(objection),
        ),
    )


def _line(what: str, when: str, source: str) -> d.TimetableLine:
    return d.TimetableLine(what, when, source)


def _until(poll: Poll) -> str:
    """The end of voting with its year."""
    if poll.closes_at is None:
        return said("未定")
    year = (poll.closes_at - timedelta(microseconds=1)).astimezone(SHANGHAI).year
    return said("{year}年{closing_words}", year=year, closing_words=closing_words(poll.closes_at))


def _source(ruling: Ruling[Period]) -> str:
    if ruling.confidence == Confidence.DESIGN:
        return said("法无明文，系统默认")
    return f"{ruling.source.spaced}（{ruling.value.words}）"
