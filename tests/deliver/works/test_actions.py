"""A lift by its verbs: what may be done when, what is refused with which sentence, what is on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from mulin.deliver.works.actions.consenting import note_consent
from mulin.deliver.works.actions.keeping import (
    Signed,
    Told,
    add_contract,
    follow_up,
    keep_paper,
    note_guidance,
    take_paper_out,
)
from mulin.deliver.works.actions.projects import end_project, name_procedure, open_project
from mulin.deliver.works.actions.sharing import DESK, PHONE, Plan, say_to_share, set_shares
from mulin.deliver.works.actions.stepping import (
    reach_step,
    receive_objection,
    settle_objection,
    withdraw_step,
)
from mulin.deliver.works.actions.surveying import Drawn, Seen, import_surveys, survey
from mulin.deliver.works.models import Home, Milestone, Project, ProjectPaper, SitePlan, Survey
from mulin.deliver.works.queries.consent import counted, passed
from mulin.deliver.works.queries.projects import file_of
from mulin.deliver.works.queries.shares import shares_of
from mulin.ground.estate.models import Ownership
from mulin.ground.estate.under_way import under_way
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import masked_sentence
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.lifts.feasibility import Verdict
from mulin.law.lifts.risks import ContractKind
from mulin.law.lifts.shares import BY_CODE, Weighing
from tests.cast import Cast
from tests.deliver.works.lifting import (
    GOOD,
    ago,
    homes,
    opened,
    planned,
    signed,
    stairwell,
    surveyed,
)

Who = Callable[..., Actor]


@pytest.fixture
def officer(actor: Who) -> Actor:
    return actor("street_officer")


def refused(verb: Callable[[], Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        verb()


def do(project: Project, step: str, by: Actor, now: datetime, **more: Any) -> Milestone:
    return reach_step(project, step, day_of(now), once=uuid7(), by=by, now=now, **more)


# ── the survey ───────────────────────────────────────────────────────────────────────────────────
def test_a_sheet_gives_the_verdict_and_its_reasons_on_record(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    place = surveyed(cast, officer, now, pipes="movable")
    found = Survey.objects.of(cast.yun).get(stairwell=place)
    assert found.verdict == Verdict.CONDITIONAL
    fact = Fact.objects.of(cast.yun).latest("id")
    assert "有条件（迁移管线" in masked_sentence(fact)


def test_a_second_sheet_takes_the_place_of_the_first(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    surveyed(cast, officer, now)
    surveyed(cast, officer, now, fire="blocked")
    assert [s.verdict for s in Survey.objects.of(cast.yun)] == [Verdict.NOT_FEASIBLE]
    assert Fact.objects.of(cast.yun).filter(kind="LiftSurveyed").count() == 2


def test_a_sheet_for_another_building_or_another_street_is_not_taken(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    one, other = stairwell(cast), stairwell(cast, 1)
    today = day_of(now)
    refused(lambda: survey(one.building, [other], GOOD, today, by=officer, now=now), "没有找到")
    stranger = actor("neighbour_officer")
    refused(lambda: survey(one.building, [one], GOOD, today, by=stranger, now=now), "没有找到")
    chair = actor("committee_chair")
    refused(lambda: survey(one.building, [one], GOOD, today, by=chair, now=now), "加梯办登记")


def test_a_sheet_of_tomorrow_or_without_a_stairwell_is_refused(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    one = stairwell(cast)
    tomorrow = day_of(now) + timedelta(days=1)
    refused(lambda: survey(one.building, [one], GOOD, tomorrow, by=officer, now=now), "还没有到")
    refused(lambda: survey(one.building, [], GOOD, day_of(now), by=officer, now=now), "没有选单元")


def test_a_table_is_taken_whole_with_one_fact_and_draws_the_compound(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    stairs = [stairwell(cast, 0), stairwell(cast, 1)]
    seen = [Seen(s.pk, s.building_id, GOOD, day_of(now)) for s in stairs]
    drawn = Drawn({str(cast.a.buildings[0].pk): [10, 10, 24, 11, -4]}, [["路", 0, 0, 9, 0, 6]])
    compound = cast.a.compound
    done = import_surveys(compound, seen, drawn, file_name="表.xlsx", by=officer, now=now)
    assert done == 2
    assert SitePlan.objects.of(cast.yun).get().roads == [["路", 0, 0, 9, 0, 6]]
    facts = Fact.objects.of(cast.yun).filter(kind="LiftSurveysImported")
    assert [f.body["stairwells"] for f in facts] == [2]


def test_a_table_of_another_compounds_stairwells_is_not_taken(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    one = stairwell(cast)
    seen = [Seen(one.pk, one.building_id, GOOD, day_of(now))]
    refused(
        lambda: import_surveys(cast.b.compound, seen, Drawn(), file_name="x", by=officer, now=now),
        "没有找到",
    )
    assert not Survey.objects.of(cast.yun).exists()


# ── opening ──────────────────────────────────────────────────────────────────────────────────────
def test_a_project_keeps_homes_law_and_survey_of_its_opening_day(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    assert project.number.startswith("JT-2026-")
    assert project.law["code"] == "310000"
    assert [home.label for home in homes(project)] == [u.label for u in cast.a.units[:6]]
    assert homes(project)[0].holder.count("+") == 1  # 101 has two owners
    Ownership.objects.of(cast.yun).filter(unit=cast.a.units[1]).update(valid_to=ago(now, 1))
    assert homes(project)[1].holder
    first = project.milestones.get()
    assert (first.step, first.outcome) == ("assess", "feasible")


def test_a_second_click_opens_one_project(cast: Cast, officer: Actor, now: datetime) -> None:
    place, once = surveyed(cast, officer, now), uuid7()
    asked = ago(now, 3)
    one = open_project(place, "stairwell", asked, once=once, by=officer, now=now)
    two = open_project(place, "stairwell", asked, once=once, by=officer, now=now)
    assert one.pk == two.pk
    assert Project.objects.of(cast.yun).count() == 1


@pytest.mark.parametrize(
    ("answers", "words"), [({"fire": "blocked"}, "不可行"), ({"fire": "unknown"}, "还没有勘察完")]
)
def test_what_cannot_be_built_is_not_opened(
    cast: Cast, officer: Actor, now: datetime, answers: dict[str, str], words: str
) -> None:
    place = surveyed(cast, officer, now, **answers)
    refused(
        lambda: open_project(place, "stairwell", ago(now, 1), once=uuid7(), by=officer, now=now),
        words,
    )


def test_one_stairwell_has_one_lift_and_a_dropped_one_makes_room(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    place = stairwell(cast)

    def again() -> Project:
        return open_project(place, "stairwell", ago(now, 1), once=uuid7(), by=officer, now=now)

    refused(again, f"已经有项目 {project.number}")
    refused(lambda: end_project(project, " ", by=officer, now=now), "没有写为什么")
    end_project(project, "业主不装了", by=officer, now=now)
    assert again().number != project.number


def test_a_home_without_owner_is_named_before_anything_is_counted(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    place = surveyed(cast, officer, now)
    Ownership.objects.of(cast.yun).filter(unit=cast.a.units[2]).erase()
    refused(
        lambda: open_project(place, "stairwell", ago(now, 1), once=uuid7(), by=officer, now=now),
        cast.a.units[2].label,
    )


def test_a_compound_is_not_regrouped_under_an_open_lift(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    assert f"加装电梯“{project.number}”" in under_way(cast.a.compound)
    end_project(project, "不装了", by=officer, now=now)
    assert under_way(cast.a.compound) == []


# ── consent ──────────────────────────────────────────────────────────────────────────────────────
def test_both_readings_are_counted_from_persons_and_areas_of_the_register(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    signed(project, "NAAAA-", officer, now)
    found = counted(project, homes(project))[0].consent
    areas = [unit.voting_area for unit in cast.a.units[:6]]
    assert (found.roll.persons, found.roll.area) == (6, sum(areas))
    assert (found.sides.agree.persons, found.sides.agree.area) == (4, sum(areas[1:5]))
    assert found.passed
    assert found.strict


def test_the_building_is_counted_beside_the_stairwell_where_it_decides(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now, scope="building")
    scopes = [one.scope for one in counted(project, homes(project))]
    assert scopes == ["building", "stairwell"]


def test_one_owner_of_two_homes_says_one_thing(cast: Cast, officer: Actor, now: datetime) -> None:
    place = stairwell(cast, 1)  # its last two flats have one owner
    survey(place.building, [place], GOOD, day_of(now), by=officer, now=now)
    project = open_project(place, "stairwell", ago(now, 1), once=uuid7(), by=officer, now=now)
    last, both = homes(project)[-1], homes(project)[-2:]
    assert note_consent(project, {last.pk: "agree"}, day_of(now), by=officer, now=now) == 2
    found = counted(project, homes(project))[0].consent
    assert found.sides.agree.persons == 1
    assert found.sides.agree.area == sum(home.area for home in both)
    quarrel = {both[0].pk: "against", both[1].pk: "abstain"}
    refused(
        lambda: note_consent(project, quarrel, day_of(now), by=officer, now=now), "是同一位业主"
    )


def test_agreed_is_not_written_before_the_threshold_is_reached(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    signed(project, "NNAAA-", officer, now)
    assert not passed(project, homes(project))
    refused(lambda: do(project, "consult", officer, now, outcome="agreed"), "不到门槛")
    do(project, "consult", officer, now, outcome="not_agreed")
    refused(lambda: do(project, "show", officer, now, outcome="no_objection"), "征询没有通过")


def test_a_closed_sheet_stays_as_it_is_until_the_step_is_taken_back(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    signed(project, "AAAAAA", officer, now)
    step = do(project, "consult", officer, now, outcome="agreed")
    first = homes(project)[0]
    refused(
        lambda: note_consent(project, {first.pk: "against"}, day_of(now), by=officer, now=now),
        "不能再改",
    )
    withdraw_step(step, "登记错了", by=officer, now=now)
    assert note_consent(project, {first.pk: "against"}, day_of(now), by=officer, now=now) == 1


# ── shares ───────────────────────────────────────────────────────────────────────────────────────
def test_a_plan_is_shared_to_the_fen_and_a_new_round_asks_anew(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = planned(opened(cast, officer, now), officer, now)
    parts = [share.part.fen for share in shares_of(project, homes(project))]
    assert sum(parts) == 360_000_00
    assert parts == [0, 0, 60_000_00, 60_000_00, 120_000_00, 120_000_00]
    say_to_share(homes(project)[4], "agree", 1, via=DESK, by=officer, now=now)
    assert shares_of(project, homes(project))[4].opinion == Home.Opinion.AGREE
    project = planned(project, officer, now, cost=700_000_00)
    assert project.round == 2
    assert shares_of(project, homes(project))[4].opinion == ""


def test_who_does_not_join_pays_nothing_and_the_others_pay_it_all(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    table = BY_CODE["floors"].table((1, 2, 3))
    out = homes(project)[2]
    plan = Plan(300_000_01, 0, 0, "floors", Weighing.HOUSEHOLD, table, (out.pk,))
    project = set_shares(project, plan, by=officer, now=now)
    shares = shares_of(project, homes(project))
    assert shares[2].part.fen == 0
    assert sum(share.part.fen for share in shares) == 300_000_01


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cost": 0}, "没有填总价"),
        ({"subsidy": 700_000_00}, "超过了总价"),
        ({"scheme": "moon"}, "没有选分摊办法"),
        ({"table": {1: Fraction(1), 2: Fraction(0), 3: Fraction(1)}}, "比下面一层还小"),
        ({"table": {1: Fraction(0), 2: Fraction(1)}}, "还有楼层没有填"),
        ({"table": dict.fromkeys((1, 2, 3), Fraction(0))}, "没有一户要出钱"),
    ],
)
def test_a_plan_that_cannot_be_shared_is_refused_in_words(
    cast: Cast, officer: Actor, now: datetime, change: dict[str, Any], words: str
) -> None:
    project = opened(cast, officer, now)
    table = BY_CODE["floors"].table((1, 2, 3))
    good = Plan(600_000_00, 0, 0, "floors", Weighing.HOUSEHOLD, table)
    refused(lambda: set_shares(project, replace(good, **change), by=officer, now=now), words)
    assert Project.objects.of(cast.yun).get(pk=project.pk).round == 0


def test_only_the_owner_himself_says_a_word_on_the_phone(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    project = planned(opened(cast, officer, now), officer, now)
    mine, other = homes(project)[0], homes(project)[2]
    owner = actor("owner")
    say_to_share(mine, "against", 1, via=PHONE, by=owner, now=now)
    assert homes(project)[0].opinion == Home.Opinion.AGAINST
    refused(lambda: say_to_share(other, "agree", 1, via=PHONE, by=owner, now=now), "没有找到")
    tenant = actor("tenant")
    refused(lambda: say_to_share(mine, "agree", 1, via=PHONE, by=tenant, now=now), "只有业主")
    far = actor("neighbour_owner")
    refused(lambda: say_to_share(mine, "agree", 1, via=PHONE, by=far, now=now), "没有找到")


def test_a_word_on_a_plan_that_changed_meanwhile_is_not_taken(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    project = planned(planned(opened(cast, officer, now), officer, now), officer, now)
    mine = homes(project)[0]
    refused(
        lambda: say_to_share(mine, "agree", 1, via=PHONE, by=actor("owner"), now=now), "刚刚改过"
    )


def test_the_fact_of_a_word_keeps_room_and_word_apart_from_the_chain(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = planned(opened(cast, officer, now), officer, now)
    say_to_share(homes(project)[3], "against", 1, via=DESK, by=officer, now=now)
    fact = Fact.objects.of(cast.yun).filter(kind="LiftShareAnswered").get()
    assert "room" not in fact.body
    assert "opinion" not in fact.body
    assert "不同意" not in masked_sentence(fact)


# ── steps and objections ─────────────────────────────────────────────────────────────────────────
def test_a_stairwell_goes_through_all_six_phases_to_maintenance(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    signed(project, "AAAAAA", officer, now)
    phases = []
    for step, outcome in (
        ("consult", "agreed"), ("show", "no_objection"), ("contract", ""), ("approve", ""),
        ("tell_authority", ""), ("build", ""), ("accept", ""), ("register", ""), ("subsidy", ""),
        ("maintain", ""),
    ):  # fmt: skip
        do(project, step, officer, now, outcome=outcome)
        project.refresh_from_db()
        phases.append(project.phase)
    assert phases == [3, 4, 4, 5, 5, 6, 6, 6, 6, 6]
    assert project.state == Project.State.DONE


def test_steps_come_in_their_order_and_say_what_is_lacking(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    refused(lambda: do(project, "build", officer, now), "前一步还没有办")
    signed(project, "AAAAAA", officer, now)
    do(project, "consult", officer, now, outcome="agreed")
    refused(lambda: do(project, "consult", officer, now, outcome="agreed"), "已经登记过")
    refused(lambda: do(project, "show", officer, now), "没有选这一步的结果")
    early = day_of(now) - timedelta(days=5)
    refused(
        lambda: reach_step(
            project, "show", early, outcome="no_objection", once=uuid7(), by=officer, now=now
        ),
        "早于前一步",
    )
    refused(lambda: do(project, "moon", officer, now), "没有找到")


def test_an_open_objection_stops_the_review_by_its_article(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    signed(project, "AAAAAA", officer, now)
    do(project, "consult", officer, now, outcome="agreed")
    today = day_of(now)
    refused(lambda: do(project, "show", officer, now, outcome="objected"), "还没有登记书面异议")
    one = receive_objection(project, "1-1-101", "挡光", today, once=uuid7(), by=officer, now=now)
    refused(lambda: do(project, "show", officer, now, outcome="no_objection"), "登记过书面异议")
    do(project, "show", officer, now, outcome="objected")
    refused(lambda: do(project, "settle", officer, now), "第11条")
    settle_objection(one, "mediated", "井道外移半米", today, by=officer, now=now)
    do(project, "settle", officer, now)
    do(project, "contract", officer, now)
    assert file_of(project, today).progress.done >= {"settle", "contract"}


def test_a_step_is_taken_back_from_the_end_with_a_reason(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    signed(project, "AAAAAA", officer, now)
    first = do(project, "consult", officer, now, outcome="agreed")
    last = do(project, "show", officer, now, outcome="no_objection")
    refused(lambda: withdraw_step(first, "错", by=officer, now=now), "后面还有")
    refused(lambda: withdraw_step(last, "", by=officer, now=now), "没有写为什么")
    withdraw_step(last, "日期填错", by=officer, now=now)
    project.refresh_from_db()
    assert project.phase == 3


def test_the_auditor_reads_and_changes_nothing(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    project = opened(cast, officer, now)
    auditor = actor("auditor")
    refused(lambda: do(project, "consult", auditor, now, outcome="not_agreed"), "只能查看")
    refused(lambda: end_project(project, "x", by=auditor, now=now), "只能查看")


# ── papers, contracts, the desk ──────────────────────────────────────────────────────────────────
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def test_a_paper_fills_its_place_once_and_leaves_with_a_reason(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    signed(project, "AAAAAA", officer, now)
    do(project, "consult", officer, now, outcome="agreed")
    missing = {k.paper.code for k in file_of(project, day_of(now)).kept if k.missing}
    assert missing == {
        "assessment", "consultation", "ownership", "identity", "design", "mandate",
    }  # fmt: skip
    kept = keep_paper(project, "design", PDF, "方案.pdf", by=officer, now=now)
    assert keep_paper(project, "design", PDF, "方案.pdf", by=officer, now=now).pk == kept.pk
    assert "design" not in {k.paper.code for k in file_of(project, day_of(now)).kept if k.missing}
    refused(lambda: take_paper_out(kept, "", by=officer, now=now), "没有写为什么")
    take_paper_out(kept, "放错项目", by=officer, now=now)
    assert not ProjectPaper.objects.of(cast.yun).exists()


def test_a_contract_is_reminded_of_by_its_terms(cast: Cast, officer: Actor, now: datetime) -> None:
    project = planned(opened(cast, officer, now), officer, now)
    signed(project, "AAAAAA", officer, now)
    do(project, "consult", officer, now, outcome="agreed")
    terms = Signed(ContractKind.BUILD, "某建设", day_of(now), 300_000_00, advance=60)
    add_contract(project, terms, once=uuid7(), by=officer, now=now)
    codes = {risk.code for risk in file_of(project, day_of(now)).risks}
    assert codes >= {"advance", "retained", "no_warranty", "deadline", "no_agreement", "subsidy"}
    late = Signed(ContractKind.LIFT, "某电梯", day_of(now) + timedelta(days=1), 1)
    refused(
        lambda: add_contract(project, late, once=uuid7(), by=officer, now=now), "签订日还没有到"
    )


def test_the_desk_notes_whom_it_answered_and_calls_back(
    cast: Cast, officer: Actor, actor: Who, now: datetime
) -> None:
    told = Told("consultation", day_of(now), "visit", "money", 2, "二楼出多少", "一半")
    row = note_guidance(told, compound=cast.a.compound, once=uuid7(), by=officer, now=now)
    assert follow_up(row, by=officer, now=now).followed_on == day_of(now)
    refused(
        lambda: note_guidance(told, once=uuid7(), by=actor("auditor"), now=now), "加梯办的人登记"
    )
    far = cast.far.compound
    refused(
        lambda: note_guidance(told, compound=far, once=uuid7(), by=officer, now=now), "没有找到"
    )


def test_the_procedures_number_is_noted_as_a_number(
    cast: Cast, officer: Actor, now: datetime
) -> None:
    project = opened(cast, officer, now)
    refused(lambda: name_procedure(project, "abc", by=officer, now=now), "不是程序编号")
    assert name_procedure(project, "cx-2026-0001", by=officer, now=now).procedure_number
