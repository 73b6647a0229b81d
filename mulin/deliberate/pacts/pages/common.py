"""What the screens share: the version behind an address, its crumbs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliberate.pacts.models import Version
from mulin.deliberate.pacts.permissions import HIDDEN, may_see_version
from mulin.deliberate.pacts.queries.pacts import version_of
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, Refused, acting, require


def version_at(request: HttpRequest, version_id: UUID) -> tuple[Actor, Version]:
    """The version behind the address, for somebody who may read it."""
    actor = acting(request)
    found = version_of(actor.street_id, version_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_version(actor, found))
    return actor, found


def crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("公约"), reverse("pacts:list")), *last)


def of_version(version: Version, *last: Crumb) -> tuple[Crumb, ...]:
    there = reverse("pacts:version", args=[version.pk])
    return crumbs(Crumb(version.pact.number, there), *last)


def duty_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("职责清单"), reverse("pacts:duties")), *last)
