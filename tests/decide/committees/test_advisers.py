"""The advisory group: invited with consent, proposed by topic from elsewhere, asked, answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from mulin.decide.committees.actions import advising
from mulin.decide.committees.actions.terms import begin_term
from mulin.decide.committees.models import Advice, Adviser, Term
from mulin.decide.committees.papers import File
from mulin.decide.committees.queries.advising import proposed
from mulin.ground.estate.models import Organisation
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.decide.committees.bodies import filled, plan, seated
from tests.decide.committees.test_pages import text, to
from tests.ground.papers.files import PDF

As = Callable[[str], Client]
Acting = Callable[..., Actor]
UNTIL = date(2028, 3, 2)


@pytest.fixture
def term(cast: Cast, actor: Acting, now: datetime) -> Term:
    return filled(cast, actor("street_officer"), now, ends_on=date(2030, 5, 31))[0]


@pytest.fixture
def other(cast: Cast, actor: Acting, now: datetime, term: Term) -> Organisation:
    """A committee in compound B with one member, who owns there."""
    by = actor("street_officer")
    body = Organisation(
        id=uuid7(),
        street=cast.yun,
        kind=Organisation.Kind.OWNERS_COMMITTEE,
        name="云溪里业主委员会",
        compound=cast.b.compound,
    )
    body.save(force_insert=True)
    there = begin_term(body, plan(ends_on=date(2030, 5, 31)), once=uuid7(), by=by, now=now)
    seated(there, cast.b.owners[1], by, now)
    return body


def invited(
    cast: Cast, body: Organisation, by: Actor, now: datetime, *topics: str, agreed: bool = True
) -> Adviser:
    return advising.invite_adviser(
        body, cast.b.owners[1], topics or ("parking",), "两轮征询", UNTIL, agreed=agreed,
        once=uuid7(), by=by, now=now,
    )  # fmt: skip


def asked(cast: Cast, by: Actor, now: datetime, topic: str = "parking") -> Advice:
    due = clock.day_of(now) + timedelta(days=10)
    return advising.ask_advice(
        cast.a.committee, topic, "车位不够怎么办", due, once=uuid7(), by=by, now=now
    )


def test_an_adviser_agrees_sat_somewhere_and_knows_something(
    cast: Cast, other: Organisation, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    with pytest.raises(Refused, match="没有本人同意"):
        invited(cast, other, by, now, agreed=False)
    with pytest.raises(Refused, match="没有选懂哪些事"):
        invited(cast, other, by, now, "astrology")
    with pytest.raises(Refused, match="没有在云栖苑业主委员会任过职"):
        invited(cast, cast.a.committee, by, now)
    with pytest.raises(Refused, match="由街道或社区聘请"):
        invited(cast, other, actor("committee_chair"), now)
    invited(cast, other, by, now, "parking", "revenue")
    with pytest.raises(Refused, match="已在顾问团"):
        invited(cast, other, by, now)


def test_advisers_are_proposed_by_topic_from_other_compounds_the_least_busy_first(
    cast: Cast, other: Organisation, actor: Acting, now: datetime
) -> None:
    by, today = actor("street_officer"), clock.day_of(now)
    adviser = invited(cast, other, by, now)
    here, there = cast.a.compound.pk, cast.b.compound.pk
    assert [a.pk for a in proposed(cast.yun.pk, "parking", here, today)] == [adviser.pk]
    assert proposed(cast.yun.pk, "parking", there, today) == []
    assert proposed(cast.yun.pk, "fund", here, today) == []
    assert proposed(cast.yun.pk, "parking", here, UNTIL + timedelta(days=1)) == []


def test_a_committee_asks_and_the_adviser_answers_with_a_sample(
    cast: Cast, other: Organisation, actor: Acting, client_as: As
) -> None:
    now = clock.now()
    adviser = invited(cast, other, actor("street_officer"), now)
    chair = client_as("committee_chair")
    form = {
        "body": cast.a.committee.pk,
        "topic": "parking",
        "question": "车位不够怎么办",
        "due_on": clock.today() + timedelta(days=10),
        "once": uuid7(),
    }
    assert chair.post(to("ask_advice"), form).status_code == 302
    row = Advice.objects.of(cast.yun).get()
    page = text(chair.get(to("advice", row.pk)))
    assert cast.b.owners[1].name in page
    assert chair.post(to("give_advice", row.pk, adviser.pk)).status_code == 302
    by = actor("street_officer")
    done = advising.answer_advice(row, "先数车", File("方案.pdf", PDF), by=by, now=now)
    assert done.state == Advice.State.ANSWERED
    assert "先数车" in text(chair.get(to("advice", row.pk)))
    assert client_as("owner").get(to("advice", row.pk)).status_code == 404
    assert client_as("neighbour_officer").get(to("advice", row.pk)).status_code == 404


def test_the_own_compound_gives_no_adviser_and_the_wrong_topic_neither(
    cast: Cast, term: Term, other: Organisation, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    own = advising.invite_adviser(
        cast.a.committee, cast.persons["committee_chair"], ("parking",), "x", UNTIL, agreed=True,
        once=uuid7(), by=by, now=now,
    )  # fmt: skip
    far = invited(cast, other, by, now)
    row = asked(cast, by, now)
    with pytest.raises(Refused, match="同一个小区"):
        advising.give_advice_to(row, own, by=by, now=now)
    fund = asked(cast, by, now, "fund")
    with pytest.raises(Refused, match="不是懂这件事的顾问"):
        advising.give_advice_to(fund, far, by=by, now=now)


def test_only_the_adviser_or_an_office_answers(
    cast: Cast, other: Organisation, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    adviser = invited(cast, other, by, now)
    row = asked(cast, actor("committee_chair"), now)
    with pytest.raises(Refused, match="还没有选定顾问"):
        advising.answer_advice(row, "好", None, by=by, now=now)
    advising.give_advice_to(row, adviser, by=actor("committee_chair"), now=now)
    with pytest.raises(Refused, match="由选定的顾问答复"):
        advising.answer_advice(row, "好", None, by=actor("committee_chair"), now=now)


def test_what_waited_for_somebody_who_left_is_open_again(
    cast: Cast, other: Organisation, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    adviser = invited(cast, other, by, now)
    row = advising.give_advice_to(asked(cast, by, now), adviser, by=by, now=now)
    advising.release_adviser(adviser, "搬走了", by=by, now=now)
    row.refresh_from_db()
    assert (row.state, row.adviser_id) == (Advice.State.ASKED, None)
    assert proposed(cast.yun.pk, "parking", cast.a.compound.pk, clock.day_of(now)) == []


def test_the_register_is_searched_by_topic_and_exported_and_not_shown_to_owners(
    cast: Cast, other: Organisation, actor: Acting, client_as: As
) -> None:
    invited(cast, other, actor("street_officer"), clock.now())
    chair = client_as("committee_chair")
    assert "两轮征询" in text(chair.get(to("advisers"), {"topic": "parking"}))
    assert "两轮征询" not in text(chair.get(to("advisers"), {"topic": "fund"}))
    file = chair.get(to("advisers"), {"export": "csv"})
    assert "停车管理" in b"".join(file.streaming_content).decode()
    assert client_as("owner").get(to("advisers")).status_code == 403


def test_only_who_may_release_an_adviser_is_led_there(
    cast: Cast, other: Organisation, client_as: As, actor: Acting, now: datetime
) -> None:
    row = invited(cast, other, actor("street_officer"), now)
    for role, shown in (("street_officer", True), ("community_worker", False)):
        told = text(client_as(role).get(to("advisers")))
        assert row.person.name in told, role
        assert (to("leave_adviser", row.pk) in told) is shown, role
