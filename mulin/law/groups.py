"""Whether a preparation or election group is made up as the law of its region wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mulin.kit.words import said
from mulin.law.shapes import Body, GroupMakeup, Labelled


class Side(Labelled):
    """Whom a member of a group comes from."""

    OWNER = "owner", said("业主代表")
    STREET = "street", said("街道代表")
    RESIDENTS_COMMITTEE = "residents_committee", said("居委会代表")
    PARTY = "party", said("社区党组织代表")
    HOUSING = "housing", said("房管机构代表")
    DEVELOPER = "developer", said("建设单位代表")
    OTHER = "other", said("其他")


SENDS = {
    Body.STREET: Side.STREET,
    Body.RESIDENTS_COMMITTEE: Side.RESIDENTS_COMMITTEE,
    Body.HOUSING_AGENCY: Side.HOUSING,
    Body.HOUSING_AUTHORITY: Side.HOUSING,
    Body.DEVELOPER: Side.DEVELOPER,
}
"""Where a leader named by the law comes from."""


@dataclass(frozen=True)
class Check:
    """One thing the law wants of a group, with the numbers it was held against."""

    text: str
    met: bool


def checks(makeup: GroupMakeup, sides: Sequence[Side], leaders: Sequence[Side]) -> list[Check]:
    """Every condition of the region, met or not; ``leaders`` are the sides of those who lead."""
    whole, owners = len(sides), sum(side is Side.OWNER for side in sides)
    share = said(
        "业主代表 {part} / {whole}，应占{share}",
        part=owners,
        whole=whole,
        share=makeup.owners.words,
    )
    found = [Check(share, makeup.owners.reached(owners, whole))]
    if makeup.odd:
        found.insert(0, Check(said("{whole} 人，应为单数", whole=whole), whole % 2 == 1))
    if makeup.leader is not None:
        wanted = SENDS.get(makeup.leader)
        named = said("组长一人，由{body}的代表担任", body=makeup.leader.label)
        found.append(Check(named, len(leaders) == 1 and leaders[0] is wanted))
    if not makeup.with_developer:
        found.append(Check(said("没有建设单位的人"), Side.DEVELOPER not in sides))
    return found
