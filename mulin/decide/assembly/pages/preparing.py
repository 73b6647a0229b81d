"""A locked or posted vote: what was done, what is due, and what still stands in the way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly.actions import locking, running
from mulin.decide.assembly.actions.postings import prove_with_photo
from mulin.decide.assembly.actions.publishing import post_with_notice
from mulin.decide.assembly.forms import PostingForm, ReasonForm
from mulin.decide.assembly.models import Delivery, Poll, PollOfficer, RollEntry
from mulin.decide.assembly.pages.common import (
    button,
    found,
    head_of,
    refusal_words,
    require_locked,
    status_of,
    vote_address,
)
from mulin.decide.assembly.permissions import may_handle_papers, may_prepare, may_see_progress
from mulin.decide.assembly.queries.live_page import buildings_of
from mulin.decide.assembly.queries.notice_text import notice_body
from mulin.decide.assembly.queries.papers import poll_text
from mulin.decide.assembly.queries.readiness import opening_faults
from mulin.decide.assembly.queries.steps import Progressed
from mulin.decide.assembly.queries.timetable import next_step, timetable
from mulin.ground.notices.models import Posting, PublicNotice
from mulin.ground.page.trying import once_of, tried
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.rights import Actor

UNTOLD = (
    "VoterProved",
    "BallotCast",
    "PaperConfirmed",
    "PaperDisputed",
    "BallotDisowned",
    "OwnVoteShown",
)


def page(
    request: HttpRequest, actor: Actor, poll: Poll, *, posting: PostingForm | None = None
) -> HttpResponseBase:
    """The steps, the notice, proofs, deliveries, prints, keys, and the button that opens the vote."""
    now = clock.now()
    today = clock.day_of(now)
    known = progressed(poll)
    steps = timetable(poll, today, known)
    may = may_prepare(actor, poll.compound)
    notice = _notice(poll)
    context = head_of(poll) | {
        "closed_to": refusal_words(may_see_progress(actor, poll)),
        "steps": steps,
        "next": next_step(poll, today, steps),
        "known": known,
        "may_prepare": may is None,
        "why_not": refusal_words(may),
        "may_carry": may_handle_papers(actor, poll) is None,
        "notice": notice,
        "postings": _postings(notice),
        "text": poll_text(poll, today),
        "faults": opening_faults(poll, now) if poll.state == Poll.State.POSTED else [],
        "officers": list(_officers(poll)),
        "buildings": buildings_of(poll),
        "posting": posting or PostingForm(initial={"posted_on": today}),
        "said": _said(poll),
        "today": today,
    }
    status = status_of(posting) if posting is not None else 200
    return render(request, "assembly/poll.html", context, status=status)


def progressed(poll: Poll) -> Progressed:
    """Papers on the roll, those with proof, and postings of the notice; three statements."""
    street = poll.street_id
    entries = RollEntry.objects.of(street).filter(poll=poll, area__gt=0)
    proved = Delivery.objects.of(street).filter(poll=poll, proved=True)
    postings = Posting.objects.of(street).filter(notice__subject_id=poll.pk)
    delivered = proved.values("entry_id").distinct().count()
    return Progressed(entries.count(), delivered, postings.count())


@require_GET
def notice(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The notice as text, before it is posted and after."""
    actor, poll = found(request, poll_id)
    require_locked(poll, _("锁定以后，公示全文由议题、规则和名册自动生成。"))
    posted = _notice(poll)
    text = poll_text(poll, clock.today())
    context = head_of(poll) | {
        "notice": posted,
        "body": posted.body if posted else notice_body(poll, text),
        "may_post": refusal_words(may_prepare(actor, poll.compound)),
        "ready": poll.state == Poll.State.LOCKED,
    }
    return render(request, "assembly/notice.html", context)


@require_POST
def post(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Publish the motions; the notice period runs from here."""
    actor, poll = found(request, poll_id)
    return button(
        request,
        poll,
        lambda: post_with_notice(poll, by=actor, now=clock.now(), link=vote_address(request, poll)),
        _("已公示。请打印张贴，并登记每一处的张贴证明。"),
    )


@require_POST
def prove(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """Register where the notice hangs, with a photo."""
    actor, poll = found(request, poll_id)
    form = PostingForm(request.POST, request.FILES)
    notice = _notice(poll)
    if notice is None:
        return redirect("assembly:poll", poll.pk)
    if form.is_valid():
        made = tried(
            form,
            lambda: prove_with_photo(
                notice,
                posting_id=once_of(request),
                place=form.cleaned_data["place"],
                posted_on=form.cleaned_data["posted_on"],
                photo=form.cleaned_data["photo"],
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            return redirect("assembly:poll", poll.pk)
    return page(request, actor, poll, posting=form)


@require_POST
def open_voting(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Let ballots in."""
    actor, poll = found(request, poll_id)
    return button(
        request,
        poll,
        lambda: running.open_voting(poll, by=actor, now=clock.now()),
        _("投票已经开始。到截止时间自动封票。"),
    )


@require_POST
def close_voting(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """End the voting where its hour has come and nothing did so yet."""
    actor, poll = found(request, poll_id)
    return button(
        request,
        poll,
        lambda: running.close_voting(poll.pk, by=actor, now=clock.now()),
        _("投票已经截止，票已封存。"),
    )


@require_POST
def void(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Give the vote up, with a reason."""
    actor, poll = found(request, poll_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["why"] if form.is_valid() else ""
    return button(
        request,
        poll,
        lambda: running.void_poll(poll, reason, by=actor, now=clock.now()),
        _("已作废。已收到的票留存备查，不计。"),
    )


@require_POST
def repin(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Hold the vote under today's law, with a reason."""
    actor, poll = found(request, poll_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["why"] if form.is_valid() else ""
    return button(
        request,
        poll,
        lambda: locking.repin(poll, reason, by=actor, now=clock.now()),
        _("已改按今天的法规办理。"),
    )


def _notice(poll: Poll) -> PublicNotice | None:
    rows = PublicNotice.objects.of(poll.street_id).filter(subject_id=poll.pk, purpose="poll")
    found: PublicNotice | None = rows.order_by("-id").first()
    return found


def _postings(notice: PublicNotice | None) -> list[Posting]:
    if notice is None:
        return []
    return list(Posting.objects.of(notice.street_id).filter(notice=notice).order_by("id"))


def _officers(poll: Poll) -> Any:
    rows = PollOfficer.objects.of(poll.street_id).filter(poll=poll)
    return rows.select_related("person").order_by("duty", "id")


def _said(poll: Poll) -> list[dict[str, str]]:
    """The last things that happened, as sentences; never who came to the counter or to vote."""
    rows = Fact.objects.of(poll.street_id).filter(subject_id=poll.pk).exclude(kind__in=UNTOLD)
    facts = rows.order_by("-id")[:8]
    return [
        {
            "when": fact.at.astimezone(clock.SHANGHAI).strftime("%m-%d %H:%M"),
            "text": fact.sentence,
            "who": fact.by,
        }
        for fact in facts
    ]
