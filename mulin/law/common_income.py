"""Public revenue by the law: kinds of income, when each part of a contract falls due, what goes to
the maintenance fund, what a use of the money must rest on (民法典第278条、第282条)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.body_state import asked
from mulin.law.jurisdiction import Law
from mulin.law.shapes import Labelled
from mulin.law.terms import UNWRITTEN, Citation, Period, Share, add_months

OWNED = Citation("民法典", "第282条")
"""Income from common parts, less reasonable cost, belongs to all owners."""
MAINLY = Citation("物业管理条例", "第54条")
"""Mainly for the maintenance fund, or as the owners' assembly decides."""
ANSWER_WITHIN = timedelta(days=5)
"""Days in which an owner's question is answered; no text counts them."""
GRACE = timedelta(days=30)
"""Days for making a period public after its end; no text counts them."""


class IncomeKind(Labelled):
    """What earns: each has its title in the books."""

    PARKING = "parking", said("停车")
    TIDAL = "tidal", said("错时停车（潮汐车位）")
    ADVERTISING = "advertising", said("广告")
    SITE = "site", said("场地租赁")
    LOCKER = "locker", said("快递柜")
    STATION = "station", said("通信基站")
    CHARGER = "charger", said("充电桩")
    PREMISES = "premises", said("共有用房出租")
    OTHER = "other", said("其他")


K = IncomeKind
TITLE_OF: Mapping[IncomeKind, str] = {
    K.PARKING: "4001", K.TIDAL: "4001", K.ADVERTISING: "4002", K.SITE: "4003", K.LOCKER: "4004",
    K.STATION: "4004", K.CHARGER: "4005", K.PREMISES: "4006", K.OTHER: "4099",
}  # fmt: skip
"""Kind → title of the chart ``public_revenue``."""
COSTS = ("5001", "5098")
"""Titles of reasonable cost; every other expense is a use that the owners decide on."""
FEES = "5006"
"""The title of what stands in for property fees."""
TO_FUND = "3102"
"""The title under which money leaves for the maintenance fund."""


class Basis(Labelled):
    """What a use of the owners' money rests on."""

    VOTE = "vote", said("本系统的业主表决")
    EARLIER = "earlier", said("以前的业主大会决定或使用方案")
    MANDATE = "mandate", said("业主大会对业委会的授权")


def may_mandate(law: Law, today: date) -> bool:
    """Whether the assembly may leave it to the committee: yes where no text forbids it."""
    ruling = asked(law, q.MAY_AUTHORISE_COMMITTEE, today)
    return ruling is None or bool(ruling.value)


@dataclass(frozen=True)
class Span:
    """One part of a contract: from which day to which, both included."""

    first: date
    last: date


def spans(begins: date, ends: date, months: int) -> Iterator[Span]:
    """The parts of a contract that is paid every so many months; 0: once for all of it.

    The last part may be shorter. Each begins on the day of the month on which the first began.
    """
    if ends < begins:
        raise ValueError(said("合同的终止日早于起始日。"))
    if months <= 0:
        yield Span(begins, ends)
        return
    n = 0
    while (first := add_months(begins, n * months)) <= ends:
        following = add_months(begins, (n + 1) * months)
        yield Span(first, min(following - timedelta(days=1), ends))
        n += 1


def part_of(fen: int, span: Span, begins: date, months: int, number: int) -> int:
    """What a part costs: the whole amount, or of a shorter last part its days' share, cut off."""
    if months <= 0:
        return fen
    whole = add_months(begins, (number + 1) * months) - add_months(begins, number * months)
    days = (span.last - span.first).days + 1
    return fen * min(days, whole.days) // whole.days


@dataclass(frozen=True)
class ToFund:
    """What of a period's net revenue the law wants in the maintenance fund; fen.

    ``share`` is None where no text of the region names one; then ``met`` is no question.
    """

    net: int
    moved: int
    share: Share | None
    source: Citation

    @property
    def needed(self) -> int:
        """The smallest sum that reaches the share; nothing where there was no net revenue."""
        return self.share.needed(self.net) if self.share is not None and self.net > 0 else 0

    @property
    def met(self) -> bool:
        return self.moved >= self.needed


def to_fund(law: Law, today: date, net: int, moved: int) -> ToFund:
    """Hold a period's transfers against the region's share."""
    ruling = asked(law, q.COMMON_INCOME_TO_FUND, today)
    if ruling is None:
        return ToFund(net, moved, None, MAINLY)
    return ToFund(net, moved, ruling.value, ruling.source)


@dataclass(frozen=True)
class Rhythm:
    """How often the books are published here; a whole number of months."""

    months: int
    source: Citation

    def period(self, day: date) -> Span:
        """The period of the calendar year that holds a day."""
        months = max(1, min(self.months, 12))
        start = (day.month - 1) // months * months + 1
        first = date(day.year, start, 1)
        return Span(first, min(add_months(first, months), date(day.year + 1, 1, 1)) - _DAY)

    def before(self, day: date) -> Span:
        """The last period that is over on a day."""
        return self.period(self.period(day).first - _DAY)


_DAY = timedelta(days=1)
QUARTER = Period(months=3)


def rhythm(law: Law, today: date) -> Rhythm:
    """The region's rhythm; a quarter where no text names one."""
    ruling = asked(law, q.COMMON_INCOME_EVERY, today)
    if ruling is None or ruling.value.months not in (1, 2, 3, 4, 6, 12):
        return Rhythm(QUARTER.months, UNWRITTEN)
    return Rhythm(ruling.value.months, ruling.source)
