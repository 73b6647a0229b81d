"""At the counter and on the telephone: search a person or a room first, then write down what he says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.discover.intake.actions.raising import Report, raise_ticket
from mulin.discover.intake.forms_report import DeskForm
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.pages.common import crumbs, key_of, uploads
from mulin.discover.intake.permissions import DESKS, may_open_board
from mulin.discover.intake.places import Place
from mulin.discover.intake.queries import places
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.intake.queries.hints import Trouble, near
from mulin.discover.intake.queries.tickets import visible
from mulin.ground.estate.models import Building, Compound, Person, Unit
from mulin.ground.estate.queries.search import (
    find,
    persons_readable,
    units_of_persons,
    units_readable,
)
from mulin.ground.matters.models import Matter
from mulin.ground.matters.permissions import may_see_matter
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require
from mulin.kit.words import said


@dataclass(frozen=True)
class About:
    """For whom and where, as the address names it."""

    person: Person | None
    unit: Unit | None
    compound: Compound | None
    matter: Matter | None


@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Find who calls, or where it is; then the form, with what is open there already beside it."""
    actor = acting(request)
    require(may_open_board(actor) or _may_desk(actor))
    about = _about(request, actor)
    categories = categories_of(actor.street_id).categories
    compounds = places.desk_compounds(actor)
    buildings = places.buildings_of(about.compound) if about.compound is not None else []
    form = DeskForm(
        request.POST or None,
        request.FILES or None,
        categories=categories,
        buildings=[(str(one.pk), str(one)) for one in buildings],
        known=about.person is not None,
        initial=_initial(request, about),
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _raise(form, about, buildings, actor, once))
        if made is not None:
            messages.success(request, _("已登记，编号 %(n)s。") % {"n": made.number})
            return redirect("intake:ticket", made.pk)
    words = request.GET.get("q", "").strip()[:60]
    context: dict[str, Any] = {
        "form": form,
        "once": once,
        "about": about,
        "words": words,
        "found": find(actor, words) if words else None,
        "compounds": compounds,
        "open": _open_there(actor, about),
        "ready": about.compound is not None or request.GET.get("nowhere") == "1",
        "street_wide": actor.has(*DESKS),
        "crumbs": crumbs(Crumb(_("代居民登记"))),
    }
    status = 422 if form.errors else 200
    return render(request, "intake/desk.html", context, status=status)


def _may_desk(actor: Actor) -> Refusal | None:
    if any(grant.role in DESKS for grant in actor.grants):
        return None
    return Refusal(said("代居民登记由物业、社区和街道的人办。"), said("请在手机上自己报。"))


def _initial(request: HttpRequest, about: About) -> dict[str, str]:
    found = {"channel": request.GET.get("channel", "telephone")}
    if about.unit is not None and about.unit.building_id is not None:
        found["building"] = str(about.unit.building_id)
    return found


def _about(request: HttpRequest, actor: Actor) -> About:
    """Only what the actor may read; an unknown name is as good as none."""
    asked = request.GET
    person = _first(persons_readable(actor), asked.get("person", ""))
    units = units_readable(actor).select_related("compound", "building", "stairwell")
    unit: Unit | None = _first(units, asked.get("unit", ""))
    if unit is None and person is not None:
        unit = next(iter(units_of_persons(actor, [person.pk], limit=1)), None)
    compounds = {one.pk: one for one in places.desk_compounds(actor)}
    named = key_of(asked.get("compound", ""))
    compound = compounds.get(unit.compound_id if unit is not None else named or UUID(int=0))
    matter: Matter | None = _first(Matter.objects.of(actor.street_id), asked.get("matter", ""))
    if matter is not None and may_see_matter(actor, matter) is not None:
        matter = None
    return About(person, unit if compound is not None else None, compound, matter)


def _first(rows: Any, typed: str) -> Any:
    key = key_of(typed)
    return rows.filter(pk=key).first() if key is not None else None


def _raise(
    form: DeskForm, about: About, buildings: list[Building], actor: Actor, once: UUID
) -> Ticket:
    typed = form.cleaned_data
    if typed["anonymous"] and about.person is not None:
        raise Refused(
            Refusal(said("已经选了反映的人，不能再不留名。"), said("不留名的，请从小区登记。"))
        )
    building = next((one for one in buildings if str(one.pk) == typed["building"]), None)
    inside = about.unit is not None and building is not None
    unit = about.unit if inside and about.unit.building_id == building.pk else None  # type: ignore[union-attr]
    report = Report(
        place=Place(about.compound, building, unit=unit, spot=typed["spot"]),
        category=typed["category"],
        title=typed["title"],
        text=typed["text"],
        channel=typed["channel"],
        raiser=about.person,
        caller=typed.get("caller", ""),
        phone=typed.get("phone", ""),
        anonymous=typed["anonymous"],
        urgent=typed["urgent"],
        photos=uploads(typed["photos"]),
        voice=uploads([typed["voice"]]),
        matter=about.matter,
    )
    return raise_ticket(report, once=once, by=actor, now=clock.now())


def _open_there(actor: Actor, about: About) -> list[Any]:
    """What is open at this home, of this person, or at least in this compound."""
    rows = visible(actor).filter(ended_at__isnull=True)
    if about.unit is not None:
        mine = rows.filter(unit=about.unit)
        if about.person is not None:
            mine = rows.filter(raiser=about.person) | mine
        return list(mine.order_by("-id")[:10])
    return list(rows.filter(compound=about.compound).order_by("-id")[:10]) if about.compound else []


@require_http_methods(["GET"])
def alike(request: HttpRequest) -> HttpResponse:
    """While the clerk types: what may be the same."""
    actor = acting(request)
    require(may_open_board(actor))
    about = _about(request, actor)
    found = []
    if about.compound is not None and request.GET.get("category"):
        building = key_of(request.GET.get("building", ""))
        words = request.GET.get("text", "")[:300]
        kind = request.GET["category"][:24]
        trouble = Trouble(actor.street_id, about.compound.pk, building, None, kind, words)
        seen = set(
            visible(actor)
            .filter(compound=about.compound, ended_at__isnull=True)
            .values_list("pk", flat=True)
        )
        found = [one for one in near(trouble, clock.now()) if one.ticket.pk in seen]
    return render(request, "intake/_alike.html", {"found": found, "back": reverse("intake:desk")})
