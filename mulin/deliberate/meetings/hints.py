"""Words in an issue that point to a matter owners decide together (民法典第278条).

A hint only: the person who writes the minutes says what an issue touches, and is asked.
"""

from __future__ import annotations

from mulin.law.questions import DecisionKind

WORDS: dict[DecisionKind, tuple[str, ...]] = {
    DecisionKind.RULES_OF_PROCEDURE: ("议事规则",),
    DecisionKind.MANAGEMENT_PACT: ("管理规约",),
    DecisionKind.ELECT_COMMITTEE: ("换届", "选举", "罢免", "更换委员", "增补委员"),
    DecisionKind.APPOINT_MANAGER: ("换物业", "选聘", "解聘", "续聘", "物业费涨", "物业费调"),
    DecisionKind.USE_MAINTENANCE_FUND: ("维修资金", "维修基金", "大修"),
    DecisionKind.RAISE_MAINTENANCE_FUND: ("续筹", "筹集维修"),
    DecisionKind.REBUILD: ("改建", "重建", "加装电梯", "加梯", "扩建"),
    DecisionKind.CHANGE_COMMON_USE: (
        "广告", "出租", "经营", "停车位", "车位", "改成", "改为", "公共收益", "充电桩", "快递柜",
    ),
}  # fmt: skip


def touched_by(text: str) -> list[DecisionKind]:
    """The matters that the words of an issue point to, in the statute's order."""
    return [kind for kind in DecisionKind if any(word in text for word in WORDS.get(kind, ()))]
