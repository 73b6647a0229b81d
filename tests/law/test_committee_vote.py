"""半数以上 and 过半数, seats and incumbents: the worked examples of the rule book, and the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mulin.law import questions as q
from mulin.law.catalogue import jurisdiction
from mulin.law.committee_vote import (
    COMMITTEE,
    INTERIM,
    all_members,
    days_around,
    majority,
    quorum,
)
from mulin.law.national import DEFAULTS
from mulin.law.shapes import Denominator
from mulin.law.workdays import CALENDAR

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("region", "agree", "whole", "passes"),
    [
        ("000000", 3, 6, True),  # R03: 半数以上, exactly half passes
        ("310000", 3, 6, False),
        ("430000", 3, 6, False),
        ("310000", 4, 6, True),
        ("000000", 3, 7, False),  # by seats both fail
        ("310000", 3, 7, False),
        ("000000", 2, 5, False),
    ],
)
def test_exactly_half_passes_where_the_region_says_half_and_above(
    region: str, agree: int, whole: int, passes: bool
) -> None:
    check = majority(COMMITTEE, jurisdiction(region), agree, whole, TODAY)
    assert check is not None
    assert check.met is passes


@pytest.mark.parametrize(
    ("region", "present", "met"), [("000000", 4, True), ("000000", 3, False), ("370000", 4, False)]
)
def test_shandong_wants_two_thirds_present(region: str, present: int, met: bool) -> None:
    check = quorum(COMMITTEE, jurisdiction(region), present, 7, TODAY)
    assert check is not None
    assert check.met is met
    assert check.article


def test_all_members_are_the_seats_unless_the_region_counts_those_in_office() -> None:
    law = jurisdiction("310000")
    assert all_members(law, 7, 6, TODAY) == 7
    counted = DEFAULTS.says(q.COMMITTEE_DENOMINATOR, Denominator.INCUMBENTS, "")
    other = replace(law, answers=(*law.answers, counted))
    assert all_members(other, 7, 6, TODAY) == 6


def days(region: str, held: date) -> dict[str, date | None]:
    lines = days_around(
        COMMITTEE,
        jurisdiction(region),
        held,
        CALENDAR,
        opened=TODAY,
        posted=None,
        told=None,
        published=None,
    )
    return {line.code: line.due for line in lines}


def test_the_agenda_hangs_seven_days_before_and_the_decision_three_after() -> None:
    assert days("310000", date(2026, 3, 20)) == {
        "notice": date(2026, 3, 13),
        "publish": date(2026, 3, 23),
    }


def test_a_notice_moves_earlier_over_days_off_and_a_publication_later() -> None:
    assert days("310000", date(2026, 3, 22))["notice"] == date(2026, 3, 13)  # the 15th is a Sunday
    assert days("310000", date(2026, 3, 19))["publish"] == date(2026, 3, 23)  # the 22nd is one


def test_beijing_tells_the_residents_committee_five_days_before() -> None:
    assert days("110000", date(2026, 3, 20))["tell"] == date(2026, 3, 13)  # the 15th is a Sunday
    assert "tell" not in days("310000", date(2026, 3, 20))


def test_what_is_late_is_said_late() -> None:
    (notice, _publish) = days_around(
        COMMITTEE,
        jurisdiction("310000"),
        date(2026, 3, 20),
        CALENDAR,
        opened=TODAY,
        posted=date(2026, 3, 14),
        told=None,
        published=None,
    )
    assert notice.late
    assert notice.article == "业主大会和业主委员会指导规则 第39条"


def test_an_interim_committee_is_judged_by_its_own_rules() -> None:
    beijing, shanghai = jurisdiction("110000"), jurisdiction("310000")
    assert quorum(INTERIM, beijing, 4, 7, TODAY) is not None
    assert quorum(INTERIM, shanghai, 4, 7, TODAY) is None
