"""The resident's phone: a picture, a place, a word; and the code on a lamp post."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.intake.actions.raising import Report, raise_at_point, raise_ticket
from mulin.discover.intake.forms_report import PointForm, ReportForm
from mulin.discover.intake.ground import ground_of
from mulin.discover.intake.house import house
from mulin.discover.intake.models import PlacePoint, Ticket
from mulin.discover.intake.pages.common import key_of, uploads
from mulin.discover.intake.permissions import HIDDEN, NO_POINT
from mulin.discover.intake.places import Place
from mulin.discover.intake.queries import hints, places
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.intake.throttle import too_often
from mulin.ground.estate.models import Building, Compound, Person, Unit
from mulin.ground.page.trying import once_of, tried
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting
from mulin.kit.words import said


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Report something where one lives."""
    actor = acting(request)
    mine = places.compounds_to(actor)
    if not mine:
        raise Refused(
            Refusal(
                said("您名下还没有登记房屋或住处。"),
                said("请打社区电话报，或请社区先登记您的住处。"),
            )
        )
    compound = _chosen(mine, request.GET.get("compound", ""))
    categories = categories_of(actor.street_id).categories
    form = ReportForm(request.POST or None, request.FILES or None, categories=categories)
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _raise(form, compound, actor, once))
        if made is not None:
            if made.anonymous:
                return redirect("report:followed", actor_slug(request), made.follow)
            messages.success(request, _("报上去了，编号 %(n)s。") % {"n": made.number})
            return redirect("report:ticket", made.pk)
    context = {
        "form": form,
        "once": once,
        "mine": mine,
        "compound": compound,
        "categories": categories,
        "shields": [one.code for one in categories if one.anonymous],
        **_picture(request, actor, compound),
    }
    return render(request, "intake/phone/new.html", context, status=422 if form.errors else 200)


def actor_slug(request: HttpRequest) -> str:
    """The street's name in addresses."""
    street = getattr(request, "street", None)
    return str(street.slug) if street is not None else ""


@never_cache
@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """What neighbours have reported here already: join it instead of telling it again."""
    actor = acting(request)
    mine = places.compounds_to(actor)
    compound = _chosen(mine, request.GET.get("compound", "")) if mine else None
    if compound is None:
        raise Refused(HIDDEN)
    where = request.GET.get("where", "")
    place = places.place_of(compound, where, "") if where else None
    found = []
    if place is not None and place.unit is None and request.GET.get("category"):
        trouble = hints.Trouble(
            actor.street_id,
            compound.pk,
            place.building.pk if place.building else None,
            place.stairwell.pk if place.stairwell else None,
            request.GET["category"][:24],
            request.GET.get("text", "")[:300],
        )
        found = hints.near(trouble, clock.now(), common_only=True)
    return render(request, "intake/phone/_near.html", {"found": found})


@never_cache
@require_http_methods(["GET", "POST"])
def point(request: HttpRequest, street: str, point_code: str) -> HttpResponse:
    """A scanned code: the place is known, an account is not needed."""
    found = _point(street, point_code)
    actor: Actor | None = getattr(request, "actor", None)
    known = actor if actor is not None and actor.street_id == found.street_id else None
    categories = categories_of(found.street_id).categories
    form = PointForm(request.POST or None, request.FILES or None, categories=categories)
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _at_point(request, form, found, known, once))
        if made is not None:
            return (
                redirect("report:followed", street, made.follow)
                if made.follow
                else redirect("report:ticket", made.pk)
            )
    context = {
        "form": form,
        "once": once,
        "point": found,
        "known": known,
        "categories": categories,
    }
    return render(request, "intake/phone/point.html", context, status=422 if form.errors else 200)


def _at_point(
    request: HttpRequest, form: PointForm, found: PlacePoint, known: Actor | None, once: UUID
) -> Ticket:
    if known is None and too_often(request):
        raise Refused(Refusal(said("这部手机一小时里报得太多了。"), said("紧急的请直接打电话。")))
    typed = form.cleaned_data
    report = Report(
        place=Place(found.compound, spot=typed["spot"]),
        category=typed["category"],
        text=typed["text"],
        channel=Ticket.Channel.POINT,
        raiser=_person(known) if known is not None else None,
        caller=typed["caller"],
        phone=typed["phone"],
        anonymous=typed["anonymous"],
        urgent=typed["urgent"] == "1",
        photos=uploads(typed["photos"]),
        voice=uploads([typed["voice"]]),
    )
    return raise_at_point(found, report, once=once, by=known, now=clock.now())


def _point(slug: str, code: str) -> PlacePoint:
    street = Street.objects.filter(slug=slug).first()
    found = places.point_at(street.pk, code) if street is not None else None
    if found is None:
        raise Refused(NO_POINT)
    return found


def _raise(form: ReportForm, compound: Compound, actor: Actor, once: UUID) -> Ticket:
    typed = form.cleaned_data
    place = places.place_of(compound, typed["where"], typed["spot"])
    if place is None or (place.unit is not None and place.unit.pk not in actor.units):
        raise Refused(Refusal(said("这个位置不在您的小区。"), said("请重新点位置。")))
    report = Report(
        place=place,
        category=typed["category"],
        text=typed["text"],
        channel=Ticket.Channel.PHONE,
        raiser=_person(actor),
        anonymous=typed["anonymous"],
        urgent=typed["urgent"] == "1",
        photos=uploads(typed["photos"]),
        voice=uploads([typed["voice"]]),
    )
    return raise_ticket(report, once=once, by=actor, now=clock.now())


def _person(actor: Actor) -> Person | None:
    if actor.person_id is None:
        return None
    found: Person | None = Person.objects.of(actor.street_id).filter(pk=actor.person_id).first()
    return found


def _chosen(mine: list[Compound], typed: str) -> Compound:
    return next((one for one in mine if str(one.pk) == typed), mine[0])


def _picture(request: HttpRequest, actor: Actor, compound: Compound) -> dict[str, Any]:
    """The building asked for, else one's own, as buttons; the others to choose from."""
    ground = places.grounds(actor, compound)
    asked = key_of(request.GET.get("building", ""))
    home: Unit | None = ground.homes[0] if ground.homes else None
    own = home.building_id if home is not None else None
    drawn: Building | None = next(
        (one for one in ground.buildings if one.pk == (asked or own)),
        ground.buildings[0] if ground.buildings else None,
    )
    here = reverse("report:new")
    return {
        "ground": ground,
        "map": ground_of(ground.buildings, drawn, _leads(compound)),
        "house": house(drawn, places.stairs_of(drawn), home) if drawn is not None else None,
        "common": places.COMMON,
        "building": drawn,
        "here": here,
        "where": request.POST.get("where", ""),
    }


def _leads(compound: Compound) -> Callable[[Building], str]:
    """A tap on a building opens its own picture; what was typed is kept by the form."""
    here = reverse("report:new")
    return lambda one: f"{here}?compound={compound.pk}&building={one.pk}#house"
