"""Reading the year's official notice on days off: pasted as it stands, or typed line by line.

The notice says ``元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。`` Each
sentence is read for its days; a weekday in brackets must be right, which finds the notice of
another year and most slips of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mulin.kit.words import said
from mulin.law.days_off import YearOff

WEEKDAYS = "一二三四五六日"
_WEEKDAY_WORDS = (
    said("周一"),
    said("周二"),
    said("周三"),
    said("周四"),
    said("周五"),
    said("周六"),
    said("周日"),
)
_SENTENCE = re.compile(r"[。；;\n\r]+")
_DAY = (
    r"(?:(?P<y{n}>\d{{4}})[年/.-])?(?:(?P<m{n}>\d{{1,2}})[月/.-])?(?P<d{n}>\d{{1,2}})日?"
    r"(?:\s*[（(](?:周|星期|农历[^，）)]*[，、]\s*(?:周|星期))(?P<w{n}>[一二三四五六日天])[^）)]*[）)]"
    r"|\s*[（(][^）)]*[）)])?"
)
_TO = r"(?:\s*(?:至|到|－|—|–|~|～|\.\.)\s*|(?<=[日）)])\s*-\s*)"
_RUN = re.compile(rf"(?<![\d.]){_DAY.format(n=1)}(?:{_TO}{_DAY.format(n=2)})?")
_DATED = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日|\d{1,2}-\d{1,2}")
_NOISE = re.compile(r"共\s*\d+\s*天|第\s*\d+\s*条|〔\d+〕\s*\d+\s*号|\d+\s*号文?")
_FIXED = (
    (1, 1, said("元旦")),
    (5, 1, said("劳动节")),
    *((10, n, said("国庆节")) for n in (1, 2, 3)),
)
_MOVING = (
    ((1, 21), (2, 24), 4, said("春节")),
    ((4, 4), (4, 6), 1, said("清明节")),
    ((5, 28), (6, 26), 1, said("端午节")),
    ((9, 7), (10, 8), 1, said("中秋节")),
)
"""Between which days a holiday of the moon's calendar falls, and how many days off it has."""


@dataclass(frozen=True)
class ReadNotice:
    """What was read: days off, worked weekends, and what could not be understood."""

    year: int
    off: frozenset[date]
    work: frozenset[date]
    unread: tuple[str, ...] = ()

    @property
    def off_words(self) -> list[str]:
        """Days off as ``MM-DD``, in order."""
        return [f"{day:%m-%d}" for day in sorted(self.off)]

    @property
    def work_words(self) -> list[str]:
        """Worked weekends as ``MM-DD``, in order."""
        return [f"{day:%m-%d}" for day in sorted(self.work)]

    def faults(self) -> list[str]:
        """Everything that cannot be right, in sentences; empty where the notice can be used."""
        found = list(self.unread)
        for day in sorted(self.off & self.work):
            found.append(said("{spoken}同时写为放假和上班", spoken=_spoken(day)))
        for day in sorted(self.work - self.off):
            if day.weekday() < 5:
                found.append(
                    said(
                        "{spoken}是{weekday}，本来就上班，不会是调休",
                        spoken=_spoken(day),
                        weekday=_weekday(day),
                    )
                )
        return found + list(self._missing())

    def _missing(self) -> Iterator[str]:
        lacking = dict.fromkeys(
            name for month, day, name in _FIXED if date(self.year, month, day) not in self.off
        )
        for first, last, number, name in _MOVING:
            start, end = date(self.year, *first), date(self.year, *last)
            if sum(start <= day <= end for day in self.off) < number:
                lacking[name] = None
        if lacking:
            yield said("没有写全年：缺{lacking}的放假日", lacking="、".join(lacking))


def read_notice(year: int, text: str) -> ReadNotice:
    """Days off and worked weekends of ``year`` out of a notice's own words."""
    off: set[date] = set()
    work: set[date] = set()
    unread: list[str] = []
    for sentence in _SENTENCE.split(text):
        plain = _NOISE.sub("", sentence).strip()
        worked = "上班" in plain or "补班" in plain
        if not plain or not (worked or "放假" in plain or "休息" in plain):
            if _DATED.search(plain) and "年" not in plain:
                unread.append(said("“{plain}”没有写明放假还是上班", plain=plain[:40]))
            continue
        days, faults = _days(year, plain)
        (work if worked else off).update(days)
        unread += faults
    if not off and not unread:
        unread.append(said("没有读到任何放假日"))
    return ReadNotice(year, frozenset(off), frozenset(work), tuple(unread))


def year_off(read: ReadNotice) -> YearOff:
    """The notice as the calendar takes it; no longer provisional."""
    return YearOff(read.year, " ".join(read.off_words), " ".join(read.work_words))


def _days(year: int, sentence: str) -> tuple[list[date], list[str]]:
    days: list[date] = []
    faults: list[str] = []
    month = 0
    for run in _RUN.finditer(sentence):
        if not run["m1"] and not month:
            continue
        try:
            first, month = _one(run, 1, year, month)
            last, month = _one(run, 2, year, month) if run["d2"] else (first, month)
        except ValueError as fault:
            faults.append(str(fault))
            continue
        if not first <= last <= first + timedelta(days=20):
            faults.append(said("“{run}”的起止日不对", run=run[0]))
            continue
        days += [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if not days and not faults and _DATED.search(sentence):
        faults.append(said("“{sentence}”里没有读到日期", sentence=sentence[:40]))
    return days, faults


def _one(run: re.Match[str], n: int, year: int, month: int) -> tuple[date, int]:
    """One day of a run, and the month that the next one may leave out."""
    here = int(run[f"m{n}"] or month)
    if run[f"y{n}"] and int(run[f"y{n}"]) != year:
        raise ValueError(
            said(
                "“{run}”不是 {year} 年的日子，跨年的放假请分开登记在各自年份", run=run[0], year=year
            )
        )
    try:
        day = date(year, here, int(run[f"d{n}"]))
    except ValueError:
        raise ValueError(said("“{run}”不是 {year} 年的日子", run=run[0], year=year)) from None
    told = run[f"w{n}"]
    if told and told.replace("天", "日") != WEEKDAYS[day.weekday()]:
        raise ValueError(
            said(
                "{spoken}是{weekday}，不是“周{told}”，请核对年份和日期",
                spoken=_spoken(day),
                weekday=_weekday(day),
                told=told,
            )
        )
    return day, here


def _spoken(day: date) -> str:
    return said("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)


def _weekday(day: date) -> str:
    return _WEEKDAY_WORDS[day.weekday()]
