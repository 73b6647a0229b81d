"""Deliveries house by house: choose, say how, keep the evidence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.decide.assembly.actions.delivering import deliver_with_proof
from mulin.decide.assembly.forms import DeliveryForm
from mulin.decide.assembly.models import Poll, RollEntry
from mulin.decide.assembly.pages.common import crumbs_of, found, head_of, status_of
from mulin.decide.assembly.pages.drafting import GET_POST
from mulin.decide.assembly.pages.preparing import progressed
from mulin.decide.assembly.permissions import may_handle_papers
from mulin.decide.assembly.queries.household import entries_with_state
from mulin.decide.assembly.queries.live_page import buildings_of
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Refusal, Refused, require

OPEN = (Poll.State.LOCKED, Poll.State.POSTED, Poll.State.VOTING)
STATES = (
    ("missing", _lazy("没有凭证")),
    ("proved", _lazy("有凭证")),
    ("failed", _lazy("送过但没送到")),
    ("fresh", _lazy("还没送过")),
)
TABLE = (
    Column("unit", _lazy("房号"), "first_unit", order=("seq",)),
    Column("names", _lazy("业主"), "names", personal="names"),
    Column("units", _lazy("套数"), "units", kind="number"),
    Column("area", _lazy("面积 ㎡"), "area", kind="area", order=("area",)),
    Column("code", _lazy("票码尾"), lambda row: row.code[-4:]),
    Column("proved", _lazy("送达"), lambda row: _("有凭证") if row.proved else _("没有凭证")),
)


@GET_POST
def deliveries(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """The list of papers with what came of each, and the form for those that are ticked."""
    actor, poll = found(request, poll_id)
    require(may_handle_papers(actor, poll))
    if poll.is_draft:
        raise Refused(Refusal(_("名册还没有锁定，不能登记送达。"), _("锁定以后再登记。")))
    form = DeliveryForm(
        request.POST or None, request.FILES or None, initial={"delivered_on": clock.today()}
    )
    if request.method == "POST":
        chosen = _chosen(request, poll)
        if not chosen:
            form.add_error(None, _("没有选中哪一户。请先在表里勾选。"))
        elif form.is_valid():
            data = form.cleaned_data
            done = tried(
                form,
                lambda: deliver_with_proof(
                    poll,
                    chosen,
                    {name: data[name] for name in _NAMES},
                    data["photo"],
                    once=once_of(request),
                    by=actor,
                    now=clock.now(),
                ),
            )
            if done is not None:
                messages.success(request, (_("已登记 %(done)s 份。") % {"done": done}))
                return redirect(request.get_full_path())
    return _page(request, poll, form)


_NAMES = ("method", "delivered_on", "received_by", "note")


def _page(request: HttpRequest, poll: Poll, form: DeliveryForm) -> HttpResponseBase:
    buildings = buildings_of(poll)
    rows = entries_with_state(poll).filter(area__gt=0)
    only = request.GET.get("entry", "")
    if only.isascii() and only.isdigit() and len(only) < 7:
        rows = rows.filter(seq=int(only))
    listing = Listing(
        request,
        rows.order_by("seq"),
        TABLE,
        searches=("first_unit", "code"),
        filters=(
            Filter("building", _("楼栋"), [(b.id.hex, b.name) for b in buildings], "building_id"),
            Filter("state", _("送达"), STATES, _by_state),
        ),
        per_page=60,
    )
    if listing.export:
        return download(
            listing, (_("%(number)s 送达清单") % {"number": poll.number}), now=clock.now()
        )
    known = progressed(poll)
    ticked = set(request.POST.getlist("entries"))
    context = head_of(poll) | {
        "listing": listing,
        "rows": [(row, str(row.seq) in ticked or bool(only)) for row in listing.rows],
        "form": form,
        "known": known,
        "undelivered": known.entries - known.delivered,
        "open": poll.state in OPEN,
        "building": next((f.chosen for f in listing.filters if f.key == "building"), ""),
        "register": reverse("assembly:register_pdf", args=[poll.pk]),
        "crumbs": crumbs_of(poll, _("送达")),
    }
    return render(request, "assembly/deliveries.html", context, status=status_of(form))


def _by_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "failed":
        return rows.filter(proved=False, tried=True)
    if state == "fresh":
        return rows.filter(proved=False, tried=False)
    return rows.filter(proved=state == "proved")


def _chosen(request: HttpRequest, poll: Poll) -> list[RollEntry]:
    """The entries ticked, by their numbers on the roll."""
    ticked = request.POST.getlist("entries")
    numbers = [int(v) for v in ticked if v.isascii() and v.isdigit() and len(v) < 7]
    rows = RollEntry.objects.of(poll.street_id).filter(poll=poll, seq__in=numbers[:5000])
    return list(rows.order_by("seq"))
