"""The situation log, what residents are told, and the end report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.campaigns.actions.goods import may_book
from mulin.discover.campaigns.actions.purging import destroy_doors
from mulin.discover.campaigns.actions.telling import (
    TOLD,
    note,
    publish_report,
    tell_residents,
    write_report,
)
from mulin.discover.campaigns.forms_work import NoteForm, ReportForm, TellForm
from mulin.discover.campaigns.kinds import BY_CODE
from mulin.discover.campaigns.models import Campaign, Note, Site
from mulin.discover.campaigns.pages.common import campaign_at, frame
from mulin.discover.campaigns.permissions import carried, may_run_all
from mulin.discover.campaigns.printing import report_pdf as printed
from mulin.discover.campaigns.queries import campaigns as queries
from mulin.discover.campaigns.queries.report import draft, report_data
from mulin.ground.notices.models import PublicNotice
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest, campaign_id: UUID) -> HttpResponseBase:
    """What happened, the latest first; one more line."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "log", _("情况日志"))
    rows = queries.within(actor, Note.objects.of(actor.street_id).filter(campaign=found))
    whole = Note.objects.of(actor.street_id).filter(campaign=found, compound__isnull=True)
    visible = (rows | whole).select_related("compound", "paper", "street").order_by("-at", "-id")
    listing = Listing(
        request, visible, _columns(), searches=("text", "by"), filters=_filters(context["sites"])
    )
    if listing.export:
        return download(listing, _("情况日志"), now=clock.now())
    mine = [s for s in context["sites"] if may_book(actor, found, s.compound_id) is None]
    form, once = None, once_of(request)
    if mine and found.is_open:
        form = note_form(request, mine, whole=carried(actor) is None)
        if request.method == "POST" and form.is_valid() and noted(actor, found, mine, form, once):
            messages.success(request, _("记下了。"))
            return redirect(request.path)
    context |= {"listing": listing, "form": form, "once": once}
    bad = form is not None and bool(form.errors)
    return render(request, "campaigns/log.html", context, status=422 if bad else 200)


def note_form(request: HttpRequest, sites: list[Site], *, whole: bool) -> NoteForm:
    """The form of a line; the phone uses it too."""
    return NoteForm(
        request.POST or None,
        request.FILES or None,
        places=[(str(one.compound_id), one.compound.name) for one in sites],
        whole=whole,
    )


def noted(actor: Actor, found: Campaign, sites: list[Site], form: NoteForm, once: UUID) -> bool:
    """Try the verb; what it refuses stands in the form."""
    typed = form.cleaned_data
    place = next((s.compound for s in sites if str(s.compound_id) == typed["compound"]), None)
    made = tried(
        form,
        lambda: note(
            found,
            place,
            typed["text"],
            grave=typed["grave"],
            photo=typed["photo"],
            once=once,
            by=actor,
            now=clock.now(),
        ),
    )
    return made is not None


@require_http_methods(["GET", "POST"])
def told_page(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """What residents were told, and one more notice, which starts from a text of the template."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "told", _("宣传"))
    runs: list[Site] = context["runs"]
    kind = BY_CODE.get(found.kind)
    papers = kind.papers if kind else ()
    form, once = None, once_of(request)
    if runs:
        start: dict[str, Any] = {"compounds": [str(one.compound_id) for one in runs]}
        if papers:
            start |= {"title": papers[0].title, "body": papers[0].body}
        places = [(str(one.compound_id), one.compound.name) for one in runs]
        form = TellForm(request.POST or None, places=places, initial=start)
        if request.method == "POST" and form.is_valid():
            sent = _told(actor, found, runs, form, once)
            if sent is not None:
                messages.success(request, _("已发布，短信 %(n)d 条。") % {"n": sent})
                return redirect(request.path)
    places_seen = [one.compound_id for one in context["sites"]]
    posted = PublicNotice.objects.of(actor.street_id).filter(
        subject_id=found.pk, purpose=TOLD, compound__in=places_seen
    )
    context |= {
        "form": form,
        "once": once,
        "posted": list(posted.select_related("compound").order_by("-id")[:100]),
    }
    bad = form is not None and bool(form.errors)
    return render(request, "campaigns/told.html", context, status=422 if bad else 200)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The report: drafted from the record, edited, printed, published; the doors' data destroyed."""
    actor, found = campaign_at(request, campaign_id)
    context = frame(actor, found, "report", _("总结"))
    may = may_run_all(actor, found, queries.places_of(found))
    data = report_data(found)
    form = ReportForm(
        request.POST or None if request.POST.get("verb") == "write" else None,
        initial={"text": found.report or draft(found, data)},
    )
    if request.method == "POST":
        if request.POST.get("verb") != "write":
            _closing(request, actor, found)
            return redirect(request.path)
        if form.is_valid():
            text = form.cleaned_data["text"]
            if tried(form, lambda: write_report(found, text, by=actor, now=clock.now())):
                messages.success(request, _("保存了，还没有公布。"))
                return redirect(request.path)
    context |= {
        "form": form,
        "why_not": may,
        "data": data,
        "may_destroy": found.knocks and may is None and not found.purged_on and not found.is_open,
    }
    return render(request, "campaigns/report.html", context, status=422 if form.errors else 200)


@require_safe
def report_pdf(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The report as a paper, with the figures behind it."""
    _actor, found = campaign_at(request, campaign_id)
    response = HttpResponse(printed(found, clock.today()), content_type="application/pdf")
    name = f"{found.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


def _closing(request: HttpRequest, actor: Actor, found: Campaign) -> None:
    now = clock.now()
    if request.POST.get("verb") == "publish":
        done = _("已贴到各小区的公示栏。")
        told(request, lambda: publish_report(found, by=actor, now=now), done)
    else:
        done = _("上门数据已销毁，只留合计。")
        told(request, lambda: destroy_doors(found, by=actor, now=now), done)


def _told(
    actor: Actor, found: Campaign, runs: list[Site], form: TellForm, once: UUID
) -> int | None:
    typed = form.cleaned_data
    places = [one.compound for one in runs if str(one.compound_id) in typed["compounds"]]
    return tried(
        form,
        lambda: tell_residents(
            found,
            places,
            typed["title"],
            typed["body"],
            typed["message"],
            once=once,
            by=actor,
            now=clock.now(),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", _("时间"), "at", "instant", order=("at",)),
        Column("compound", _("小区"), lambda row: row.compound.name if row.compound else _("全部")),
        Column("text", _("情况"), "text"),
        Column("grave", _("要紧"), lambda row: _("要紧") if row.grave else "", "state",
               order=("-grave", "-at"), state=lambda row: "late" if row.grave else ""),
        Column("photo", _("照片"), lambda row: _("有") if row.paper_id else ""),
        Column("by", _("报告人"), "by", order=("by",)),
    )  # fmt: skip


def _filters(sites: list[Site]) -> tuple[Filter, ...]:
    named = [(str(one.compound_id), one.compound.name) for one in sites]
    return (
        Filter(
            "grave", _("要紧"), [("1", _("只看要紧的"))], lambda rows, v: rows.filter(grave=True)
        ),
        Filter("place", _("小区"), named, "compound_id"),
    )
