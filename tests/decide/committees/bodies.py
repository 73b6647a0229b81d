"""A committee with its term and members, written by the verbs; what tests of this room share."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mulin.decide.committees.actions.members import seat_member
from mulin.decide.committees.actions.terms import begin_term
from mulin.decide.committees.models import Member, Term
from mulin.ground.estate.models import Person
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast

STARTS, ENDS = date(2023, 6, 1), date(2026, 5, 31)


def plan(**changes: Any) -> dict[str, Any]:
    """A term as the verb takes it."""
    return {
        "ordinal": 3,
        "origin": Term.Origin.PAPER,
        "elected_on": date(2023, 5, 20),
        "starts_on": STARTS,
        "ends_on": ENDS,
        "seats": 5,
        "alternates": 1,
        "filing_number": "",
        "filed_on": None,
        "seal": Term.Holding.UNKNOWN,
        "account": Term.Holding.UNKNOWN,
        "party_members": None,
        "active_on": None,
        **changes,
    }


def term_in(cast: Cast, by: Actor, now: datetime, **changes: Any) -> Term:
    """The third term of compound A's committee."""
    return begin_term(cast.a.committee, plan(**changes), once=uuid7(), by=by, now=now)


def seated(
    term: Term, person: Person, by: Actor, now: datetime, post: str = "member", **more: Any
) -> Member:
    """Somebody in a seat since the term began."""
    return seat_member(
        term,
        person,
        post,
        more.pop("since", STARTS),
        basis="选举结果公告",
        once=uuid7(),
        by=by,
        now=now,
        **more,
    )


def filled(cast: Cast, by: Actor, now: datetime, **changes: Any) -> tuple[Term, list[Member]]:
    """A term with five members: the chair of the cast and four other owners."""
    term = term_in(cast, by, now, **changes)
    people = [cast.persons["committee_chair"], *cast.a.owners[2:6]]
    posts = ("chair", "vice", "member", "member", "member")
    return term, [seated(term, who, by, now, post) for who, post in zip(people, posts, strict=True)]
