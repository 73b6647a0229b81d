"""What stands in the way of regrouping a compound, all of it at once."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from mulin.ground.estate.models import Appointment, Building, Compound, Engagement, Organisation
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.ground.estate.under_way import under_way
from mulin.kit.words import said


def standing(compound: Compound) -> list[Building]:
    """The compound's buildings that are there, in order."""
    rows = Building.objects.of(compound.street_id).filter(
        compound_id=compound.pk, ended_on__isnull=True
    )
    return list(rows.order_by("order", "label", "id"))


def in_the_way(compound: Compound, today: date) -> list[str]:
    """Bodies, companies, posts and running work that belong to this compound alone.

    Who may see and do what follows from them; none of it is carried to other owners silently.
    """
    street, here = compound.street_id, compound.pk
    found = [said("{what}还没有办完", what=what) for what in under_way(compound)]
    bodies = Organisation.objects.of(street).filter(compound_id=here, ended_on__isnull=True)
    found += [said("{name}还没有撤销", name=body.name) for body in bodies.order_by("name")]
    served = Engagement.objects.of(street).filter(in_force_on(today), compound_id=here)
    for row in served.select_related("organisation").order_by("id"):
        found.append(
            said(
                "{name}的“{kind}”关系还没有结束",
                name=row.organisation.name,
                kind=row.get_kind_display(),
            )
        )
    posts = Appointment.objects.of(street).filter(
        Q(compound_id=here) | Q(building__compound_id=here), in_force_on(today)
    )
    for post in posts.select_related("organisation", "person").order_by("id")[:10]:
        found.append(
            said(
                "{person}的“{organisation}{title}”还没有结束",
                person=post.person.name,
                organisation=post.organisation.name,
                title=post.title,
            )
        )
    return list(dict.fromkeys(found))
