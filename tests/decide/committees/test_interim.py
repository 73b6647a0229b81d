"""An interim committee meets where the region asks for enough of the owners' side too (北京第57条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from mulin.decide.committees.actions.holding import Motion, hold_meeting
from mulin.decide.committees.actions.meetings import call_meeting
from mulin.decide.committees.actions.members import name_sides
from mulin.decide.committees.actions.terms import register_body
from mulin.decide.committees.models import Meeting, Member, Resolution, Term
from mulin.decide.committees.queries.bodies import ordinals_around
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.clock import start_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.catalogue import jurisdiction
from mulin.law.committee_vote import COMMITTEE, INTERIM, owners_quorum
from tests.cast import Cast
from tests.decide.committees.bodies import plan, seated, term_in
from tests.decide.committees.test_pages import text, to

As = Callable[[str], Client]
Acting = Callable[..., Actor]
HELD = date(2026, 3, 12)
AFTER = start_of(HELD) + timedelta(hours=12)


@pytest.fixture
def interim(cast: Cast, actor: Acting, now: datetime) -> tuple[Term, list[Member]]:
    """Seven in Beijing: four owners, three of the offices."""
    cast.a.compound.region = "110000"
    cast.a.compound.save(update_fields=["region"])
    by = actor("street_officer")
    body = register_body(
        "interim_committee",
        "云栖苑物业管理委员会",
        cast.a.compound,
        plan(ordinal=1, seats=7, origin=Term.Origin.APPOINTED, alternates=0),
        once=uuid7(),
        by=by,
        now=now,
    )
    term = Term.objects.of(cast.yun).get(body=body)
    people = [cast.persons["community_worker"], *cast.a.owners[2:8]]
    posts = ("chair", "vice", *["member"] * 5)
    return term, [seated(term, who, by, now, post) for who, post in zip(people, posts, strict=True)]


def called(term: Term, by: Actor, now: datetime) -> Meeting:
    return call_meeting(term, "三月会议", "门禁维修", HELD, "活动室", once=uuid7(), by=by, now=now)


def pks(members: list[Member]) -> list[UUID]:
    return [m.pk for m in members]


def test_only_beijing_asks_for_the_owners_side_and_only_of_interim_committees() -> None:
    beijing, day = jurisdiction("110000"), date(2026, 3, 2)
    half, more = (owners_quorum(INTERIM, beijing, n, 4, day) for n in (2, 3))
    assert half is not None
    assert more is not None
    assert (half.met, more.met) == (False, True)  # 过半数: two of four are not enough
    assert "第57条" in half.article
    assert owners_quorum(COMMITTEE, beijing, 3, 4, day) is None
    assert owners_quorum(INTERIM, jurisdiction("330100"), 3, 4, day) is None  # Hangzhou


def test_enough_members_with_too_few_owners_decide_nothing(
    interim: tuple[Term, list[Member]], actor: Acting, now: datetime
) -> None:
    term, members = interim
    by = actor("street_officer")
    meeting = called(term, by, now)
    motions = [Motion("维修门禁", 5, 0, 0)]
    five = pks([*members[:3], *members[3:5]])
    with pytest.raises(Refused, match="没有登记谁是业主代表"):
        hold_meeting(meeting, five, five, motions, by=by, now=AFTER)
    name_sides(term, pks(members[3:]), by=by, now=now)
    held = hold_meeting(meeting, five, five, motions, by=by, now=AFTER)
    assert held.state == Meeting.State.NO_QUORUM  # two of four owners
    assert not Resolution.objects.of(term.street_id).exists()


def test_three_of_four_owners_among_five_are_enough(
    interim: tuple[Term, list[Member]], actor: Acting, client_as: As, now: datetime
) -> None:
    term, members = interim
    by = actor("street_officer")
    officer = client_as("street_officer")
    assert "登记业主代表" in text(officer.get(to("body", term.body_id)))
    form = {"owners": [str(pk) for pk in pks(members[3:])]}
    assert officer.post(to("sides", term.pk), form).status_code == 302
    assert Fact.objects.of(term.street_id).filter(kind="InterimSidesNamed").exists()
    meeting = called(term, by, now)
    here = pks(members[2:])
    held = hold_meeting(meeting, here, here, [Motion("维修门禁", 5, 0, 0)], by=by, now=AFTER)
    assert held.state == Meeting.State.HELD
    page = text(officer.get(to("meeting", meeting.pk)))
    assert "其中业主代表到会须达到 4 人的过半数，即 3 人" in page


def test_a_committee_of_owners_has_no_sides(cast: Cast, actor: Acting, now: datetime) -> None:
    by = actor("street_officer")
    term = term_in(cast, by, now)
    with pytest.raises(Refused, match="只有物管会分"):
        name_sides(term, [uuid7()], by=by, now=now)


def test_ordinals_tell_who_sat_and_who_comes(cast: Cast, actor: Acting, now: datetime) -> None:
    assert ordinals_around(cast.a.committee, clock.today()) == (None, None)
    term_in(cast, actor("street_officer"), now)
    assert ordinals_around(cast.a.committee, date(2026, 1, 5)) == (3, 4)
    assert ordinals_around(cast.a.committee, date(2023, 1, 5)) == (None, 3)
