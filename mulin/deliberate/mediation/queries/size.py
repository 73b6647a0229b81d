"""How large a dispute is, held against the bounds the street has set."""

from __future__ import annotations

from mulin.deliberate.mediation.models import Dispute, Talk
from mulin.deliberate.mediation.queries.panels import values_of
from mulin.law.mediation import Size, why_large


def reasons_of(dispute: Dispute) -> list[str]:
    """Why it is large; empty where it is an ordinary one. Two statements."""
    rows = Talk.objects.of(dispute.street_id).filter(dispute=dispute, state=Talk.State.HELD)
    size = Size(dispute.people, dispute.amount, rows.count())
    return list(why_large(size, values_of(dispute.street_id)))
