"""Screens of the green channel: the list, a new request, one with its answers."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.decide.workshop.actions import channel
from mulin.decide.workshop.forms import OutcomeForm, RequestForm, StanceForm
from mulin.decide.workshop.models import Contact, GreenParty, GreenRequest
from mulin.decide.workshop.pages.mandates import crumbs
from mulin.decide.workshop.permissions import (
    HIDDEN,
    lacks,
    may_carry_request,
    may_see_green,
    may_see_request,
)
from mulin.decide.workshop.queries import green as queries
from mulin.decide.workshop.topics import BY_CODE, PROFESSION_NAMES, TOPICS
from mulin.ground.estate.models import Compound
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_see_matter
from mulin.ground.matters.queries import matter_of
from mulin.ground.page.address import public_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Power, Refused, acting, require


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask parties to come; from a matter, a procedure or a compound what is known is filled in."""
    actor = acting(request)
    require(may_see_green(actor))
    places = {str(c.pk): c for c in queries.places_to_ask(actor)}
    if not places:
        raise Refused(lacks(actor, Power.ALLOCATE, actor.street_id) or HIDDEN)
    matter = _matter(request, actor)
    start = _start(request, actor, matter)
    contacts = {str(c.pk): c for c in queries.contacts_of(actor.street_id) if not c.ended_on}
    start["contacts"] = [str(pk) for pk in queries.suggested(contacts.values(), start["topic"])]
    form = RequestForm(
        request.POST or None,
        places=[(pk, c.name) for pk, c in places.items()],
        contacts=[(pk, _card(c)) for pk, c in contacts.items()],
        initial=start,
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed, link, now = form.cleaned_data, _linker(request), clock.now()
        where, asked = places[typed["compound"]], [contacts[pk] for pk in typed["contacts"]]
        ask = _ask(request, actor, typed, where, matter)
        verb = partial(channel.ask_parties, where, ask, asked, link=link, once=once)
        if made := tried(form, lambda: verb(by=actor, now=now)):
            messages.success(request, _("已发出，编号 %(number)s。") % {"number": made.number})
            return redirect("workshop:request", made.pk)
    context = {
        "form": form,
        "once": once,
        "matter": matter,
        "about": start["about"],
        "topics": TOPICS,
        "topic": start["topic"],
        "query": _kept(request),
        "empty": not contacts,
        "crumbs": _crumbs(Crumb(_("发起"))),
    }
    return render(request, "workshop/green_new.html", context, status=422 if form.errors else 200)


@require_safe
def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: who was asked, who answered, what came of it."""
    actor, found = _found(request, request_id)
    return _page(request, actor, found)


@require_POST
def close(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write down what came of it."""
    actor, found = _found(request, request_id)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        text, gone, now = form.cleaned_data["outcome"], form.cleaned_data["withdrawn"], clock.now()
        verb = channel.close_request
        if tried(form, lambda: verb(found, text, withdrawn=gone, by=actor, now=now)):
            messages.success(request, _("已登记结果。"))
            return redirect("workshop:request", found.pk)
    return _page(request, actor, found, closing=form)


@require_POST
def enter(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Put down what one of them said."""
    actor, party, found = _party(request, party_id)
    form = StanceForm(request.POST, prefix=party.pk.hex)
    if form.is_valid():
        stance, text, now = form.cleaned_data["stance"], form.cleaned_data["answer"], clock.now()
        if tried(form, lambda: channel.enter_answer(party, stance, text, by=actor, now=now)):
            messages.success(request, _("已登记答复。"))
            return redirect("workshop:request", found.pk)
    return _page(request, actor, found, entering=(party.pk, form))


@require_POST
def renew(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Send a new link."""
    actor, party, found = _party(request, party_id)
    link = _linker(request)
    try:
        channel.renew_link(party, link=link, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
    else:
        messages.success(request, _("新的链接已发出，旧的不再有效。"))
    return redirect("workshop:request", found.pk)


def _found(request: HttpRequest, request_id: UUID) -> tuple[Actor, GreenRequest]:
    actor = acting(request)
    found = queries.request_of(actor.street_id, request_id)
    require(may_see_request(actor, found))
    return actor, found


def _party(request: HttpRequest, party_id: UUID) -> tuple[Actor, GreenParty, GreenRequest]:
    actor = acting(request)
    party = queries.party_of(actor.street_id, party_id)
    require(may_see_request(actor, party.request))
    return actor, party, queries.request_of(actor.street_id, party.request_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    found: GreenRequest,
    *,
    entering: tuple[UUID, forms.Form] | None = None,
    closing: OutcomeForm | None = None,
) -> HttpResponse:
    today, may = clock.today(), may_carry_request(actor, found)
    matter = found.matter
    context: dict[str, Any] = {
        "green": found,
        "mark": queries.MARKS[GreenRequest.State(found.state)],
        "topic": BY_CODE[found.topic].name,
        "parties": [_shown(party, found, today, entering) for party in queries.parties_of(found)],
        "matter": matter if matter and may_see_matter(actor, matter) is None else None,
        "why_not": "" if may is None else str(may),
        "closing": closing or OutcomeForm(),
        "said": queries.history_of(found),
        "crumbs": _crumbs(Crumb(found.number)),
    }
    bad = entering is not None or closing is not None
    return render(request, "workshop/request.html", context, status=422 if bad else 200)


def _shown(
    party: GreenParty,
    found: GreenRequest,
    today: date,
    entering: tuple[UUID, forms.Form] | None,
) -> dict[str, Any]:
    """One of those asked, as the page draws it."""
    waits = party.stance == GreenParty.Stance.WAITING
    late = party.late_on(today, found.due_on) and (not waits or found.state == "open")
    refused = entering[1] if entering and entering[0] == party.pk else None
    return {
        "party": party,
        "profession": PROFESSION_NAMES[party.contact.profession],
        "mark": "late" if late and waits else queries.STANCE_MARKS[GreenParty.Stance(party.stance)],
        "late": late,
        "waits": waits,
        "form": refused or StanceForm(prefix=party.pk.hex),
        "open": refused is not None,
    }


def _matter(request: HttpRequest, actor: Actor) -> Matter | None:
    """The matter the request is for; only one the reader may open."""
    try:
        found = matter_of(actor.street_id, UUID(request.GET.get("matter", "")))
    except ValueError:
        return None
    return found if found is not None and may_see_matter(actor, found) is None else None


def _start(request: HttpRequest, actor: Actor, matter: Matter | None) -> dict[str, Any]:
    """What is known: place, title, topic, and the procedure as the record names it."""
    compound = str(matter.compound_id) if matter else request.GET.get("compound", "")
    about = _procedure(request, actor, compound)
    title = matter.title[:80] if matter else about[:80]
    asked = request.GET.get("topic", "")
    topic = asked if asked in BY_CODE else queries.topic_for(title)
    return {"compound": compound, "title": title, "topic": topic, "about": about}


def _procedure(request: HttpRequest, actor: Actor, compound: str) -> str:
    try:
        keys = UUID(compound), UUID(request.GET.get("procedure", ""))
    except ValueError:
        return ""
    places = {one.pk for one in queries.places_to_ask(actor)}
    return queries.procedure_named(actor.street_id, *keys) if keys[0] in places else ""


def _ask(
    request: HttpRequest,
    actor: Actor,
    typed: dict[str, Any],
    where: Compound,
    matter: Matter | None,
) -> channel.Ask:
    about = _procedure(request, actor, str(where.pk))
    return channel.Ask(
        typed["topic"],
        typed["title"],
        typed["text"],
        typed["agreed"],
        typed["days"],
        matter=matter,
        about_id=UUID(request.GET["procedure"]) if about else None,
        about=about,
    )


def _linker(request: HttpRequest) -> channel.Link:
    return lambda token: public_address(request, reverse("workshop:answer", args=[token]))


def _kept(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("topic", None)
    return kept.urlencode()


def _card(contact: Contact) -> str:
    words = [shown(PROFESSION_NAMES[contact.profession]), contact.organisation, contact.name]
    if contact.days:
        words.append(contact.days)
    return " · ".join(words)


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return crumbs(Crumb(_("绿色通道"), reverse("workshop:green")), *last)
