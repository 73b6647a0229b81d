"""What a committee owes its owners to know: rhythms of the region, days, what is behind."""

from __future__ import annotations

from datetime import date

from mulin.law.catalogue import jurisdiction
from mulin.law.committee_archive import Category, Gap, gaps
from mulin.law.disclosure import ITEMS, State, items_here, standings

BEGAN, TODAY = date(2025, 1, 1), date(2026, 3, 2)


def by_code(region: str, covered: dict[str, date], today: date = TODAY):  # type: ignore[no-untyped-def]
    found = standings(jurisdiction(region), BEGAN, covered, today)
    return {one.item.code: one for one in found}


def test_shanghai_wants_public_revenue_each_quarter_and_the_fund_each_half_year() -> None:
    found = by_code("310000", {"revenue": date(2025, 12, 31), "fund": date(2025, 6, 30)})
    assert found["revenue"].due == date(2026, 4, 30)  # 三个月，另给三十日
    assert found["revenue"].state is State.PUBLISHED
    assert "第66条" in found["revenue"].source.article
    assert found["fund"].due == date(2026, 1, 29)
    assert found["fund"].state is State.OVERDUE


def test_the_day_itself_is_still_in_time_and_the_next_is_not() -> None:
    covered = {"revenue": date(2025, 12, 31)}
    assert by_code("310000", covered, date(2026, 4, 30))["revenue"].state is State.SOON
    assert by_code("310000", covered, date(2026, 5, 1))["revenue"].state is State.OVERDUE


def test_where_no_text_gives_a_rhythm_a_year_serves_and_says_so() -> None:
    one = by_code("310000", {})["parking"]
    assert one.due == date(2026, 1, 31)
    assert "系统默认值" in one.how
    assert not one.verified


def test_members_payments_are_asked_for_only_where_a_region_does() -> None:
    here = {item.code for item in items_here(jurisdiction("110000"), TODAY)}
    there = {item.code for item in items_here(jurisdiction("310000"), TODAY)}
    assert "dues" in here
    assert "dues" not in there
    assert len(there) == len(ITEMS) - 1


def test_what_is_told_once_a_term_is_owed_again_by_the_next() -> None:
    assert by_code("310000", {"rules": date(2025, 3, 1)})["rules"].state is State.PUBLISHED
    assert by_code("310000", {"rules": date(2024, 3, 1)})["rules"].state is State.OVERDUE


def test_a_decision_nobody_published_is_behind_after_its_day() -> None:
    law = jurisdiction("310000")
    late = standings(law, BEGAN, {}, TODAY, unpublished=date(2026, 3, 1))
    soon = standings(law, BEGAN, {}, TODAY, unpublished=date(2026, 3, 2))
    none = standings(law, BEGAN, {}, TODAY)
    states = [
        next(one.state for one in found if one.item.code == "decisions")
        for found in (late, soon, none)
    ]
    assert states == [State.OVERDUE, State.SOON, State.PUBLISHED]


def test_an_archive_names_what_it_lacks_in_the_order_of_its_contents() -> None:
    more = Gap(Category.MINUTES, "三月例会：没有签字的会议记录")
    found = gaps({"filing", "minutes", "money"}, [more])
    assert [gap.category.value for gap in found] == ["rules", "minutes", "contracts"]
