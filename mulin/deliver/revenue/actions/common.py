"""What the verbs share: the books held alone, a fact said, papers kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from mulin.deliver.revenue.models import RevenuePaper
from mulin.deliver.revenue.permissions import HIDDEN, KIND
from mulin.deliver.revenue.readers import BILL
from mulin.ground.ledger.actions.common import held as books_alone
from mulin.ground.ledger.models import Books
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.ground.streets.models import StreetModel
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused

File = tuple[str, bytes | Readable]
"""A file's name and what is in it."""
Row = TypeVar("Row", bound=StreetModel)


def held(books_id: UUID, by: Actor) -> Books:
    """The account set, ours until the verb ends; everything here happens under its lock."""
    books = books_alone(books_id, by)
    if books.kind != KIND or books.compound_id is None:
        raise Refused(HIDDEN)
    return books


def say(event: Event, books: Books, subject: UUID, *, by: Actor, now: datetime) -> None:
    """The verb's one fact."""
    record(event, by=by, at=now, on=day_of(now), subject_id=subject, compound_id=books.compound_id)


def keep(
    books: Books, subject: UUID, papers: Sequence[File], *, by: Actor, now: datetime
) -> tuple[UUID, ...]:
    """Keep what a row rests on; the papers' ids."""
    kept = [
        store(
            books.street_id,
            data,
            kind=BILL,
            title=name[:200],
            klass=Klass.INTERNAL,
            by=by,
            today=day_of(now),
            now=now,
        )
        for name, data in papers
    ]
    RevenuePaper.objects.bulk_create(
        [
            RevenuePaper(street_id=books.street_id, books=books, subject_id=subject, paper=paper)
            for paper in kept
        ],
        ignore_conflicts=True,
    )
    return tuple(dict.fromkeys(paper.pk for paper in kept))
