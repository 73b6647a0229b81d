"""The door of a training: the code that hangs there, what opens when it is scanned, one's own page."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.decide.capability.actions.taking_part import come
from mulin.decide.capability.forms import DoorForm
from mulin.decide.capability.models import Training
from mulin.decide.capability.permissions import NO_TRAINING
from mulin.decide.capability.queries import trainings as queries
from mulin.ground.page.address import public_address
from mulin.ground.page.codes import qr_code
from mulin.ground.page.trying import tried
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting


@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, street: str, training_door: str) -> HttpResponse:
    """Sign in at the door; without an account, with a name that the clerk vouches for."""
    found = _training(street, training_door)
    actor: Actor | None = getattr(request, "actor", None)
    known = actor is not None and actor.street_id == found.street_id and bool(actor.person_id)
    kind = forms.Form if known else DoorForm
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed, by = form.cleaned_data, actor if known else None
        row = tried(
            form,
            lambda: come(
                found, typed.get("name", ""), typed.get("origin", ""), by=by, now=clock.now()
            ),
        )
        if row is not None:
            done = "sure" if row.confirmed_at else "wait"
            there = reverse("trainings:door", args=[street, training_door])
            return redirect(f"{there}?done={done}")
    context = {
        "training": found,
        "form": form,
        "known": actor.name if known and actor else "",
        "done": request.GET.get("done", ""),
    }
    status = 422 if form.errors else 200
    return render(request, "capability/phone/door.html", context, status=status)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Trainings to come that invite me, and those I came to."""
    actor = acting(request)
    coming = queries.trainings_for(actor).filter(
        state=Training.State.PLANNED, starts_at__gt=clock.now()
    )
    record = queries.my_record(actor)
    context = {
        "coming": list(coming.order_by("starts_at")[:20]),
        "record": record,
        "minutes": sum(row.training.minutes for row in record),
    }
    return render(request, "capability/phone/trainings.html", context)


def door_address(request: HttpRequest, training: Training) -> str:
    """What the code at the door says."""
    path = reverse("trainings:door", args=[training.street.slug, training.door])
    return public_address(request, path)


def door_qr(address: str) -> SafeString:
    """The address as a code for the screen."""
    return qr_code(address, gettext("签到二维码"))


def _training(street: str, door: str) -> Training:
    home = Street.objects.filter(slug=street).first()
    found = queries.training_at(home.pk, door) if home is not None else None
    if found is None:
        raise Refused(NO_TRAINING)
    return found
