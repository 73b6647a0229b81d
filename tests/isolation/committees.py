"""Committees: terms, members, meetings, seals, petitions."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.decide.committees.models import (
    Inspection,
    Member,
    Petition,
    SealUse,
    Term,
    Willing,
)
from mulin.decide.committees.models import (
    Meeting as CommitteeMeeting,
)
from mulin.law.catalogue import jurisdiction
from mulin.law.pinned import pin
from tests.cast import Cast, stable_id
from tests.isolation.ground import paper
from tests.isolation.keeping import AT, Examples, kept


def term(cast: Cast) -> Term:
    """A term of compound A's committee."""
    found: Term = kept(
        Term(
            id=stable_id("term"),
            street=cast.yun,
            body=cast.a.committee,
            ordinal=1,
            origin=Term.Origin.PAPER,
            starts_on=date(2026, 3, 1),
            ends_on=date(2029, 2, 28),
            seats=5,
        )
    )
    return found


def _member(cast: Cast) -> Any:
    row = Member(
        id=stable_id("member"),
        street=cast.yun,
        term=term(cast),
        person=cast.a.owners[3],
        post=Member.Post.ALTERNATE,
        listed_on=date(2026, 3, 1),
    )
    return kept(row).pk


def _meeting(cast: Cast) -> Any:
    row = CommitteeMeeting(
        id=stable_id("meeting"),
        street=cast.yun,
        term=term(cast),
        title="云栖苑例会",
        agenda="云栖苑停车",
        place="云栖苑活动室",
        held_on=date(2026, 3, 20),
        called_on=date(2026, 3, 1),
        law=pin(jurisdiction("310000"), date(2026, 3, 1)),
    )
    return kept(row).pk


def _inspection(cast: Cast) -> Any:
    row = Inspection(
        id=stable_id("inspection"),
        street=cast.yun,
        body=cast.a.committee,
        asker=cast.a.owners[3],
        kind=Inspection.Kind.FUND,
        what="云栖苑维修资金",
        asked_on=date(2026, 3, 1),
    )
    return kept(row).pk


def _petition(cast: Cast) -> Any:
    row = Petition(
        id=stable_id("petition"),
        street=cast.yun,
        compound=cast.a.compound,
        title="云栖苑提议",
        matter="云栖苑停车",
        opened_on=date(2026, 3, 1),
        law=pin(jurisdiction("310000"), date(2026, 3, 1)),
    )
    return kept(row).pk


def _use(cast: Cast) -> Any:
    paper(cast)
    row = SealUse(
        id=stable_id("use"),
        street=cast.yun,
        term=term(cast),
        thing=SealUse.Thing.SEAL,
        purpose="云栖苑合同",
        asked_at=AT,
        asker=cast.a.owners[3],
        paper_id=stable_id("paper"),
    )
    return kept(row).pk


def _willing(cast: Cast) -> Any:
    row = Willing(
        id=stable_id("willing"),
        street=cast.yun,
        compound=cast.a.compound,
        name="云栖苑意向人",
        room="1-1-101",
        source=Willing.Source.SELF,
        noted_on=date(2026, 3, 1),
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "inspection_id": _inspection,
    "meeting_id": _meeting,
    "member_id": _member,
    "petition_id": _petition,
    "term_id": lambda cast: term(cast).pk,
    "use_id": _use,
    "willing_id": _willing,
}
