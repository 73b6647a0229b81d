"""What the screens of the counter share."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.counter.models import Application, Station
from mulin.discover.counter.permissions import HIDDEN, may_see_application, may_see_station
from mulin.discover.counter.queries.applications import application_of
from mulin.discover.counter.queries.stations import station_of
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, Refused, acting, require


def application_here(request: HttpRequest, application_id: UUID) -> tuple[Actor, Application]:
    """An application, for the office."""
    actor = acting(request)
    found = application_of(actor.street_id, application_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_application(actor, found))
    return actor, found


def station_here(request: HttpRequest, station_id: UUID) -> tuple[Actor, Station]:
    """A station, for the office."""
    actor = acting(request)
    found = station_of(actor.street_id, station_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_station(actor, found))
    return actor, found


def uuid_in(typed: str | None) -> UUID | None:
    """What an address or a form names; None where it is no identifier."""
    try:
        return UUID(typed or "")
    except ValueError:
        return None


def crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("居民办件"), reverse("counter:list") if last else ""), *last)


def station_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("服务站"), reverse("counter:stations") if last else ""), *last)
