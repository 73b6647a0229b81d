"""Who may read the register's papers: proofs of who acts for whom."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from mulin.ground.estate.models import ActsFor, Ownership
from mulin.ground.estate.permissions import HIDDEN, may_edit_register
from mulin.ground.papers.models import Paper
from mulin.kit.rights import Actor, Refusal

ACTS_FOR = "estate.acts_for"


def may_read_acts_for(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Keepers of the register where the principal owns, and the persons concerned."""
    if actor is None:
        return HIDDEN
    rows = ActsFor.objects.of(paper.street_id).filter(paper_id=paper.pk)
    for row in rows.select_related("unit"):
        if actor.person_id in (row.agent_id, row.principal_id):
            return None
        places = [row.unit.compound_id] if row.unit else _places(row)
        if any(may_edit_register(actor, place) is None for place in places):
            return None
    return HIDDEN


def _places(row: ActsFor) -> list[UUID]:
    owned = Ownership.objects.of(row.street_id)
    if row.principal_id:
        owned = owned.filter(person_id=row.principal_id)
    else:
        owned = owned.filter(organisation_id=row.organisation_id)
    return list(owned.values_list("unit__compound_id", flat=True).distinct())
