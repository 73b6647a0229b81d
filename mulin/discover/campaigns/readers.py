"""Who may read the photos of campaigns: who reads the compound, and the team that took them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from mulin.discover.campaigns.actions.goods import PROOF
from mulin.discover.campaigns.actions.tasks import PICTURE
from mulin.discover.campaigns.actions.telling import PHOTO
from mulin.discover.campaigns.actions.upkeep import UPKEEP
from mulin.discover.campaigns.models import Disinfection, Note, Picture, UpkeepMark
from mulin.discover.campaigns.permissions import READERS, carries
from mulin.discover.campaigns.queries.campaigns import my_memberships
from mulin.ground.papers.models import Paper
from mulin.ground.papers.permissions import HIDDEN, register_reader
from mulin.kit.rights import Actor, Refusal

Place = tuple[UUID | None, UUID | None]
MOST = 50


def _reader(model: Any, place: str, campaign: str) -> Any:
    def may_read(actor: Actor | None, paper: Paper, today: date) -> Refusal | None:
        if actor is None:
            return HIDDEN
        fields = [place, campaign] if campaign else [place]
        rows = model.objects.of(paper.street_id).filter(paper=paper).values_list(*fields)[:MOST]
        if any(actor.has(*READERS, compound_id=row[0]) for row in rows):
            return None
        if carries(actor) and any(row[0] is None for row in rows):
            return None
        mine = {one.campaign_id for one in my_memberships(actor)}
        return None if any(campaign and row[1] in mine for row in rows) else HIDDEN

    return may_read


may_read_picture = _reader(Picture, "task__compound_id", "task__campaign_id")
may_read_proof = _reader(Disinfection, "compound_id", "campaign_id")
may_read_note_photo = _reader(Note, "compound_id", "campaign_id")
may_read_upkeep = _reader(UpkeepMark, "upkeep__compound_id", "")


def register() -> None:
    """Let the paper store ask us; once, where the app starts."""
    register_reader(PICTURE, may_read_picture)
    register_reader(PROOF, may_read_proof)
    register_reader(PHOTO, may_read_note_photo)
    register_reader(UPKEEP, may_read_upkeep)
