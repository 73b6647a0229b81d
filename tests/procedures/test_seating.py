"""Those an election put into seats stand in the register by one button; the first meeting is theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.committees.models import Meeting, Member, Term
from mulin.ground.estate.models import Appointment
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.actions.rooms import Typed, join_vote
from mulin.procedures.actions.seating import Seating, seat_elected
from mulin.procedures.models import Procedure
from mulin.procedures.queries.elected import newcomers_of
from tests.cast import Cast
from tests.decide.assembly.judged import judged
from tests.decide.assembly.world import voting
from tests.decide.committees.bodies import filled
from tests.procedures.test_pages import text
from tests.procedures.test_rooms import ELECTION, carried, opened, read

As = Callable[..., Actor]
ClientAs = Callable[[str], Client]


@pytest.fixture
def officer(actor: As) -> Actor:
    return actor("street_officer", on=clock.today())


@pytest.fixture
def elected(cast: Cast, officer: Actor) -> Procedure:
    """A re-election in Shanghai whose vote was counted; the last term still stands in the register."""
    cast.a.compound.region = "310000"
    cast.a.compound.save(update_fields=["region"])
    today, now = clock.today(), clock.now()
    filled(cast, officer, now, ends_on=today + timedelta(days=30), active_on=today)
    row = open_procedure(
        "reelection", cast.a.compound, today + timedelta(days=30), once=uuid7(), by=officer, now=now
    )
    world = voting(cast, now=now, asked=(ELECTION,))
    join_vote(row, "elect", world.poll.pk, once=uuid7(), by=officer, now=now)
    candidate = world.motions[0].candidates.order_by("order")[0]
    for place in range(len(world.entries)):
        world.vote(place, {world.motions[0].pk.hex: [candidate.pk.hex]})
    judged(world)
    read(row)
    return row


def typed(today: date) -> Seating:
    return Seating(today, today.replace(year=today.year + 4), 1, {})


def test_one_button_ends_the_last_term_and_seats_the_elected(
    elected: Procedure, cast: Cast, client_as: ClientAs, officer: Actor
) -> None:
    client, today = client_as("street_officer"), clock.today()
    page = reverse("procedures:procedure", args=[elected.pk])
    there = reverse("procedures:seat", args=[elected.pk])
    assert there in text(client.get(page))
    old = Term.objects.of(cast.yun).get()
    form = client.get(there).context["form"]
    assert form.initial["seats"] == 1
    given = {name: form.initial.get(name, "member") for name in form.fields}
    given["ends_on"] = ""
    assert client.post(there, given).status_code == 422
    given["ends_on"] = (today + timedelta(days=1500)).isoformat()
    answer = client.post(there, given)
    assert answer["Location"] == reverse("committees:body", args=[cast.a.committee.pk])
    old.refresh_from_db()
    assert old.ended_on == today - timedelta(days=1)
    term = Term.objects.of(cast.yun).exclude(pk=old.pk).get()
    assert (term.ordinal, term.origin, term.elected_on) == (4, "vote", today)
    assert term.poll_number
    seat = Member.objects.of(cast.yun).get(term=term)
    assert Appointment.objects.of(cast.yun).get(pk=seat.appointment_id).valid_from == today
    assert there not in text(client.get(page))
    assert client.get(there)["Location"] == answer["Location"]


def test_a_second_call_gives_the_same_term_back(elected: Procedure, officer: Actor) -> None:
    plan, now = typed(clock.today()), clock.now()
    first = seat_elected(elected, plan, once=uuid7(), by=officer, now=now)
    assert seat_elected(elected, plan, once=uuid7(), by=officer, now=now).pk == first.pk


def test_nobody_is_seated_before_the_count_or_by_others(
    cast: Cast, elected: Procedure, officer: Actor, actor: As
) -> None:
    now, plan = clock.now(), typed(clock.today())
    fresh = open_procedure(
        "reelection", cast.b.compound, clock.today(), once=uuid7(), by=officer, now=now
    )
    with pytest.raises(Refused, match="还没有选出新一届"):
        seat_elected(fresh, plan, once=uuid7(), by=officer, now=now)
    for role in ("owner", "other_compound_owner"):
        by = actor(role, on=clock.today())
        with pytest.raises(Refused):
            seat_elected(elected, plan, once=uuid7(), by=by, now=now)
    assert Term.objects.of(cast.yun).count() == 1


def test_the_first_meeting_is_of_the_new_term_never_of_the_last(
    elected: Procedure, officer: Actor
) -> None:
    now = clock.now()
    asked = Typed("首次会议", "推选主任", starts_at=now + timedelta(hours=1), place="活动室")
    with pytest.raises(Refused, match="新一届还没有登记"):
        opened(elected, "first_meeting", asked, officer)
    term = seat_elected(elected, typed(clock.today()), once=uuid7(), by=officer, now=now)
    piece = opened(elected, "first_meeting", asked, officer)
    assert Meeting.objects.get(pk=piece.subject_id).term_id == term.pk


def test_a_chair_among_the_seated_says_that_the_first_meeting_was_held(
    elected: Procedure, officer: Actor
) -> None:
    today, now = clock.today(), clock.now()
    assert "first_meeting" not in carried(elected)  # the last term's chair says nothing
    plan = Seating(today, today.replace(year=today.year + 4), 1, _chair(elected))
    seat_elected(elected, plan, once=uuid7(), by=officer, now=now)
    read(elected)
    assert carried(elected)["first_meeting"] == "done"


def _chair(procedure: Procedure) -> dict[UUID, str]:
    new = newcomers_of(procedure)
    assert new is not None
    assert new.chosen is not None
    return {new.chosen.persons[0].pk: "chair"}
