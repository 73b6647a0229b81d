"""Mandates of agents: the list, a new one from its paper, the end."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.counter.actions.agents import Terms, covered, end_mandate, give_mandate
from mulin.discover.counter.forms import MandateForm
from mulin.discover.counter.models import Mandate
from mulin.discover.counter.pages.common import crumbs
from mulin.discover.counter.permissions import HIDDEN, may_keep_station, may_see_counter
from mulin.discover.counter.queries.applications import mandates_for
from mulin.discover.counter.queries.people import only_person
from mulin.discover.counter.queries.stations import stations_open
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.kit.words import said
from mulin.law.affairs.catalogue import affairs

GROUPS = (("now", _lazy("有效")), ("over", _lazy("到期或收回")))


@never_cache
@require_safe
def mandates(request: HttpRequest) -> HttpResponseBase:
    """Every mandate of the actor's communities."""
    actor, today = acting(request), clock.today()
    require(may_see_counter(actor))
    listing = Listing(
        request,
        mandates_for(actor),
        _columns(today),
        ("number", "principal__name", "agent__name", "agent_is"),
        (Filter("group", _lazy("看哪些"), GROUPS, partial(_group, today=today)),),
    )
    if listing.export:
        return download(listing, _("代办委托"), now=clock.now())
    context = {
        "listing": listing,
        "rows": [(row, *_state(row, today)) for row in listing.rows],
        "may_give": bool(stations_open(actor)),
        "crumbs": crumbs(Crumb(_("代办委托"))),
    }
    return render(request, "counter/mandates.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Register a mandate from its signed paper."""
    actor, today = acting(request), clock.today()
    require(may_see_counter(actor))
    stations = {str(one.pk): one for one in stations_open(actor)}
    if not stations:
        require(may_keep_station(actor, UUID(int=0)))
    form = MandateForm(
        request.POST or None,
        request.FILES or None,
        affairs=[(a.code, a.title) for a in affairs().values()],
        stations=[(pk, one.name) for pk, one in stations.items()],
        initial={"first": today, "principal": request.GET.get("who", "")[:60]},
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        people = {n: only_person(actor, typed[n]) for n in ("principal", "agent")}
        for name, found in people.items():
            if found is None:
                form.add_error(name, _("没有查到唯一的人，请写全名、完整电话或者身份证号。"))
        if form.is_valid():
            made = tried(form, lambda: _give(stations, typed, people, once, actor))
            if made is not None:
                messages.success(request, _("委托已登记，编号 %(n)s。") % {"n": made.number})
                return redirect("counter:mandates")
    context = {
        "form": form,
        "once": once,
        "crumbs": crumbs(Crumb(_("代办委托"), reverse("counter:mandates")), Crumb(_("登记委托"))),
    }
    return render(request, "counter/give_mandate.html", context, status=422 if form.errors else 200)


def _give(stations: Any, typed: Any, people: Any, once: UUID, actor: Any) -> Mandate:
    terms = Terms(
        people["principal"],
        people["agent"],
        typed["agent_is"],
        tuple(typed["covers"]),
        typed["first"],
        typed["last"],
    )
    return give_mandate(
        stations[typed["station"]], terms, typed["paper"], once=once, by=actor, now=clock.now()
    )


@require_POST
def end(request: HttpRequest, errand_mandate_id: UUID) -> HttpResponse:
    """Take a mandate back."""
    actor = acting(request)
    rows = Mandate.objects.of(actor.street_id).select_related("station")
    row: Mandate | None = rows.filter(pk=errand_mandate_id).first()
    if row is None:
        raise Refused(HIDDEN)
    why = request.POST.get("why", "")
    told(request, lambda: end_mandate(row, why, by=actor, now=clock.now()), _("委托已收回。"))
    office = may_see_counter(actor) is None
    return redirect("counter:mandates" if office else "affairs:mine")


def _state(row: Mandate, today: date) -> tuple[str, str]:
    if row.ended_on is not None:
        return "idle", said("已收回")
    if row.valid_to < today:
        return "idle", said("已到期")
    return ("soon", said("还没生效")) if row.valid_from > today else ("done", said("有效"))


def _group(rows: QuerySet[Any], value: str, today: date) -> QuerySet[Any]:
    live = rows.filter(ended_on__isnull=True, valid_to__gte=today)
    return live if value == "now" else rows.exclude(pk__in=live.order_by().values("pk"))


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column("number", _lazy("编号"), "number", order=("number",), face="m-num"),
        Column("principal", _lazy("委托人"), "principal.name", personal="name"),
        Column("agent", _lazy("代办人"), "agent.name", personal="name"),
        Column("agent_is", _lazy("是谁"), "agent_is"),
        Column("covers", _lazy("办哪些事"), covered),
        Column("from", _lazy("起"), "valid_from", "day", order=("valid_from",)),
        Column("to", _lazy("止"), "valid_to", "day", order=("valid_to",)),
        Column("state", _lazy("状态"), lambda row: _state(row, today)[1]),
    )
