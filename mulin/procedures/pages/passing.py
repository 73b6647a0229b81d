"""One screen: a thing is turned into another, from the button on its page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, acting
from mulin.procedures.actions.passing import pass_on
from mulin.procedures.passing.offers import PassForm, became, may_pass, route_of
from mulin.procedures.passing.things import THINGS
from mulin.procedures.permissions import HIDDEN


@require_http_methods(["GET", "POST"])
def passed(request: HttpRequest, passage: str, passed_id: UUID) -> HttpResponse:
    """Turn it into the other, or show the form again with what was refused."""
    actor, route = acting(request), route_of(passage)
    row = THINGS[route.source].row(actor.street_id, passed_id) if route else None
    if route is None or row is None or not may_pass(actor, route, row):
        raise Refused(HIDDEN)
    source, target = THINGS[route.source], THINGS[route.target]
    known = became(route, row)
    if known is not None:
        other = target.row(actor.street_id, known)
        return redirect(target.url(other) if target.sees(actor, other) else source.url(row))
    form = PassForm(request.POST or None, route=route, row=row)
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        text, choice = form.cleaned_data["text"], form.cleaned_data.get("choice", "")
        made = tried(
            form,
            lambda: pass_on(route, passed_id, text, choice, once=once, by=actor, now=clock.now()),
        )
        if made is not None:
            what = {"what": shown(made.kind), "number": made.number}
            messages.success(request, _("已转为%(what)s %(number)s。") % what)
            other = target.row(actor.street_id, made.subject_id)
            there = other is not None and target.sees(actor, other)
            return redirect(made.url if there else source.url(row))
    piece = source.piece(row)
    context = {
        "form": form,
        "once": once,
        "route": route,
        "piece": piece,
        "crumbs": (Crumb(piece.number or piece.title, piece.url), Crumb(shown(route.words))),
    }
    status = 422 if form.is_bound else 200
    return render(request, "procedures/pass.html", context, status=status)
