"""What the votes of the demo ask."""

from __future__ import annotations

from mulin.decide.assembly.actions.drafted import MotionDraft
from mulin.decide.assembly.models import Motion
from mulin.law.questions import DecisionKind

LIFTS = MotionDraft(
    kind=DecisionKind.USE_MAINTENANCE_FUND,
    title="使用专项维修资金更换 12 部电梯",
    text="现有电梯已运行十八年，检验机构建议更新。方案、报价和资金账户余额附后。",
    cost=326_400_000,
    payment=Motion.Payment.MAINTENANCE_FUND,
)
LIFT = MotionDraft(
    kind=DecisionKind.USE_MAINTENANCE_FUND,
    title="使用专项维修资金大修 2 部电梯",
    text="更换曳引机和控制柜，工期二十天，质保两年。",
    cost=21_800_000,
    payment=Motion.Payment.MAINTENANCE_FUND,
)
FACADE = MotionDraft(
    kind=DecisionKind.USE_MAINTENANCE_FUND,
    title="使用专项维修资金维修外墙",
    text="外墙保温层三处脱落，先做安全防护，再整体维修。",
    cost=54_600_000,
    payment=Motion.Payment.MAINTENANCE_FUND,
)
CHARGERS = MotionDraft(
    kind=DecisionKind.CHANGE_COMMON_USE,
    title="利用北侧空地设置 24 个充电车位并对外经营",
    text="收益归全体业主，单独列账，每季公布。",
    cost=18_600_000,
    payment=Motion.Payment.PUBLIC_REVENUE,
)
REVENUE = MotionDraft(
    kind=DecisionKind.OTHER_MAJOR,
    title="用上一年公共收益补充维修资金",
    text="上一年公共收益的七成补充专项维修资金，三成用于公共设施维护，账目附后。",
)
PARKING = MotionDraft(
    kind=DecisionKind.OTHER_MAJOR,
    title="实行错时共享停车管理办法",
    text="工作日白天开放 40 个车位，收入归全体业主，单独列账。",
)
CAMERAS = MotionDraft(
    kind=DecisionKind.USE_MAINTENANCE_FUND,
    title="使用专项维修资金更新监控系统",
    text="更换 86 个摄像机和存储设备，只对公共部位，影像保存三十日。",
    cost=15_200_000,
    payment=Motion.Payment.MAINTENANCE_FUND,
)
WALL = MotionDraft(
    kind=DecisionKind.OTHER_MAJOR,
    title="改造西侧围墙",
    text="拆除西侧围墙，改为通透栏杆。",
)
MANAGER = MotionDraft(
    kind=DecisionKind.APPOINT_MANAGER,
    title="以公开招标方式选聘物业服务企业",
    text="招标文件已公示，服务期三年。",
)
PACT = MotionDraft(
    kind=DecisionKind.MANAGEMENT_PACT,
    title="修改管理规约：文明养犬与阳台外观",
    text="新增第十八条至第二十二条。",
)
SEAT = MotionDraft(
    kind=DecisionKind.ELECT_COMMITTEE,
    title="补选业主委员会委员（1 名）",
    text="一名委员因工作调动辞任，补选一名，任期与本届相同。",
    seats=1,
)
COMMITTEE = MotionDraft(
    kind=DecisionKind.ELECT_COMMITTEE,
    title="选举第三届业主委员会委员（5 名）",
    text="差额选举，候选人 6 名。",
    seats=5,
)
