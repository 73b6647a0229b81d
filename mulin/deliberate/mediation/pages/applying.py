"""Asking for a mediation: the office for whoever comes, a resident for himself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.deliberate.mediation.actions.applying import Application, Who, register_dispute
from mulin.deliberate.mediation.forms import ApplicationForm, named
from mulin.deliberate.mediation.models import Dispute, Panel
from mulin.deliberate.mediation.pages.common import bodies_near, crumbs
from mulin.deliberate.mediation.permissions import ON_BEHALF, RESIDENTS, desk_of, may_apply
from mulin.deliberate.mediation.queries.panels import panels_for, panels_open, places_of
from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_see_matter
from mulin.ground.matters.queries import matter_of
from mulin.ground.page.context import Crumb, is_phone
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting
from mulin.kit.words import said

NO_PANEL = Refusal(
    said("街道还没有登记调解委员会。"), said("请打街道电话；街道登记以后就可以申请。")
)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a mediation; from a matter what is known is filled in."""
    actor, today = acting(request), clock.today()
    phone = is_phone(request)
    places = {str(c.pk): c for c in _places(actor, phone)}
    if (refused := may_apply(actor, None)) and not places:
        raise Refused(refused)
    matter = _matter(request, actor)
    near = matter.compound if matter else next(iter(places.values()), None)
    panels = (
        panels_for(near, actor.street_id, today) if phone else panels_open(actor.street_id, today)
    )
    if not panels:
        raise Refused(NO_PANEL)
    bodies = _bodies(actor, list(places.values()), today)
    form = ApplicationForm(
        request.POST or None,
        places=[(pk, c.name) for pk, c in places.items()],
        panels=[(str(p.pk), p.organisation.name) for p in panels],
        bodies=named(list(bodies.values())),
        resident=phone,
        initial=_start(matter, near),
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        asked = _asked(actor, form.cleaned_data, places, panels, bodies, matter)
        verb = register_dispute
        if made := tried(form, lambda: verb(asked, once=once, by=actor, now=clock.now())):
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": made.number})
            return redirect("mediation:my_dispute" if phone else "mediation:dispute", made.pk)
    template = "mediation/phone/new.html" if phone else "mediation/new.html"
    context = {
        "form": form,
        "once": once,
        "matter": matter,
        "panel": panels[0],
        "query": f"?matter={matter.pk}" if matter else "",
        "crumbs": crumbs(Crumb(_("登记申请"))),
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _places(actor: Actor, phone: bool) -> Any:
    if desk_of(actor):
        return Compound.objects.of(actor.street_id).filter(ended_on__isnull=True).order_by("name")
    return places_of(actor, RESIDENTS if phone else (*ON_BEHALF, *RESIDENTS))


def _bodies(actor: Actor, places: list[Compound], today: Any) -> dict[str, Organisation]:
    """Who may be the other party where it is an organisation."""
    only = places[0].pk if len(places) == 1 else None
    return {str(one.pk): one for one in bodies_near(actor.street_id, only, today)}


def _matter(request: HttpRequest, actor: Actor) -> Matter | None:
    try:
        found = matter_of(actor.street_id, UUID(request.GET.get("matter", "")))
    except ValueError:
        return None
    return found if found is not None and may_see_matter(actor, found) is None else None


def _start(matter: Matter | None, near: Compound | None) -> dict[str, Any]:
    """What is known before anybody types."""
    start: dict[str, Any] = {"way": "counter", "source": "application"}
    if near is not None:
        start["compound"] = str(near.pk)
    if matter is not None:
        start |= {"title": matter.title[:80], "source": Dispute.Source.MATTER}
    return start


def _asked(
    actor: Actor,
    typed: dict[str, Any],
    places: dict[str, Compound],
    panels: list[Panel],
    bodies: dict[str, Organisation],
    matter: Matter | None,
) -> Application:
    own = "applicant" not in typed
    applicant = _who(typed, "applicant", bodies)
    if own:
        applicant = Who(actor.name, person_id=actor.person_id)
    return Application(
        panel=next(one for one in panels if str(one.pk) == typed["panel"]),
        compound=places.get(typed["compound"]),
        source=typed["source"],
        way=typed["way"],
        cause=typed["cause"],
        title=typed["title"],
        text=typed["text"],
        claim=typed["claim"],
        amount=typed["amount"],
        people=typed["people"],
        applicant=applicant,
        respondent=_who(typed, "respondent", bodies),
        matter=matter,
        bar=typed["bar"],
    )


def _who(typed: dict[str, Any], part: str, bodies: dict[str, Organisation]) -> Who | None:
    """A party as it was typed; None where nothing was."""
    name, body = typed.get(part, ""), bodies.get(typed.get(f"{part}_body", ""))
    if not name and body is None:
        return None
    return Who(name, typed[f"{part}_phone"], typed[f"{part}_room"], body)
