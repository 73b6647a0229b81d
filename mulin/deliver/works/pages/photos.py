"""Photos of a building on its picture, taken on a phone and put where one stood."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliver.works.actions.photographing import place_photo, take_photo_off
from mulin.deliver.works.forms import PhotoForm
from mulin.deliver.works.house import House
from mulin.deliver.works.models import SurveyPhoto
from mulin.deliver.works.pages.common import building_here
from mulin.deliver.works.permissions import HIDDEN, may_survey
from mulin.deliver.works.queries.photos import house_drawn, photos_of
from mulin.ground.page.trying import told, tried
from mulin.kit import clock
from mulin.kit.rights import Refused, require


@require_http_methods(["GET", "POST"])
def photos(request: HttpRequest, building_id: UUID) -> HttpResponse:
    """Everything that was photographed, and one more."""
    actor, building = building_here(request, building_id)
    require(may_survey(actor, building.compound_id))
    kept = photos_of(building)
    house = house_drawn(building, kept)
    form = PhotoForm(
        request.POST or None,
        request.FILES or None,
        spots=_spots(house),
        initial={"taken_on": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        spot = _spot(house, typed)
        made = tried(
            form,
            lambda: place_photo(
                building,
                typed["photo"],
                spot,
                factor=typed["factor"],
                note=typed["note"],
                day=typed["taken_on"],
                by=actor,
                now=now,
            ),
        )
        if made is not None:
            messages.success(request, _("照片放好了，地图上看得到。"))
            return redirect("works:photos", building.pk)
    context = {
        "building": building,
        "house": house,
        "photos": list(enumerate(kept, 1)),
        "form": form,
        "back": reverse("works:survey", args=[building.pk]),
    }
    return render(request, "works/photos.html", context, status=422 if form.errors else 200)


@require_POST
def take_off(request: HttpRequest, building_id: UUID, survey_photo_id: UUID) -> HttpResponse:
    """A photo of something else."""
    actor, building = building_here(request, building_id)
    rows = SurveyPhoto.objects.of(actor.street_id).filter(building=building, pk=survey_photo_id)
    found: SurveyPhoto | None = rows.select_related("paper", "building").first()
    if found is None:
        raise Refused(HIDDEN)
    why = request.POST.get("why", "")
    told(
        request,
        lambda: take_photo_off(found, why, by=actor, now=clock.now()),
        _("这张照片已拿掉，理由记入存证。"),
    )
    return redirect("works:photos", building.pk)


def _spots(house: House) -> list[tuple[str, Any]]:
    """The spots that can be chosen by name, for who does not point."""
    words = {"front": _("入口前面"), "inside": _("楼梯间里"), "back": _("背面")}
    return [
        (f"{number}-{side}", f"{room.name} {said}")
        for number, room in enumerate(house.rooms)
        for side, said in words.items()
    ]


def _spot(house: House, typed: dict[str, Any]) -> tuple[int, int]:
    """What the finger pointed at; else what was chosen."""
    if typed["along"] is not None and typed["across"] is not None:
        return typed["along"], typed["across"]
    if not typed["spot"]:
        return 0, house.depth // 2 + 20
    number, side = typed["spot"].split("-")
    return house.spot(int(number), side)
