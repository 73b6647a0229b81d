"""Screens of the green channel's directory."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.workshop.actions import directory
from mulin.decide.workshop.forms import ContactForm, WhyForm
from mulin.decide.workshop.models import Contact
from mulin.decide.workshop.pages.mandates import crumbs
from mulin.decide.workshop.permissions import may_lend, may_read_reports, may_see_green
from mulin.decide.workshop.queries import green as queries
from mulin.decide.workshop.topics import BY_CODE, PROFESSION_NAMES, PROFESSIONS, TOPICS
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Who can be asked: search, filter, export; telephones masked."""
    actor = acting(request)
    require(may_see_green(actor))
    listing = Listing(
        request,
        queries.contacts_of(actor.street_id),
        _columns(),
        searches=("organisation", "name", "post", "days"),
        filters=_filters(),
    )
    if listing.export:
        return download(listing, _("绿色通道联系人"), now=clock.now())
    context = {
        "listing": listing,
        "sees_green": may_see_green(actor) is None,
        "reads_reports": may_read_reports(actor) is None,
        "may_keep": may_lend(actor) is None,
        "crumbs": _crumbs(),
    }
    return render(request, "workshop/contacts.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put somebody into the directory."""
    actor = acting(request)
    require(may_lend(actor))
    form = ContactForm(request.POST or None)
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        card = directory.Card(**{**typed, "topics": tuple(typed["topics"])})
        now = clock.now()
        made = tried(form, lambda: directory.keep_contact(card, once=once, by=actor, now=now))
        if made is not None:
            messages.success(request, _("已登记。"))
            return redirect("workshop:contact", made.pk)
    context = {"form": form, "once": once, "crumbs": _crumbs(Crumb(_("登记")))}
    status = 422 if form.errors else 200
    return render(request, "workshop/contact_new.html", context, status=status)


@require_safe
def one(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One of the directory."""
    actor, found = _found(request, contact_id)
    return _page(request, actor, found)


@require_POST
def end(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Ask them no more."""
    actor, found = _found(request, contact_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        if tried(form, lambda: directory.end_contact(found, why, by=actor, now=now)):
            messages.success(request, _("已不再联系。"))
            return redirect("workshop:contact", found.pk)
    return _page(request, actor, found, ending=form)


@never_cache
@require_POST
def phone(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The number in the clear, once, on the answer to the reason."""
    actor, found = _found(request, contact_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        number = tried(form, lambda: directory.read_phone(found, why, by=actor, now=now))
        if number is not None:
            return _page(request, actor, found, number=number)
    return _page(request, actor, found, reading=form)


def _found(request: HttpRequest, contact_id: UUID) -> tuple[Actor, Contact]:
    actor = acting(request)
    require(may_see_green(actor))
    return actor, queries.contact_of(actor.street_id, contact_id)


def _page(
    request: HttpRequest, actor: Actor, found: Contact, *, number: str = "", **typed: forms.Form
) -> HttpResponse:
    context: dict[str, Any] = {
        "contact": found,
        "profession": PROFESSION_NAMES[found.profession],
        "topics": [BY_CODE[code].name for code in found.topics if code in BY_CODE],
        "number": number,
        "keeps": may_lend(actor) is None,
        "ending": WhyForm(),
        "reading": WhyForm(auto_id="phone_%s"),
        "crumbs": _crumbs(Crumb(found.organisation)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    return render(request, "workshop/contact.html", context, status=422 if bad else 200)


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    green = Crumb(_("绿色通道"), reverse("workshop:green"))
    return crumbs(green, Crumb(_("联系人"), reverse("workshop:contacts")), *last)


def _columns() -> tuple[Column, ...]:
    def topics(row: Contact) -> str:
        return "、".join(shown(BY_CODE[code].name) for code in row.topics if code in BY_CODE)

    return (
        Column(
            "organisation",
            _("单位"),
            "organisation",
            order=("organisation",),
            href=lambda row: row_address("workshop:contact", row.pk),
        ),
        Column(
            "profession",
            _("哪一方"),
            lambda row: shown(PROFESSION_NAMES[row.profession]),
            order=("profession", "id"),
        ),
        Column("name", _("姓名"), "name", personal="name"),
        Column("post", _("职务"), "post"),
        Column("phone", _("电话"), "phone_masked"),
        Column("topics", _("擅长"), topics),
        Column("days", _("什么时候找得到"), "days"),
        Column("ended", _("不再联系"), "ended_on", "day"),
    )


def _filters() -> tuple[Filter, ...]:
    return (
        Filter("profession", _("哪一方"), [(p.code, p.name) for p in PROFESSIONS], "profession"),
        Filter(
            "topic",
            _("主题"),
            [(t.code, t.name) for t in TOPICS],
            lambda rows, code: rows.filter(pk__in=[r.pk for r in rows if code in r.topics]),
        ),
    )
