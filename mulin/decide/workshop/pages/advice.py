"""Screens of advice: the list, a new one, one with its answer."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.workshop.actions import advising
from mulin.decide.workshop.forms import AdviceForm, AnswerForm, WhyForm
from mulin.decide.workshop.models import Advice
from mulin.decide.workshop.pages.mandates import crumbs
from mulin.decide.workshop.permissions import (
    ADVICE_NEEDS,
    may_answer_advice,
    may_read_reports,
    may_see_advice,
    may_see_green,
    may_see_room,
    may_withdraw_advice,
    organisations_of,
)
from mulin.decide.workshop.powers import name_of
from mulin.decide.workshop.queries import advice as queries
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every piece of advice the reader may see: search, filter, order, export."""
    actor, today = acting(request), clock.today()
    require(may_see_room(actor))
    visible = queries.advice_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(today),
        searches=("number", "title", "text", "compound__name"),
        filters=_filters(visible, today),
    )
    if listing.export:
        return download(listing, _("工作室建议和意见"), now=clock.now())
    context = {
        "listing": listing,
        "may_advise": any(actor.mandate(power) for power in ADVICE_NEEDS.values()),
        "sees_green": may_see_green(actor) is None,
        "reads_reports": may_read_reports(actor) is None,
        "crumbs": crumbs(Crumb(_("建议和意见"))),
    }
    return render(request, "workshop/advice.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Say something under a mandate."""
    actor = acting(request)
    require(may_see_room(actor))
    places = {str(c.pk): c for kind in Advice.Kind for c in queries.places_to_advise(actor, kind)}
    if not places:
        raise Refused(_nothing_lent(actor))
    kinds = [(k.value, str(k.label)) for k in Advice.Kind if actor.mandate(ADVICE_NEEDS[k])]
    form = AdviceForm(
        request.POST or None,
        places=sorted(((pk, c.name) for pk, c in places.items()), key=lambda pair: pair[1]),
        kinds=kinds,
        initial={"compound": request.GET.get("compound", "")},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        where, now = places[typed.pop("compound")], clock.now()
        told = advising.Words(**typed)
        made = tried(form, lambda: advising.give_advice(where, told, once=once, by=actor, now=now))
        if made is not None:
            messages.success(request, _("已提出，编号 %(number)s。") % {"number": made.number})
            return redirect("workshop:advice_one", made.pk)
    here = reverse("workshop:advice")
    context = {
        "form": form,
        "once": once,
        "crumbs": crumbs(Crumb(_("建议和意见"), here), Crumb(_("提出"))),
    }
    return render(request, "workshop/advice_new.html", context, status=422 if form.errors else 200)


@require_safe
def one(request: HttpRequest, advice_id: UUID) -> HttpResponse:
    """One piece of advice and what became of it."""
    actor, found = _found(request, advice_id)
    return _page(request, actor, found)


@require_POST
def answer(request: HttpRequest, advice_id: UUID) -> HttpResponse:
    """Say what becomes of it."""
    actor, found = _found(request, advice_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        state, text, now = form.cleaned_data["state"], form.cleaned_data["answer"], clock.now()
        if tried(form, lambda: advising.answer_advice(found, state, text, by=actor, now=now)):
            messages.success(request, _("已答复。"))
            return redirect("workshop:advice_one", found.pk)
    return _page(request, actor, found, answering=form)


@require_POST
def withdraw(request: HttpRequest, advice_id: UUID) -> HttpResponse:
    """Take it back."""
    actor, found = _found(request, advice_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        if tried(form, lambda: advising.withdraw_advice(found, why, by=actor, now=now)):
            messages.success(request, _("已撤回。"))
            return redirect("workshop:advice_one", found.pk)
    return _page(request, actor, found, withdrawing=form)


def _found(request: HttpRequest, advice_id: UUID) -> tuple[Actor, Advice]:
    actor = acting(request)
    found = queries.advice_of(actor.street_id, advice_id)
    require(may_see_advice(actor, found))
    return actor, found


def _page(request: HttpRequest, actor: Actor, found: Advice, **typed: forms.Form) -> HttpResponse:
    may = may_answer_advice(actor, found)
    context: dict[str, Any] = {
        "advice": found,
        "mark": queries.MARKS[Advice.State(found.state)],
        "power": name_of(found.mandate.power),
        "late": found.late_on(clock.today()),
        "why_not": "" if may is None else str(may),
        "may_withdraw": may_withdraw_advice(actor, found) is None,
        "said": queries.history_of(found),
        "answering": AnswerForm(),
        "withdrawing": WhyForm(),
        "crumbs": crumbs(Crumb(_("建议和意见"), reverse("workshop:advice")), Crumb(found.number)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "workshop/advice_one.html", context, status=422 if bad else 200)


def _nothing_lent(actor: Actor) -> Refusal:
    if organisations_of(actor):
        return Refusal(
            _("工作室现在没有可以提建议的有效授权。"), _("授权到期的，请向街道申请延期。")
        )
    return Refusal(_("建议由受权的工作室提出。"), _("您可以答复它们。"))


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("建议"),
            "title",
            order=("title",),
            href=lambda row: row_address("workshop:advice_one", row.pk),
        ),
        Column("number", _("编号"), "number", order=("number",)),
        Column("kind", _("类别"), "get_kind_display", order=("kind", "id")),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            state=lambda row: (
                "late"
                if row.state == Advice.State.OPEN and row.late_on(today)
                else queries.MARKS[Advice.State(row.state)]
            ),
        ),
        Column("given", _("提出"), "given_on", "day", order=("given_on",)),
        Column("due", _("答复期限"), "due_on", "day", order=("due_on",)),
        Column("answered", _("答复日"), "answered_on", "day", order=("answered_on",)),
        Column("mandate", _("授权"), "mandate.number"),
    )


def _filters(visible: Any, today: date) -> tuple[Filter, ...]:
    named = visible.order_by("compound__name").values_list("compound_id", "compound__name")
    return (
        Filter("kind", _("类别"), Advice.Kind.choices, "kind"),
        Filter("state", _("状态"), Advice.State.choices, "state"),
        Filter("compound", _("小区"), [(str(pk), n) for pk, n in named.distinct()], "compound_id"),
        Filter(
            "late",
            _("迟"),
            (("yes", _("过了期限没答复")),),
            lambda rows, _value: queries.late_rows(rows, today),
        ),
    )
