"""One violation: its clock, its pictures, what is next and by whom, the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mulin.discover.referrals import forms as shapes
from mulin.discover.referrals import permissions as may
from mulin.discover.referrals.actions import enforcing, finding
from mulin.discover.referrals.models import Referral
from mulin.discover.referrals.pages.referrals import crumbs
from mulin.discover.referrals.queries import referrals as queries
from mulin.ground.matters.passing import shown as passages
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.violations.catalogue import violations

State = Referral.State
Verb = Callable[[Referral, Actor, dict[str, Any]], Any]


@never_cache
@require_safe
def one(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Everything about one violation."""
    return show(request, referral_id)


@require_POST
def evidence(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """A picture."""
    form = shapes.EvidenceForm(request.POST, request.FILES)
    return _step(
        request,
        referral_id,
        "adding",
        form,
        lambda row, by, typed: finding.keep_evidence(
            row, typed["step"], typed["photo"], by=by, now=clock.now()
        ),
        _("照片已存入。"),
    )


@require_POST
def talk(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Somebody was talked to."""
    return _step(
        request,
        referral_id,
        "talking",
        shapes.TalkForm(request.POST),
        lambda row, by, typed: finding.dissuade(
            row, typed["text"], typed["at"], by=by, now=clock.now()
        ),
        _("劝阻已登记，开始计时。"),
    )


@require_POST
def settle(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """It was put right."""
    actor, row = _here(request, referral_id)
    told(request, lambda: finding.settle(row, by=actor, now=clock.now()), _("已登记改正。"))
    return redirect("referrals:one", row.pk)


@require_POST
def report(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Talking did not help."""
    actor, row = _here(request, referral_id)
    told(
        request,
        lambda: finding.report(row, by=actor, now=clock.now()),
        _("已报告社区和街道，当事人已封存。"),
    )
    return redirect("referrals:one", row.pk)


@require_POST
def refer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """To the team."""
    _actor, row = _here(request, referral_id)
    fitting = {str(one.pk): one for one in queries.teams_fit(row)}
    form = shapes.ReferForm(request.POST, teams=[(pk, str(t)) for pk, t in fitting.items()])
    return _step(
        request,
        referral_id,
        "referring",
        form,
        lambda row, by, typed: enforcing.refer(row, fitting[typed["team"]], by=by, now=clock.now()),
        _("已移送。"),
    )


@require_POST
def drop(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Not referred, with the reason."""
    return _words(request, referral_id, "dropping", enforcing.drop, _("已登记不移送。"))


@require_POST
def accept(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The team takes it."""
    return _step(
        request,
        referral_id,
        "accepting",
        shapes.OfficersForm(request.POST),
        lambda row, by, typed: enforcing.accept(row, typed["officers"], by=by, now=clock.now()),
        _("已受理。"),
    )


@require_POST
def give_back(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The team returns it."""
    return _words(request, referral_id, "returning", enforcing.give_back, _("已退回。"))


@require_POST
def visit(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """A visit on the spot."""
    once = once_of(request)
    return _step(
        request,
        referral_id,
        "visiting",
        shapes.VisitForm(request.POST),
        lambda row, by, typed: enforcing.visit(
            row, enforcing.Looked(**typed), once=once, by=by, now=clock.now()
        ),
        _("检查已登记。"),
    )


@require_POST
def result(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What came of it."""
    return _step(
        request,
        referral_id,
        "concluding",
        shapes.ResultForm(request.POST),
        lambda row, by, typed: enforcing.conclude(
            row, typed["result"], typed["text"], typed["day"], by=by, now=clock.now()
        ),
        _("结果已登记，等社区反馈。"),
    )


@require_POST
def feedback(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Told to the compound and to who reported."""
    return _words(request, referral_id, "feeding", enforcing.feed_back, _("已反馈，办结。"))


@never_cache
@require_POST
def other_side(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Who did it, in place of the seal."""
    actor, row = _here(request, referral_id)
    reason = request.POST.get("reason", "") or request.POST.get("note", "")
    value = finding.read_other_side(row, reason, by=actor, now=clock.now())
    return render(request, "estate/unmasked.html", {"lines": [value or _("没有登记")]})


def show(request: HttpRequest, referral_id: UUID, **more: Any) -> HttpResponse:
    """The page; ``more`` are forms that came back with a mistake."""
    actor, row = _here(request, referral_id)
    now, today = clock.now(), clock.today()
    mark, word = queries.mark_of(row, now)
    local = now.astimezone(clock.SHANGHAI)
    fitting = queries.teams_fit(row)
    context = {
        "row": row,
        "mark": mark,
        "word": word,
        "clock": queries.clock_of(row, now),
        "kind": violations()[row.kind],
        "pictures": queries.pictures_of(row),
        "visits": queries.visits_of(row),
        "passed": passages(actor, "referral", row.pk),
        "said": queries.timeline(row),
        "turn": _turn(actor, row),
        "why_not": _why_not(actor, row),
        "may_add": may.may_keep_evidence(actor, row) is None,
        "reads_other": may.may_read_other_side(actor, row),
        "reads_reporter": may.may_read_reporter(actor, row) is None,
        "fitting": fitting,
        "adding": shapes.EvidenceForm(),
        "talking": shapes.TalkForm(initial={"at": local}),
        "referring": shapes.ReferForm(teams=[(str(t.pk), str(t)) for t in fitting]),
        "dropping": shapes.WordsForm(),
        "accepting": shapes.OfficersForm(),
        "returning": shapes.WordsForm(),
        "visiting": shapes.VisitForm(initial={"day": today, "officers": row.officers}),
        "concluding": shapes.ResultForm(initial={"day": today}),
        "feeding": shapes.WordsForm(initial={"words": row.result_words[:300]}),
        "once": once_of(request),
        "crumbs": crumbs(Crumb(row.number)),
        **more,
    }
    bad = any(form.errors for form in more.values())
    return render(request, "referrals/one.html", context, status=422 if bad else 200)


TURNS = (
    ("talk", may.may_dissuade),
    ("refer", may.may_refer),
    ("team", may.may_enforce),
    ("feedback", may.may_feed_back),
)


def _turn(actor: Actor, row: Referral) -> str:
    """What this person can do now."""
    return next((name for name, allowed in TURNS if allowed(actor, row) is None), "")


def _why_not(actor: Actor, row: Referral) -> Any:
    """Whose turn it is, where it is not this person's."""
    if row.state in Referral.BEFORE:
        return may.may_dissuade(actor, row)
    if row.state in (State.REPORTED, State.RETURNED):
        return may.may_refer(actor, row)
    if row.state in Referral.AT_TEAM:
        return may.may_enforce(actor, row)
    return may.may_feed_back(actor, row) if row.state == State.RESULT else None


def _here(request: HttpRequest, referral_id: UUID) -> tuple[Actor, Referral]:
    actor = acting(request)
    row = queries.referral_of(actor.street_id, referral_id)
    if row is None:
        raise Refused(may.HIDDEN)
    require(may.may_see(actor, row))
    return actor, row


def _words(
    request: HttpRequest, referral_id: UUID, name: str, verb: Callable[..., Any], done: str
) -> HttpResponse:
    return _step(
        request,
        referral_id,
        name,
        shapes.WordsForm(request.POST),
        lambda row, by, typed: verb(row, typed["words"], by=by, now=clock.now()),
        done,
    )


def _step(
    request: HttpRequest, referral_id: UUID, name: str, form: Any, verb: Verb, done: str
) -> HttpResponse:
    """One form of the page: its verb, or the page again with what was typed."""
    actor, row = _here(request, referral_id)
    if form.is_valid() and tried(form, lambda: verb(row, actor, form.cleaned_data)) is not None:
        messages.success(request, done)
        return redirect("referrals:one", row.pk)
    return show(request, referral_id, **{name: form})
