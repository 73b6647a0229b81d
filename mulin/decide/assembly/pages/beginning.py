"""The first screen of a draft: who calls the vote, when it runs, and the dates derived from that."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mulin.decide.assembly.actions import drafts
from mulin.decide.assembly.forms_drafting import BasicsForm
from mulin.decide.assembly.pages.common import crumbs_of, status_of
from mulin.decide.assembly.pages.drafting import GET_POST, STEPS, after, drafting, frame
from mulin.decide.assembly.pages.overtaken import stored_now
from mulin.decide.assembly.permissions import HIDDEN, STAFF, may_prepare
from mulin.decide.assembly.queries import drafting as asking
from mulin.decide.assembly.queries import lists
from mulin.decide.assembly.queries.editions import heading_of
from mulin.decide.assembly.queries.rules import law_at, law_of
from mulin.ground.access.entry import acting
from mulin.ground.estate.models import Compound
from mulin.ground.page.context import Crumb
from mulin.ground.page.fields import EARLIEST, LATEST
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said
from mulin.law.pinned import PinnedLaw


@GET_POST
def new(request: HttpRequest) -> HttpResponseBase:
    """Begin a vote: choose the compound, then the heading."""
    actor = acting(request)
    choices = list(lists.preparable(actor))
    if not choices:
        raise Refused(_why_not(actor))
    asked = request.POST.get("compound") or request.GET.get("compound", "")
    chosen = [c for c in choices if c.pk.hex == asked.replace("-", "")]
    if not chosen and len(choices) > 1:
        context = {"choices": choices, "crumbs": (*crumbs_of(), Crumb(_("发起表决")))}
        return render(request, "assembly/new.html", context)
    compound = chosen[0] if chosen else choices[0]
    return _begin(request, actor, compound)


def _why_not(actor: Actor) -> Refusal:
    """Whoever looks after no compound is told who does."""
    for pk in actor.compounds:
        compound = Compound.objects.of(actor.street_id).filter(pk=pk).first()
        if compound is not None:
            return may_prepare(actor, compound) or HIDDEN
    if actor.has(*STAFF):
        return Refusal(_("还没有登记小区。"), _("请先登记小区、导入名册，再发起表决。"))
    return Refusal(_("您的岗位不能发起表决。"), _("请由业主委员会、社区或街道发起。"))


def _begin(request: HttpRequest, actor: Actor, compound: Compound) -> HttpResponseBase:
    now = clock.now()
    today = clock.day_of(now)
    form = BasicsForm(
        request.POST or None,
        organisations=asking.organisations_for(compound, today),
        initial={
            "convener": said("{name}业主委员会", name=compound.name),
            "contact_name": actor.name,
            "reminders": "3、7",
        },
    )
    if request.method == "POST" and form.is_valid():
        made = tried(
            form,
            lambda: drafts.draft_poll(
                compound, form.draft(), poll_id=once_of(request), by=actor, now=now
            ),
        )
        if made is not None:
            return after(request, made, "basics")
    law = law_at(compound.region, today, actor.street_id)
    context = {
        "form": form,
        "compound": compound,
        "creating": True,
        "wizard": [
            {"number": n, "name": name, "url": "", "current": key == "basics", "missing": 0}
            for n, (key, name) in enumerate(STEPS, start=1)
        ],
        "dates": _dates(law, form, today),
        "region": law.name,
        "crumbs": (*crumbs_of(), Crumb(_("发起表决"))),
    }
    return render(request, "assembly/basics.html", context, status=status_of(form))


@GET_POST
def basics(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """The heading of a draft."""
    actor, poll = drafting(request, poll_id)
    now = clock.now()
    today = clock.day_of(now)
    form = BasicsForm(
        request.POST or None,
        organisations=asking.organisations_for(poll.compound, today),
        initial=BasicsForm.initial_of(poll),
    )
    if request.method == "POST" and form.is_valid():
        draft, seen = form.draft(poll), request.POST.get("seen", "")
        saved = tried(form, lambda: drafts.edit_poll(poll, draft, by=actor, now=now, seen=seen))
        if saved is not None:
            return after(request, saved, "basics")
        poll.refresh_from_db()
    law = law_of(poll, today)
    context = frame(poll, "basics", today) | {
        "form": form,
        "compound": poll.compound,
        "dates": _dates(law, form, today),
        "region": law.name,
        "seen": heading_of(poll),
        "stored": stored_now(form, BasicsForm.initial_of(poll)),
    }
    return render(request, "assembly/basics.html", context, status=status_of(form))


@require_GET
def dates(request: HttpRequest) -> HttpResponse:
    """The derived dates alone, while somebody still types."""
    actor = acting(request)
    asked = request.GET.get("compound", "")
    compound = next((c for c in lists.preparable(actor) if c.pk.hex == asked), None)
    if compound is None:
        raise Refused(HIDDEN)
    today = clock.today()
    found_dates = asking.dates_of(
        law_at(compound.region, today, actor.street_id),
        _day(request.GET.get("opens_on", "")),
        _day(request.GET.get("closes_on", "")),
        today,
    )
    return render(request, "assembly/_dates.html", {"dates": found_dates})


def _dates(law: PinnedLaw, form: BasicsForm, today: date) -> asking.Dates:
    """From what is typed, or else from what the draft holds."""
    opens, closes = (form[name].value() for name in ("opens_on", "closes_on"))
    return asking.dates_of(law, _day(opens), _day(closes), today)


def _day(typed: object) -> date | None:
    """A day that periods can be reckoned from; none while somebody is still typing it."""
    if isinstance(typed, date):
        return typed
    try:
        day = date.fromisoformat(str(typed or ""))
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
