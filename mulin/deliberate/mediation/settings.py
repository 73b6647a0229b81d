"""What a street may set for mediation, with what holds where it sets nothing, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mulin.kit import money
from mulin.kit.words import said
from mulin.law.mediation import BOUNDS, USUAL_DAYS


@dataclass(frozen=True)
class Standard:
    """One setting: the usual value, why it is usual, and between which values it may lie."""

    code: str
    name: str
    usual: int
    why: str
    least: int = 0
    most: int = 10_000
    kind: str = "number"

    def words(self, value: int) -> str:
        """A value as people read it."""
        if self.kind == "money":
            return money.digits(value)
        if self.kind == "choice":
            return said("要回避") if value else said("不必回避")
        return str(value)


STANDARDS: tuple[Standard, ...] = (
    Standard(
        "days",
        said("调解期限（天）"),
        USUAL_DAYS,
        said("人民调解法没有写期限，取通行的三十天；各方同意可以延长。"),
        least=7,
        most=180,
    ),
    *(
        Standard(
            bound.code,
            said("较大纠纷：{name}", name=bound.name),
            bound.usual,
            bound.why,
            most=10**12,
            kind="money" if bound.money else "number",
        )
        for bound in BOUNDS
    ),
    Standard(
        "neighbour",
        said("调解员住在发生纠纷的小区"),
        0,
        said("人民调解法第20条欢迎邻里参与，没有写同小区要回避；当事人可以请求回避。"),
        most=1,
        kind="choice",
    ),
    Standard(
        "agency_days",
        said("机构提出建议（工作日）"),
        10,
        said("法无明文，取系统默认值。"),
        least=1,
        most=60,
    ),
)
BY_CODE: Mapping[str, Standard] = {one.code: one for one in STANDARDS}
