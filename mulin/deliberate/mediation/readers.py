"""Who may read the papers of a case."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from mulin.deliberate.mediation.actions.common import SCAN
from mulin.deliberate.mediation.models import Dispute
from mulin.deliberate.mediation.permissions import Standing, standing_of
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_scan(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """Whoever handles the case it lies in or is its party; an officer who read the case with a reason."""
    if actor is None:
        return HIDDEN
    about = (
        Q(sides__agent_paper=paper)
        | Q(accords__signatures__paper=paper)
        | Q(accords__promises__payments__paper=paper)
        | Q(talks__signatures__paper=paper)
    )
    cases = Dispute.objects.of(paper.street_id).filter(about).distinct()[:5]
    near = (Standing.PARTY, Standing.HANDLES, Standing.READS)
    return None if any(standing_of(actor, one, today) in near for one in cases) else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(SCAN, may_read_scan)
