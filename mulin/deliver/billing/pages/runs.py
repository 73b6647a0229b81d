"""Bill runs: drafted by a job, looked at beside the month before, published; bills, one bill."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliver.billing.actions.owing import ask_waiver
from mulin.deliver.billing.actions.running import drop_run
from mulin.deliver.billing.actions.taking import void_bill
from mulin.deliver.billing.forms import MonthForm, WaiverForm, WhyForm
from mulin.deliver.billing.models import Allocation, Bill, BillRun, FeeItem, Waiver
from mulin.deliver.billing.pages.common import WHY, compound_here, crumbs, homes_here
from mulin.deliver.billing.permissions import may_keep, may_see, may_see_homes
from mulin.deliver.billing.queries.bills import bill_of, bills_in, totals_of
from mulin.deliver.billing.queries.items import run_of
from mulin.ground.jobs.actions import enqueue
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require


@require_POST
def draft(request: HttpRequest, fee_compound_id: UUID) -> HttpResponse:
    """Have a month billed as a draft; the person follows the job."""
    actor, compound = compound_here(request, fee_compound_id)
    require(may_keep(actor, compound.pk))
    form = MonthForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选月份。"))
        return redirect("billing:compound", compound.pk)
    month = form.cleaned_data["month"]
    waiting = BillRun.objects.of(actor.street_id).filter(
        compound=compound, period=month, state=BillRun.State.DRAFT
    )
    run = waiting.first()
    if run is not None:
        messages.info(request, _("这个月已经有一份草稿，请先看它。"))
        return redirect("billing:run", run.pk)
    payload = {
        "street": str(actor.street_id),
        "compound": str(compound.pk),
        "month": f"{month}",
        "run": str(once_of(request)),
        "by": actor.name,
    }
    key = f"{compound.pk}-{month}"
    job = enqueue(actor.street_id, "bill_run", payload, key=key, account_id=actor.account_id)
    return redirect("jobs:progress", job.pk)


@require_safe
def run(request: HttpRequest, bill_run_id: UUID) -> HttpResponse:
    """One run: totals by item beside the month before, who was passed over and why."""
    actor = acting(request)
    found = run_of(actor.street_id, bill_run_id)
    require(may_see(actor, found.compound_id))
    totals = totals_of(found)
    context = {
        "run": found,
        "compound": found.compound,
        "totals": [(one, [(WHY[code], n) for code, n in one.reasons]) for one in totals],
        "before": sum(one.before_fen for one in totals),
        "expected": sum(one.row.expected for one in totals),
        "silent": [one.row.item.name for one in totals if one.silent],
        "mark": "soon" if found.is_draft else "done",
        "refusal": may_keep(actor, found.compound_id),
        "by_home": may_see_homes(actor, found.compound_id) is None,
        "crumbs": crumbs(found.compound, Crumb(found.number)),
    }
    return render(request, "billing/run.html", context)


@require_POST
def publish(request: HttpRequest, bill_run_id: UUID) -> HttpResponse:
    """Have it published and posted; the person follows the job."""
    actor = acting(request)
    found = run_of(actor.street_id, bill_run_id)
    require(may_keep(actor, found.compound_id))
    payload = {"street": str(actor.street_id), "run": str(found.pk), "by": actor.name}
    key = str(found.pk)
    job = enqueue(actor.street_id, "bill_publish", payload, key=key, account_id=actor.account_id)
    return redirect("jobs:progress", job.pk)


@require_POST
def drop(request: HttpRequest, bill_run_id: UUID) -> HttpResponse:
    """A draft goes."""
    actor = acting(request)
    found = run_of(actor.street_id, bill_run_id)
    require(may_see(actor, found.compound_id))
    told(request, lambda: drop_run(found, by=actor, now=clock.now()), _("草稿已作废。"))
    return redirect("billing:compound", found.compound_id)


@require_safe
def bills(request: HttpRequest, fee_compound_id: UUID) -> HttpResponseBase:
    """Every bill of a compound: search, filter, export."""
    actor, compound = homes_here(request, fee_compound_id)
    rows = bills_in(actor.street_id, compound.pk).order_by("-period", "unit__order", "unit__label")
    listing = Listing(
        request,
        rows,
        _columns(),
        searches=("unit__label",),
        filters=_filters(compound.pk, actor.street_id),
    )
    if listing.export:
        return download(listing, f"{compound.name} {_('账单')}", now=clock.now())
    context = {
        "compound": compound,
        "listing": listing,
        "tab": "bills",
        "by_home": True,
        "crumbs": crumbs(compound, Crumb(_("账单"))),
    }
    return render(request, "billing/bills.html", context)


def _columns() -> list[Column]:
    return [
        Column("unit", _("房号"), "unit.label", order=("unit__order", "unit__label"),
               href=lambda b: row_address("billing:bill", b.pk)),
        Column("period", _("月份"), lambda b: f"{b.period:%Y-%m}", order=("period",), face="m-num"),
        Column("item", _("费用项"), "item.name", order=("item__name",)),
        Column("why", _("怎么算的"), "sentence"),
        Column("fen", _("应缴"), "fen", kind="money", order=("fen",)),
        Column("paid", _("已缴"), "paid", kind="money", order=("paid",)),
        Column("left", _("欠"), "left", kind="money", order=("owed",)),
        Column("state", _("状态"), word_of, kind="state", state=mark_of),
    ]  # fmt: skip


def word_of(bill: Bill) -> str:
    """Its state in a word."""
    if bill.voided_on:
        return _("已作废")
    if not bill.left:
        return _("已缴清")
    return _("部分缴") if bill.paid or bill.waived else _("未缴")


def mark_of(bill: Bill) -> str:
    if bill.voided_on:
        return "no"
    if not bill.left:
        return "done"
    return "late" if bill.due_on < clock.today() else "now"


def _filters(compound_id: UUID, street_id: UUID) -> list[Filter]:
    items = FeeItem.objects.of(street_id).filter(compound_id=compound_id).order_by("id")
    runs = BillRun.objects.of(street_id).filter(
        compound_id=compound_id, state=BillRun.State.PUBLISHED
    )
    months = sorted(set(runs.values_list("period", flat=True)), reverse=True)
    states = [("open", _("欠费")), ("paid", _("已缴清")), ("void", _("已作废"))]
    return [
        Filter("month", _("月份"), [(f"{m}", f"{m:%Y-%m}") for m in months], "period"),
        Filter("item", _("费用项"), [(str(one.pk), one.name) for one in items], "item"),
        Filter("state", _("状态"), states, _by_state),
        Filter("payer", _("谁缴"), Bill.Payer.choices, "payer"),
    ]


def _by_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "void":
        return rows.filter(voided_on__isnull=False)
    live = rows.filter(voided_on__isnull=True)
    return live.filter(owed__gt=0) if value == "open" else live.filter(owed=0)


@require_http_methods(["GET", "POST"])
def bill(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """One bill: why this amount, what paid it; voided, or partly let go."""
    actor = acting(request)
    found = bill_of(actor.street_id, bill_id)
    compound = found.unit.compound
    require(may_see_homes(actor, compound.pk))
    sent = request.POST.get("verb", "")
    void_form = WhyForm(request.POST if sent == "void" else None, prefix="void")
    waive_form = WaiverForm(request.POST if sent == "waive" else None)
    done = _did(request, actor, found, void_form, waive_form)
    if done:
        messages.success(request, done)
        return redirect(request.path)
    context = {
        "bill": found,
        "compound": compound,
        "word": word_of(found),
        "mark": mark_of(found),
        "parts": Allocation.objects.of(actor.street_id)
        .filter(bill=found)
        .select_related("payment")
        .order_by("day", "id"),
        "waivers": Waiver.objects.of(actor.street_id).filter(bill=found).order_by("asked_at"),
        "void_form": void_form,
        "waive_form": waive_form,
        "refusal": may_keep(actor, compound.pk),
        "crumbs": crumbs(compound, Crumb(found.unit.label)),
    }
    bad = void_form.errors or waive_form.errors
    return render(request, "billing/bill.html", context, status=422 if bad else 200)


def _did(
    request: HttpRequest, actor: Actor, found: Bill, void_form: WhyForm, waive_form: WaiverForm
) -> str:
    """Void it, or ask for a waiver; the words that say it is done."""
    now = clock.now()
    if void_form.is_bound and void_form.is_valid():
        why = void_form.cleaned_data["why"]
        if tried(void_form, lambda: void_bill(found, why, by=actor, now=now)):
            return _("已作废，账里已红字冲销。改正后再出一次这个月的账，就会补上。")
    if waive_form.is_bound and waive_form.is_valid():
        fen, why = waive_form.cleaned_data["fen"] or 0, waive_form.cleaned_data["why"]
        once = once_of(request)
        if tried(waive_form, lambda: ask_waiver(found, fen, why, once=once, by=actor, now=now)):
            return _("减免已申请，等另一个人批准。")
    return ""
