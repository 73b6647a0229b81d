"""What residents do: read the guide, hand in, follow their own; and who holds a receipt follows it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.discover.counter.actions import carrying, checking
from mulin.discover.counter.actions.agents import covered
from mulin.discover.counter.actions.handing_in import Handed, hand_in
from mulin.discover.counter.forms import PhoneForm, PhotoForm
from mulin.discover.counter.models import Application
from mulin.discover.counter.permissions import (
    HIDDEN,
    RESIDENTS,
    may_follow,
    may_read_guide,
    may_withdraw,
)
from mulin.discover.counter.queries.applications import (
    application_of,
    behind,
    late_days,
    mark_of,
    own_applications,
    own_mandates,
    papers_of,
    steps_of,
    values_of,
)
from mulin.discover.counter.queries.offers import by_group, offer_of, offered_in
from mulin.discover.counter.queries.people import home_of
from mulin.discover.counter.queries.stations import my_bookings, stations_near
from mulin.ground.estate.models import Person
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Refusal, Refused, acting, require
from mulin.kit.words import said

WORDS = {"done": "ok", "now": "wait", "soon": "wait", "pause": "bad", "late": "bad", "idle": "none"}
NO_LINK = Refusal(
    said("这个码对不上。"), said("请再扫一次回执上的二维码，或者打服务站的电话。"), hidden=True
)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What can be done at the counter."""
    actor = acting(request)
    require(may_read_guide(actor))
    context = {
        "groups": by_group(offered_in(actor.street_id)),
        "stations": stations_near(actor),
        "resident": _lives_here(actor),
        "mine": len([one for one in own_applications(actor) if one.is_open]),
    }
    return render(request, "counter/phone/guide.html", context)


@require_safe
def affair(request: HttpRequest, affair_code: str) -> HttpResponse:
    """The guide of one affair."""
    actor = acting(request)
    require(may_read_guide(actor))
    found = offer_of(actor.street_id, affair_code)
    if found is None:
        raise Refused(HIDDEN)
    context = {
        "one": found,
        "stations": stations_near(actor),
        "can": found.is_offered and found.affair.by_phone and _lives_here(actor),
    }
    return render(request, "counter/phone/affair.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, affair_code: str) -> HttpResponse:
    """Hand in: for oneself, or for who gave a mandate; pictures of the papers."""
    actor = _resident(request)
    found = offer_of(actor.street_id, affair_code)
    if found is None or not found.is_offered:
        raise Refused(HIDDEN)
    stations = {str(one.pk): one for one in stations_near(actor)}
    mandates = {
        str(one.pk): one
        for one in own_mandates(actor, clock.today())
        if one.agent_id == actor.person_id and (not one.covers or affair_code in one.covers)
    }
    people = [("self", _("我自己"))]
    people += [
        (pk, _("替%(n)s办") % {"n": mask_name(m.principal.name)}) for pk, m in mandates.items()
    ]
    form = PhoneForm(
        request.POST or None,
        request.FILES or None,
        blanks=found.affair.blanks,
        papers=found.affair.papers,
        stations=[(pk, one.name) for pk, one in stations.items()],
        people=people,
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        mandate, station = mandates.get(typed["who"]), stations[typed["station"]]
        person = mandate.principal if mandate else _self(actor)
        unit = None if mandate else home_of(actor, station.community_id)
        handed = Handed(
            affair_code, person.name, "", person, unit, mandate, form.values, frozenset()
        )
        made = tried(form, lambda: hand_in(station, handed, once=once, by=actor, now=clock.now()))
        if made is not None:
            _keep_photos(request, made, form.photos, actor)
            messages.success(request, _("交上去了，编号 %(n)s。") % {"n": made.number})
            return redirect("affairs:one", made.pk)
    context = {"one": found, "form": form, "once": once, "stations": stations}
    return render(request, "counter/phone/new.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Own affairs, appointments and mandates."""
    actor, today = _resident(request), clock.today()
    rows = [(row, *_shown(row)) for row in own_applications(actor)]
    context = {
        "rows": rows,
        "bookings": my_bookings(actor, today),
        "mandates": [
            (one, covered(one), one.principal_id == actor.person_id)
            for one in own_mandates(actor, today)
        ],
    }
    return render(request, "counter/phone/mine.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """How far it is, what is missing, what was answered."""
    actor, row = _own(request, application_id)
    mark, word = _shown(row)
    papers = papers_of(row)
    context = {
        "row": row,
        "mark": mark,
        "word": word,
        "late": late_days(row, clock.today()),
        "steps": steps_of(row),
        "lacking": [paper for paper in papers if paper.lacks],
        "papers": papers,
        "values": values_of(row),
        "may_send": row.state in checking.PAPERS_OPEN,
        "may_withdraw": may_withdraw(actor, row) is None,
    }
    return render(request, "counter/phone/one.html", context)


@require_POST
def photograph(request: HttpRequest, application_id: UUID, handed_code: str) -> HttpResponse:
    """Send a picture of a paper that was missing."""
    actor, row = _own(request, application_id)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        _keep_photos(request, row, {handed_code: form.cleaned_data["photo"]}, actor)
    else:
        messages.error(request, _("没有选照片。"))
    return redirect("affairs:one", row.pk)


@require_POST
def withdraw(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Take it back."""
    actor, row = _own(request, application_id)
    why = request.POST.get("why", "")
    told(request, lambda: carrying.withdraw(row, why, by=actor, now=clock.now()), _("已撤回。"))
    return redirect("affairs:one", row.pk)


@never_cache
@require_safe
def follow(request: HttpRequest, follow: str) -> HttpResponse:
    """Who scans the receipt sees how far it is; neither name nor what was written in."""
    row = behind(follow)
    if row is None:
        raise Refused(NO_LINK)
    request.street = row.street  # type: ignore[attr-defined]
    mark, word = _shown(row)
    context = {
        "row": row,
        "mark": mark,
        "word": word,
        "steps": steps_of(row),
        "lacking": [p for p in papers_of(row) if p.lacks] if row.told_at else [],
        "late": late_days(row, clock.today()),
    }
    return render(request, "counter/phone/follow.html", context)


def _keep_photos(
    request: HttpRequest, row: Application, photos: dict[str, Any], actor: Actor
) -> None:
    """Each picture by itself: one that is refused loses neither the others nor what was handed in."""
    for code, file in photos.items():
        verb = lambda c=code, f=file: checking.photograph(  # noqa: E731
            row, c, f, by=actor, now=clock.now()
        )
        told(request, verb, _("照片已交，等窗口核对。"))


def _own(request: HttpRequest, application_id: UUID) -> tuple[Actor, Application]:
    actor = acting(request)
    row = application_of(actor.street_id, application_id)
    if row is None:
        raise Refused(HIDDEN)
    require(may_follow(actor, row))
    return actor, row


def _resident(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not _lives_here(actor):
        raise Refused(HIDDEN)
    return actor


def _lives_here(actor: Actor) -> bool:
    return any(grant.role in RESIDENTS for grant in actor.grants)


def _self(actor: Actor) -> Person:
    found: Person | None = Person.objects.of(actor.street_id).filter(pk=actor.person_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def _shown(row: Application) -> tuple[str, str]:
    mark, word = mark_of(row, clock.today())
    return WORDS[mark], word
