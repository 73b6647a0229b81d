"""The result: verdicts, checks, what follows; recount, announcement, objections, archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly.actions import counting
from mulin.decide.assembly.actions.publishing import announce_with_paper
from mulin.decide.assembly.forms import AnswerForm, ObjectionForm
from mulin.decide.assembly.models import Objection, Poll
from mulin.decide.assembly.pages.common import (
    button,
    crumbs_of,
    found,
    head_of,
    refusal_words,
    status_of,
)
from mulin.decide.assembly.permissions import (
    HIDDEN,
    may_export,
    may_prepare,
    may_see_progress,
    may_see_result,
)
from mulin.decide.assembly.queries.corrections import corrections_of
from mulin.decide.assembly.queries.notice_text import result_body
from mulin.decide.assembly.queries.outcome import Outcome, outcome_of
from mulin.decide.assembly.queries.papers import chain_head
from mulin.decide.assembly.queries.result_page import results_of
from mulin.decide.assembly.queries.steps import Progressed
from mulin.decide.assembly.queries.timetable import timetable
from mulin.ground.notices.models import PublicNotice
from mulin.ground.page.trying import once_of, tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.canonical import fingerprint
from mulin.kit.rights import Actor, Refused, require


def page(request: HttpRequest, actor: Actor, poll: Poll) -> HttpResponseBase:
    """Verdicts first, the four checks under each, everything else beside them."""
    now = clock.now()
    today = clock.day_of(now)
    outcome = outcome_of(poll)
    waiting = sum(1 for o in outcome.objections if o.answered_at is None)
    known = Progressed(outcome.entries, outcome.proved, outcome.postings, waiting)
    may = may_prepare(actor, poll.compound)
    context = head_of(poll) | {
        "closed_to": refusal_words(may_see_progress(actor, poll)),
        "results": results_of(poll, today),
        "corrections": corrections_of(poll),
        "steps": timetable(poll, today, known)[3:],
        "outcome": outcome,
        "may_prepare": may is None,
        "may_recount": may_see_progress(actor, poll) is None,
        "may_export": may_export(actor, poll) is None,
        "why_not_export": refusal_words(may_export(actor, poll)),
        "announcement": _announcement(poll),
        "digest": fingerprint(poll.result),
        "chain": chain_head(poll.street_id),
        "objection_days": _days_left(poll, today),
        "objection_pct": _spent(poll, today),
        "why_not_final": _why_not_final(poll, outcome, now),
    }
    return render(request, "assembly/result.html", context)


@require_POST
def recount(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Open the ballots in memory, count again, and compare with what is on record."""
    actor, poll = found(request, poll_id)
    refused = may_see_progress(actor, poll)
    if refused is not None:
        raise Refused(refused)
    try:
        again = counting.rejudged(poll)[1]
    except Refused as why:
        messages.error(request, shown(why.refusal))
        return redirect("assembly:poll", poll.pk)
    if again == poll.result:
        messages.success(
            request,
            (
                _("重新计票：与记录一致。结果摘要 %(fingerprint)s… 没有变化。")
                % {"fingerprint": fingerprint(again)[:16]}
            ),
        )
    else:
        messages.error(
            request, _("重新计票：与记录不一致！请不要公告，立即联系街道和监票人，保留现场记录。")
        )
    return redirect("assembly:poll", poll.pk)


@require_GET
def announcement(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The announcement as text, before and after it is published."""
    actor, poll = _judged(request, poll_id)
    posted = _announcement(poll)
    context = head_of(poll) | {
        "notice": posted,
        "body": posted.body if posted else result_body(poll, clock.today()),
        "may_post": refusal_words(may_prepare(actor, poll.compound)),
        "ready": poll.state == Poll.State.JUDGED,
        "crumbs": crumbs_of(poll, _("结果公告")),
    }
    return render(request, "assembly/announcement.html", context)


@require_POST
def announce(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Publish the result; the period for objections runs from the day after."""
    actor, poll = _judged(request, poll_id)
    return button(
        request,
        poll,
        lambda: announce_with_paper(poll, by=actor, now=clock.now()),
        _("结果已公告，异议期开始。请打印张贴。"),
    )


@require_POST
def finalise(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Archive the result."""
    actor, poll = _judged(request, poll_id)
    return button(
        request,
        poll,
        lambda: counting.finalise(poll, by=actor, now=clock.now()),
        _("异议期已满，结果归档。"),
    )


def objections(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Every objection with its answer; a form to put one down for somebody at the counter."""
    actor, poll = _judged(request, poll_id)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: counting.raise_objection(
                poll,
                objection_id=once_of(request),
                name=typed["name"],
                unit_label=typed["unit_label"],
                text=typed["text"],
                contact=typed["contact"],
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("异议已登记。请书面答复。"))
            return redirect("assembly:objections", poll.pk)
    return objections_page(request, actor, poll, form=form)


@require_POST
def answer(request: HttpRequest, poll_id: UUID, objection_id: UUID) -> HttpResponse:
    """Answer one objection in writing."""
    actor, poll = _judged(request, poll_id)
    rows = Objection.objects.of(poll.street_id).select_related("poll__compound")
    objection = rows.filter(poll=poll, pk=objection_id).first()
    if objection is None:
        raise Refused(HIDDEN)
    form = AnswerForm(request.POST, prefix=objection.pk.hex)
    if form.is_valid():
        text = form.cleaned_data["answer"]
        done = tried(
            form, lambda: counting.answer_objection(objection, text, by=actor, now=clock.now())
        )
        if done is not None:
            messages.success(request, _("已答复。"))
            return redirect("assembly:objections", poll.pk)
    return objections_page(request, actor, poll, answering={objection.pk: form})


def objections_page(
    request: HttpRequest,
    actor: Actor,
    poll: Poll,
    *,
    form: ObjectionForm | None = None,
    answering: dict[UUID, AnswerForm] | None = None,
    contacts: Mapping[UUID, str] | None = None,
) -> HttpResponse:
    """The list; ``contacts`` are those that were just asked for, with a reason."""
    refused = may_see_progress(actor, poll)
    if refused is not None:
        raise Refused(refused)
    answering = answering or {}
    rows = Objection.objects.of(poll.street_id).filter(poll=poll).order_by("received_at")
    contacts = contacts or {}
    items = [
        (o, answering.get(o.pk) or AnswerForm(prefix=o.pk.hex), contacts.get(o.pk, ""))
        for o in rows.defer("contact_sealed")
    ]
    given = [f for f in (form, *answering.values()) if f is not None and f.errors]
    context = head_of(poll) | {
        "items": items,
        "form": form or ObjectionForm(),
        "may_answer": may_prepare(actor, poll.compound) is None,
        "crumbs": crumbs_of(poll, _("异议")),
    }
    status = status_of(given[0]) if given else 200
    return render(request, "assembly/objections.html", context, status=status)


def _judged(request: HttpRequest, poll_id: UUID) -> tuple[Actor, Poll]:
    actor, poll = found(request, poll_id)
    require(may_see_result(actor, poll))
    return actor, poll


def _announcement(poll: Poll) -> PublicNotice | None:
    rows = PublicNotice.objects.of(poll.street_id).filter(subject_id=poll.pk, purpose="result")
    found: PublicNotice | None = rows.order_by("-id").first()
    return found


def _days_left(poll: Poll, today: date) -> int | None:
    """Whole days after today until the end of the period; None where there is none."""
    if poll.objections_until is None or today > poll.objections_until:
        return None
    return (poll.objections_until - today).days


def _spent(poll: Poll, today: date) -> int:
    """Percent of the period that is over."""
    if poll.announced_on is None or poll.objections_until is None:
        return 0
    whole = max((poll.objections_until - poll.announced_on).days, 1)
    return min(max((today - poll.announced_on).days, 0) * 100 // whole, 100)


def _why_not_final(poll: Poll, outcome: Outcome, now: datetime) -> str:
    until = poll.objections_until
    if until is not None and now < clock.end_of(until):
        return _("异议期到 %(until)s 24:00，还没有满。") % {"until": until}
    waiting = sum(1 for o in outcome.objections if o.answered_at is None)
    return (_("还有 %(waiting)s 件异议没有答复。") % {"waiting": waiting}) if waiting else ""
