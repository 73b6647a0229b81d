"""What is owed by age, one home reminded kindly, waivers agreed to, collection rates, the day's till."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliver.billing import documents
from mulin.deliver.billing.actions import owing as verbs
from mulin.deliver.billing.forms import CashUpForm, RemindForm
from mulin.deliver.billing.models import Reminder, Waiver
from mulin.deliver.billing.pages.common import crumbs, homes_here
from mulin.deliver.billing.pages.lists import owing_columns
from mulin.deliver.billing.permissions import (
    HIDDEN,
    may_agree_to_waiver,
    may_keep,
    may_see_homes,
    may_see_room,
    reach,
)
from mulin.deliver.billing.queries import collected, figures
from mulin.deliver.billing.queries.bills import open_bills
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.law.fees import STEPS, step_due

BY = {
    "compound": gettext_lazy("小区"),
    "company": gettext_lazy("物业企业"),
    "item": gettext_lazy("费用项"),
    "period": gettext_lazy("月份"),
}


@require_safe
def arrears(request: HttpRequest, fee_compound_id: UUID) -> HttpResponseBase:
    """Homes with bills past their day: how old, how far they were reminded, why they have not paid."""
    actor, compound = homes_here(request, fee_compound_id)
    today = clock.today()
    steps = [(code, word) for code, _n, word in STEPS]
    listing = Listing(
        request,
        figures.owing_homes(compound, today),
        owing_columns(),
        searches=("label",),
        filters=[
            Filter("step", _("做到哪一步"), [("none", _("还没有提醒")), *steps], _by_step),
            Filter("reason", _("原因"), Reminder.Reason.choices[1:], "last_reason"),
        ],
    )
    if listing.export:
        return download(listing, f"{compound.name} {_('欠费')}", now=clock.now())
    bands = figures.ages(compound, today)
    waivers = Waiver.objects.of(actor.street_id).filter(
        bill__unit__compound_id=compound.pk, state=Waiver.State.ASKED
    )
    context = {
        "compound": compound,
        "listing": listing,
        "bands": bands,
        "total": sum(band.fen for band in bands),
        "reasons": figures.reasons(compound, today),
        "waivers": [
            (one, may_agree_to_waiver(actor, compound.pk, one.asker))
            for one in waivers.select_related("bill__unit", "bill__item").order_by("asked_at")
        ],
        "tab": "arrears",
        "by_home": True,
        "crumbs": crumbs(compound, Crumb(_("欠费"))),
    }
    return render(request, "billing/arrears.html", context)


def _by_step(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "none":
        return rows.filter(last_step__isnull=True)
    return rows.filter(last_step=value)


@require_http_methods(["GET", "POST"])
def owing(request: HttpRequest, fee_unit_id: UUID) -> HttpResponse:
    """One home that owes: the next step, what was said before."""
    actor = acting(request)
    unit = collected.unit_of(actor.street_id, fee_unit_id)
    require(may_see_homes(actor, unit.compound_id))
    today = clock.today()
    late = [bill for bill in open_bills(unit) if bill.due_on < today]
    rows = Reminder.objects.of(actor.street_id).filter(unit=unit).order_by("-day", "-id")
    months = len({bill.period for bill in late})
    told_now = [one.step for one in rows if late and one.day >= late[0].period]
    due = step_due(months, told_now)
    form = RemindForm(request.POST or None, initial={"step": due or "kind"})
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        sent = verbs.Sent(**form.cleaned_data)
        if tried(form, lambda: verbs.remind(unit, sent, once=once, by=actor, now=clock.now())):
            messages.success(request, _("已记下。"))
            return redirect(request.path)
    context = {
        "unit": unit,
        "compound": unit.compound,
        "late": late,
        "owed": sum(bill.left for bill in late),
        "months": months,
        "due": due,
        "due_word": next((word for code, _n, word in STEPS if code == due), ""),
        "reminders": rows[:20],
        "form": form,
        "once": once,
        "refusal": may_keep(actor, unit.compound_id),
        "crumbs": crumbs(unit.compound, Crumb(unit.label)),
    }
    return render(request, "billing/owing.html", context, status=422 if form.errors else 200)


@require_safe
def slip(request: HttpRequest, fee_unit_id: UUID, fee_step: str) -> HttpResponse:
    """The paper of a step, for the door: what is owed and for what, how to pay, whom to ask."""
    actor = acting(request)
    unit = collected.unit_of(actor.street_id, fee_unit_id)
    require(may_see_homes(actor, unit.compound_id))
    today = clock.today()
    late = [bill for bill in open_bills(unit) if bill.due_on < today]
    word = next((word for code, _n, word in STEPS if code == fee_step), "")
    if not word or not late:
        raise Refused(HIDDEN)
    answer = HttpResponse(
        documents.reminder(unit, fee_step, word, late, on=today), content_type="application/pdf"
    )
    name = f"{word} {unit.label}.pdf"
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


@require_POST
def waiver_settle(request: HttpRequest, fee_waiver_id: UUID) -> HttpResponse:
    """Agree to a waiver, or not."""
    actor = acting(request)
    rows = Waiver.objects.of(actor.street_id).select_related("bill__unit", "bill__item")
    found: Waiver | None = rows.filter(pk=fee_waiver_id).first()
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_homes(actor, found.bill.unit.compound_id))
    agreed, answer = request.POST.get("agreed") == "1", request.POST.get("answer", "")
    told(
        request,
        lambda: verbs.settle_waiver(found, agreed, answer, by=actor, now=clock.now()),
        _("已批准，账单上已减去。") if agreed else _("没有批准。"),
    )
    return redirect("billing:arrears", found.bill.unit.compound_id)


@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """收缴率 by compound, company, item or month, three years side by side; 清欠率 apart."""
    actor = acting(request)
    require(may_see_room(actor))
    by = request.GET.get("by", "compound")
    by = by if by in BY else "compound"
    today, places = clock.today(), reach(actor)
    rows = figures.rates(actor.street_id, places, by, today.year)
    context = {
        "rows": rows,
        "by": by,
        "choices": list(BY.items()),
        "word": BY[by],
        "years": list(range(today.year - 2, today.year + 1)),
        "cleared": figures.cleared(actor.street_id, places, today.year),
        "year": today.year,
        "crumbs": crumbs(None, Crumb(_("收缴率"))),
    }
    return render(request, "billing/rates.html", context)


@require_http_methods(["GET", "POST"])
def cash_up(request: HttpRequest, fee_compound_id: UUID) -> HttpResponse:
    """The teller's day: what the receipts say, the till counted."""
    actor, compound = homes_here(request, fee_compound_id)
    require(may_keep(actor, compound.pk))
    today = clock.today()
    form = CashUpForm(request.POST or None, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = tried(
            form,
            lambda: verbs.cash_up(
                compound,
                typed["day"],
                typed["counted"] or 0,
                typed["why"],
                by=actor,
                now=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("已日结。"))
            return redirect(request.path)
    context = {
        "compound": compound,
        "till": collected.till_of(compound, actor.account_id, today),
        "ups": collected.cash_ups(compound)[:60],
        "form": form,
        "today": today,
        "tab": "cash_up",
        "by_home": True,
        "crumbs": crumbs(compound, Crumb(_("日结"))),
    }
    return render(request, "billing/cash_up.html", context, status=422 if form.errors else 200)
