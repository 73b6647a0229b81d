"""The way from one fact to a day's head of its street, as a proof that needs no database."""

from __future__ import annotations

from datetime import date, datetime

from mulin.ground.record.digests import statement_of
from mulin.ground.record.models import DayHead, Fact, Link
from mulin.ground.record.sealer import drain
from mulin.law.record.proof import DayEnd, Proof, Step


def proof_of(fact: Fact, until: date, *, now: datetime) -> Proof:
    """``mulin-proof/1`` from ``fact`` to the street's head of the day ``until``.

    The head is the first day's head on or after that day which the fact's link has reached (a
    street without facts on a day has no head of it), else the newest. A fact that waits for its
    link is linked first. Three statements, and one row a link.
    """
    link = _link(fact)
    if link is None:
        drain(fact.street_id, now=now)
        link = _link(fact)
    if link is None:
        raise LookupError(f"fact {fact.pk} is not committed")
    end = _end(link, until)
    later = Link.objects.of(fact.street_id).filter(seq__gt=link.seq, seq__lte=end.seq)
    rows = later.order_by("seq").values_list("seq", "fact__digest", "hash")
    return Proof(
        fact=statement_of(fact),
        seq=link.seq,
        prev=link.prev,
        hash=link.hash,
        path=tuple(Step(*row) for row in rows),
        head=DayEnd(end.day, end.seq, end.hash),
    )


def _link(fact: Fact) -> Link | None:
    found: Link | None = Link.objects.of(fact.street_id).filter(fact_id=fact.pk).first()
    return found


def _end(link: Link, until: date) -> DayHead:
    reached = DayHead.objects.of(link.street_id).filter(seq__gte=link.seq)
    end: DayHead | None = reached.filter(day__gte=until).order_by("day").first()
    end = end or reached.order_by("-seq").first()
    if end is None:
        raise LookupError(f"no day's head reaches link {link.seq}")
    return end
