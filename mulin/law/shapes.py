"""What answers look like where a number alone does not say it: triggers, petitions, seats, bodies.

Areas are integers of 0.01 m². The Chinese label of an enumeration is its ``label``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mulin.kit.words import joined, said
from mulin.law.terms import Share, add_months


class Labelled(StrEnum):
    """A code for the machine with the Chinese words for people: ``OWN = "own_counts", "…"``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Body(Labelled):
    """Who acts, leads, receives or keeps."""

    STREET = "street", said("街道办事处（乡镇人民政府）")
    HOUSING_AUTHORITY = "housing_authority", said("区县房屋（物业）行政主管部门")
    HOUSING_AGENCY = "housing_agency", said("房管机构")
    RESIDENTS_COMMITTEE = "residents_committee", said("居（村）民委员会")
    COMMITTEE = "committee", said("业主委员会")
    NEW_COMMITTEE = "new_committee", said("新一届业主委员会")
    INTERIM_COMMITTEE = "interim_committee", said("物业管理委员会")
    PREPARATION_GROUP = "preparation_group", said("首次业主大会会议筹备组")
    DEVELOPER = "developer", said("建设单位")


class OnlineVote(Labelled):
    """What a ballot cast in this product is worth where it is cast."""

    OWN_COUNTS = "own_counts", said("本平台电子票与纸质票同等计入")
    OFFICIAL_ONLY = "official_only", said("正式电子票只认政府指定的投票系统")
    UNVERIFIED = "unverified", said("电子票效力本地未核：作征询，正式结果以纸质票为准")


class Denominator(Labelled):
    """What 全体委员 counts: the seats laid down, or those now filled."""

    SEATS = "seats", said("按应有席位数计算（从严）")
    INCUMBENTS = "incumbents", said("按在任委员数计算")


class EarlyElection(Labelled):
    """What obliges an election before the term is over."""

    BELOW_HALF = "below_half", said("委员人数不足总数的二分之一")
    IDLE_SIX_MONTHS = "idle_six_months", said("连续六个月未开展工作")
    GRAVE_ILLEGALITY = "grave_illegality", said("作出的决定严重违反法律法规")
    CANNOT_FUNCTION = "cannot_function", said("无法正常运作")


class CandidateBar(Labelled):
    """What keeps an owner from standing, until put right."""

    WORKS_FOR_MANAGER = "works_for_manager", said("本人、配偶或直系亲属在本区域物业服务企业任职")
    HARMED_STRUCTURE = "harmed_structure", said("损坏房屋承重结构")
    ILLEGAL_BUILDING = "illegal_building", said("违法搭建")
    DEFACED = "defaced", said("破坏房屋外貌")
    CHANGED_USE = "changed_use", said("擅自改变房屋或物业用途")
    FEE_ARREARS = "fee_arrears", said("欠缴物业服务费")
    FUND_ARREARS = "fund_arrears", said("未按规定交存专项维修资金")
    ILLEGAL_LETTING = "illegal_letting", said("违法出租房屋")
    DEFIES_DECISIONS = "defies_decisions", said("不执行业主大会、业主委员会的决定且未改正")
    BREACH_OF_PACT = "breach_of_pact", said("违反管理规约且未改正")
    CRIME = "crime", said("有刑事犯罪记录")
    DISCREDITED = "discredited", said("被列为失信被执行人")


class FrozenMatter(Labelled):
    """What an outgoing committee may no longer put to the assembly."""

    APPOINT_MANAGER = "appoint_manager", said("选聘、解聘物业服务企业")
    FEE_CHANGE = "fee_change", said("调整物业服务费")
    MAJOR_REPAIR = "major_repair", said("重大维修（管理规约规定的情形除外）")
    OTHER_MAJOR = "other_major", said("其他重大事项")


@dataclass(frozen=True)
class Delivery:
    """How far a compound has been handed over to its owners, as the developer reports it."""

    delivered_area: int
    total_area: int
    owners: int = 0
    total_owners: int = 0
    delivered_units: int = 0
    occupied_units: int = 0
    total_units: int = 0
    first_delivery: date | None = None


@dataclass(frozen=True)
class Condition:
    """Facts that must hold together; a field left out asks nothing."""

    area: Share | None = None
    persons: Share | None = None
    units: Share | None = None
    occupied: Share | None = None
    months_since_first_delivery: int | None = None

    def met(self, now: Delivery, today: date) -> bool:
        return (
            _reached(self.area, now.delivered_area, now.total_area)
            and _reached(self.persons, now.owners, now.total_owners)
            and _reached(self.units, now.delivered_units, now.total_units)
            and _reached(self.occupied, now.occupied_units, now.total_units)
            and self._long_enough(now.first_delivery, today)
        )

    def _long_enough(self, first: date | None, today: date) -> bool:
        if self.months_since_first_delivery is None:
            return True
        return first is not None and add_months(first, self.months_since_first_delivery) <= today

    @property
    def words(self) -> str:
        months = self.months_since_first_delivery
        parts = (
            said("已交付专有部分面积达总面积的{words}", words=self.area.words) if self.area else "",
            said("已交付业主人数达总人数的{words}", words=self.persons.words)
            if self.persons
            else "",
            said("已交付户数达总户数的{words}", words=self.units.words) if self.units else "",
            said("已入住户数达总户数的{words}", words=self.occupied.words) if self.occupied else "",
            said("首套交付满{n}年", n=months // 12) if months else "",
        )
        return joined("且", parts)


@dataclass(frozen=True)
class Trigger:
    """When the first assembly is due: any one of the conditions."""

    any_of: tuple[Condition, ...]

    def met(self, now: Delivery, today: date) -> bool:
        return any(condition.met(now, today) for condition in self.any_of)

    @property
    def words(self) -> str:
        return joined("；或", (condition.words for condition in self.any_of))


@dataclass(frozen=True)
class Petition:
    """How many owners must ask: shares of area and persons, together or either, or a number.

    ``developer`` and ``members`` name others who may ask instead: the developer, or that share of
    the committee's members.
    """

    area: Share | None = None
    persons: Share | None = None
    both: bool = False
    owners: int | None = None
    developer: bool = False
    members: Share | None = None
    written: bool = False

    def enough(self, *, area: int, total_area: int, persons: int, total_persons: int) -> bool:
        """Whether so many owners are enough (the developer and members are not asked here)."""
        by_number = self.owners is not None and persons >= self.owners
        by_area = self.area is not None and self.area.reached(area, total_area)
        by_persons = self.persons is not None and self.persons.reached(persons, total_persons)
        return by_number or ((by_area and by_persons) if self.both else (by_area or by_persons))

    @property
    def words(self) -> str:
        shares = (
            said("占总面积{words}的业主", words=self.area.words) if self.area else "",
            said("占总人数{words}的业主", words=self.persons.words) if self.persons else "",
        )
        owners = joined("且", shares) if self.both else joined("或", shares)
        others = (
            owners,
            said("{owners}名以上业主联名", owners=self.owners) if self.owners is not None else "",
            said("建设单位") if self.developer else "",
            said("{words}委员", words=self.members.words) if self.members else "",
        )
        words = joined("，或", others)
        return said("{words}书面提出", words=words) if self.written else words


@dataclass(frozen=True)
class SmallCompound:
    """A compound small enough for fewer seats: by area (0.01 m²) or by units, bounds included."""

    seats: int
    max_area: int | None = None
    max_units: int | None = None

    def covers(self, *, area: int, units: int) -> bool:
        by_area = self.max_area is not None and area <= self.max_area
        by_units = self.max_units is not None and units <= self.max_units
        return by_area or by_units


@dataclass(frozen=True)
class Seats:
    """How many members a body has; ``maximum`` None is no upper bound."""

    minimum: int
    maximum: int | None = None
    odd: bool = True
    small: SmallCompound | None = None
    alternates: bool = False

    def allows(self, seats: int, *, area: int = 0, units: int = 0) -> bool:
        """Whether that many seats are lawful in a compound of that area and number of units."""
        if self.small and seats == self.small.seats and self.small.covers(area=area, units=units):
            return True
        in_bounds = self.minimum <= seats <= (self.maximum or seats)
        return in_bounds and (seats % 2 == 1 or not self.odd)

    @property
    def words(self) -> str:
        words = self._number()
        if self.small is None:
            return words
        return said("{words}，符合条件的小型小区可{seats}人", words=words, seats=self.small.seats)

    def _number(self) -> str:
        least, most = self.minimum, self.maximum
        if most is None:
            odd, any_number = said("{n}人以上单数", n=least), said("{n}人以上", n=least)
        else:
            odd = said("{n}至{most}人单数", n=least, most=most)
            any_number = said("{n}至{most}人", n=least, most=most)
        return odd if self.odd else any_number


@dataclass(frozen=True)
class TermYears:
    """The shortest and longest lawful term; ``minimum`` None where only the longest is set."""

    maximum: int
    minimum: int | None = None

    def allows(self, years: int) -> bool:
        return (self.minimum or 1) <= years <= self.maximum

    @property
    def words(self) -> str:
        if self.minimum is None:
            return said("不超过{maximum}年", maximum=self.maximum)
        return said("{minimum}至{maximum}年", minimum=self.minimum, maximum=self.maximum)


@dataclass(frozen=True)
class GroupMakeup:
    """Who sits in a preparation or election group; ``leader`` None where the act names none."""

    odd: bool
    owners: Share
    with_developer: bool
    leader: Body | None = None


@dataclass(frozen=True)
class Absence:
    """How much absence lets the assembly remove a member: a share of a year, or in a row."""

    share_of_year: Share | None = None
    in_a_row: int | None = None


@dataclass(frozen=True)
class ProxyLimit:
    """How many owners one proxy may vote for; ``most`` None where the law sets no limit."""

    most: int | None = None


@dataclass(frozen=True)
class YearDay:
    """A day that comes back every year: 三月底前 is the 31st of March."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        return date(year, self.month, self.day)


def _reached(share: Share | None, part: int, whole: int) -> bool:
    return share is None or share.reached(part, whole)
