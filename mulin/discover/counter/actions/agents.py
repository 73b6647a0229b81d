"""Agents who act for residents: a mandate with its paper, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.discover.counter.actions.common import alone
from mulin.discover.counter.events import ErrandMandateEnded, ErrandMandateGiven
from mulin.discover.counter.kinds import MANDATE, MANDATES
from mulin.discover.counter.models import Mandate, Station
from mulin.discover.counter.permissions import HIDDEN, may_end_mandate, may_take_in
from mulin.ground.estate.models import Person
from mulin.ground.papers.actions import Readable, store
from mulin.ground.papers.models import Klass
from mulin.ground.record.verbs import say
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.typed import refuse, words
from mulin.kit.words import joined, said
from mulin.law.affairs.catalogue import affairs

LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Terms:
    """Who acts for whom in what, from when to when."""

    principal: Person
    agent: Person
    agent_is: str
    covers: tuple[str, ...]
    first: date
    last: date


def give_mandate(
    station: Station,
    terms: Terms,
    paper: bytes | Readable,
    *,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Mandate:
    """Register a mandate from its signed paper; the same ``once`` gives it back."""
    require(may_take_in(by, station))
    _judge(terms, by)
    with transaction.atomic():
        known: Mandate | None = Mandate.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        row = _row(station, terms, paper, once, by, now)
        row.save(force_insert=True)
        what = covered(row)
        event = ErrandMandateGiven(row.number, what, terms.first, terms.last, row.paper.digest)
        say(event, row, by=by, now=now)
        return row


def end_mandate(mandate: Mandate, why: str, *, by: Actor, now: datetime) -> Mandate:
    """Take a mandate back; what was handed in by it goes on."""
    with transaction.atomic():
        fresh = alone(mandate, by)
        require(may_end_mandate(by, fresh))
        if fresh.ended_on is not None:
            return fresh
        fresh.ended_on, fresh.why_ended = day_of(now), words(why, 120, said("收回原因"))
        fresh.save(update_fields=["ended_on", "why_ended"])
        say(ErrandMandateEnded(fresh.number, fresh.why_ended), fresh, by=by, now=now)
        return fresh


def covered(mandate: Mandate) -> str:
    """What it covers, in words."""
    titles = [affairs()[code].title for code in mandate.covers if code in affairs()]
    return joined("、", titles) if titles else said("全部事项")


def why_not(mandate: Mandate, code: str, principal: UUID | None, today: date) -> str:
    """Why this mandate does not carry handing in; empty where it does."""
    if mandate.ended_on is not None:
        return said("委托已经收回。")
    if not mandate.valid_from <= today <= mandate.valid_to:
        return said("今天不在委托的期限里。")
    if mandate.covers and code not in mandate.covers:
        return said("委托书里没有写这件事。")
    if mandate.principal_id != principal:
        return said("委托书是别人写的。")
    return ""


def _row(
    station: Station,
    terms: Terms,
    paper: bytes | Readable,
    once: UUID,
    by: Actor,
    now: datetime,
) -> Mandate:
    """The mandate with its paper kept; not written yet."""
    today = day_of(now)
    kept = store(
        by.street_id,
        paper,
        kind=MANDATE,
        title=said("代办委托书"),
        klass=Klass.SENSITIVE,
        by=by,
        today=today,
        now=now,
    )
    return Mandate(
        id=once,
        street_id=by.street_id,
        number=draw_number(by.street_id, MANDATES, today.year),
        principal=terms.principal,
        agent=terms.agent,
        agent_is=words(terms.agent_is, 60, said("代办人是谁"), said("例如“女儿”“社区代办员”。")),
        covers=sorted(terms.covers),
        paper=kept,
        valid_from=terms.first,
        valid_to=terms.last,
        given_on=today,
        given_by=by.post or by.name,
        station=station,
    )


def _judge(terms: Terms, by: Actor) -> None:
    if {terms.principal.street_id, terms.agent.street_id} != {by.street_id}:
        raise Refused(HIDDEN)
    if terms.principal.pk == terms.agent.pk:
        refuse(said("委托人和代办人是同一个人。"), said("本人来办，不用委托。"))
    if terms.last < terms.first:
        refuse(said("止日早于起日。"), said("请核对委托书上的日期。"))
    if terms.last - terms.first > LONGEST:
        refuse(said("一份委托最长三年。"), said("到期再写一份。"))
    if not set(terms.covers) <= set(affairs()):
        raise Refused(HIDDEN)
