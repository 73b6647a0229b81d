"""Days off and make-up working days, year by year: facts from the State Council's notices.

``off`` lists holidays with the weekends they touch, ``work`` the weekends worked in exchange; all
other Saturdays and Sundays are off. A provisional year has only what the regulation on national
holidays (全国年节及纪念日放假办法) gives, until the notice for it is out: then replace its line.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class YearOff:
    """One year's notice; days are written ``MM-DD`` or ``MM-DD..MM-DD``, apart by spaces."""

    year: int
    off: str
    work: str
    provisional: bool = False


# fmt: off
YEARS: tuple[YearOff, ...] = (
    YearOff(2017,
            off="01-01..01-02 01-27..02-02 04-02..04-04 04-29..05-01 05-28..05-30 10-01..10-08",
            work="01-22 02-04 04-01 05-27 09-30"),
    YearOff(2018,
            off="01-01 02-15..02-21 04-05..04-07 04-29..05-01 06-16..06-18 09-22..09-24 10-01..10-07 "
                "12-30..12-31",
            work="02-11 02-24 04-08 04-28 09-29 09-30 12-29"),
    YearOff(2019,
            off="01-01 02-04..02-10 04-05..04-07 05-01..05-04 06-07..06-09 09-13..09-15 10-01..10-07",
            work="02-02 02-03 04-28 05-05 09-29 10-12"),
    YearOff(2020,
            off="01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08",
            work="01-19 04-26 05-09 06-28 09-27 10-10"),
    YearOff(2021,
            off="01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21 10-01..10-07",
            work="02-07 02-20 04-25 05-08 09-18 09-26 10-09"),
    YearOff(2022,
            off="01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07",
            work="01-29 01-30 04-02 04-24 05-07 10-08 10-09"),
    YearOff(2023,
            off="01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06",
            work="01-28 01-29 04-23 05-06 06-25 10-07 10-08"),
    YearOff(2024,
            off="01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-08..06-10 09-15..09-17 10-01..10-07",
            work="02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
    YearOff(2025,
            off="01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
            work="01-26 02-08 04-27 09-28 10-11"),
    YearOff(2026,
            off="01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
            work="01-04 02-14 02-28 05-09 09-20 10-10"),
    YearOff(2027,
            off="01-01..01-03 02-05..02-10 04-03..04-05 05-01..05-04 06-09 09-15 10-01..10-05",
            work="",
            provisional=True),
)
# fmt: on
