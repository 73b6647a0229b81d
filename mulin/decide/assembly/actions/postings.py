"""Proofs with a photo: the picture is kept in the same transaction as what it proves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.notices.actions import prove_posting
from mulin.ground.notices.models import Posting, PublicNotice
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from mulin.kit.words import said

POSTING_PHOTO, DELIVERY_PROOF = "assembly.posting", "assembly.delivery"


def prove_with_photo(
    notice: PublicNotice,
    *,
    posting_id: UUID,
    place: str,
    posted_on: date,
    photo: Readable | None,
    by: Actor,
    now: datetime,
) -> Posting:
    """Register that the notice hung at a place, with its photo where there is one."""
    with transaction.atomic():
        paper_id = None
        if photo is not None:
            title = said("张贴照片 {place}", place=place)
            paper_id = keep_photo(notice.street_id, photo, POSTING_PHOTO, title, by=by, now=now)
        return prove_posting(
            notice,
            posting_id=posting_id,
            place=place,
            posted_on=posted_on,
            photo_id=paper_id,
            by=by,
            now=now,
        )


def keep_photo(
    street_id: UUID, photo: Readable, kind: str, title: str, *, by: Actor, now: datetime
) -> UUID:
    """Keep one picture of evidence; sealed, readable by those who carry the vote."""
    paper = store(
        street_id,
        photo,
        kind=kind,
        title=title[:200],
        klass=Klass.INTERNAL,
        by=by,
        today=day_of(now),
        now=now,
    )
    pk: UUID = paper.pk
    return pk
