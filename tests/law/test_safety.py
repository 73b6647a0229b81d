"""When rounds are walked, what kinds of hazard know, how sheets are summed."""

from __future__ import annotations

from datetime import date

import pytest

from mulin.law.safety.catalogue import all_sheets, all_templates, standard_checks, template_named
from mulin.law.safety.hazard import PointKind
from mulin.law.safety.rota import Holidays, Rhythm, Rota, Shift, minutes_in, shifts_in
from mulin.law.safety.sheet import passed, reached
from mulin.law.workdays import CALENDAR

MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 8)
NEW_YEAR = date(2026, 1, 1)


def days(rota: Rota, first: date, last: date) -> list[str]:
    return [f"{day:%m-%d} {minute // 60}" for day, minute in rota.rounds(first, last, CALENDAR)]


def test_a_week_has_its_days_and_hours_in_order() -> None:
    rota = Rota(Rhythm.WEEKLY, (1260, 540), weekdays=(0, 5))
    assert days(rota, MONDAY, SUNDAY) == ["03-02 9", "03-02 21", "03-07 9", "03-07 21"]


def test_the_clock_goes_round_and_every_minute_has_its_shift() -> None:
    rota = Rota(Rhythm.CLOCK, every=480, shifts=(Shift("白", 420, 1140), Shift("夜", 1140, 420)))
    assert days(rota, MONDAY, MONDAY) == ["03-02 0", "03-02 8", "03-02 16"]
    assert [rota.shift_at(minute) for minute in (0, 419, 420, 1139, 1140)] == [
        "夜",
        "夜",
        "白",
        "白",
        "夜",
    ]


@pytest.mark.parametrize(
    ("holidays", "wanted"),
    [
        (Holidays.WALK, ["01-01 10"]),
        (Holidays.SKIP, []),
        (Holidays.MOVE, ["01-04 10"]),
    ],
)
def test_a_day_off_leaves_out_or_moves_on(holidays: Holidays, wanted: list[str]) -> None:
    """1 to 3 January 2026 are days off, the fourth, a Sunday, is worked."""
    rota = Rota(Rhythm.MONTHLY, (600,), month_days=(1,), holidays=holidays)
    assert days(rota, NEW_YEAR, date(2026, 1, 10)) == wanted


def test_the_thirty_first_is_the_last_day_of_a_short_month() -> None:
    rota = Rota(Rhythm.MONTHLY, (600,), month_days=(31,))
    assert days(rota, date(2026, 2, 1), date(2026, 3, 31)) == ["02-28 10", "03-31 10"]


def test_hours_and_shifts_are_read_as_people_type_them() -> None:
    assert minutes_in("9:00、15：30, 21:05") == (540, 930, 1265)
    assert shifts_in("早班 07:00-15:00\n夜班 23:00 至 7:00") == (
        Shift("早班", 420, 900),
        Shift("夜班", 1380, 420),
    )
    for typed in ("25:00", "九点"):
        with pytest.raises(ValueError, match=typed):
            minutes_in(typed)
    with pytest.raises(ValueError, match="早班 7点"):
        shifts_in("早班 7点-3点")


def test_every_kind_of_point_has_something_to_look_at() -> None:
    assert [kind for kind in PointKind if not list(standard_checks(kind))] == []
    codes = [check.code for one in all_templates().values() for check in one.checks]
    assert len(set(codes)) == len(codes), "an answer belongs to one check"
    assert template_named("gone since").code == "other"


def test_what_lies_in_a_home_is_not_open_to_neighbours() -> None:
    assert [one.code for one in all_templates().values() if not one.open] == ["illegal_building"]


def test_sheets_sum_to_a_hundred_and_what_was_not_seen_counts_nowhere() -> None:
    assert {code: sum(item.points for item in one.items) for code, one in all_sheets().items()} == {
        "company_managed": 100,
        "entrusted": 100,
        "self_managed": 100,
    }
    assert reached([(10, 8), (20, None), (5, 5)]) == (13, 15)
    assert [passed(*one, 80) for one in ((80, 100), (799, 1000), (0, 0))] == [True, False, False]
