"""What the screens share: the case behind an address, crumbs, places and bodies to choose from."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliberate.mediation.models import Dispute
from mulin.deliberate.mediation.permissions import HIDDEN, Standing, standing_of
from mulin.deliberate.mediation.queries.cases import dispute_of
from mulin.ground.estate.models import Engagement, Organisation
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.ground.page.context import Crumb
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting


def standing_at(request: HttpRequest, dispute_id: UUID) -> tuple[Actor, Dispute, Standing]:
    """The case behind the address and how the reader stands to it; hidden from everybody else."""
    actor = acting(request)
    found = dispute_of(actor.street_id, dispute_id)
    standing = standing_of(actor, found, clock.today())
    if standing is None:
        raise Refused(HIDDEN)
    return actor, found, standing


def handled_at(request: HttpRequest, dispute_id: UUID) -> tuple[Actor, Dispute]:
    """The case behind the address, for somebody who handles it."""
    actor, found, standing = standing_at(request, dispute_id)
    if standing is not Standing.HANDLES:
        raise Refused(HIDDEN)
    return actor, found


def crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("人民调解"), reverse("mediation:list")), *last)


def bodies_near(street_id: UUID, compound_id: UUID | None, today: date) -> list[Organisation]:
    """Organisations that may be parties: those of the compound and those engaged in it."""
    rows = Organisation.objects.of(street_id).filter(ended_on__isnull=True)
    if compound_id is None:
        return list(rows.filter(kind__in=PARTIES).order_by("name")[:200])
    engaged = Engagement.objects.of(street_id).filter(in_force_on(today), compound_id=compound_id)
    here = rows.filter(compound_id=compound_id) | rows.filter(
        pk__in=engaged.values("organisation_id")
    )
    return list(here.distinct().order_by("name"))


PARTIES = (
    Organisation.Kind.PROPERTY_COMPANY,
    Organisation.Kind.OWNERS_COMMITTEE,
    Organisation.Kind.INTERIM_COMMITTEE,
    Organisation.Kind.DEVELOPER,
    Organisation.Kind.MERCHANT,
    Organisation.Kind.COMPANY,
)
