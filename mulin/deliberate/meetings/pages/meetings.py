"""Screens of meetings: the list, calling one, the meeting itself, its minutes as a paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.deliberate.meetings.actions.calling import (
    Call,
    call_meeting,
)
from mulin.deliberate.meetings.formats import BY_CODE
from mulin.deliberate.meetings.forms import (
    AttendForm,
    CallForm,
    WhyForm,
)
from mulin.deliberate.meetings.models import Meeting
from mulin.deliberate.meetings.pages.common import meeting_at, meeting_crumbs
from mulin.deliberate.meetings.pages.door import door_address, door_qr
from mulin.deliberate.meetings.permissions import (
    HIDDEN,
    carries,
    may_carry,
    may_name_formats,
    may_work,
)
from mulin.deliberate.meetings.printing import minutes_pdf
from mulin.deliberate.meetings.queries import meetings as queries
from mulin.deliberate.meetings.queries.issues import choosable, places_to
from mulin.ground.estate.models import Compound
from mulin.ground.page.address import only_here
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require

MARKS = {
    Meeting.State.CALLED: "now",
    Meeting.State.HELD: "soon",
    Meeting.State.PUBLISHED: "done",
    Meeting.State.FAILED: "late",
    Meeting.State.CANCELLED: "no",
}


@require_safe
def meetings(request: HttpRequest) -> HttpResponseBase:
    """Every meeting the office sees: search, filter, order, export."""
    actor = acting(request)
    if may_work(actor) is not None:
        return redirect("meetings:mine")
    visible = queries.meetings_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("number", "title", "place", "compound__name"),
        filters=_filters(visible),
    )
    if listing.export:
        return download(listing, _("会议"), now=clock.now())
    context = {
        "listing": listing,
        "open": queries.open_assignments(actor)[:20],
        "today": clock.today(),
        "may_call": carries(actor),
        "may_name": may_name_formats(actor) is None,
        "crumbs": meeting_crumbs(),
    }
    return render(request, "meetings/meetings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Call a meeting: choose the compound and the kind, then fill in the rest."""
    actor = acting(request)
    places = list(places_to(actor, carry=True))
    if not places:
        require(may_work(actor))
        raise Refused(HIDDEN)
    compound = _asked(request, places)
    offered = [one for one in queries.formats_of(actor.street_id) if one.offered]
    kind = _kind(request, offered)
    waiting = list(choosable(compound))
    form = CallForm(
        request.POST or None,
        issues=waiting,
        standard=BY_CODE[kind],
        initial={"issues": [request.GET.get("issue", "")], "convener": actor.post or actor.name},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        call, chosen = _call(kind, form), form.cleaned_data["issues"]
        issues = [one for one in waiting if str(one.pk) in chosen]
        made = tried(
            form,
            lambda: call_meeting(compound, call, issues, once=once, by=actor, now=clock.now()),
        )
        if made is not None:
            messages.success(request, _("已通知，公示栏已贴出。"))
            return redirect("meetings:meeting", made.pk)
    context = {
        "form": form,
        "once": once,
        "compound": compound,
        "compounds": places,
        "formats": offered,
        "format": queries.format_named(actor.street_id, kind),
        "crumbs": meeting_crumbs(Crumb(_("召集会议"))),
    }
    return render(request, "meetings/meeting_new.html", context, status=422 if form.errors else 200)


@require_safe
def meeting(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """One meeting: the agenda, who came, what was agreed, who does what."""
    actor, found = meeting_at(request, talk_id)
    return page(request, actor, found)


@require_safe
def minutes(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """The minutes with sign-in list and list of responsibilities, as a PDF."""
    actor, found = meeting_at(request, talk_id)
    require(may_work(actor))
    response = HttpResponse(minutes_pdf(found, clock.today()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response


def page(request: HttpRequest, actor: Actor, found: Meeting, **typed: forms.Form) -> HttpResponse:
    may = may_carry(actor, found.compound_id)
    parties, came = queries.parties_of(found), queries.attendances_of(found)
    address = door_address(request, found)
    context: dict[str, Any] = {
        "meeting": found,
        "mark": MARKS[Meeting.State(found.state)],
        "items": queries.items_of(found),
        "assignments": queries.assignments_of(found),
        "parties": [(p, [a for a in came if a.party_id == p.pk]) for p in parties],
        "came": {a.party_id for a in came if a.confirmed_at is not None},
        "waiting": [a for a in came if a.confirmed_at is None],
        "quorum": queries.quorum_of(found),
        "called_late": queries.called_late(found.starts_at, found.called_on),
        "begun": clock.now() >= found.starts_at,
        "today": clock.today(),
        "address": address,
        "qr": door_qr(address),
        "only_here": only_here(request),
        "may_print": may_work(actor) is None,
        "why_not": "" if may is None else str(may),
        "coming": AttendForm(parties=parties),
        "dropping": WhyForm(),
        "crumbs": meeting_crumbs(Crumb(found.number)),
        **typed,
    }
    bad = any(form.errors for form in typed.values())
    template = "meetings/phone/meeting.html" if is_phone(request) else "meetings/meeting.html"
    return render(request, template, context, status=422 if bad else 200)


def _call(kind: str, form: CallForm) -> Call:
    typed = form.cleaned_data
    return Call(
        kind,
        typed["title"],
        typed["place"],
        typed["starts_at"],
        typed["convener"],
        form.parties,
    )


def _asked(request: HttpRequest, places: list[Compound]) -> Compound:
    """The compound of the address, else the first one."""
    asked = request.GET.get("compound", "")
    return next((one for one in places if str(one.pk) == asked), places[0])


def _kind(request: HttpRequest, offered: list[queries.FormatName]) -> str:
    """The kind of meeting of the address, else the first that the street calls."""
    codes = [one.code for one in offered]
    asked = request.GET.get("format", "")
    return asked if asked in codes else next(iter(codes), "joint_four")


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("会议"),
            "title",
            order=("title",),
            href=lambda row: reverse("meetings:meeting", args=[row.pk]),
        ),
        Column("number", _("编号"), "number", order=("number",), face="m-num"),
        Column("form", _("形式"), "form", order=("form",)),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("starts", _("时间"), "starts_at", "instant", order=("starts_at",)),
        Column("topics", _("议题数"), "topics", "number", order=("topics",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: MARKS[Meeting.State(row.state)],
        ),
    )


def _filters(visible: Any) -> tuple[Filter, ...]:
    named = visible.order_by("compound__name").values_list("compound_id", "compound__name")
    forms_used = visible.order_by("form").values_list("form", flat=True).distinct()
    return (
        Filter("state", _("状态"), Meeting.State.choices, "state"),
        Filter("form", _("形式"), [(one, one) for one in forms_used], "form"),
        Filter("compound", _("小区"), [(str(pk), n) for pk, n in named.distinct()], "compound_id"),
    )
