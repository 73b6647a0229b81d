"""The kinds of meeting a street may call, with the names it starts from (三会一公开).

Shanghai's rules for residents' committees know the hearing, the coordination and the evaluation
meeting; which three meetings 三会一公开 means in Chengdu is not published. A street gives each its own
name, or leaves it out (:class:`~mulin.deliberate.meetings.models.Format`).
"""

from __future__ import annotations

from dataclasses import dataclass

from mulin.kit.words import said


@dataclass(frozen=True)
class Standard:
    """One kind: its code, its usual name, when it is called, and which parties usually come.

    Of ``parties`` those in ``needed`` must come, or there is no quorum.
    """

    code: str
    title: str
    about: str
    parties: tuple[str, ...]
    needed: tuple[str, ...] = ()


RESIDENTS, COMMITTEE = said("居民代表"), said("业主委员会")
COMPANY, COMMUNITY = said("物业服务企业"), said("社区居民委员会")
PARTY_BRANCH, STEWARDS = said("小区党支部"), said("楼门长")
STATION, POLICE = said("综合服务站"), said("社区民警")

STANDARDS = (
    Standard(
        "hearing",
        said("听证会"),
        said("决策以前，听取受影响的居民意见。"),
        (COMMUNITY, RESIDENTS, COMMITTEE, COMPANY),
        (COMMUNITY, RESIDENTS),
    ),
    Standard(
        "coordination",
        said("协调会"),
        said("各方意见不一致，坐下来商量办法。"),
        (COMMUNITY, RESIDENTS, COMMITTEE, COMPANY),
        (COMMUNITY, RESIDENTS),
    ),
    Standard(
        "evaluation",
        said("评议会"),
        said("事情办完以后，由居民评议办得怎样。"),
        (COMMUNITY, RESIDENTS, COMMITTEE, COMPANY),
        (RESIDENTS,),
    ),
    Standard(
        "joint_four",
        said("四方联席会议"),
        said("小区党支部、业委会、物业和社区定期共商。"),
        (PARTY_BRANCH, COMMITTEE, COMPANY, COMMUNITY),
    ),
    Standard(
        "joint_six",
        said("六方联席会议"),
        said("党支部、居委会、业委会、物业、楼门长和综合服务站共商。"),
        (PARTY_BRANCH, COMMUNITY, COMMITTEE, COMPANY, STEWARDS, STATION),
    ),
)
BY_CODE = {standard.code: standard for standard in STANDARDS}
