"""A mandate gives what it names, where it names, until its day; and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.decide.committees import permissions as committees
from mulin.decide.workshop.actions import advising, lending
from mulin.decide.workshop.models import Advice, Mandate
from mulin.decide.workshop.permissions import may_advise
from mulin.decide.workshop.powers import POWERS
from mulin.decide.workshop.queries.advice import advice_for
from mulin.decide.workshop.queries.mandates import in_state, mandates_for
from mulin.ground.estate import permissions as estate
from mulin.ground.matters.permissions import may_see_matters
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Power, Refused, Role
from mulin.law.process import Duty
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.permissions import may_carry, may_do, may_open, may_see_procedure
from mulin.procedures.queries import openable_places
from tests.cast import Cast
from tests.decide.workshop.world import END, START, World, world

pytestmark = pytest.mark.django_db
Act = Callable[..., Actor]
TODAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def studio(cast: Cast) -> World:
    return world(cast)


def candidate(**more: object) -> advising.Words:
    plain = {"name": "赵演示a0", "room": "1-1-101", "agreed": True}
    return advising.Words("candidate", "建议一位楼组长", "住满十年", **(plain | more))  # type: ignore[arg-type]


def opinion(**more: object) -> advising.Words:
    return advising.Words("supervision", "决定没有公告", "十月的会", **more)  # type: ignore[arg-type]


def test_every_power_is_described_with_what_it_never_permits() -> None:
    assert {kind.power for kind in POWERS} == set(Power)
    assert all(kind.permits and kind.never and "民法典" in kind.article for kind in POWERS)


def test_a_workshop_without_a_mandate_may_nothing(studio: World, cast: Cast) -> None:
    head, here = studio.head(TODAY), cast.a.compound.pk
    assert head.grants
    assert not any(head.mandate(power) for power in Power)
    assert not head.has(Role.WORKSHOP_WORKER, compound_id=here)
    refused = committees.may_diagnose(head)
    assert refused is not None
    assert "业务监管权" in refused.why
    assert committees.may_see_body(head, cast.a.committee) is committees.HIDDEN
    assert may_open(head, here) is not None
    with pytest.raises(Refused, match="没有“业委会人选建议权”的有效授权"):
        advising.give_advice(cast.a.compound, candidate(), once=uuid7(), by=head, now=NOW)


def test_supervision_reads_committees_of_its_compounds_only(studio: World, cast: Cast) -> None:
    studio.lend(Power.SUPERVISE, NOW)
    head = studio.head(TODAY)
    assert committees.may_diagnose(head) is None
    assert committees.reach(head) == {cast.a.compound.pk}
    assert committees.may_see_body(head, cast.a.committee) is None
    assert committees.may_read_file(head, cast.a.committee) is None
    assert committees.may_see_body(head, cast.b.committee) is committees.HIDDEN
    assert committees.may_keep(head, cast.a.committee) is not None
    assert committees.may_use_seal(head, cast.a.committee) is not None
    assert may_open(head, cast.a.compound.pk) is not None
    assert may_see_matters(head) is not None
    assert estate.may_see_register(head, cast.a.compound.pk) is not None


def test_guidance_opens_procedures_but_does_no_step_of_others(studio: World, cast: Cast) -> None:
    studio.lend(Power.GUIDE, NOW, where={"community": cast.a.community})
    head = studio.head(TODAY)
    assert [one.pk for one in openable_places(head)] == [cast.a.compound.pk]
    procedure = open_procedure(
        "reelection", cast.a.compound, date(2026, 9, 1), once=uuid7(), by=head, now=NOW
    )
    assert may_see_procedure(head, procedure) is None
    assert may_do(head, procedure, Duty.COMMITTEE) is not None
    assert may_carry(head, procedure) is not None
    with pytest.raises(Refused):
        open_procedure("reelection", cast.b.compound, TODAY, once=uuid7(), by=head, now=NOW)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (START - timedelta(days=1), False),
        (START, True),
        (END, True),
        (END + timedelta(days=1), False),
    ],
)
def test_a_mandate_gives_from_its_first_day_to_its_last(
    studio: World, day: date, holds: bool
) -> None:
    made = studio.lend(Power.SUPERVISE, NOW)
    assert bool(studio.head(day).mandate(Power.SUPERVISE)) is holds
    assert made.holds_on(day) is holds


def test_what_is_taken_back_ends_today_and_a_post_that_ends_takes_all(
    studio: World, cast: Cast, actor: Act
) -> None:
    made = studio.lend(Power.SUPERVISE, NOW)
    officer = actor("street_officer")
    lending.end(made, "换届完成", by=officer, now=NOW)
    assert not studio.head(TODAY).mandate(Power.SUPERVISE)
    assert studio.head(TODAY - timedelta(days=1)).mandate(Power.SUPERVISE)
    again = studio.lend(Power.SUPERVISE, NOW, where={})
    assert cast.b.compound.pk in studio.head(TODAY).mandate(Power.SUPERVISE)
    studio.member.person.appointments.of(cast.yun).update(valid_to=TODAY - timedelta(days=1))
    assert not studio.head(TODAY).grants
    assert again.state_on(TODAY) == Mandate.State.IN_FORCE


def test_the_states_of_the_list_are_those_of_the_rows(studio: World, cast: Cast) -> None:
    officer = cast.actor("street_officer", TODAY)
    days = [
        (date(2026, 1, 1), date(2026, 2, 1), Power.SUGGEST),
        (date(2026, 1, 1), TODAY, Power.SUPERVISE),
        (date(2026, 1, 1), TODAY + timedelta(days=29), Power.GUIDE),
        (date(2026, 1, 1), TODAY + timedelta(days=30), Power.ALLOCATE),
        (TODAY + timedelta(days=1), END, Power.SUGGEST),
    ]
    for since, until, power in days:
        studio.lend(power, NOW, since=since, until=until)
    lending.end(studio.lend(Power.GUIDE, NOW, where={}), "不用了", by=officer, now=NOW)
    rows = mandates_for(officer)
    for state in Mandate.State:
        told = {row.pk for row in rows if row.state_on(TODAY) == state}
        assert told
        assert {row.pk for row in in_state(rows, state, TODAY)} == told


def test_only_the_street_lends_and_says_why_not(studio: World, cast: Cast, actor: Act) -> None:
    lease = lending.Lease(Power.GUIDE, START, END, "文件", compound=cast.a.compound)
    for role in ("community_worker", "committee_chair", "auditor"):
        with pytest.raises(Refused, match="授权由街道作出"):
            lending.grant(studio.workshop, lease, once=uuid7(), by=actor(role), now=NOW)
    far = lending.Lease(Power.GUIDE, START, END, "文件", compound=cast.far.compound)
    by = actor("street_officer")
    with pytest.raises(Refused, match="没有找到"):
        lending.grant(studio.workshop, far, once=uuid7(), by=by, now=NOW)


def test_wrong_days_a_missing_document_and_a_second_mandate_are_refused(
    studio: World, actor: Act
) -> None:
    made = studio.lend(Power.GUIDE, NOW)
    for more, words in (
        ({"until": START - timedelta(days=1)}, "到期日早于生效日"),
        ({"until": date(2030, 1, 1)}, "一次授权不超过 3 年"),
        ({}, made.number),
    ):
        with pytest.raises(Refused, match=words):
            studio.lend(Power.GUIDE, NOW, **more)  # type: ignore[arg-type]
    by = actor("street_officer")
    with pytest.raises(Refused, match="要晚于"):
        lending.extend(made, END - timedelta(days=1), "文件", "继续", by=by, now=NOW)
    longer = lending.extend(made, END + timedelta(days=90), "文件", "继续", by=by, now=NOW)
    assert studio.head(END + timedelta(days=90)).mandate(Power.GUIDE)
    gone = datetime(2027, 6, 1, tzinfo=UTC)
    with pytest.raises(Refused, match="不在有效期内"):
        lending.extend(longer, date(2028, 1, 1), "文件", "继续", by=by, now=gone)


def test_the_same_once_token_grants_once(studio: World, cast: Cast, actor: Act) -> None:
    lease, once = lending.Lease(Power.GUIDE, START, END, "文件", compound=cast.a.compound), uuid7()
    by = actor("street_officer")
    first = lending.grant(studio.workshop, lease, once=once, by=by, now=NOW)
    assert lending.grant(studio.workshop, lease, once=once, by=by, now=NOW).pk == first.pk


def test_a_candidate_is_an_owner_who_agreed(studio: World, cast: Cast) -> None:
    studio.lend(Power.SUGGEST, NOW)
    head, here = studio.head(TODAY), cast.a.compound
    for told, words in (
        (candidate(agreed=False), "没有本人同意"),
        (candidate(name="王路人"), "没有“王路人”"),
        (candidate(room="9-9-909"), "9-9-909"),
        (opinion(), "业务监管权"),
    ):
        with pytest.raises(Refused, match=words):
            advising.give_advice(here, told, once=uuid7(), by=head, now=NOW)
    made = advising.give_advice(here, candidate(), once=uuid7(), by=head, now=NOW)
    assert made.person == cast.a.owners[0]
    assert made.due_on == date(2026, 3, 11)
    with pytest.raises(Refused, match="不包括这个小区"):
        advising.give_advice(cast.b.compound, candidate(), once=uuid7(), by=head, now=NOW)
    assert may_advise(studio.head(END + timedelta(days=1)), "candidate", here.pk) is not None


def test_the_committee_answers_once_and_late_stays_late(
    studio: World, cast: Cast, actor: Act
) -> None:
    studio.lend(Power.SUPERVISE, NOW)
    head, chair = studio.head(TODAY), actor("committee_chair")
    made = advising.give_advice(cast.a.compound, opinion(days=1), once=uuid7(), by=head, now=NOW)
    assert advice_for(chair).get() == made
    assert not advice_for(actor("other_compound_owner")).exists()
    assert not advice_for(actor("neighbour_officer")).exists()
    for role in ("community_worker", "auditor"):
        with pytest.raises(Refused, match="由业委会或者街道答复"):
            advising.answer_advice(made, "adopted", "好", by=actor(role), now=NOW)
    with pytest.raises(Refused, match="没有写答复"):
        advising.answer_advice(made, "declined", " ", by=chair, now=NOW)
    later = NOW + timedelta(days=5)
    done = advising.answer_advice(made, "declined", "已经公告过", by=chair, now=later)
    assert done.late_on(date(2026, 12, 1))
    assert done.state == Advice.State.DECLINED
    with pytest.raises(Refused, match="未采纳"):
        advising.answer_advice(made, "adopted", "好", by=chair, now=later)
    with pytest.raises(Refused, match="不能撤回"):
        advising.withdraw_advice(made, "算了", by=head, now=later)


def test_a_workshop_s_actor_costs_two_statements_more_whatever_it_was_lent(
    studio: World, cast: Cast
) -> None:
    studio.lend(Power.SUPERVISE, NOW)
    studio.lend(Power.GUIDE, NOW, where={})
    with CaptureQueriesContext(
        connection,
    ) as told:
        studio.head(TODAY)
    many = len(told)
    with CaptureQueriesContext(connection) as told:
        cast.actor("street_officer", TODAY)
    assert many <= len(told) + 2
