"""Every region against every question, and the worked examples of the rule book (R01–R07)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mulin.law import questions as q
from mulin.law.catalogue import all_jurisdictions, jurisdiction
from mulin.law.jurisdiction import Confidence, Ruling, Unanswered
from mulin.law.questions import Question
from mulin.law.shapes import Body, CandidateBar, Delivery, OnlineVote, ProxyLimit
from mulin.law.terms import GE_HALF, GT_HALF, Period, at_least
from mulin.law.workdays import CALENDAR, after, before

TODAY = date(2026, 11, 22)
REGIONS = all_jurisdictions()


@pytest.mark.parametrize("code", REGIONS)
def test_every_question_is_answered_or_its_gap_has_a_reason(code: str) -> None:
    place = REGIONS[code]
    gaps = {gap.question.code: gap.reason for gap in place.gaps()}
    elsewhere = {gap.question.code for gap in place.not_here}
    assert all(gaps.values())
    for told in place.rulings(TODAY):
        if isinstance(told, Unanswered):
            assert told.question.code in {*gaps, *elsewhere}
            assert told.reason
        elif told.inherited and told.note != "全国统一规定":
            assert gaps[told.question.code], told.question.code
            assert not told.verified


@pytest.mark.parametrize("code", REGIONS)
def test_every_answer_of_a_region_cites_an_act_that_its_page_names(code: str) -> None:
    place = REGIONS[code]
    assert {answer.source.act for answer in place.answers} <= {
        *(act.name for act in place.acts),
        "法无明文，取系统默认值",
    }
    assert all(answer.source.article or code == "000000" for answer in place.answers)


def test_the_chain_of_inheritance_runs_city_province_nation() -> None:
    chains = {code: [place.code for place in REGIONS[code].lineage] for code in REGIONS}
    assert chains["510100"] == ["510100", "510000", "000000"]
    assert chains["510500"] == ["510500", "510000", "000000"]
    assert chains["430100"] == ["430100", "430000", "000000"]
    assert chains["330100"] == ["330100", "330000", "000000"]
    assert chains["310000"] == ["310000", "000000"]
    for city in ("130100", "130200", "130500"):
        assert chains[city] == [city, "130000", "000000"]


def test_where_no_local_number_was_read_no_region_claims_one() -> None:
    for code in ("130000", "130100", "130200", "130500", "510500", "430100"):
        assert REGIONS[code].answers == ()
    chengdu = [answer.question for answer in REGIONS["510100"].answers]
    assert chengdu == [q.INTERIM_EXISTS, q.LIFT_SUBSIDY]  # the subsidy was read at second hand


def test_what_was_only_inferred_or_read_at_second_hand_says_so() -> None:
    for code in ("430000", "510000", "510100"):
        sure = {answer.confidence for answer in REGIONS[code].answers}
        assert sure <= {Confidence.INFERRED, Confidence.VERIFIED_SECOND}
        assert not any(
            told.verified
            for told in REGIONS[code].rulings(TODAY)
            if isinstance(told, Ruling) and not told.inherited
        )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            q.REPORT_TERM_END,
            {"000000": "3个月", "310000": "5个月", "110000": "6个月", "330100": "3个月"},
        ),
        (q.FORM_ELECTION_GROUP, {"310000": "60日", "110000": "60日"}),
        (
            q.HOLD_REELECTION,
            {"370000": "90日", "330000": "2个月", "330200": "60日", "430000": "3个月"},
        ),
        (q.FORM_PREPARATION_GROUP, {"000000": "60日", "410000": "30日", "430000": "30日"}),
        (q.HOLD_FIRST_ASSEMBLY, {"000000": "90日", "110000": "60日", "410000": "60日"}),
        (
            q.PUBLISH_PREPARATION_LIST,
            {"310000": "7日", "110000": "7日", "370000": "10日", "330200": "3日"},
        ),
        (q.FILE_COMMITTEE, dict.fromkeys(REGIONS, "30日")),
        (q.FILING_HANDLED, {"310000": "20日", "110000": "5个工作日", "370000": "10日"}),
        (q.MEMBER_HANDOVER, {"000000": "3日", "310000": "10日", "330100": "7日", "410000": "3日"}),
        (q.SPECIAL_ASSEMBLY_NOTICE, {"000000": "15日", "330100": "7日"}),
        (q.VOTING_MIN, {"330100": "5日", "310000": "15日"}),
        (q.VOTING_MAX, {"330100": "60日", "310000": "30日"}),
        (q.INTERIM_TERM, {"110000": "3年", "330100": "2年", "510000": "2年", "510100": "2年"}),
        (q.COMMITTEE_TERM, {"000000": "不超过5年", "310000": "3至5年", "430000": "3至5年"}),
        (q.COMMITTEE_SIZE, {"000000": "5至11人单数", "370000": "5人以上单数"}),
        (q.EXIT, {"310000": "10日", "110000": "30日", "330100": "15日", "430000": "15日"}),
    ],
    ids=lambda value: value.code if isinstance(value, Question) else "",
)
def test_the_table_of_the_rule_book(question: Question[Period], expected: dict[str, str]) -> None:
    told = {code: REGIONS[code].ask(question, TODAY).value.words for code in expected}
    assert told == expected


def test_half_is_enough_for_a_committee_in_the_nation_and_not_in_shanghai() -> None:
    majority = {code: REGIONS[code].ask(q.COMMITTEE_MAJORITY, TODAY).value for code in REGIONS}
    for code in ("000000", "330000", "410000"):
        assert majority[code] == GE_HALF
    for code in ("310000", "110000", "370000", "330100", "330200", "430000"):
        assert majority[code] == GT_HALF
    assert REGIONS["370000"].ask(q.COMMITTEE_QUORUM, TODAY).value == at_least(2, 3)


def test_an_online_ballot_counts_only_where_the_law_lets_it() -> None:
    assert REGIONS["110000"].ask(q.ONLINE_VOTE, TODAY).value == OnlineVote.OFFICIAL_ONLY
    assert REGIONS["510100"].ask(q.ONLINE_VOTE, TODAY).value == OnlineVote.UNVERIFIED
    assert not any(
        REGIONS[code].ask(q.ONLINE_VOTE, TODAY).value == OnlineVote.OWN_COUNTS for code in REGIONS
    )


def test_the_national_trigger_is_more_than_half_and_shanghai_s_half() -> None:
    half = Delivery(delivered_area=500, total_area=1000)
    assert not jurisdiction("000000").ask(q.SETUP_TRIGGER, TODAY).value.met(half, TODAY)
    assert jurisdiction("310000").ask(q.SETUP_TRIGGER, TODAY).value.met(half, TODAY)
    two_years = Delivery(0, 1000, first_delivery=date(2024, 11, 22))
    assert jurisdiction("310000").ask(q.SETUP_TRIGGER, TODAY).value.met(two_years, TODAY)


def test_the_worked_example_of_how_to_add_a_region_is_a_page_of_law() -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/add-a-region.md").read_text(encoding="utf-8")
    held: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], held)  # noqa: S102 - our own page
    weifang = replace(held["JURISDICTION"], parent=REGIONS["370000"])
    assert weifang.ask(q.PROXY_LIMIT, TODAY).value == ProxyLimit(3)
    assert weifang.ask(q.HOLD_REELECTION, TODAY).note == "继承自山东省规定，本地未核（需本地复核）"


def test_parking_may_count_by_the_rules_of_procedure_but_not_in_ningbo() -> None:
    assert REGIONS["000000"].ask(q.PARKING_MAY_COUNT, TODAY).value is True
    assert REGIONS["330200"].ask(q.PARKING_MAY_COUNT, TODAY).value is False


def test_since_its_fourth_amendment_shanghai_bars_nobody_for_arrears() -> None:
    law = jurisdiction("310000")
    before = law.ask(q.CANDIDATE_BARS, date(2023, 12, 27))
    now = law.ask(q.CANDIDATE_BARS, TODAY)
    assert CandidateBar.FEE_ARREARS in before.value
    assert not {CandidateBar.FEE_ARREARS, CandidateBar.FUND_ARREARS} & {*now.value}
    assert "需本地复核" in now.note, "two second-hand texts are no reading of the act"
    assert not now.verified
    assert CandidateBar.DEFIES_DECISIONS in now.value
    assert now.confidence is Confidence.VERIFIED_SECOND


def test_who_leads_and_who_keeps_differs() -> None:
    assert REGIONS["110000"].ask(q.INTERIM_CHAIR, TODAY).value == Body.RESIDENTS_COMMITTEE
    assert REGIONS["330100"].ask(q.INTERIM_CHAIR, TODAY).value == Body.STREET
    assert REGIONS["310000"].ask(q.INTERIM_EXISTS, TODAY).value is False
    assert REGIONS["310000"].ask(q.HANDOVER_TO, TODAY).value[0] == Body.HOUSING_AGENCY
    group = REGIONS["310000"].ask(q.ELECTION_GROUP, TODAY).value
    assert (group.with_developer, group.leader) == (False, Body.STREET)


def test_r01_sichuan_s_interim_committee_needs_a_tenth_by_area_and_by_persons() -> None:
    petition = jurisdiction("510000").ask(q.INTERIM_PETITION, TODAY).value
    whole = {"total_area": 30_000_00, "persons": 30, "total_persons": 300}
    assert not petition.enough(area=2_999_99, **whole)
    assert petition.enough(area=3_000_00, **whole)
    assert not petition.enough(area=3_000_00, **{**whole, "persons": 29})


@pytest.mark.parametrize(
    ("area", "units", "first", "due"),
    [
        (300, 0, date(2024, 11, 22), True),
        (300, 49, date(2024, 12, 22), False),
        (200, 50, None, True),
        (299, 49, date(2020, 1, 1), False),
        (500, 0, None, True),
    ],
)
def test_r02_hunan_s_first_assembly_is_due_on_any_of_three_conditions(
    area: int, units: int, first: date | None, due: bool
) -> None:
    now = Delivery(area, 1000, delivered_units=units, total_units=100, first_delivery=first)
    assert jurisdiction("430000").ask(q.SETUP_TRIGGER, TODAY).value.met(now, TODAY) is due


@pytest.mark.parametrize(
    ("code", "of_six", "of_seven"),
    [("000000", True, False), ("430000", False, False), ("310000", False, False)],
)
def test_r03_three_of_six_decide_in_the_nation_but_not_where_more_than_half_must_agree(
    code: str, of_six: bool, of_seven: bool
) -> None:
    place = jurisdiction(code)
    assert place.ask(q.COMMITTEE_QUORUM, TODAY).value.reached(4, 6)
    majority = place.ask(q.COMMITTEE_MAJORITY, TODAY).value
    assert (majority.reached(3, 6), majority.reached(3, 7)) == (of_six, of_seven)


def test_r04_hunan_s_re_election_is_three_months_before_the_end_of_term() -> None:
    period = jurisdiction("430000").ask(q.HOLD_REELECTION, TODAY).value
    assert before(date(2027, 5, 31), period, CALENDAR).day == date(2027, 2, 28)


def test_r05_hunan_s_committee_hands_over_within_ten_days() -> None:
    period = jurisdiction("430000").ask(q.HANDOVER, TODAY).value
    assert after(date(2027, 5, 31), period, CALENDAR).day == date(2027, 6, 10)


def test_r06_hunan_s_yearly_accounts_hang_thirty_days_from_the_end_of_march() -> None:
    hunan = jurisdiction("430000")
    posted = hunan.ask(q.ANNUAL_DISCLOSURE_BY, TODAY).value.in_year(2027)
    shown = hunan.ask(q.ANNUAL_DISCLOSURE_DISPLAY, TODAY).value
    assert posted == date(2027, 3, 31)
    assert after(posted, shown, CALENDAR, rolls=False).day == date(2027, 4, 30)


def test_r07_hunan_s_manager_leaves_within_fifteen_days() -> None:
    period = jurisdiction("430000").ask(q.EXIT, TODAY).value
    assert after(date(2026, 12, 31), period, CALENDAR).day == date(2027, 1, 15)
