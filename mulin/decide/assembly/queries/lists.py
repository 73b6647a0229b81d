"""The list of votes: whose they are to see, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, F, Func, JSONField, Q, Sum, When
from django.db.models.lookups import In

from mulin.decide.assembly.models import Ballot, Poll, PollOfficer, RollEntry
from mulin.decide.assembly.permissions import LOOKERS, STAFF, UNANNOUNCED
from mulin.decide.assembly.queries.steps import NextStep
from mulin.decide.assembly.queries.timetable import next_step
from mulin.ground.estate.models import Compound
from mulin.ground.streets.models import StreetQuerySet
from mulin.kit.rights import Actor, Role
from mulin.law.roll import Weight
from mulin.law.terms import Share, at_least

QUORUM = at_least(2, 3)
LIVE = (Poll.State.VOTING, Poll.State.CLOSED)
SHOWN = (
    *("street", "compound__street", "compound__name", "number", "title", "state", "region"),
    *("opens_on", "closes_at", "judged_at", "announced_on", "objections_until"),
    *("roll_persons", "roll_area"),
)
LAW_NEEDED = (Poll.State.LOCKED, Poll.State.JUDGED)
"""A pinned law is forty kilobytes; only in these states the next day is reckoned by it."""


@dataclass(frozen=True)
class Turnout:
    """Who took part, of whom; both by area and in number."""

    roll: Weight
    participating: Weight
    quorum: Share = QUORUM


def polls_for(actor: Actor) -> StreetQuerySet:
    """Every vote the actor may open. One that concerns an organisation of his own only comes
    after its announcement; drafts only for those who write them."""
    polls: StreetQuerySet = Poll.objects.of(actor.street_id).select_related("compound", "concerns")
    looked_after = _reach(actor, LOOKERS)
    if looked_after is None:
        seen = Q()
    else:
        owned = _reach(actor, (Role.OWNER,)) or frozenset()
        seen = Q(compound_id__in=looked_after) | Q(pk__in=_as_officer(actor))
        seen |= Q(compound_id__in=owned)
    written = _reach(actor, STAFF)
    if written is not None:
        seen &= ~Q(state=Poll.State.DRAFT) | Q(compound_id__in=written)
    return polls.filter(seen).exclude(kept_from(actor)).order_by("-id")


def kept_from(actor: Actor) -> Q:
    """Votes about an organisation the actor has a post in, before it is announced."""
    return Q(state__in=UNANNOUNCED, concerns_id__in=actor.organisations)


def concerned_count(actor: Actor) -> int:
    """How many votes are kept from the actor because they concern his own organisation."""
    if not actor.organisations:
        return 0
    reach = _reach(actor, LOOKERS)
    polls = Poll.objects.of(actor.street_id).filter(kept_from(actor))
    polls = polls.exclude(state=Poll.State.DRAFT)
    if reach is not None:
        polls = polls.filter(compound_id__in=reach)
    return polls.count()


def preparable(actor: Actor) -> StreetQuerySet:
    """Compounds whose owners this actor may ask."""
    reach = _reach(actor, STAFF)
    rows: StreetQuerySet = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    return (rows if reach is None else rows.filter(pk__in=reach)).order_by("name", "id")


def listed(polls: StreetQuerySet) -> StreetQuerySet:
    """What a list shows of each; the pinned law only where the next day follows from it."""
    law = Case(When(state__in=LAW_NEEDED, then=F("law")), output_field=JSONField())
    return (
        polls.select_related(None).select_related("compound").only(*SHOWN).annotate(law_needed=law)
    )


def next_of(poll: Any, today: date) -> NextStep:
    """The one thing to do now, for a poll of :func:`listed`."""
    poll.law = poll.law_needed or {}
    return next_step(poll, today)


@dataclass(frozen=True)
class Counted:
    """How many votes are in each state, and the compounds they are about, by name."""

    states: dict[str, int]
    places: tuple[tuple[UUID, str], ...]


def counted(polls: StreetQuerySet) -> Counted:
    """What stands above the list, in one statement."""
    rows = polls.order_by().values_list("state", "compound_id", "compound__name")
    states: dict[str, int] = {}
    places: dict[UUID, str] = {}
    for state, compound, name, number in rows.annotate(n=Count("pk")):
        states[state] = states.get(state, 0) + number
        places[compound] = name
    by_name = sorted(places.items(), key=lambda place: (place[1], place[0]))
    return Counted(states, tuple(by_name))


def state_counts(polls: StreetQuerySet) -> dict[str, int]:
    """Votes by state, for the figures above the list."""
    rows = polls.order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def turnouts(polls: Iterable[Poll]) -> dict[UUID, Turnout]:
    """Participation of each poll that votes or has closed, in one statement for all of them."""
    polls = [p for p in polls if p.state in LIVE]
    if not polls:
        return {}
    street = polls[0].street_id
    found = {
        row["poll_id"]: Weight(row["total"] or 0, row["heads"])
        for row in _participating(street, [p.pk for p in polls])
    }
    return {
        p.pk: Turnout(Weight(p.roll_area, p.roll_persons), found.get(p.pk, Weight())) for p in polls
    }


def _participating(street_id: UUID, poll_ids: list[UUID]) -> Any:
    """Area and persons of those of whom at least one entry was voted for, all polls together."""
    voted = Ballot.objects.of(street_id).filter(
        Q(poll__online_counts=True) | ~Q(channel=Ballot.Channel.ONLINE),
        poll_id__in=poll_ids,
        replaced_at__isnull=True,
        invalid="",
    )
    voters = voted.order_by().values("poll_id", "entry__cluster")
    return (
        RollEntry.objects.of(street_id)
        .filter(In(Together("poll_id", "cluster"), voters), poll_id__in=poll_ids, area__gt=0)
        .order_by()
        .values("poll_id")
        .annotate(total=Sum("area"), heads=Count("cluster", distinct=True))
    )


class Together(Func):
    """Columns compared as one: ``(poll, cluster) IN (SELECT …)`` is gathered once.

    A correlated question would be asked again for every entry, one question for each poll would
    grow with the page.
    """

    template = "(%(expressions)s)"
    output_field = BooleanField()


def _as_officer(actor: Actor) -> list[UUID]:
    if actor.person_id is None:
        return []
    rows = PollOfficer.objects.of(actor.street_id).filter(person_id=actor.person_id)
    return list(rows.values_list("poll_id", flat=True))


def _reach(actor: Actor, roles: Iterable[Role]) -> frozenset[UUID] | None:
    """Compounds over which one of the roles is held; None means the whole street."""
    wanted = frozenset(roles)
    if actor.has(*wanted):
        return None
    return frozenset().union(*(g.compounds for g in actor.grants if g.role in wanted))
