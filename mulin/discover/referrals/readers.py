"""Who may look at evidence: who works on it; who told of it sees the pictures of the first step."""

from __future__ import annotations

from datetime import date

from mulin.discover.referrals.kinds import EVIDENCE
from mulin.discover.referrals.models import Evidence
from mulin.discover.referrals.permissions import may_follow, may_see
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal


def may_read_evidence(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
    if actor is None:
        return HIDDEN
    rows = Evidence.objects.of(paper.street_id).filter(paper=paper)
    for row in rows.select_related("referral__team")[:20]:
        if may_see(actor, row.referral) is None:
            return None
        if row.step == Evidence.Step.BEFORE and may_follow(actor, row.referral) is None:
            return None
    return HIDDEN


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(EVIDENCE, may_read_evidence)
