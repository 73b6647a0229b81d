"""The resident's own tickets: how each stands, a word more, the last word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.intake import forms as f
from mulin.discover.intake.actions import gathering, judging
from mulin.discover.intake.models import Pause, Ticket
from mulin.discover.intake.pages.common import onwards, shown_papers, ticket_at
from mulin.discover.intake.permissions import HIDDEN, is_mine
from mulin.discover.intake.queries import tickets as queries
from mulin.discover.intake.queries.board import left_of, line
from mulin.discover.intake.queries.mine import stamp, steps
from mulin.discover.intake.queries.places import compounds_to
from mulin.ground.page.trying import told, tried
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting

State = Ticket.State


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I reported, what I joined, what is under way on the common parts of my compounds."""
    actor = acting(request)
    now = clock.now()
    own = list(queries.raised_by(actor)[:60])
    compounds = compounds_to(actor)
    known = {one.pk for one in own}
    around = queries.around(actor, frozenset(one.pk for one in compounds))[:40]
    context = {
        "waiting": [line(one, now) for one in own if one.state == State.REPLIED],
        "open": [line(one, now) for one in own if one.is_open and one.state != State.REPLIED],
        "ended": [line(one, now) for one in own if not one.is_open][:20],
        "joined": [line(one, now) for one in queries.followed_by(actor)[:20]],
        "around": [line(one, now) for one in around if one.pk not in known][:20],
        "may_report": bool(compounds),
    }
    return render(request, "intake/phone/mine.html", context)


@require_safe
def ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """One of my tickets, step by step."""
    actor, found = ticket_at(request, ticket_id)
    return page(request, actor, found)


def page(
    request: HttpRequest, actor: Actor, found: Ticket, **typed: forms.BaseForm
) -> HttpResponse:
    """The page with a form that was refused, or without."""
    context = _context(found, actor)
    context |= {
        "papers": shown_papers(found, actor),
        "mine": is_mine(actor, found),
        "remarks": queries.remarks_of(found, inside=False),
        "others": queries.others_affected(found),
        **{f"form_{name}": form for name, form in typed.items()},
    }
    status = 422 if any(form.errors for form in typed.values()) else 200
    return render(request, "intake/phone/ticket.html", context, status=status)


def _context(found: Ticket, actor: Actor | None) -> dict[str, Any]:
    now = clock.now()
    pause = queries.pause_now(found) if found.state == State.PAUSED else None
    worker = found.worker if found.organisation_id and found.worker_id else None
    return {
        "ticket": found,
        "left": left_of(found, now),
        "steps": steps(found),
        "due": stamp(found.due_at, due=True),
        "pause": pause,
        "to_pay": pause is not None and pause.kind == Pause.Kind.PAYMENT,
        "worker": worker,
        "place": queries.place_words(found),
        "phone": found.organisation.phone if found.organisation is not None else "",
        "scores": f.SCORES,
        "results": _results(),
        "judging": f.JudgeForm(),
    }


def _results() -> list[tuple[str, str, str, str]]:
    return [
        ("yes", "circle-check", _("修好了"), _("这件事就结了")),
        ("partly", "circle-dot-dashed", _("好了一部分"), _("写下还差什么，再来办")),
        ("no", "circle-x", _("没修好"), _("重新办，不用说明理由")),
    ]


def follow(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """I have the same trouble."""
    actor = acting(request)
    found = queries.ticket_of(actor.street_id, ticket_id)
    if found is None:
        raise Refused(HIDDEN)
    now = clock.now()
    told(
        request,
        lambda: gathering.follow(found, by=actor, now=now),
        _("记下了，办好会告诉您。"),
    )
    return redirect(onwards(request, reverse("report:mine")))


@never_cache
@require_http_methods(["GET", "POST"])
def followed(request: HttpRequest, street: str, follow_code: str) -> HttpResponse:
    """The ticket of somebody who gave no name, or has no account: how it stands, and his last word."""
    home = Street.objects.filter(slug=street).first()
    found = queries.by_follow(home.pk, follow_code) if home is not None else None
    if found is None:
        raise Refused(HIDDEN)
    form = f.JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        done = tried(
            form,
            lambda: judging.evaluate_by_code(
                found,
                follow_code,
                typed["solved"],
                typed["score"],
                typed["words"],
                now=clock.now(),
            ),
        )
        if done is not None:
            messages.success(request, _("谢谢，评价记下了。"))
            return redirect("report:followed", street, follow_code)
    context = _context(found, None)
    context |= {"by_code": True, "home": home}
    if request.method == "POST":
        context["form_judge"] = form
    return render(request, "intake/phone/ticket.html", context, status=422 if form.errors else 200)
