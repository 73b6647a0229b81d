"""People's mediation: what the law asks of it, and of what may not be mediated. No clock, no tables.

The Act names no time for a mediation: the usual month is a default that a street may change and the
parties may lengthen. The thirty days for judicial confirmation are the Act's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mulin.kit import money
from mulin.kit.words import noop, said
from mulin.law.terms import Citation, Period
from mulin.law.workdays import Calendar, Reckoned, after

ACT = noop("人民调解法")
FREE = Citation(ACT, "第4条")
SECRECY = Citation(ACT, "第15条")
CONSENT = Citation(ACT, "第17条")
CHOICE = Citation(ACT, "第19条")
GUESTS = Citation(ACT, "第20条")
RIGHTS = Citation(ACT, "第23条")
ESCALATING = Citation(ACT, "第25条")
ENDING = Citation(ACT, "第26条")
FILING = Citation(ACT, "第27条")
WRITTEN = Citation(ACT, "第29条")
ORAL = Citation(ACT, "第30条")
PERFORMING = Citation(ACT, "第31条")
DISPUTED = Citation(ACT, "第32条")
CONFIRMATION = Citation(ACT, "第33条")
RULES = Citation("人民调解工作若干规定", "第22条")
"""Its text could not be read in a primary source: what rests on it is shown as 需本地复核."""
COURT = Citation("最高人民法院关于人民调解协议司法确认程序的若干规定", "第4条、第5条")

USUAL_DAYS = 30
CONFIRM_WITHIN = Period(days=30)
COURT_TAKES = Period(days=3)
COURT_DECIDES = Period(days=15)
COURT_LONGER = 10
SEATS = (3, 9)
"""Members of a committee (第8条)."""


@dataclass(frozen=True)
class Bar:
    """Something that may not be mediated: what it is, whose rule that is, where to go instead."""

    code: str
    what: str
    source: Citation
    instead: str
    unread: bool = False


BARS: tuple[Bar, ...] = (
    Bar(
        "before_court",
        said("人民法院已经受理或者已经裁判"),
        RULES,
        said("在法院继续办；可以请法院委派或者委托调解。"),
        unread=True,
    ),
    Bar(
        "before_office",
        said("公安或者其他行政机关已经受理或者已经处理"),
        RULES,
        said("等这个机关的处理结果；不服的，可以申请行政复议或者起诉。"),
        unread=True,
    ),
    Bar(
        "reserved",
        said("法律规定只能由专门机关管辖，例如犯罪、行政处罚、违法建设的认定"),
        RULES,
        said("向有管辖权的机关报案或者举报；社区可以陪同。"),
        unread=True,
    ),
    Bar(
        "no_private",
        said("法律禁止用民间调解解决"),
        RULES,
        said("请司法所或者公益律师说明该走哪条路。"),
        unread=True,
    ),
    Bar(
        "owners_decide",
        said("属于业主共同决定的事项，不是几个人之间的争议"),
        Citation("民法典", "第278条"),
        said("请业委会或者社区提请业主大会表决；可以先开协调会。"),
    ),
    Bar(
        "refused",
        said("有一方已经明确拒绝调解"),
        CONSENT,
        said("可以依法通过仲裁、行政、司法等途径维护权利。"),
    ),
)
BAR_BY_CODE: Mapping[str, Bar] = {bar.code: bar for bar in BARS}


@dataclass(frozen=True)
class Way:
    """A way that stays open where mediation came to nothing."""

    code: str
    name: str
    how: str


WAYS: tuple[Way, ...] = (
    Way(
        "court",
        said("向人民法院起诉"),
        said("在诉讼时效内，向有管辖权的基层人民法院提交起诉状和证据。"),
    ),
    Way(
        "arbitration",
        said("申请仲裁"),
        said("合同里有仲裁条款，或者双方事后书面约定仲裁的，向约定的仲裁委员会申请。"),
    ),
    Way(
        "office",
        said("请行政机关处理"),
        said("属于房管、城管、公安、市场监管等职责的，向该机关投诉、举报或者申请裁决。"),
    ),
)
WAY_BY_CODE: Mapping[str, Way] = {way.code: way for way in WAYS}


def mediate_by(accepted: date, days: int, calendar: Calendar) -> Reckoned:
    """The last day of the usual time for a mediation that was accepted on a day."""
    return after(accepted, Period(days=days), calendar)


def confirm_by(effective: date, calendar: Calendar) -> Reckoned:
    """The last day on which both parties may ask the court to confirm their agreement."""
    return after(effective, CONFIRM_WITHIN, calendar)


def court_decides_by(asked: date, calendar: Calendar) -> Reckoned:
    """The day by which a court that took the application decides, unless it takes longer."""
    return after(asked, COURT_DECIDES, calendar)


@dataclass(frozen=True)
class Size:
    """How large a dispute is, in what a street may set bounds for. ``amount``: fen."""

    people: int = 0
    amount: int = 0
    sessions: int = 0


@dataclass(frozen=True)
class Bound:
    """A bound from which a dispute is large, and why it was set there."""

    code: str
    name: str
    usual: int
    why: str
    money: bool = False


BOUNDS: tuple[Bound, ...] = (
    Bound(
        "people",
        said("涉及的人数"),
        10,
        said("十个人以上多半是小区共同的问题，一件一件调解不了。"),
    ),
    Bound(
        "amount",
        said("争议金额"),
        10_000_000,
        said("金额大，需要核账、评估和法律意见。"),
        money=True,
    ),
    Bound(
        "sessions",
        said("已经调解的次数"),
        3,
        said("谈了三次还没有结果，要换办法。"),
    ),
)


def why_large(size: Size, bounds: Mapping[str, int]) -> Iterator[str]:
    """Each bound that a dispute reaches (以上, included), with both figures."""
    for bound in BOUNDS:
        most, have = bounds.get(bound.code, bound.usual), getattr(size, bound.code)
        if most > 0 and have >= most:
            shown = money.digits if bound.money else str
            yield said(
                "{name} {have}，达到 {most} 的界限",
                name=bound.name,
                have=shown(have),
                most=shown(most),
            )


NEARNESS: Mapping[str, str] = {
    "party": said("本人就是当事人或者代理人"),
    "reporter": said("这件事是本人反映的"),
    "colleague": said("和当事人在同一个单位任职"),
    "household": said("和当事人同住或者共有一处房屋"),
    "relative": said("本人或者当事人说明是亲属"),
    "interest": said("本人或者当事人说明另有利害关系"),
    "neighbour": said("住在发生纠纷的小区，街道设定这种情形回避"),
}


def bars_named(codes: Collection[str]) -> list[Bar]:
    """The bars of codes, in their order."""
    return [bar for bar in BARS if bar.code in codes]
