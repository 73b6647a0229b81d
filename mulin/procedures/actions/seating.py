"""The elected take their seats in the register: the last term ended, the next begun, all in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.members import seat_member
from mulin.decide.committees.actions.terms import begin_term, end_term, register_body
from mulin.decide.committees.models import Term
from mulin.ground.estate.models import Organisation
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.procedures.actions.reckoning import alone, say
from mulin.procedures.events import ElectedSeated
from mulin.procedures.models import Procedure
from mulin.procedures.permissions import may_carry
from mulin.procedures.queries.elected import Newcomers, newcomers_of


@dataclass(frozen=True)
class Seating:
    """What was typed: the days and seats of the term, and who has which post."""

    starts_on: date
    ends_on: date
    seats: int
    posts: Mapping[UUID, str]


def seat_elected(
    procedure: Procedure, typed: Seating, *, once: UUID, by: Actor, now: datetime
) -> Term:
    """End the last term, begin the next and seat the elected; a second call gives the term back."""
    with transaction.atomic():
        fresh = alone(procedure, by)
        require(may_carry(by, fresh))
        new = newcomers_of(fresh)
        if new is None:
            raise Refused(
                Refusal(said("还没有选出新一届。"), said("表决结果登记以后，再登记新一届。"))
            )
        if new.seated is not None:
            return new.seated
        if new.last is not None and new.last.is_open:
            day = typed.starts_on - timedelta(days=1)
            end_term(new.last, day, why=said("新一届业委会已选举产生"), by=by, now=now)
        term = _begun(fresh, new, typed, once, by, now)
        number = new.chosen.number if new.chosen else ""
        basis = said("业主大会选举结果 {number}", number=number).strip()
        for person in new.chosen.persons if new.chosen else ():
            post = typed.posts.get(person.pk, "member")
            since = typed.starts_on
            seat_member(term, person, post, since, basis=basis, once=uuid7(), by=by, now=now)
        people = len(new.chosen.persons) if new.chosen else 0
        event = ElectedSeated(
            fresh.title, fresh.number, term.body.name, term.ordinal, term.starts_on, term.ends_on,
            people,
        )  # fmt: skip
        say(event, fresh, by=by, now=now)
        return term


def _begun(
    procedure: Procedure, new: Newcomers, typed: Seating, once: UUID, by: Actor, now: datetime
) -> Term:
    plan = {
        "ordinal": new.last.ordinal + 1 if new.last else 1,
        "origin": Term.Origin.VOTE if new.chosen else Term.Origin.PAPER,
        "poll_number": new.chosen.number if new.chosen else "",
        "elected_on": new.elected_on,
        "starts_on": typed.starts_on,
        "ends_on": typed.ends_on,
        "seats": typed.seats,
    }
    if new.body is not None:
        return begin_term(new.body, plan, once=once, by=by, now=now)
    place = procedure.compound
    kind, name = Organisation.Kind.OWNERS_COMMITTEE, said("{name}业主委员会", name=place.name)
    body = register_body(kind, name, place, plan, once=once, by=by, now=now)
    return Term.objects.of(by.street_id).get(body=body)
