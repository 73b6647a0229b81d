"""A month's report: begun, written, sent with its figures pinned, asked about, answered, read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.decide.workshop.actions.common import alone, tell, working_days
from mulin.decide.workshop.events import (
    ReportAcknowledged,
    ReportBegun,
    ReportQuestioned,
    ReportReplied,
    ReportSent,
    ReportWritten,
)
from mulin.decide.workshop.models import Mandate, Report, Workshop
from mulin.decide.workshop.permissions import may_judge_report, may_report
from mulin.decide.workshop.queries.counting import counted, window_of
from mulin.decide.workshop.queries.people import members_of, officers_of
from mulin.decide.workshop.queries.reports import last_day, month_words
from mulin.ground.record.verbs import say
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import said

TEXTS = ("done", "hard", "asks", "plan")
LONGEST = 2000
State = Report.State


@dataclass(frozen=True)
class Sections:
    """The words of a report."""

    done: str
    hard: str = ""
    asks: str = ""
    plan: str = ""


def begin_report(
    workshop: Workshop, month: date, *, once: UUID, by: Actor, now: datetime
) -> Report:
    """Begin the report of a month in which the workshop held a mandate; there is one a month."""
    require(may_report(by, workshop))
    first = month.replace(day=1)
    if first > day_of(now):
        refuse(said("这个月还没有到。"), said("请选本月或者以前的月份。"))
    with transaction.atomic():
        alone(workshop, by)
        known: Report | None = (
            Report.objects.of(by.street_id).filter(workshop=workshop, month=first).first()
        )
        if known is not None:
            return known
        held = Mandate.objects.of(by.street_id).filter(
            workshop=workshop, valid_from__lte=last_day(first), valid_to__gte=first
        )
        if not held.exists():
            refuse(said("这个月没有有效的授权，不用汇报。"), said("请选有授权的月份。"))
        made = Report(
            id=once,
            street_id=by.street_id,
            workshop=workshop,
            month=first,
            due_on=working_days(by.street_id, last_day(first), workshop.report_days).day,
        )
        made.save(force_insert=True)
        event = ReportBegun(workshop.organisation.name, month_words(first))
        say(event, made, by=by, now=now)
        return made


def write_report(report: Report, sections: Sections, *, by: Actor, now: datetime) -> Report:
    """Change its words, while it has not been sent."""
    with transaction.atomic():
        fresh = alone(report, by)
        require(may_report(by, fresh.workshop))
        if fresh.state != State.DRAFT:
            refuse(said("月报已经报送，文字不能再改。"), said("要补充的，写在对疑问的答复里。"))
        for name in TEXTS:
            setattr(fresh, name, getattr(sections, name).strip()[:LONGEST])
        fresh.save(update_fields=list(TEXTS))
        name = fresh.workshop.organisation.name
        say(ReportWritten(name, month_words(fresh.month)), fresh, by=by, now=now)
        return fresh


def send_report(report: Report, *, by: Actor, now: datetime) -> Report:
    """Send it to the street; its figures are those of this instant, for ever."""
    with transaction.atomic():
        fresh = alone(report, by)
        require(may_report(by, fresh.workshop))
        if fresh.state != State.DRAFT:
            return fresh
        if day_of(now) <= last_day(fresh.month):
            refuse(said("这个月还没有过完。"), said("到下月第一天再报，数字才是整月的。"))
        words(fresh.done, LONGEST, said("本月做了什么"), said("先写好并保存文字，再报送。"))
        window = window_of(fresh)
        late = day_of(now) > fresh.due_on
        fresh.compounds = [one.hex for one in sorted(window.compounds)]
        fresh.people = [one.hex for one in sorted(window.people)]
        fresh.sent_at, fresh.sent_by, fresh.state = now, by.post or by.name, State.SENT
        lines = counted(window_of(fresh))
        pinned = {line.figure.code: [line.count, line.own] for line in lines}
        fresh.figures = {"late": late, "counts": pinned}
        fresh.save()
        month, name = month_words(fresh.month), fresh.workshop.organisation.name
        text = said("{name}报送了{month}月报，请阅。", name=name, month=month)
        tell(
            by.street_id,
            officers_of(by.street_id, day_of(now)),
            text,
            f"report/{fresh.pk.hex}",
            now,
        )
        shown = said("（迟于期限）") if late else ""
        event = ReportSent(name, month, shown, len(pinned), fingerprint(pinned)[:12])
        say(event, fresh, by=by, now=now)
        return fresh


def question_report(report: Report, question: str, *, by: Actor, now: datetime) -> Report:
    """The street asks back."""
    plain = words(question, 400, said("疑问"))
    with transaction.atomic():
        fresh = alone(report, by)
        require(may_judge_report(by, fresh))
        _refuse_unless(fresh, State.SENT)
        fresh.state, fresh.question, fresh.reply = State.ASKED, plain, ""
        fresh.save(update_fields=["state", "question", "reply"])
        month, name = month_words(fresh.month), fresh.workshop.organisation.name
        text = said("街道对{month}月报有疑问：{question}", month=month, question=plain)
        people = members_of(by.street_id, fresh.workshop.organisation_id, day_of(now))
        tell(by.street_id, people, text, f"asked/{fresh.pk.hex}/{now:%Y%m%d%H%M%S}", now)
        say(ReportQuestioned(name, month, plain), fresh, by=by, now=now)
        return fresh


def reply_report(report: Report, reply: str, *, by: Actor, now: datetime) -> Report:
    """The workshop answers; the report lies before the street again."""
    plain = words(reply, 400, said("答复"))
    with transaction.atomic():
        fresh = alone(report, by)
        require(may_report(by, fresh.workshop))
        _refuse_unless(fresh, State.ASKED)
        fresh.state, fresh.reply = State.SENT, plain
        fresh.save(update_fields=["state", "reply"])
        name = fresh.workshop.organisation.name
        say(ReportReplied(name, month_words(fresh.month), plain), fresh, by=by, now=now)
        return fresh


def acknowledge_report(report: Report, *, by: Actor, now: datetime) -> Report:
    """The street has read it; it is kept as it is. Again, it changes nothing."""
    with transaction.atomic():
        fresh = alone(report, by)
        require(may_judge_report(by, fresh))
        if fresh.state == State.ACKNOWLEDGED:
            return fresh
        _refuse_unless(fresh, State.SENT)
        fresh.state, fresh.acknowledged_on = State.ACKNOWLEDGED, day_of(now)
        fresh.acknowledged_by = by.post or by.name
        fresh.save(update_fields=["state", "acknowledged_on", "acknowledged_by"])
        name = fresh.workshop.organisation.name
        say(ReportAcknowledged(name, month_words(fresh.month)), fresh, by=by, now=now)
        return fresh


def _refuse_unless(report: Report, state: str) -> None:
    if report.state != state:
        refuse(
            said("这份月报{state}，现在不能这样办。", state=report.get_state_display()),
            said("请看它的经过。"),
        )
