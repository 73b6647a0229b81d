"""The year's notice is read as it is written, and what cannot be right is refused by name."""

from __future__ import annotations

import pytest

from mulin.law.days_off import YEARS, YearOff
from mulin.law.holiday_notice import read_notice, year_off
from mulin.law.workdays import CALENDAR

NOTICE = """各单位：经批准，现将2026年部分节假日安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。\
2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各单位要妥善安排好值班和安全工作。
2025年11月4日"""


def test_the_notice_is_read_as_it_was_published() -> None:
    read = read_notice(2026, NOTICE)
    assert read.faults() == []
    assert read.off == CALENDAR.years[2026].off
    assert read.work == CALENDAR.years[2026].work


@pytest.mark.parametrize("known", [y for y in YEARS if not y.provisional], ids=lambda y: y.year)
def test_every_year_on_record_is_read_back_from_lines(known: YearOff) -> None:
    lines = [f"{run} 放假" for run in known.off.split()]
    lines += [f"{day} 上班" for day in known.work.split()]
    read = read_notice(known.year, "\n".join(lines))
    assert read.faults() == []
    same = CALENDAR.with_year(year_off(read))
    assert same.years[known.year] == CALENDAR.years[known.year]


def test_the_notice_of_another_year_is_found_by_its_weekdays() -> None:
    faults = read_notice(2027, NOTICE).faults()
    assert "2027年1月1日是周五，不是“周四”，请核对年份和日期" in faults


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1月4日（周日）放假。1月4日（周日）上班", "2026年1月4日同时写为放假和上班"),
        ("1月5日上班", "是周一，本来就上班，不会是调休"),
        ("2月30日放假", "“2月30日”不是 2026 年的日子"),
        ("5月5日至1日放假", "的起止日不对"),
        ("2027年1月1日放假", "跨年的放假请分开登记"),
        ("6月19日", "没有写明放假还是上班"),
    ],
)
def test_what_cannot_be_right_is_named(line: str, said: str) -> None:
    assert any(said in fault for fault in read_notice(2026, f"{NOTICE}\n{line}").faults())


def test_a_notice_that_lacks_a_holiday_says_which() -> None:
    half = "\n".join(line for line in NOTICE.splitlines() if "国庆" not in line)
    assert read_notice(2026, half).faults() == ["没有写全年：缺国庆节的放假日"]
    assert read_notice(2026, "祝大家节日快乐").faults()[0] == "没有读到任何放假日"


def test_a_hyphen_between_days_is_a_run_and_in_a_date_is_none() -> None:
    assert read_notice(2026, "4月4日-6日放假").off_words == ["04-04", "04-05", "04-06"]
    assert read_notice(2026, "04-04 放假").off_words == ["04-04"]
    assert read_notice(2026, "2026-04-04 至 2026-04-06 放假").off_words[-1] == "04-06"
