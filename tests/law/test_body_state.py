"""How a committee stands before the law: boundaries, regions, articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mulin.law.body_state import Fault, Found, Standing, examine, owed
from mulin.law.catalogue import jurisdiction
from mulin.law.workdays import CALENDAR

TODAY = date(2026, 3, 2)
SOUND = Standing(
    seats=5, in_office=5, ends=date(2028, 3, 1), active=date(2026, 2, 1),
    elected=date(2025, 3, 1), filed=True, seal=True, account=True,
)  # fmt: skip
SHANGHAI, NATION, BEIJING, CHENGDU = "310000", "000000", "110000", "510100"


def found(standing: Standing, region: str = SHANGHAI) -> dict[Fault, Found]:
    return {one.fault: one for one in examine(standing, jurisdiction(region), TODAY, CALENDAR)}


@pytest.mark.parametrize("region", [SHANGHAI, NATION, BEIJING, CHENGDU])
def test_a_sound_committee_has_no_findings(region: str) -> None:
    assert found(SOUND, region) == {}


def test_the_last_day_of_a_term_is_not_overdue_and_the_next_one_is() -> None:
    assert Fault.OVERDUE not in found(replace(SOUND, ends=TODAY))
    one = found(replace(SOUND, ends=date(2026, 3, 1)))[Fault.OVERDUE]
    assert "已逾期 1 天" in one.why
    assert (one.process, one.anchor) == ("reelection", date(2026, 3, 1))
    assert one.article == "上海市住宅物业管理规定 第28条"


def test_a_term_near_its_end_says_by_when_to_report_as_the_region_counts() -> None:
    ends = date(2026, 9, 2)
    assert found(replace(SOUND, ends=ends))[Fault.ENDING].due == date(2026, 4, 2)  # five months
    assert found(replace(SOUND, ends=ends), NATION)[Fault.ENDING].due == date(2026, 6, 2)
    assert Fault.ENDING not in found(replace(SOUND, ends=date(2026, 9, 3)))


@pytest.mark.parametrize(
    ("seats", "sitting", "few"), [(5, 3, False), (5, 2, True), (6, 3, False), (7, 3, True)]
)
def test_exactly_half_is_not_less_than_half(seats: int, sitting: int, few: bool) -> None:
    state = replace(SOUND, seats=seats, in_office=sitting)
    assert (Fault.FEW in found(state)) is few


def test_six_idle_months_oblige_an_election_only_where_the_region_says_so() -> None:
    idle = replace(SOUND, active=date(2025, 9, 2))
    assert Fault.IDLE not in found(replace(SOUND, active=date(2025, 9, 3)))
    here = found(idle)[Fault.IDLE]
    assert (here.process, here.article) == ("early_reelection", "上海市住宅物业管理规定 第32条")
    there = found(idle, NATION)[Fault.IDLE]
    assert there.process == ""
    assert "没有把它列为" in there.why


def test_without_a_committee_the_region_decides_what_may_be_started() -> None:
    assert found(Standing())[Fault.NONE].process == "assembly_setup"  # Shanghai has no 物管会
    assert found(Standing(), BEIJING)[Fault.NONE].process == "interim_committee"
    held = found(Standing(interim=True), BEIJING)[Fault.NONE]
    assert held.process == "assembly_setup"
    assert "代行" in held.why


def test_filing_is_late_after_thirty_days() -> None:
    unfiled = replace(SOUND, filed=False, elected=date(2026, 1, 30))
    assert found(unfiled)[Fault.UNFILED].due == date(2026, 3, 2)  # the 1st is a Sunday
    assert "已逾期" not in found(unfiled)[Fault.UNFILED].why
    assert "已逾期" in found(replace(unfiled, elected=date(2026, 1, 20)))[Fault.UNFILED].why
    assert found(replace(unfiled, elected=None))[Fault.UNFILED].due is None


def test_what_nobody_said_of_seal_and_account_is_no_finding() -> None:
    assert set(found(replace(SOUND, seal=None, account=None))) == set()
    assert set(found(replace(SOUND, seal=False, account=False))) == {
        Fault.NO_SEAL,
        Fault.NO_ACCOUNT,
    }


def test_three_seats_are_lawful_only_in_a_small_compound() -> None:
    three = replace(SOUND, seats=3, in_office=3)
    assert Fault.SEATS in found(replace(three, area=10_000_01, units=90))
    assert Fault.SEATS not in found(replace(three, area=10_000_00, units=90))
    assert Fault.SEATS not in found(replace(three, area=90_000_00, units=100), BEIJING)
    assert Fault.SEATS in found(replace(SOUND, seats=6, in_office=6))


def test_what_was_not_read_is_said() -> None:
    assert not found(replace(SOUND, ends=TODAY), CHENGDU)[Fault.ENDING].verified


def test_what_is_owed_next_comes_in_order_with_its_article() -> None:
    lines = owed(replace(SOUND, filed=False), jurisdiction(SHANGHAI), TODAY, CALENDAR)
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    named = {line.what: line for line in lines}
    assert named["届满前书面报告街道"].day == date(2027, 10, 1)
    assert named["下一次业委会例会"].day == date(2026, 4, 1)
    assert named["备案"].article == "上海市住宅物业管理规定 第23条"
    assert owed(Standing(), jurisdiction(SHANGHAI), TODAY, CALENDAR) == ()
