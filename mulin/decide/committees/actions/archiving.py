"""The archive of a committee: taken as a whole, and put on the list of what a term hands over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mulin.decide.committees.actions.saying import say, term_alone
from mulin.decide.committees.events_advice import ArchiveListed, ArchiveTaken
from mulin.decide.committees.models import HandoverItem, Term
from mulin.decide.committees.permissions import may_hold_meetings, may_read_file
from mulin.decide.committees.queries.archive import Shelf
from mulin.ground.estate.models import Organisation
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import plain, said

KEEPER = said("系统档案")


def list_archive(term: Term, shelves: Sequence[Shelf], *, by: Actor, now: datetime) -> int:
    """Put every category on the hand-over list, with its number of papers and what is missing.

    What was listed before and not handed over yet is replaced; what was handed over stays.
    """
    with transaction.atomic():
        fresh = term_alone(term, by)
        require(may_hold_meetings(by, fresh.body))
        rows = HandoverItem.objects.of(by.street_id).filter(term=fresh, keeper=KEEPER)
        known = {row.name: row for row in rows}
        if not shelves:
            refuse(said("档案还是空的。"), said("先把材料存进档案，再列入移交清单。"))
        number = 0
        for shelf in shelves:
            name = _named(shelf)
            papers = said("{n} 份", n=len(shelf.papers))
            row = known.get(name)
            if row is None:
                HandoverItem(
                    id=uuid7(),
                    street_id=by.street_id,
                    term=fresh,
                    kind=HandoverItem.Kind.FILES,
                    name=name,
                    quantity=papers,
                    keeper=KEEPER,
                ).save(force_insert=True)
                number += 1
            elif row.handed_on is None and row.quantity != papers:
                row.quantity = papers
                row.save(update_fields=["quantity"])
                number += 1
        if number:
            papers_n = sum(len(shelf.papers) for shelf in shelves)
            event = ArchiveListed(fresh.body.name, fresh.ordinal, len(shelves), papers_n)
            say(event, fresh.body, by=by, now=now, about=fresh.pk)
        return number


def take_archive(body: Organisation, papers: int, *, by: Actor, now: datetime) -> None:
    """Put on record that somebody took all papers away."""
    with transaction.atomic():
        require(may_read_file(by, body))
        say(ArchiveTaken(body.name, papers), body, by=by, now=now)


def _named(shelf: Shelf) -> str:
    name = said("档案：{category}", category=shelf.category.label)
    if shelf.gaps:
        name = said(
            "档案：{category}（缺：{gaps}）",
            category=shelf.category.label,
            gaps="；".join(plain(gap.text) for gap in shelf.gaps),
        )
    return plain(name)[:120]
