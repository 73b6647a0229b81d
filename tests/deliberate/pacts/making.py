"""Versions as the tests of this room need them: begun, asked about, in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from mulin.deliberate.pacts.actions import adopting, drafting, talking
from mulin.deliberate.pacts.models import Clause, Version
from mulin.deliberate.pacts.queries import pacts as queries
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast

Act = Callable[..., Actor]
CUT = "欠费超过三个月的，物业服务人可以停水停电。"


def begun(cast: Cast, by: Actor, now: datetime, kind: str = "management_pact") -> Version:
    return drafting.begin_pact(
        cast.a.compound, kind, "养犬和停车要有约定", once=uuid7(), by=by, now=now
    )


def fresh(version: Version) -> Version:
    found = queries.version_of(version.street_id, version.pk)
    assert found is not None
    return found


def clause(version: Version, title: str) -> Clause:
    return next(one for one in queries.clauses_of(version) if one.title == title)


def rewritten(version: Version, title: str, text: str, by: Actor, now: datetime) -> Clause:
    old = clause(version, title)
    draft = drafting.ClauseDraft(title, text, old.chapter, old.article)
    return drafting.put_clause(version, draft, clause_id=old.pk, by=by, now=now)


def asked(version: Version, by: Actor, now: datetime) -> datetime:
    """Comments asked for and over; the moment after."""
    talking.open_comments(version, day_of(now) + timedelta(days=7), by=by, now=now)
    return now + timedelta(days=8)


def in_force(version: Version, by: Actor, now: datetime) -> Version:
    later = asked(version, by, now)
    poll = uuid7()
    adopting.put_to_vote(version, poll, uuid7(), by=by, now=later)
    return adopting.voted(
        version,
        passed=True,
        on=day_of(later),
        how="业主大会表决通过",
        paper_id=None,
        by=by,
        now=later,
    )
