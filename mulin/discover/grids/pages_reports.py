"""Reports from the net: made with a phone, answered at the desk, made matters."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.grids import actions_reports, queries
from mulin.discover.grids.forms import AnswerForm, ReportForm
from mulin.discover.grids.models import NetReport
from mulin.discover.grids.pages import crumbs
from mulin.discover.grids.permissions import (
    HIDDEN,
    may_keep,
    may_report,
    may_see_net,
    may_see_report,
)
from mulin.ground.estate.models import Building
from mulin.ground.matters.passing import shown as passages
from mulin.ground.page.context import is_phone
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I look after and what I reported."""
    actor = acting(request)
    posts = queries.my_posts(actor)
    context = {"posts": posts, "reports": queries.my_reports(actor)}
    return render(request, "grids/phone/mine.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Report what I see, with a place and a photo."""
    actor = acting(request)
    posts = queries.my_posts(actor)
    places = {str(one.pk): one for one in queries.my_places(actor, posts)}
    if not places:
        require(may_report(actor, actor.street_id, posts))
    rows = Building.objects.of(actor.street_id).filter(
        compound__in=list(places.values()), ended_on__isnull=True
    )
    houses = {str(one.pk): one for one in rows.order_by("compound__name", "order", "label")}
    own = next((str(p.building_id) for p in posts if p.building_id), "")
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        places=[(pk, one.name) for pk, one in places.items()],
        houses=[(pk, str(one)) for pk, one in houses.items()],
        initial={"building": own},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: actions_reports.report(
                places[typed["compound"]],
                typed["text"],
                place=typed["place"],
                building=houses.get(typed["building"]),
                photo=typed["photo"],
                once=once,
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("报上去了，编号 %(number)s。") % {"number": made.number})
            return redirect("grids:mine")
    context = {"form": form, "once": once}
    return render(request, "grids/phone/new.html", context, status=422 if form.errors else 200)


@require_safe
def reports(request: HttpRequest) -> HttpResponseBase:
    """Everything that was reported: search, filter, export."""
    actor = acting(request)
    require(may_see_net(actor))
    visible = queries.reports_for(actor)
    listing = Listing(
        request,
        visible,
        _columns(),
        searches=("number", "text", "place", "compound__name"),
        filters=(Filter("state", _("状态"), NetReport.State.choices, "state"),),
    )
    if listing.export:
        return download(listing, _("网格报告"), now=clock.now())
    return render(
        request, "grids/reports.html", {"listing": listing, "crumbs": crumbs(_("网格报告"))}
    )


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, net_report_id: UUID) -> HttpResponse:
    """One report: read by who reported it, answered by the community, made a matter."""
    actor = acting(request)
    found = queries.report_of(actor.street_id, net_report_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_report(actor, found))
    form = AnswerForm(request.POST or None if request.POST.get("verb") == "answer" else None)
    if request.method == "POST" and request.POST.get("verb") == "matter":
        once, now = once_of(request), clock.now()
        made = told(
            request,
            lambda: actions_reports.make_matter(found, by=actor, now=now, once=once),
            _("已立为事项。"),
        )
        return redirect("matters:matter", made.pk) if made else redirect(request.path)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if tried(
            form, lambda: actions_reports.answer_report(found, words, by=actor, now=clock.now())
        ):
            messages.success(request, _("答复了，报告的人看得到。"))
            return redirect(request.path)
    context = {
        "report": found,
        "mark": queries.MARKS[NetReport.State(found.state)],
        "form": form,
        "passed": passages(actor, "report", found.pk),
        "may_keep": may_keep(actor, found.compound_id) is None,
        "crumbs": crumbs(found.number),
    }
    template = "grids/phone/report.html" if is_phone(request) else "grids/report.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "text",
            _("情况"),
            "text",
            href=lambda row: reverse("grids:report", args=[row.pk]),
        ),
        Column("number", _("编号"), "number", order=("number",), face="m-num"),
        Column("compound", _("小区"), "compound.name", order=("compound__name",)),
        Column("where", _("地点"), "where"),
        Column("by", _("报告人"), "by", order=("by",)),
        Column("at", _("时间"), "at", "instant", order=("at",)),
        Column(
            "state",
            _("状态"),
            "get_state_display",
            "state",
            order=("state",),
            state=lambda row: queries.MARKS[NetReport.State(row.state)],
        ),
    )
