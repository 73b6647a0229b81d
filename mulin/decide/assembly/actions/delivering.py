"""Registering deliveries with the picture that proves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.actions.postings import DELIVERY_PROOF, keep_photo
from mulin.decide.assembly.actions.running import DeliveryNote, deliver
from mulin.decide.assembly.models import Delivery, Poll, RollEntry
from mulin.ground.papers.actions import Readable
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said


def deliver_with_proof(
    poll: Poll,
    entries: Sequence[RollEntry],
    given: Mapping[str, Any],
    photo: Readable | None,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> int:
    """Note how these papers reached their owners; the picture and the rows stand or fall together.

    ``said`` holds method, delivered_on, received_by and note.
    """
    if given["delivered_on"] > day_of(now):
        raise Refused(Refusal(said("送达日期在今天以后。"), said("请按实际送到的日期填写。")))
    with transaction.atomic():
        paper_id = None
        if photo is not None and given["method"] != Delivery.Method.FAILED:
            title = said("{number} 送达凭证", number=poll.number)
            paper_id = keep_photo(poll.street_id, photo, DELIVERY_PROOF, title, by=by, now=now)
        note = DeliveryNote(**given, paper_id=paper_id)
        return deliver(poll, entries, note, once=once, by=by, now=now)
