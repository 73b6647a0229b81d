"""The counter: a home by its room, everything it owes, money taken and given back, its receipts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.deliver.billing import documents
from mulin.deliver.billing.actions.ordering import accept_order
from mulin.deliver.billing.actions.taking import Money, refund, take, use_prepaid
from mulin.deliver.billing.actions.together import take_many
from mulin.deliver.billing.forms import BatchForm, RefundForm, TakeForm
from mulin.deliver.billing.models import Payment, PayOrder, Reminder
from mulin.deliver.billing.pages.common import crumbs, homes_here
from mulin.deliver.billing.pages.lists import order_columns, payment_columns
from mulin.deliver.billing.permissions import HIDDEN, may_keep, may_see_homes
from mulin.deliver.billing.queries import collected
from mulin.deliver.billing.queries.bills import months_of, open_bills
from mulin.ground.estate.models import Compound, Unit
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock, money
from mulin.kit.rights import Actor, Refused, acting, require

FOUND = 30


@require_safe
def counter(request: HttpRequest, fee_compound_id: UUID) -> HttpResponseBase:
    """Find a home by its room; one that fits opens at once."""
    actor, compound = homes_here(request, fee_compound_id)
    words = " ".join(request.GET.get("room", "").split())[:40]
    rows = Unit.objects.of(actor.street_id).filter(compound=compound, ended_on__isnull=True)
    found = (
        list(rows.filter(label__icontains=words).order_by("order", "label")[:FOUND])
        if words
        else []
    )
    exact = [one for one in found if one.label == words] or (found if len(found) == 1 else [])
    if exact:
        return redirect("billing:home", exact[0].pk)
    today = clock.today()
    context = {
        "compound": compound,
        "words": words,
        "found": found,
        "till": collected.till_of(compound, actor.account_id, today),
        "recent": collected.payments_in(compound).filter(day=today)[:20],
        "refusal": may_keep(actor, compound.pk),
        "tab": "counter",
        "by_home": True,
        "crumbs": crumbs(compound, Crumb(_("柜台收费"))),
    }
    return render(request, "billing/counter.html", context)


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest, fee_unit_id: UUID) -> HttpResponse:
    """One home: what it owes, money taken and given back, its bills and receipts."""
    actor = acting(request)
    unit = collected.unit_of(actor.street_id, fee_unit_id)
    require(may_see_homes(actor, unit.compound_id))
    owed = list(open_bills(unit))
    sent = request.POST.get("verb", "")
    due = sum(bill.left for bill in owed)
    form = TakeForm(
        request.POST if sent == "take" else None, initial={"fen": money.digits(due) if due else ""}
    )
    back = RefundForm(request.POST if sent == "refund" else None, prefix="back")
    made = _did(request, actor, unit, sent, form, back)
    if made is not None:
        return redirect("billing:payment", made.pk)
    reminders = Reminder.objects.of(actor.street_id).filter(unit=unit)
    context = {
        "unit": unit,
        "compound": unit.compound,
        "owed": owed,
        "due": due,
        "prepaid": collected.prepaid_of(unit),
        "form": form,
        "back": back,
        "months": months_of(unit, 24),
        "payments": collected.payments_of(unit)[:24],
        "reminders": reminders.order_by("-day", "-id")[:6],
        "today": clock.today(),
        "refusal": may_keep(actor, unit.compound_id),
        "crumbs": crumbs(unit.compound, Crumb(unit.label)),
    }
    bad = form.errors or back.errors
    return render(request, "billing/home.html", context, status=422 if bad else 200)


def _did(
    request: HttpRequest, actor: Actor, unit: Unit, sent: str, form: TakeForm, back: RefundForm
) -> Payment | None:
    """Take, use what is ahead, or give back; the receipt, where it was done."""
    once, now = once_of(request), clock.now()
    if sent == "take" and form.is_valid():
        typed = form.cleaned_data
        chosen = request.POST.getlist("bill")
        known = {str(bill.pk): bill.pk for bill in open_bills(unit)}
        bills = (
            [known[one] for one in chosen if one in known] if "choosing" in request.POST else None
        )
        given = Money(
            typed["fen"] or 0, typed["method"], typed["payer"], typed["note"], bills, typed["ahead"]
        )
        return tried(form, lambda: take(unit, given, once=once, by=actor, now=now))
    if sent == "refund" and back.is_valid():
        typed = back.cleaned_data
        return tried(
            back,
            lambda: refund(
                unit, typed["fen"] or 0, typed["method"], typed["why"], once=once, by=actor, now=now
            ),
        )
    if sent == "use":
        return told(
            request,
            lambda: use_prepaid(unit, once=once, by=actor, now=now),
            _("预存已抵扣。"),
        )
    return None


@require_safe
def payment(request: HttpRequest, fee_payment_id: UUID) -> HttpResponse:
    """A receipt on the screen."""
    actor, found = _payment(request, fee_payment_id)
    context = {
        "payment": found,
        "compound": found.compound,
        "parts": collected.parts_of(found),
        "crumbs": crumbs(found.compound, Crumb(found.number)),
        "mark": {"taken": "done", "used": "done", "refund": "no"}[found.kind],
        "refusal": may_keep(actor, found.compound_id),
    }
    return render(request, "billing/payment.html", context)


@require_safe
def receipt(request: HttpRequest, fee_payment_id: UUID) -> HttpResponse:
    """The receipt as PDF, with the amount in capital numerals; the owner may print his own."""
    _actor, found = _payment(request, fee_payment_id)
    body = documents.receipt(found, collected.parts_of(found), on=found.day)
    answer = HttpResponse(body, content_type="application/pdf")
    name = f"{_('收据')} {found.number}.pdf"
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer


def _payment(request: HttpRequest, payment_id: UUID) -> tuple[Actor, Payment]:
    actor = acting(request)
    found = collected.payment_of(actor.street_id, payment_id)
    if may_see_homes(actor, found.compound_id) is not None:
        own = {home.pk for home in collected.own_homes(actor, clock.today())}
        if found.unit_id not in own:
            raise Refused(HIDDEN)
    return actor, found


@require_safe
def payments(request: HttpRequest, fee_compound_id: UUID) -> HttpResponseBase:
    """Every receipt of a compound: search, filter, export."""
    _actor, compound = homes_here(request, fee_compound_id)
    listing = Listing(
        request,
        collected.payments_in(compound),
        payment_columns(),
        searches=("number", "unit__label", "payer", "teller_name"),
        filters=[
            Filter("kind", _("种类"), Payment.Kind.choices, "kind"),
            Filter("method", _("方式"), Payment.Method.choices, "method"),
        ],
    )
    if listing.export:
        return download(listing, f"{compound.name} {_('收款')}", now=clock.now())
    context = {
        "compound": compound, "listing": listing, "tab": "payments", "by_home": True,
        "crumbs": crumbs(compound, Crumb(_("收款"))),
    }  # fmt: skip
    return render(request, "billing/payments.html", context)


@require_safe
def orders(request: HttpRequest, fee_compound_id: UUID) -> HttpResponseBase:
    """Orders of payment channels; those whose amount differs wait for a person."""
    actor, compound = homes_here(request, fee_compound_id)
    rows = PayOrder.objects.of(actor.street_id).filter(unit__compound_id=compound.pk)
    listing = Listing(
        request,
        rows.select_related("unit", "payment").order_by("-asked_at", "-id"),
        order_columns(),
        searches=("number", "trade", "unit__label"),
        filters=[Filter("state", _("状态"), PayOrder.State.choices, "state")],
    )
    if listing.export:
        return download(listing, f"{compound.name} {_('支付订单')}", now=clock.now())
    context = {
        "compound": compound, "listing": listing, "tab": "orders", "by_home": True,
        "wrong": list(rows.filter(state=PayOrder.State.WRONG).select_related("unit")[:20]),
        "refusal": may_keep(actor, compound.pk),
        "crumbs": crumbs(compound, Crumb(_("支付订单"))),
    }  # fmt: skip
    return render(request, "billing/orders.html", context)


@require_POST
def order_accept(request: HttpRequest, pay_number: str) -> HttpResponse:
    """Take the money of an order as it came."""
    actor = acting(request)
    found = collected.order_of(actor.street_id, pay_number)
    require(may_see_homes(actor, found.unit.compound_id))
    done = _("已按实付入账，多的存入预存。")
    told(request, lambda: accept_order(found, by=actor, now=clock.now()), done)
    return redirect("billing:orders", found.unit.compound_id)


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, fee_compound_id: UUID) -> HttpResponse:
    """A bank's list of debits, taken all at once."""
    actor, compound = homes_here(request, fee_compound_id)
    require(may_keep(actor, compound.pk))
    form = BatchForm(request.POST or None)
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        given = _read_lines(form, compound)
        if given is not None:
            method = form.cleaned_data["method"]
            done = tried(
                form,
                lambda: take_many(compound, given, method, once=once, by=actor, now=clock.now()),
            )
            if done:
                messages.success(request, _("%(n)s 户已入账。") % {"n": done})
                return redirect("billing:payments", compound.pk)
    context = {
        "compound": compound, "form": form, "once": once,
        "crumbs": crumbs(compound, Crumb(_("批量入账"))),
    }  # fmt: skip
    return render(request, "billing/batch.html", context, status=422 if form.errors else 200)


def _read_lines(form: BatchForm, compound: Compound) -> dict[UUID, int] | None:
    """Room → fen; None where a line cannot be read, which the form then says."""
    rows: dict[str, int] = {}
    for n, line in enumerate(form.cleaned_data["lines"].splitlines(), 1):
        parts = line.replace("\t", " ").replace("，", " ").split()
        if not parts:
            continue
        fen = money.parse(parts[-1]) if len(parts) == 2 else None
        if fen is None or fen <= 0 or parts[0] in rows:
            form.add_error(
                "lines", _("第 %(n)s 行看不懂或者重复：%(line)s") % {"n": n, "line": line[:40]}
            )
            return None
        rows[parts[0]] = fen
    units = Unit.objects.of(compound.street_id).filter(
        compound=compound, label__in=list(rows), ended_on__isnull=True
    )
    known = dict(units.values_list("label", "pk"))
    missing = [label for label in rows if label not in known]
    if missing:
        form.add_error(
            "lines", _("底册里没有这些户：%(rooms)s") % {"rooms": "、".join(missing[:10])}
        )
        return None
    return {known[label]: fen for label, fen in rows.items()}
