"""Screens of clauses: one is written, moved, taken out; all are searched and exported."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliberate.pacts.actions import drafting as verbs
from mulin.deliberate.pacts.forms import ClauseForm
from mulin.deliberate.pacts.models import Clause, Version
from mulin.deliberate.pacts.pages.common import crumbs, of_version, version_at
from mulin.deliberate.pacts.permissions import HIDDEN, READERS, may_draft
from mulin.deliberate.pacts.queries import pacts as queries
from mulin.deliberate.pacts.queries.findings import findings_of
from mulin.deliberate.pacts.standards import kinds
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.pacts.checking import all_rules, all_topics

FIELDS = ("chapter", "title", "text", "article", "note")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A new clause at the end."""
    actor, found = version_at(request, version_id)
    require(may_draft(actor, found.pact.compound_id))
    last = queries.clauses_of(found)[-1:]
    initial = {"chapter": last[0].chapter} if last else {}
    return _form(request, actor, found, None, initial)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, version_id: UUID, clause_id: UUID) -> HttpResponse:
    """Change one clause, with what the law says of it beside it."""
    actor, found = version_at(request, version_id)
    require(may_draft(actor, found.pact.compound_id))
    clause = _clause(found, clause_id)
    return _form(request, actor, found, clause, {name: getattr(clause, name) for name in FIELDS})


@require_POST
def move(request: HttpRequest, version_id: UUID, clause_id: UUID) -> HttpResponse:
    """One place up or down."""
    actor, found = version_at(request, version_id)
    clause = _clause(found, clause_id)
    up = request.POST.get("to") == "up"
    return _done(
        request,
        found,
        lambda: verbs.move_clause(clause, up=up, by=actor, now=clock.now()),
        _("已移动。"),
    )


@require_POST
def remove(request: HttpRequest, version_id: UUID, clause_id: UUID) -> HttpResponse:
    """Take a clause out."""
    actor, found = version_at(request, version_id)
    clause = _clause(found, clause_id)
    return _done(
        request,
        found,
        lambda: verbs.remove_clause(clause, by=actor, now=clock.now()),
        _("已删去。"),
    )


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """Every clause one may read: how other compounds have written it."""
    actor = acting(request)
    visible = queries.clauses_for(actor)
    states = [(state.value, state.label) for state in Version.State]
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("title", "text", "article"),
        filters=(
            Filter("state", _("状态"), states, "version__state"),
            Filter(
                "kind", _("种类"), [(c, k.title) for c, k in kinds().items()], "version__pact__kind"
            ),
        ),
    )
    if listing.export:
        return download(listing, _("公约条款"), now=clock.now())
    context = {"listing": listing, "crumbs": crumbs(Crumb(_("查条款")))}
    return render(request, "pacts/clauses.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule that reads the clauses, so that anybody may see what is checked, and by which article."""
    actor = acting(request)
    if not any(grant.role in READERS for grant in actor.grants):
        raise Refused(HIDDEN)
    context = {"rules": all_rules(), "topics": all_topics(), "crumbs": crumbs(Crumb(_("核对规则")))}
    return render(request, "pacts/rules.html", context)


def _form(
    request: HttpRequest,
    actor: Actor,
    found: Version,
    clause: Clause | None,
    initial: dict[str, Any],
) -> HttpResponse:
    form = ClauseForm(request.POST or None, initial=initial)
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        draft = verbs.ClauseDraft(**form.cleaned_data)
        which = clause.pk if clause else once
        put = tried(
            form,
            lambda: verbs.put_clause(found, draft, clause_id=which, by=actor, now=clock.now()),
        )
        if put is not None:
            messages.success(request, _("已保存“%(title)s”。") % {"title": put.title})
            there = reverse("pacts:version", args=[found.pk])
            return redirect(f"{there}#clause-{put.pk}")
    shown = findings_of(found, [clause], clock.today()) if clause else []
    context = {
        "version": found,
        "clause": clause,
        "form": form,
        "once": once,
        "findings": [one for one in shown if one.clause is not None],
        "crumbs": of_version(found, Crumb(clause.title if clause else _("增加一条"))),
    }
    return render(request, "pacts/clause.html", context, status=422 if form.errors else 200)


def _clause(version: Version, clause_id: UUID) -> Clause:
    rows = Clause.objects.of(version.street_id).filter(version=version)
    found: Clause | None = rows.select_related("version").filter(pk=clause_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def _done(request: HttpRequest, found: Version, verb: Any, words: str) -> HttpResponse:
    told(request, verb, words)
    return redirect("pacts:version", found.pk)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("条目"),
            "title",
            order=("title",),
            href=lambda row: f"{reverse('pacts:version', args=[row.version_id])}#clause-{row.pk}",
        ),
        Column("text", _("内容"), "text"),
        Column("article", _("依据"), "article"),
        Column("pact", _("公约"), "version.pact.title", order=("version__pact__title",)),
        Column("version", _("版次"), "version.number", "number"),
        Column("state", _("状态"), "version.get_state_display"),
    )
