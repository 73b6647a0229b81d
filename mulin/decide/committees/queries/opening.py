"""What a committee has published of what it owes: its list, the street's list of those behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from mulin.decide.committees.models import Disclosed, Meeting, Term
from mulin.decide.committees.permissions import reach
from mulin.decide.committees.queries.meetings import lines_of, rules_of
from mulin.ground.estate.models import Organisation
from mulin.ground.notices.models import PublicNotice
from mulin.kit.rights import Actor
from mulin.law.catalogue import nearest
from mulin.law.disclosure import BY_CODE, Standing, State, standings
from mulin.law.pinned import unpin

NOTICES = 60


@dataclass(frozen=True)
class Owed:
    """One item with the last publication of it."""

    standing: Standing
    last: Disclosed | None


@dataclass(frozen=True)
class Behind:
    """One committee of the street's list."""

    body: Organisation
    term: Term
    overdue: tuple[Standing, ...]
    soon: int
    published: int


def list_of(body: Organisation, term: Term, today: date) -> list[Owed]:
    """Every item of a committee; three statements."""
    rows = Disclosed.objects.of(body.street_id).filter(body=body, covers_until__gte=term.starts_on)
    latest: dict[str, Disclosed] = {}
    for row in rows.select_related("notice__compound", "paper").order_by("covers_until", "id"):
        latest[row.item] = row
    unpublished = _unpublished(body.street_id, [body.pk]).get(body.pk)
    covered = {code: row.covers_until for code, row in latest.items()}
    law = nearest(body.compound.region)
    found = standings(law, term.starts_on, covered, today, unpublished=unpublished)
    return [Owed(one, latest.get(one.item.code)) for one in found]


def published_by(body: Organisation) -> list[tuple[str, Disclosed]]:
    """Everything a committee published, the latest first, with the item's title."""
    rows = Disclosed.objects.of(body.street_id).filter(body=body)
    rows = rows.select_related("notice__compound__street", "paper").order_by("-published_on", "-id")
    return [(BY_CODE[row.item].title, row) for row in rows[:200] if row.item in BY_CODE]


def behind(actor: Actor, today: date) -> list[Behind]:
    """Committees with an open term, the most behind first; a fixed number of statements."""
    terms = list(_terms(actor))
    bodies = [term.body_id for term in terms]
    covered = _covered(actor.street_id, terms)
    late = _unpublished(actor.street_id, bodies)
    rows = []
    for term in terms:
        found = standings(
            nearest(term.body.compound.region),
            term.starts_on,
            covered.get(term.body_id, {}),
            today,
            unpublished=late.get(term.body_id),
        )
        counts = Counter(one.state for one in found)
        overdue = tuple(one for one in found if one.state is State.OVERDUE)
        rows.append(Behind(term.body, term, overdue, counts[State.SOON], counts[State.PUBLISHED]))
    return sorted(rows, key=lambda row: (-len(row.overdue), row.body.name))


def notices_to_link(body: Organisation) -> list[tuple[str, str]]:
    """Notices of the compound's board, the latest first, as choices."""
    rows = PublicNotice.objects.of(body.street_id).filter(compound_id=body.compound_id)
    rows = rows.filter(withdrawn_on__isnull=True).order_by("-starts_on", "-id")
    return [(str(n.pk), f"{n.starts_on.isoformat()} {n.title}") for n in rows[:NOTICES]]


def _terms(actor: Actor) -> Any:
    rows = Term.objects.of(actor.street_id).filter(
        body__kind=Organisation.Kind.OWNERS_COMMITTEE,
        body__ended_on__isnull=True,
        body__compound__isnull=False,
        ended_on__isnull=True,
    )
    within = reach(actor)
    if within is not None:
        rows = rows.filter(body__compound_id__in=within)
    return rows.select_related("body__compound__community").order_by("body__name", "id")


def _covered(street_id: UUID, terms: Iterable[Term]) -> dict[UUID, dict[str, date]]:
    """Until when each item was told within the present term; one statement."""
    began = {term.body_id: term.starts_on for term in terms}
    found: dict[UUID, dict[str, date]] = {}
    rows = Disclosed.objects.of(street_id).filter(body_id__in=began).order_by("covers_until")
    for body, item, until in rows.values_list("body_id", "item", "covers_until"):
        if until >= began[body]:
            found.setdefault(body, {})[item] = until
    return found


def _unpublished(street_id: UUID, bodies: Iterable[UUID]) -> dict[UUID, date]:
    """By when the oldest decision that nobody published was due, by body; one statement."""
    rows = Meeting.objects.of(street_id).filter(
        term__body_id__in=list(bodies), state=Meeting.State.HELD, published_on__isnull=True
    )
    found: dict[UUID, date] = {}
    for meeting in rows.select_related("term__body").order_by("held_on"):
        body = meeting.term.body
        for line in lines_of(meeting, unpin(meeting.law), rules_of(body)):
            if line.code == "publish" and line.due is not None:
                found.setdefault(body.pk, line.due)
    return found
