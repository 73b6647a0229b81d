"""Rounds are walked, watched and explained."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mulin.discover.patrols.actions.handing import hand_over, take_over
from mulin.discover.patrols.actions.planning import (
    PlanDraft,
    RouteDraft,
    end_plan,
    lay_route,
    make_plan,
)
from mulin.discover.patrols.actions.points import end_point, renew_code
from mulin.discover.patrols.actions.walking import Place, SignIn, sign_in
from mulin.discover.patrols.actions.watching import explain_round, watch
from mulin.discover.patrols.jobs import watch_rounds
from mulin.discover.patrols.models import Hazard, HazardStep, Plan, Point, Round, Stop
from mulin.discover.patrols.queries import figures, rounds
from mulin.discover.patrols.queries.plans import walked_by
from mulin.ground.notices.models import Message
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, system_actor
from mulin.law.safety.rota import Rhythm, Rota, Shift
from tests.cast import Cast
from tests.discover.patrols.making import (
    CHECKS,
    DAY,
    at,
    fine,
    fresh,
    photo,
    planned,
    slot,
    wrong,
)

State = Round.State


def the_round(plan: Plan, hour: int = 10) -> Round:
    found = rounds.round_at(slot(plan, hour))
    assert found is not None
    return found


def test_a_round_is_done_when_every_point_was_signed_in_time(cast: Cast, company: Actor) -> None:
    plan, (gate, lamp) = planned(cast, company)
    sign_in(slot(plan, 10), gate, fine(gate), by=company, now=at(10, 5))
    assert the_round(plan).state == State.OPEN
    sign_in(slot(plan, 10), lamp, fine(lamp), by=company, now=at(10, 20))
    row = the_round(plan)
    assert (row.state, row.seen, row.checks, row.bad, row.by) == (State.DONE, 2, 3, 0, company.name)
    assert not watch(plan, by=system_actor(plan.street_id), now=at(12))


def test_who_signs_a_point_again_gets_the_first_result(cast: Cast, company: Actor) -> None:
    plan, (gate, _lamp) = planned(cast, company)
    one = sign_in(slot(plan, 10), gate, fine(gate), by=company, now=at(10, 5))
    again = sign_in(slot(plan, 10), gate, wrong(gate), by=company, now=at(10, 6))
    assert again.pk == one.pk
    assert again.bad == 0
    assert the_round(plan).seen == 1
    assert not Hazard.objects.of(cast.yun).exists()


def test_a_round_nobody_begins_alarms_and_is_missed_at_its_limit(
    cast: Cast, company: Actor
) -> None:
    chief = cast.persons["property_manager"]
    plan, _points = planned(cast, company, chief=chief, walkers=(chief,))
    watch_rounds(now=at(10, 10))
    assert not Round.objects.of(cast.yun).exists(), "a quarter of an hour of grace"
    watch_rounds(now=at(10, 16))
    assert the_round(plan).state == State.OPEN
    assert the_round(plan).alarmed_at == at(10, 16)
    told = Message.objects.of(cast.yun).filter(person_id=chief.pk, text__contains="没有按时开始")
    assert told.exists()
    watch_rounds(now=at(11, 1))
    row = the_round(plan)
    assert row.state == State.MISSED
    worker = cast.persons["community_worker"]
    told = Message.objects.of(cast.yun).filter(text__contains="漏巡 1 圈")
    assert {chief.pk, worker.pk} <= set(told.values_list("person_id", flat=True))
    assert list(rounds.to_explain(company)) == [row]


def test_a_watch_that_stood_still_catches_up_once(cast: Cast, company: Actor) -> None:
    plan, _points = planned(cast, company)
    by = system_actor(plan.street_id)
    found = watch(plan, by=by, now=at(9, 0, DAY + timedelta(days=3)))
    assert len(found.missed) == 6
    facts = Fact.objects.of(cast.yun).filter(kind="PatrolsAlarmed")
    assert facts.count() == 1
    assert facts.get().body["missed"] == 6
    assert not watch(fresh(plan), by=by, now=at(9, 0, DAY + timedelta(days=3)))


def test_a_half_walked_round_is_short_and_wants_an_explanation(cast: Cast, company: Actor) -> None:
    plan, (gate, _lamp) = planned(cast, company)
    sign_in(slot(plan, 10), gate, fine(gate), by=company, now=at(10, 5))
    found = watch(plan, by=system_actor(plan.street_id), now=at(11, 0))
    assert [row.seen for row in found.short] == [1]
    assert the_round(plan).state == State.SHORT
    with pytest.raises(Refused, match="没有写原因"):
        explain_round(the_round(plan), " ", by=company, now=at(12))
    explain_round(the_round(plan), "暴雨，改为值守地库", by=company, now=at(12))
    assert the_round(plan).explained == "暴雨，改为值守地库"
    assert the_round(plan).alarmed_at is not None, "the alarm stays"


def test_what_lay_in_the_phone_counts_by_its_own_time_and_shows_both(
    cast: Cast, company: Actor
) -> None:
    plan, (gate, lamp) = planned(cast, company)
    sign_in(slot(plan, 10), gate, fine(gate), by=company, now=at(10, 5))
    watch(plan, by=system_actor(plan.street_id), now=at(11, 5))
    assert the_round(plan).state == State.SHORT
    late = fine(lamp, seen_at=at(10, 40))
    stop = sign_in(slot(plan, 10), lamp, late, by=company, now=at(14))
    assert (stop.seen_at, stop.signed_at) == (at(10, 40), at(14))
    assert the_round(plan).state == State.DONE
    line = rounds.lines_of(the_round(plan))[1]
    assert line.delayed


def test_a_phone_clock_ahead_of_ours_or_long_ago_does_not_count(cast: Cast, company: Actor) -> None:
    plan, (gate, lamp) = planned(cast, company)
    stop = sign_in(slot(plan, 10), gate, fine(gate, seen_at=at(20)), by=company, now=at(10, 5))
    assert stop.seen_at == at(10, 5)
    with pytest.raises(Refused, match="就该走完"):
        sign_in(slot(plan, 10), lamp, fine(lamp, seen_at=at(10, 30)), by=company, now=at(23))


def test_a_wrong_code_a_missing_code_and_a_missing_answer_are_refused(
    cast: Cast, company: Actor
) -> None:
    plan, (gate, lamp) = planned(cast, company)
    here = slot(plan, 10)
    with pytest.raises(Refused, match="扫的不是“东门岗亭”的码"):
        sign_in(here, gate, SignIn(token=lamp.token), by=company, now=at(10))
    with pytest.raises(Refused, match="没有扫到码"):
        sign_in(here, gate, SignIn(), by=company, now=at(10))
    with pytest.raises(Refused, match="还没有看"):
        sign_in(here, gate, SignIn(token=gate.token), by=company, now=at(10))
    with pytest.raises(Refused, match="没有写是什么问题"):
        sign_in(here, gate, wrong(gate, ""), by=company, now=at(10))
    with pytest.raises(Refused, match="有问题的要拍照"):
        sign_in(here, gate, wrong(gate, photos=()), by=company, now=at(10))
    answers = fine(gate).answers
    with pytest.raises(Refused, match="没有扫码的要拍照"):
        sign_in(here, gate, SignIn(why="码被撕了", answers=answers), by=company, now=at(10))
    with pytest.raises(Refused, match="现在还早"):
        sign_in(here, gate, fine(gate), by=company, now=at(9, 40))
    by_hand = SignIn(why="码被撕了", answers=answers, photos=(photo(),))
    assert sign_in(here, gate, by_hand, by=company, now=at(10)).how == Stop.How.HAND


def test_a_renewed_code_makes_the_old_one_worthless(cast: Cast, company: Actor) -> None:
    plan, (gate, _lamp) = planned(cast, company)
    old = fine(gate)
    newer = renew_code(gate, "码被撕掉了", by=company, now=at(8))
    with pytest.raises(Refused, match="扫的不是"):
        sign_in(slot(plan, 10), newer, old, by=company, now=at(10))


def test_the_first_exact_place_is_what_later_ones_are_held_against(
    cast: Cast, company: Actor
) -> None:
    plan, (gate, _lamp) = planned(cast, company)
    sign_in(
        slot(plan, 10),
        gate,
        fine(gate, place=Place(31_230_000, 121_470_000, 12)),
        by=company,
        now=at(10),
    )
    known = Point.objects.of(cast.yun).get(pk=gate.pk)
    assert (known.lat, known.lon) == (31_230_000, 121_470_000)
    away = fine(known, place=Place(31_232_000, 121_470_000, 20))
    assert sign_in(slot(plan, 16), known, away, by=company, now=at(16)).off == 223


def test_a_failed_check_opens_one_hazard_and_is_not_opened_again(
    cast: Cast, company: Actor
) -> None:
    plan, (gate, _lamp) = planned(cast, company)
    stop = sign_in(slot(plan, 10), gate, wrong(gate), by=company, now=at(10))
    row = Hazard.objects.of(cast.yun).get()
    assert (row.kind, row.grade, row.reach, row.source_id) == ("fire_lane", 2, "community", stop.pk)
    assert row.text == "消防车通道没有停车：一辆面包车占道"
    assert (
        Message.objects.of(cast.yun)
        .filter(person_id=cast.persons["community_worker"].pk, text__contains=row.number)
        .exists()
    )
    sign_in(slot(plan, 16), gate, wrong(gate, "还停着"), by=company, now=at(16))
    assert Hazard.objects.of(cast.yun).count() == 1
    kinds = HazardStep.objects.of(cast.yun).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["found", "seen"]


def test_only_those_who_walk_it_sign_in(
    cast: Cast, company: Actor, community: Actor, actor: object
) -> None:
    someone = cast.persons["owner"]
    plan, (gate, _lamp) = planned(cast, community, walkers=(someone,))
    with pytest.raises(Refused, match="不是您巡查的"):
        sign_in(slot(plan, 10), gate, fine(gate), by=company, now=at(10))
    owner = cast.actor("owner", DAY)
    assert walked_by(owner) == [plan]
    assert walked_by(company) == []
    assert sign_in(slot(plan, 10), gate, fine(gate), by=owner, now=at(10)).by == owner.name


def test_a_company_plans_for_its_own_people_only(cast: Cast, company: Actor) -> None:
    _plan, points = planned(cast, company)
    draft = PlanDraft("替别人定", cast.a.committee, Rota(Rhythm.DAILY, (600,)))
    route = [RouteDraft(points[0], ())]
    with pytest.raises(Refused, match="只能给自己单位"):
        make_plan(cast.a.compound, draft, route, since=DAY, once=uuid7(), by=company, now=at(7))


def test_a_new_route_leaves_begun_rounds_what_they_were(cast: Cast, company: Actor) -> None:
    plan, (gate, lamp) = planned(cast, company)
    sign_in(slot(plan, 10), gate, fine(gate), by=company, now=at(10))
    lay_route(plan, [RouteDraft(lamp, CHECKS["lamp"])], by=company, now=at(10, 10))
    sign_in(slot(plan, 10), lamp, fine(lamp), by=company, now=at(10, 20))
    assert the_round(plan).state == State.DONE
    assert the_round(plan).points == 2
    with pytest.raises(Refused, match="不经过“东门岗亭”"):
        sign_in(slot(plan, 16), gate, fine(gate), by=company, now=at(16))
    with pytest.raises(Refused, match="还经过这个点"):
        end_point(lamp, "拆了", by=company, now=at(17))
    end_plan(plan, "换了物业", by=company, now=at(17))
    assert end_point(lamp, "拆了", by=company, now=at(17)).ended_on == DAY
    assert watch(fresh(plan), by=system_actor(plan.street_id), now=at(23)).missed == []


def test_a_shift_is_handed_over_once_and_taken_by_somebody_else(cast: Cast, company: Actor) -> None:
    day, night = Shift("白班", 420, 1140), Shift("夜班", 1140, 420)
    rota = Rota(Rhythm.CLOCK, every=120, shifts=(day, night))
    other = cast.persons["owner"]
    plan, _points = planned(
        cast, company, rota=rota, walkers=(cast.persons["property_manager"], other)
    )
    given = hand_over(plan, DAY, "白班", "东门道闸待修", "对讲机 2 台", by=company, now=at(19))
    with pytest.raises(Refused, match="不能是同一个人"):
        take_over(given, "", by=company, now=at(19, 5))
    with pytest.raises(Refused, match="没有这个班次"):
        hand_over(plan, DAY, "中班", "没事", "", by=company, now=at(19))
    owner = cast.actor("owner", DAY)
    taken = take_over(given, "对讲机只有 1 台", by=owner, now=at(19, 10))
    assert (taken.taken_by, taken.doubt) == (owner.name, "对讲机只有 1 台")
    assert slot(plan, 20).shift == "夜班"
    assert slot(plan, 2).shift == "夜班"


def test_figures_count_what_is_over_and_each_has_its_rows(cast: Cast, company: Actor) -> None:
    plan, (gate, lamp) = planned(cast, company)
    for point in (gate, lamp):
        sign_in(slot(plan, 10), point, fine(point), by=company, now=at(10, 5))
    watch(plan, by=system_actor(plan.street_id), now=at(20))
    rows = figures.over(rounds.rounds_for(company), DAY, DAY)
    total = figures.total(rows)
    assert (total.rounds, total.done, total.missed, total.per_mille) == (2, 1, 1, 500)
    assert total.missed == rows.filter(state=State.MISSED).count()
    (line,) = figures.by_compound(rows)
    assert (line.name, line.points, line.seen, line.checks) == (cast.a.compound.name, 4, 2, 3)
    weeks = figures.month_of([plan], rounds.rounds_for(company), DAY, at(20))
    cell = next(cell for week in weeks for cell in week if cell.day == DAY)
    assert (cell.planned, cell.done, cell.left, cell.mark) == (2, 1, 1, "late")
