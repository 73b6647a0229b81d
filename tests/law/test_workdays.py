"""Periods on the calendar: which day is the last, why, and what happens on days off."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.law.days_off import YEARS, YearOff
from mulin.law.terms import Period
from mulin.law.workdays import (
    CALENDAR,
    Calendar,
    after,
    before,
    last_working_day_before,
    working_days_between,
)

PLAIN = Calendar({})
DAYS = st.dates(date(2018, 1, 1), date(2026, 6, 30))
PERIODS = st.one_of(
    st.builds(Period, months=st.integers(0, 60), days=st.integers(0, 120)),
    st.builds(Period, working_days=st.integers(1, 60)),
)


@pytest.mark.parametrize("year", range(2017, 2027))
def test_two_independent_sources_agree_with_us_on_every_day_of_ten_years(year: int) -> None:
    theirs = holidays.country_holidays("CN", years=[year - 1, year, year + 1])
    first = date(year, 1, 1)
    days = [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]
    ours = {day: CALENDAR.is_working_day(day) for day in days}
    assert ours == {day: theirs.is_working_day(day) for day in days}
    assert ours == {day: chinese_calendar.is_workday(day) for day in days}


def test_a_year_whose_notice_is_not_out_is_provisional_and_says_so() -> None:
    assert [year.year for year in YEARS if year.provisional] == [2027]
    told = after(date(2027, 5, 31), Period(days=10), CALENDAR)
    assert (told.day, told.settled) == (date(2027, 6, 10), False)
    assert told.how.endswith("2027年放假安排尚未公布，为暂定。")
    assert not CALENDAR.is_settled(date(2040, 1, 1))
    assert CALENDAR.is_settled(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("start", "period", "fell", "ends"),
    [
        (date(2026, 11, 2), Period(days=7), date(2026, 11, 9), date(2026, 11, 9)),
        (date(2026, 11, 1), Period(days=13), date(2026, 11, 14), date(2026, 11, 16)),  # 星期六
        (date(2026, 9, 1), Period(days=30), date(2026, 10, 1), date(2026, 10, 8)),  # 国庆
        (date(2026, 8, 10), Period(days=60), date(2026, 10, 9), date(2026, 10, 9)),
        (
            date(2026, 8, 11),
            Period(days=60),
            date(2026, 10, 10),
            date(2026, 10, 10),
        ),  # 补班的星期六
        (date(2026, 1, 31), Period(months=1), date(2026, 2, 28), date(2026, 2, 28)),  # 月末，补班
        (date(2024, 1, 31), Period(months=1), date(2024, 2, 29), date(2024, 2, 29)),
        (date(2026, 1, 15), Period(months=1), date(2026, 2, 15), date(2026, 2, 24)),  # 春节
        (date(2026, 9, 30), Period(working_days=5), date(2026, 10, 13), date(2026, 10, 13)),
    ],
)
def test_a_period_ends_on_its_last_day_or_after_the_days_off(
    start: date, period: Period, fell: date, ends: date
) -> None:
    told = after(start, period, CALENDAR)
    assert (told.day, told.rolled_from) == (ends, None if fell == ends else fell)
    assert after(start, period, CALENDAR, rolls=False).day == fell


def test_the_derivation_is_told_in_a_sentence() -> None:
    told = after(date(2026, 9, 1), Period(days=30), CALENDAR)
    assert told.how == (
        "自2026年9月1日起，当日不计入，30日届满为2026年10月1日（星期四，放假），"
        "顺延至2026年10月8日（民法典第203条）。"
    )
    assert after(date(2026, 9, 1), Period(), CALENDAR).how == "2026年9月1日当日。"


@pytest.mark.parametrize(
    ("event", "period", "fell", "notice_by"),
    [
        (date(2026, 6, 30), Period(days=15), date(2026, 6, 15), date(2026, 6, 15)),
        (date(2026, 6, 29), Period(days=15), date(2026, 6, 14), date(2026, 6, 12)),  # 星期日
        (date(2026, 10, 20), Period(days=15), date(2026, 10, 5), date(2026, 9, 30)),  # 国庆
        (date(2026, 10, 25), Period(days=15), date(2026, 10, 10), date(2026, 10, 10)),  # 补班
        (date(2026, 10, 13), Period(working_days=5), date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 8, 31), Period(months=6), date(2026, 2, 28), date(2026, 2, 28)),
    ],
)
def test_backwards_a_notice_to_owners_moves_earlier_and_a_report_stays(
    event: date, period: Period, fell: date, notice_by: date
) -> None:
    assert before(event, period, CALENDAR).day == fell
    notice = before(event, period, CALENDAR, earlier=True)
    assert (notice.day, notice.rolled_from) == (notice_by, None if fell == notice_by else fell)


def test_a_report_that_falls_on_a_day_off_names_the_last_working_day_before() -> None:
    told = before(date(2026, 6, 29), Period(days=15), CALENDAR)
    assert (told.day, told.rolled_from) == (date(2026, 6, 14), None)
    assert told.how == (
        "2026年6月29日之前15日，当日不计入，最迟为2026年6月14日"
        "（星期日，休息日，不顺延；此前最后一个工作日为2026年6月12日）。"
    )
    assert last_working_day_before(date(2026, 6, 14), CALENDAR) == date(2026, 6, 12)
    assert last_working_day_before(date(2026, 6, 12), CALENDAR) == date(2026, 6, 12)


def test_before_the_event_without_a_period_means_no_later_than_its_day() -> None:
    told = before(date(2026, 6, 29), Period(), CALENDAR)
    assert (told.day, told.how) == (date(2026, 6, 29), "不晚于2026年6月29日。")


@given(DAYS, PERIODS)
def test_forwards_a_deadline_is_a_working_day_and_never_before_the_bare_end(
    start: date, period: Period
) -> None:
    bare = after(start, period, CALENDAR, rolls=False)
    rolled = after(start, period, CALENDAR)
    assert bare.rolled_from is None
    assert rolled.day >= bare.day >= start
    assert CALENDAR.is_working_day(rolled.day)
    assert working_days_between(bare.day, rolled.day, CALENDAR) <= 1


@given(DAYS, PERIODS)
def test_backwards_a_notice_is_never_later_than_the_report(event: date, period: Period) -> None:
    report = before(event, period, CALENDAR)
    notice = before(event, period, CALENDAR, earlier=True)
    assert notice.day <= report.day <= event
    assert CALENDAR.is_working_day(notice.day)
    assert notice.day == last_working_day_before(report.day, CALENDAR)


@given(DAYS, st.integers(1, 80))
def test_working_days_there_and_counted_are_the_same_number(start: date, count: int) -> None:
    end = after(start, Period(working_days=count), CALENDAR).day
    assert working_days_between(start, end, CALENDAR) == count


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert working_days_between(date(2026, 6, 5), date(2026, 6, 1), PLAIN) == 0


def test_an_operator_replaces_a_provisional_year_and_the_version_shows_it() -> None:
    notice = YearOff(2027, off="01-01..01-03 06-09..06-11", work="06-12")
    settled = CALENDAR.with_year(notice)
    assert settled.is_settled(date(2027, 6, 9))
    assert not settled.is_working_day(date(2027, 6, 10))
    assert settled.is_working_day(date(2027, 6, 12))
    assert after(date(2027, 5, 31), Period(days=10), settled).day == date(2027, 6, 12)
    assert CALENDAR.is_working_day(date(2027, 6, 10))  # the shipped one is untouched
    assert settled.version != CALENDAR.version
    assert settled.version == CALENDAR.with_year(notice).version
    assert CALENDAR.version.startswith("2017–2027 ")


@pytest.mark.parametrize(
    ("off", "work", "told"),
    [
        ("02-30", "", "“02-30”不是日期"),
        ("五一", "", "“五一”不是日期"),
        ("05-05..05-01", "", "止日早于起日"),
        ("05-01..05-05", "05-04", "2028-05-04 同时写为放假和上班"),
    ],
)
def test_a_year_that_cannot_be_read_is_refused_by_name(off: str, work: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        CALENDAR.with_year(YearOff(2028, off=off, work=work))
