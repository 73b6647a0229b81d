"""What the screens share: the thing behind an address, for somebody who may see it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.decide.capability.models import Schedule, Training
from mulin.decide.capability.permissions import NO_RECEPTION, NO_TRAINING, may_see_schedule
from mulin.decide.capability.queries.receptions import schedule_of
from mulin.decide.capability.queries.trainings import training_for
from mulin.ground.page.context import Crumb
from mulin.kit.rights import Actor, Refused, acting, require


def training_at(request: HttpRequest, training_id: UUID) -> tuple[Actor, Training]:
    """The training behind the address."""
    actor = acting(request)
    found = training_for(actor, training_id)
    if found is None:
        raise Refused(NO_TRAINING)
    return actor, found


def schedule_at(request: HttpRequest, schedule_id: UUID) -> tuple[Actor, Schedule]:
    """The reception days behind the address."""
    actor = acting(request)
    found = schedule_of(actor.street_id, schedule_id)
    if found is None:
        raise Refused(NO_RECEPTION)
    require(may_see_schedule(actor, found))
    return actor, found


def training_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("培训和沙龙"), reverse("trainings:list")), *last)


def reception_crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("业主接待"), reverse("receptions:list")), *last)
