"""Who may read the papers of pacts: whoever may read the version they belong to."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from mulin.deliberate.pacts.actions.adopting import PROOF, TEXT
from mulin.deliberate.pacts.models import Version
from mulin.deliberate.pacts.permissions import may_see_version
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    """The text and the record of a meeting."""
    if actor is None:
        return HIDDEN
    rows = Version.objects.of(paper.street_id).filter(Q(text_paper=paper) | Q(proof=paper))
    seen = (may_see_version(actor, one) for one in rows.select_related("pact")[:20])
    return None if any(refused is None for refused in seen) else HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(TEXT, may_read)
    register_reader(PROOF, may_read)
