"""The sealer: links committed facts into their street's chain, in batches.

A locked chain head inside each verb would make the street wait for its slowest transaction, so
linking happens beside the verbs, at most a second later. Closing, export, notices and verify
call :func:`drain` first.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from mulin.ground.record.models import DayHead, Fact, Head, Link
from mulin.kit.chain import GENESIS, link_hash
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7_floor

BATCH = 500
# A fact's key is drawn inside its transaction; none of ours lasts longer than this.
LONGEST_TRANSACTION = timedelta(hours=2)


def drain(street_id: UUID, *, now: datetime) -> Head:
    """Link every committed fact of the street, however old, and return the head."""
    while _link_batch(street_id, now=now, since=None):
        pass
    return Head.objects.of(street_id).get()


def tick(street_id: UUID, *, now: datetime) -> int:
    """Link what is new; returns how many. The worker calls this each second.

    A full batch is followed by another, so that a last hour's ballots do not pile up.
    """
    linked = batch = _link_batch(street_id, now=now, since=now - LONGEST_TRANSACTION)
    while batch == BATCH:
        batch = _link_batch(street_id, now=now, since=now - LONGEST_TRANSACTION)
        linked += batch
    return linked


def unlinked(street_id: UUID, *, since: datetime | None) -> list[tuple[UUID, str]]:
    """Identifier and digest of facts without a link, oldest first, one batch."""
    facts = Fact.objects.of(street_id)
    if since is not None:
        facts = facts.filter(id__gte=uuid7_floor(int(since.timestamp() * 1000)))
    linked = Link.objects.filter(street_id=street_id, fact_id=OuterRef("pk"))
    rows = facts.filter(~Exists(linked)).order_by("id").values_list("id", "digest")
    return list(rows[:BATCH])


def _link_batch(street_id: UUID, *, now: datetime, since: datetime | None) -> int:
    if not unlinked(street_id, since=since) and Head.objects.of(street_id).exists():
        return 0
    with transaction.atomic():
        Head.objects.bulk_create([Head(street_id=street_id, hash=GENESIS)], ignore_conflicts=True)
        head = Head.objects.of(street_id).select_for_update().get()
        fresh = unlinked(street_id, since=since)
        links = []
        seq, tip = head.seq, head.hash
        for fact_id, digest in fresh:
            seq, prev = seq + 1, tip
            tip = link_hash(prev, seq, digest)
            links.append(
                Link(street_id=street_id, seq=seq, fact_id=fact_id, prev=prev, hash=tip, at=now)
            )
        if links:
            Link.objects.bulk_create(links)
            Head.objects.of(street_id).update(seq=seq, hash=tip)
            DayHead.objects.bulk_create(
                [DayHead(street_id=street_id, day=day_of(now), seq=seq, hash=tip)],
                update_conflicts=True,
                unique_fields=["street", "day"],
                update_fields=["seq", "hash"],
            )
    return len(links)
