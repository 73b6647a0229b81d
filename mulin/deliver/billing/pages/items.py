"""What is charged: a new item, one with its prices and terms, meters, shared costs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliver.billing.actions import items as verbs
from mulin.deliver.billing.actions.measures import Cost, Read, read_meter, share_cost
from mulin.deliver.billing.forms import (
    CostForm,
    ItemForm,
    MonthForm,
    ReadingForm,
    TariffForm,
    TermForm,
)
from mulin.deliver.billing.models import FeeItem, HomeTerm, Reading, SharedCost
from mulin.deliver.billing.pages.common import compound_here, crumbs
from mulin.deliver.billing.permissions import HIDDEN, may_keep, may_see, may_see_homes
from mulin.deliver.billing.queries import items as queries
from mulin.ground.estate.models import Building
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require
from mulin.law.fees import next_month, price_digits

SHOWN = 100


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, fee_compound_id: UUID) -> HttpResponse:
    """Set a fee item."""
    actor, found = compound_here(request, fee_compound_id)
    require(may_keep(actor, found.pk))
    books = queries.fee_books(actor.street_id, found.pk)
    form = ItemForm(
        request.POST or None,
        titles=queries.income_titles(books),
        initial={"since": next_month(clock.today()), "agreed": ""},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        price = verbs.Price(typed["price"] or 0, typed["since"])
        item = verbs.NewItem(
            typed["name"], typed["basis"], typed["title_code"], typed["agreed"], price,
            tuple(typed["uses"]), typed["due_day"],
        )  # fmt: skip
        made = tried(
            form, lambda: verbs.set_item(found, item, once=once, by=actor, now=clock.now())
        )
        if made is not None:
            messages.success(request, _("费用项已设好。"))
            return redirect("billing:item", made.pk)
    context = {
        "compound": found, "books": books, "form": form, "once": once,
        "crumbs": crumbs(found, Crumb(_("设费用项"))),
    }  # fmt: skip
    return render(request, "billing/item_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, fee_item_id: UUID) -> HttpResponse:
    """One item: its prices, what differs for homes, what its month measured."""
    actor, found = _here(request, fee_item_id)
    did = None
    forms = _forms(found, request)
    if request.method == "POST":
        did = _did(request, actor, found, forms)
        if did is not None:
            messages.success(request, did)
            return redirect(request.path)
    bad = any(form.errors for form in forms.values())
    return render(
        request, "billing/item.html", _context(actor, found, forms), status=422 if bad else 200
    )


def _forms(item: FeeItem, request: HttpRequest) -> dict[str, Any]:
    """Each form of the page; only the one that was sent is filled."""
    sent = request.POST.get("verb", "") if request.method == "POST" else ""
    month = clock.today().replace(day=1)
    rows = Building.objects.of(item.street_id).filter(
        compound_id=item.compound_id, ended_on__isnull=True
    )
    houses = [(str(one.pk), str(one)) for one in rows.order_by("order", "label")]

    def data(verb: str) -> Any:
        return request.POST if sent == verb else None

    made: dict[str, Any] = {
        "price": TariffForm(data("price"), initial={"since": next_month(month)}),
        "term": TermForm(data("term"), initial={"since": month}),
        "end": MonthForm(data("end"), prefix="end", initial={"month": next_month(month)}),
        "read": ReadingForm(data("read"), initial={"month": month}),
        "cost": CostForm(data("cost"), houses=houses, initial={"month": month}),
    }
    return made


def _did(request: HttpRequest, actor: Actor, item: FeeItem, forms: dict[str, Any]) -> str | None:
    """Call the verb that was asked for; the words that say it is done."""
    verb = request.POST.get("verb", "")
    form = forms.get(verb)
    if form is None or not form.is_valid():
        return None
    calls = {"price": _price, "term": _term, "end": _end, "read": _read, "cost": _cost}
    words = {
        "price": _("收费标准已加上，从那个月起按它出账。"),
        "term": _("已登记。"),
        "end": _("已停收。"),
        "read": _("抄表已记下。"),
        "cost": _("已分摊到户，出账时会带上。"),
    }
    once = once_of(request)
    made = tried(form, lambda: calls[verb](actor, item, form.cleaned_data, once))
    return words[verb] if made is not None else None


def _price(actor: Actor, item: FeeItem, typed: dict[str, Any], once: UUID) -> Any:
    price = verbs.Price(
        typed["price"] or 0, typed["since"], typed["use"], typed["vacant"], typed["why"]
    )
    return verbs.set_price(item, price, by=actor, now=clock.now())


def _term(actor: Actor, item: FeeItem, typed: dict[str, Any], once: UUID) -> Any:
    unit = queries.unit_labelled(item.compound, typed["room"])
    term = verbs.Term(typed["kind"], typed["since"], typed["note"], typed["spaces"] or 0)
    return verbs.set_term(item, unit, term, once=once, by=actor, now=clock.now())


def _end(actor: Actor, item: FeeItem, typed: dict[str, Any], once: UUID) -> Any:
    return verbs.end_item(item, typed["month"], by=actor, now=clock.now())


def _read(actor: Actor, item: FeeItem, typed: dict[str, Any], once: UUID) -> Any:
    unit = queries.unit_labelled(item.compound, typed["room"])
    read = Read(typed["now"], typed["old_last"], typed["new_first"])
    return read_meter(item, unit, typed["month"], read, by=actor, now=clock.now())


def _cost(actor: Actor, item: FeeItem, typed: dict[str, Any], once: UUID) -> Any:
    rows = Building.objects.of(item.street_id).filter(pk=typed["building"] or None)
    building = rows.first() if typed["building"] else None
    cost = Cost(typed["month"], typed["fen"] or 0, typed["what"], typed["weight"], building)
    return share_cost(item, cost, once=once, by=actor, now=clock.now())


def _context(actor: Actor, item: FeeItem, forms: dict[str, Any]) -> dict[str, Any]:
    street, today = item.street_id, clock.today()
    by_home = may_see_homes(actor, item.compound_id) is None
    tariffs = [(row, price_digits(row.price)) for row in queries.tariffs_of(item)]
    readings = Reading.objects.of(street).filter(item=item).select_related("unit")
    costs = SharedCost.objects.of(street).filter(item=item).select_related("building")
    return {
        "item": item,
        "compound": item.compound,
        "tariffs": tariffs,
        "forms": forms,
        "terms": queries.terms_listed(item)[:SHOWN] if by_home else (),
        "readings": readings.order_by("-period", "unit__order", "unit__label")[:SHOWN]
        if by_home
        else (),
        "costs": costs.order_by("-period", "-id")[:SHOWN],
        "ended": item.ended_on is not None and item.ended_on <= today,
        "refusal": may_keep(actor, item.compound_id),
        "by_home": by_home,
        "crumbs": crumbs(item.compound, Crumb(item.name)),
    }


@require_POST
def term_end(request: HttpRequest, fee_term_id: UUID) -> HttpResponse:
    """What differed for a home differs no longer."""
    actor = acting(request)
    rows = HomeTerm.objects.of(actor.street_id).select_related("item", "unit")
    term: HomeTerm | None = rows.filter(pk=fee_term_id).first()
    if term is None:
        raise Refused(HIDDEN)
    require(may_see(actor, term.item.compound_id))
    form = MonthForm(request.POST)
    month = form.cleaned_data["month"] if form.is_valid() else next_month(clock.today())
    told(request, lambda: verbs.end_term(term, month, by=actor, now=clock.now()), _("已结束。"))
    return redirect("billing:item", term.item_id)


def _here(request: HttpRequest, item_id: UUID) -> tuple[Actor, FeeItem]:
    actor = acting(request)
    found = queries.item_of(actor.street_id, item_id)
    require(may_see(actor, found.compound_id))
    return actor, found
