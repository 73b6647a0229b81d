"""What the register tells a procedure's papers: sizes, bodies and their members, units for posting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum

from mulin.decide.committees.queries.bodies import ordinals_around
from mulin.ground.estate.models import (
    Appointment,
    Building,
    Compound,
    Engagement,
    Organisation,
    Ownership,
    Unit,
)
from mulin.ground.estate.queries.holdings import held_on, in_force_on, stood_on
from mulin.ground.texts.saying import square_metres
from mulin.kit.masking import mask_name
from mulin.kit.rights import Role
from mulin.law.terms import NUMERALS

ORDER = ("主任", "组长", "副主任", "副组长")
"""Posts that are named first."""


def sizes_of(compound: Compound) -> Mapping[str, str]:
    """Buildings, units and their area; empty where nothing is registered. Two statements."""
    units = Unit.objects.of(compound.street_id).filter(compound=compound, ended_on__isnull=True)
    found = units.aggregate(n=Count("id"), area=Sum("voting_area"))
    rows = Building.objects.of(compound.street_id).filter(compound=compound)
    buildings = rows.filter(ended_on__isnull=True).count()
    return {
        "楼栋数": str(buildings) if buildings else "",
        "专有部分数": str(found["n"]) if found["n"] else "",
        "总面积": square_metres(found["area"]) if found["area"] else "",
    }


def engaged(compound: Compound, kinds: Iterable[str], today: date) -> dict[str, str]:
    """Who manages or built it today, by kind of relation."""
    rows = Engagement.objects.of(compound.street_id).filter(
        in_force_on(today), compound=compound, kind__in=list(kinds)
    )
    named = rows.order_by("id").values_list("kind", "organisation__name")
    return dict(named)


def organisation_here(compound: Compound, kind: str) -> Organisation | None:
    """The body of a kind that the compound has now."""
    rows = Organisation.objects.of(compound.street_id).filter(
        compound=compound, kind=kind, ended_on__isnull=True
    )
    found: Organisation | None = rows.order_by("-id").first()
    return found


def members_of(
    body: Organisation, today: date | None, role: Role | None = None
) -> list[Appointment]:
    """Who holds a post in a body on a day (or has not left it), chairs first."""
    rows = Appointment.objects.of(body.street_id).filter(organisation=body)
    rows = rows.filter(in_force_on(today)) if today else rows.filter(valid_to__isnull=True)
    if role is not None:
        rows = rows.filter(role=role.value)
    posts = list(rows.select_related("person").order_by("valid_from", "id"))
    return sorted(posts, key=_rank)


def _rank(post: Appointment) -> int:
    return ORDER.index(post.title) if post.title in ORDER else len(ORDER)


def buildings_listed(street_id: UUID, compound_id: UUID) -> list[dict[str, str]]:
    """Buildings with the number and area of their units."""
    rows = Building.objects.of(street_id).filter(compound_id=compound_id, ended_on__isnull=True)
    units = Unit.objects.of(street_id).filter(compound_id=compound_id, ended_on__isnull=True)
    counted = (
        units.order_by().values("building_id").annotate(n=Count("id"), area=Sum("voting_area"))
    )
    of = {row["building_id"]: row for row in counted}
    return [
        {
            "楼栋": str.__str__(str(row)),
            "数量": str(of[row.pk]["n"]) if row.pk in of else "0",
            "面积": square_metres(of[row.pk]["area"] or 0) if row.pk in of else "0.00",
        }
        for row in rows.order_by("order", "id")
    ]


def units_listed(street_id: UUID, compound_id: UUID, today: date) -> list[dict[str, str]]:
    """Units with their area and their owners' masked names, for posting; two statements."""
    units = Unit.objects.of(street_id).filter(stood_on(today), compound_id=compound_id)
    shares = Ownership.objects.of(street_id).filter(held_on(today), unit__compound_id=compound_id)
    owners: dict[UUID, list[str]] = {}
    for unit_id, person, body in shares.order_by("id").values_list(
        "unit_id", "person__name", "organisation__name"
    ):
        owners.setdefault(unit_id, []).append(body or mask_name(person or ""))
    return [
        {
            "房号": label,
            "面积": square_metres(area),
            "业主": "、".join(owners.get(pk, [])),
        }
        for pk, label, area in units.order_by("order", "label", "id").values_list(
            "id", "label", "voting_area"
        )
    ]


def ordinals_of(compound: Compound, since: date) -> Mapping[str, str]:
    """Which term sits and which one the procedure brings in, as the register of bodies has them."""
    found = organisation_here(compound, Organisation.Kind.OWNERS_COMMITTEE)
    sits, comes = ordinals_around(found, since) if found else (None, None)
    return {"届次": numeral(sits), "新届次": numeral(comes)}


def numeral(number: int | None) -> str:
    """三 for 3, 十二 for 12; larger ones stay digits, nothing stays nothing."""
    if not number:
        return ""
    if number <= 10:
        return NUMERALS[number]
    return f"十{NUMERALS[number - 10]}" if number < 20 else str(number)
