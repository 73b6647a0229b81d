"""What an election of a procedure left to be registered: the next term and those who won its seats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mulin.decide.assembly.queries.chosen import Chosen, chosen_in
from mulin.decide.committees.models import Term
from mulin.ground.estate.models import Organisation
from mulin.law.after_election import ELECTED
from mulin.law.progress import Events
from mulin.procedures.models import Entry, Piece, Procedure
from mulin.procedures.queries import entries_of, events_of


@dataclass(frozen=True)
class Newcomers:
    """The term to be registered: by which vote, of which body, after which term.

    ``body`` is None for the first committee of a compound, ``chosen`` where the vote was not held in
    the system. ``seated`` is the term once it stands in the register.
    """

    elected_on: date
    chosen: Chosen | None
    body: Organisation | None
    last: Term | None
    seated: Term | None


def elected_on(events: Events) -> date | None:
    """The day an election of the procedure was won."""
    days = [done.on for done in events.done.values() if done.outcome == ELECTED.code]
    return max(days, default=None)


def body_of(procedure: Procedure) -> Organisation | None:
    """The owners' committee of the compound, as the register has it."""
    rows = Organisation.objects.of(procedure.street_id).filter(
        compound=procedure.compound_id, kind=Organisation.Kind.OWNERS_COMMITTEE
    )
    found: Organisation | None = rows.order_by("id").first()
    return found


def newcomers_of(procedure: Procedure, entries: Iterable[Entry] | None = None) -> Newcomers | None:
    """The term an election calls for; None while nobody was elected."""
    found = list(entries) if entries is not None else entries_of(procedure)
    day = elected_on(events_of(found))
    if day is None:
        return None
    street = procedure.street_id
    polls = Piece.objects.of(street).filter(
        procedure=procedure, room=Piece.Room.VOTE, gone_at__isnull=True
    )
    body = body_of(procedure)
    last = Term.objects.of(street).filter(body=body).order_by("-ordinal").first() if body else None
    seated = last if last is not None and (last.elected_on or last.starts_on) >= day else None
    chosen = chosen_in(street, polls.values_list("subject_id", flat=True))
    return Newcomers(day, chosen, body, last, seated)
