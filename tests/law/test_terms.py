"""The words of statutes: where does a boundary count, and do the parts agree with each other?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.law import questions
from mulin.law.questions import ALL, BY_CODE, MAJORITY, DecisionKind, Question
from mulin.law.shapes import (
    Condition,
    Delivery,
    Petition,
    Seats,
    SmallCompound,
    TermYears,
    Trigger,
)
from mulin.law.terms import (
    GE_HALF,
    GT_HALF,
    Citation,
    Period,
    Share,
    add_months,
    at_least,
    exact_ratio,
    more_than,
)

SHARES = st.builds(
    lambda denominator, part, inclusive: Share(part % (denominator + 1), denominator, inclusive),
    st.integers(1, 100),
    st.integers(0, 100),
    st.booleans(),
)
WHOLES = st.integers(1, 10**12)


@pytest.mark.parametrize(
    ("share", "part", "whole", "reached"),
    [
        (at_least(2, 3), 2, 3, True),  # 以上含本数（民法典第1259条）
        (at_least(2, 3), 823_044, 1_234_567, False),  # V13a：显示66.67%，未达2/3
        (at_least(2, 3), 823_045, 1_234_567, True),  # V13b
        (more_than(1, 2), 5, 10, False),  # 过半数：恰好一半不通过
        (more_than(1, 2), 6, 10, True),
        (at_least(3, 4), 599, 800, False),  # V16：74.875%
        (at_least(3, 4), 600, 800, True),
        (at_least(2, 3), 0, 0, False),  # 没有名册就没有参与
        (at_least(2, 3), 5, 0, False),
        (at_least(0, 1), 0, 5, True),
    ],
)
def test_a_share_is_reached_exactly_at_its_boundary(
    share: Share, part: int, whole: int, reached: bool
) -> None:
    assert share.reached(part, whole) is reached


@given(SHARES, WHOLES)
def test_what_is_needed_is_the_smallest_part_that_reaches(share: Share, whole: int) -> None:
    needed = share.needed(whole)
    assert share.reached(needed, whole) or needed > whole
    assert not share.reached(needed - 1, whole) or needed == 0


@given(SHARES, WHOLES, st.integers(1, 10**6))
def test_a_share_does_not_change_when_everything_is_counted_in_smaller_units(
    share: Share, whole: int, scale: int
) -> None:
    part = whole // 2
    assert share.reached(part, whole) is share.reached(part * scale, whole * scale)


def test_of_nothing_one_would_be_needed_and_nothing_is_enough() -> None:
    assert at_least(2, 3).needed(0) == 1
    assert not at_least(2, 3).reached(1, 0)


@pytest.mark.parametrize(
    ("share", "bound", "words"),
    [
        (at_least(2, 3), "≥ 2/3", "三分之二以上"),
        (at_least(3, 4), "≥ 3/4", "四分之三以上"),
        (GT_HALF, "> 1/2", "过半数"),
        (GE_HALF, "≥ 1/2", "半数以上"),
        (at_least(2, 4), "≥ 1/2", "半数以上"),
        (at_least(1, 20), "≥ 1/20", "5%以上"),
        (more_than(3, 10), "> 3/10", "超过30%"),
        (at_least(1, 1), "≥ 1", "全部"),
        (at_least(1, 7), "≥ 1/7", "7分之1以上"),
    ],
)
def test_a_share_says_itself_in_figures_and_in_words(share: Share, bound: str, words: str) -> None:
    assert (share.bound, share.words) == (bound, words)


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2), (1, 0), (1, -2)])
def test_what_is_no_part_of_a_whole_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        at_least(numerator, denominator)


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (823_044, 1_234_567, "823044/1234567"),
        (90, 132, "15/22"),
        (8, 8, "1"),
        (0, 8, "0"),
        (3, 0, "0"),
    ],
)
def test_a_ratio_is_written_reduced(part: int, whole: int, written: str) -> None:
    assert exact_ratio(part, whole) == written


def test_a_citation_reads_as_statutes_are_cited() -> None:
    source = Citation("上海市住宅物业管理规定", "第28条")
    assert str(source) == "上海市住宅物业管理规定第28条"
    assert source.spaced == "上海市住宅物业管理规定 第28条"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(months=3), "3个月"),
        (Period(months=24), "2年"),
        (Period(months=18), "18个月"),
        (Period(days=60), "60日"),
        (Period(working_days=5), "5个工作日"),
        (Period(), "当日"),
        (Period(months=1, days=15), "1个月15日"),
    ],
)
def test_a_period_says_itself(period: Period, words: str) -> None:
    assert period.words == words


def test_a_period_is_never_negative_nor_half_in_working_days() -> None:
    with pytest.raises(ValueError, match="never negative"):
        Period(days=-1)
    with pytest.raises(ValueError, match="not in both"):
        Period(days=1, working_days=1)


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2027, 8, 31), -6, date(2027, 2, 28)),
        (date(2028, 8, 31), -6, date(2028, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_end_on_the_same_number_or_the_months_last_day(
    day: date, months: int, there: date
) -> None:
    assert add_months(day, months) == there


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-300, 300))
def test_months_there_and_back_lose_at_most_the_days_a_month_lacks(day: date, months: int) -> None:
    back = add_months(add_months(day, months), -months)
    assert back == day or (back < day and (day - back).days <= 3)


def test_a_trigger_asks_for_any_condition_and_each_condition_for_all_of_it() -> None:
    trigger = Trigger(
        (
            Condition(area=at_least(3, 5)),
            Condition(area=at_least(3, 10), months_since_first_delivery=24),
        )
    )
    today = date(2026, 6, 1)
    early, late = date(2024, 6, 1), date(2024, 6, 2)
    assert trigger.met(Delivery(60, 100), today)
    assert trigger.met(Delivery(30, 100, first_delivery=early), today)
    assert not trigger.met(Delivery(30, 100, first_delivery=late), today)
    assert not trigger.met(Delivery(29, 100, first_delivery=early), today)
    assert not trigger.met(Delivery(59, 100), today)
    assert trigger.words == (
        "已交付专有部分面积达总面积的60%以上；或已交付专有部分面积达总面积的30%以上且首套交付满2年"
    )


def test_a_petition_of_both_shares_differs_from_one_of_either() -> None:
    asked = {"area": 10, "total_area": 100, "persons": 1, "total_persons": 100}
    tenth = at_least(1, 10)
    assert Petition(area=tenth, persons=tenth).enough(**asked)
    assert not Petition(area=tenth, persons=tenth, both=True).enough(**asked)
    assert Petition(owners=1).enough(**asked)
    assert not Petition(developer=True).enough(**asked)
    assert Petition(area=tenth, persons=tenth, both=True, written=True).words == (
        "占总面积10%以上的业主且占总人数10%以上的业主书面提出"
    )


@pytest.mark.parametrize(
    ("seats", "area", "units", "lawful"),
    [
        (5, 0, 500, True),
        (6, 0, 500, False),  # 双数
        (11, 0, 500, True),
        (13, 0, 500, False),
        (3, 0, 100, True),  # 一百户以下含一百户
        (3, 0, 101, False),
        (4, 0, 50, False),
    ],
)
def test_the_number_of_seats_is_odd_in_bounds_or_that_of_a_small_compound(
    seats: int, area: int, units: int, lawful: bool
) -> None:
    size = Seats(5, 11, small=SmallCompound(seats=3, max_units=100))
    assert size.allows(seats, area=area, units=units) is lawful


def test_a_small_compound_may_also_be_small_by_area() -> None:
    size = Seats(5, small=SmallCompound(seats=3, max_area=10_000_00))
    assert size.allows(3, area=10_000_00)
    assert not size.allows(3, area=10_000_01)
    assert size.allows(15, area=99_999_99)


def test_a_term_has_a_longest_and_sometimes_a_shortest_length() -> None:
    assert [years for years in range(1, 8) if TermYears(5, minimum=3).allows(years)] == [3, 4, 5]
    assert TermYears(5).allows(1)
    assert not TermYears(5).allows(0)
    assert (TermYears(5, minimum=3).words, TermYears(5).words) == ("3至5年", "不超过5年")


def test_every_question_has_its_own_code_the_name_it_is_asked_by() -> None:
    named = {name: value for name, value in vars(questions).items() if isinstance(value, Question)}
    assert all(name.lower() == question.code for name, question in named.items())
    assert len(BY_CODE) == len(ALL) == len(named) + len(MAJORITY)


def test_the_nine_matters_stand_in_the_order_and_words_of_article_278() -> None:
    assert [kind.item for kind in DecisionKind] == list(range(1, 10))
    assert DecisionKind("use_maintenance_fund").numeral == "第（五）项"
    assert DecisionKind.REBUILD.label == "改建、重建建筑物及其附属设施"
    assert set(MAJORITY) == set(DecisionKind)
