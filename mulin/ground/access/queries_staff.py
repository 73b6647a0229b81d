"""Who can take over work, who stands in for whom, and the codes by which accounts join a street."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.ground.access.models import Account, Deputy, JoinCode, Membership
from mulin.ground.access.queries import in_force
from mulin.ground.estate.models import Appointment
from mulin.kit.ids import normal_code
from mulin.kit.rights import EMPLOYED


def working_in(street_id: UUID, today: date) -> QuerySet[Membership]:
    """Accounts in force whose person holds an employed post today: who can take over work."""
    employed = Appointment.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        valid_from__lte=today,
        role__in=EMPLOYED,
        organisation__ended_on__isnull=True,
    )
    rows = Membership.objects.of(street_id).filter(in_force(today), valid_from__lte=today)
    rows = rows.filter(account__is_active=True, person_id__in=employed.values("person_id"))
    return rows.select_related("person", "account").order_by("person__name", "id")


def colleagues_of(membership: Membership, today: date) -> QuerySet[Membership]:
    """Those of :func:`working_in` who work in an organisation where this person works too."""
    street = membership.street_id
    posts = Appointment.objects.of(street).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        valid_from__lte=today,
        role__in=EMPLOYED,
    )
    mine = posts.filter(person_id=membership.person_id).values("organisation_id")
    beside = posts.filter(organisation_id__in=mine).values("person_id")
    rows = working_in(street, today).filter(person_id__in=beside)
    return rows.filter(~Q(id=membership.pk))


def deputies_of(membership: Membership) -> list[Deputy]:
    """Who stands or stood in for this person, newest first; and for whom he does."""
    person = membership.person_id
    rows = Deputy.objects.of(membership.street_id).filter(Q(away_id=person) | Q(deputy_id=person))
    return list(rows.select_related("away", "deputy").order_by("-valid_from", "-id")[:20])


def code_digest(code: str) -> str:
    """What is kept of a code to join with."""
    return sha256(normal_code(code).encode()).hexdigest()


def account_with_code(code: str, now: datetime) -> Account | None:
    """The account whose holder gave this code, while it is good."""
    rows = JoinCode.objects.filter(digest=code_digest(code), valid_until__gt=now)
    found = rows.select_related("account").first()
    return found.account if found is not None and found.account.is_active else None
