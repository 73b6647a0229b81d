"""Seven cases of mediation, each in another state."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.deliberate.mediation.actions import (
    applying,
    beyond,
    ending,
    keeping,
    talking,
)
from mulin.deliberate.mediation.models import (
    Dispute,
    Referral,
    Side,
)
from mulin.demo import names
from mulin.demo.diary import Telling
from mulin.demo.mediation_steps import Plan, agree, ask, held, opened, paid, promises, sign, talk
from mulin.demo.register import owners
from mulin.demo.scene import Scene, at
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7


def settled(scene: Scene, now: datetime) -> Telling:
    """A leak, settled with a lawyer at the table, confirmed by the court, paid to the fen, and a lesson."""
    yield at(day_of(now) - timedelta(days=96), 9)
    some = owners(scene, 0)
    plan = Plan(
        "leak", "楼上卫生间漏水", "卫生间顶棚渗水三个月，墙面发霉，三次上门没有谈成。",
        "查清漏点，修好，赔粉刷费。", some[20], some[21], 186_050,
    )  # fmt: skip
    found = ask(scene, plan)
    yield scene.now + timedelta(days=2)
    opened(scene, found)
    told_ = "请讲一讲漏水的责任怎样分，举证要什么。"
    met = talk(scene, found, talking.Asked("lawyer", names.LAW_FIRMS[0], "", told_))
    yield at(day_of(scene.now) + timedelta(days=2), 17)
    held(scene, met, "双方同意请第三方查漏，检测费由责任方出。律师讲了举证责任。")
    by = scene.acting("tiaojie")
    talking.find_cause(found, "leak", ["origin"], "漏点在楼上地漏。", by=by, now=scene.now)
    yield scene.now + timedelta(days=6)
    content = "楼上十天内修好防水；赔偿楼下粉刷费 1860.50 元，分两次付清。"
    accord = agree(scene, found, content, ("修好卫生间防水", 0, 10), ("赔偿粉刷费", 186_050, 30))
    sign(scene, accord)
    yield scene.now + timedelta(days=5)
    repair, money = promises(accord)
    paid(scene, repair, 0, "上门看过，闭水试验 24 小时不漏")
    accord = keeping.ask_confirmation(
        accord, "锦禾区人民法院（演示）", day_of(scene.now), together=True, by=by, now=scene.now
    )
    yield scene.now + timedelta(days=9)
    paid(scene, money, 100_000, "转账截图，双方确认")
    paper = "（演示）民特 12 号"
    by = scene.acting("tiaojie")
    keeping.note_decision(accord, "confirmed", day_of(scene.now), paper, by=by, now=scene.now)
    yield scene.now + timedelta(days=11)
    paid(scene, money, 86_050, "转账截图，双方确认")
    yield from _learned(scene, found)


def _learned(scene: Scene, found: Dispute) -> Telling:
    yield scene.now + timedelta(days=1)
    lesson = beyond.write_lesson(
        found, "先查漏点，再谈钱", "双方都说不是自己家漏，吵了三个月。",
        "请第三方做闭水试验，事先说好检测费由责任方出；查清以后，修和赔一次写进协议，写到哪天、多少钱。",
        "装修验收时做闭水试验并留照片。", once=uuid7(), by=scene.acting("tiaojie"), now=scene.now,
    )  # fmt: skip
    yield scene.now + timedelta(days=1)
    beyond.review_lesson(
        lesson, share=True, why="认不出是谁", by=scene.acting("jiedao"), now=scene.now
    )


def waiting(scene: Scene, now: datetime) -> Telling:
    """The tenant has asked; the owner has still to answer on the phone."""
    yield at(day_of(now) - timedelta(days=2), 10)
    plan = Plan(
        "noise", "夜里练琴声音大", "隔壁晚上十点后练琴，孩子睡不着，敲过两次门。",
        "约定练琴的时间。", scene.people["zuhu"], scene.people["yezhu"],
    )  # fmt: skip
    ask(scene, plan)


def large(scene: Scene, now: datetime) -> Telling:
    """Forty-six households against the company: two sessions, a late one coming; the agency advises."""
    yield at(day_of(now) - timedelta(days=36), 9)
    some = owners(scene, 0)
    plan = Plan(
        "parking", "地面车位收费的账", "四十六户对地面停车收入的账有疑问，要求公布和退还多收的部分。",
        "公布账目，多收的退还。", some[22], scene.companies[0], 6_240_000, 46,
    )  # fmt: skip
    found = ask(scene, plan)
    yield scene.now + timedelta(days=1)
    rows = Side.objects.of(scene.street).filter(dispute=found, part=Side.Part.RESPONDENT)
    manager = scene.people["wuye"]
    who = applying.Who(manager.name, person_id=manager.pk)
    side, by = rows.select_related("dispute").get(), scene.acting("tiaojie")
    applying.name_agent(side, who, "一般代理，代表企业参加调解", None, by=by, now=scene.now)
    opened(scene, found, chosen="panel")
    met = talk(scene, found)
    yield at(day_of(scene.now) + timedelta(days=2), 18)
    held(scene, met, "企业同意先对账，业主要求请会计师。没有谈定由谁出审计费。")
    by = scene.acting("tiaojie")
    summary = "四十余户对公共停车收入的账目有争议，双方同意对账，对审计费由谁出谈不拢。"
    referral = beyond.refer_dispute(
        found, scene.bodies["agency"], summary, once=uuid7(), by=by, now=scene.now
    )
    yield from _advised(scene, referral)
    yield at(day_of(now) - timedelta(days=2), 10)
    guests = (
        talking.Asked("housing", "区房管局物业科（演示）", "", "请讲公共收益怎样公开、怎样分。"),
        talking.Asked("judge", "社区法官工作站（演示）", "", "请讲类似纠纷法院怎样看。"),
    )
    by, when = scene.acting("tiaojie"), at(day_of(now) + timedelta(days=3), 14)
    place = "街道综治中心二楼"
    talking.call_talk(found, when, place, guests, once=uuid7(), by=by, now=scene.now)


def _advised(scene: Scene, referral: Referral) -> Telling:
    yield scene.now + timedelta(days=5)
    soon = day_of(scene.now) + timedelta(days=12)
    measures = (
        beyond.Told("物业服务企业", "把三年的停车收入按月列表交业委会", soon),
        beyond.Told("业委会", "在公示栏公布，收集疑问", soon + timedelta(days=5)),
        beyond.Told("社区", "请一家会计师事务所看账，费用从公共收益出", soon + timedelta(days=40)),
    )
    advice = "先公开、再对账、后谈退还。审计费从公共收益列支，须按议事规则办；谈退还以前不再调价。"
    by = scene.acting("jiatiban")
    beyond.give_advice(referral, advice, measures, by=by, now=scene.now)
    yield scene.now + timedelta(days=9)
    first = referral.measures.order_by("order").filter(street_id=scene.street.pk)[0]
    beyond.end_measure(
        first, "36 个月的表已交，业委会签收", day_of(scene.now), by=scene.acting("jiatiban"),
        now=scene.now,
    )  # fmt: skip


def to_sign(scene: Scene, now: datetime) -> Telling:
    """Agreed upon; the owner has still to sign, on the phone or at the counter."""
    yield at(day_of(now) - timedelta(days=20), 15)
    some = owners(scene, 0)
    plan = Plan(
        "works", "装修砸墙震裂瓷砖", "楼上装修后，厨房两块瓷砖裂开。", "换瓷砖。",
        scene.people["yezhu"], some[24], 68_000,
    )  # fmt: skip
    found = ask(scene, plan)
    yield scene.now + timedelta(days=3)
    opened(scene, found)
    met = talk(scene, found)
    yield at(day_of(scene.now) + timedelta(days=2), 16)
    held(scene, met, "楼上认可是施工震裂，愿意换砖。")
    content = "楼上十五天内换好两块瓷砖；同款买不到的，付 680 元由楼下自己换。"
    accord = agree(scene, found, content, ("换两块瓷砖，或者付 680 元", 68_000, 30))
    sign(scene, accord, but=scene.people["yezhu"])


def kept(scene: Scene, now: datetime) -> Telling:
    """Agreed by word of mouth; one of two sums is paid, the other late; the court may still be asked."""
    yield at(day_of(now) - timedelta(days=24), 11)
    some = owners(scene, 0)
    plan = Plan(
        "pets", "被没牵绳的狗扑倒", "老人在楼下被扑倒，扭伤手腕。", "医药费和一个说法。",
        some[25], some[26], 84_660,
    )  # fmt: skip
    found = ask(scene, plan)
    yield scene.now + timedelta(days=1)
    opened(scene, found)
    yield scene.now + timedelta(days=3)
    content = "当面道歉；医药费 846.60 元分两次付清；以后牵绳。"
    accord = agree(
        scene, found, content, ("第一次付医药费", 40_000, 5), ("第二次付医药费", 44_660, 12),
        form="oral",
    )  # fmt: skip
    yield scene.now + timedelta(days=4)
    paid(scene, promises(accord)[0], 40_000, "当面付的现金，写了收条")


def before_the_court(scene: Scene, now: datetime) -> Telling:
    """In force, and both have asked the court to confirm it."""
    yield at(day_of(now) - timedelta(days=30), 10)
    some = owners(scene, 0)
    plan = Plan(
        "light",
        "露台雨棚挡光",
        "楼下加了雨棚，客厅变暗。",
        "拆掉或者换透明的。",
        some[27],
        some[28],
    )
    found = ask(scene, plan)
    yield scene.now + timedelta(days=4)
    opened(scene, found)
    yield scene.now + timedelta(days=5)
    accord = agree(scene, found, "雨棚换成透明板，外挑不超过 60 厘米。", ("换成透明板", 0, 45))
    sign(scene, accord)
    yield at(day_of(now) - timedelta(days=8), 10)
    keeping.ask_confirmation(
        accord, "锦禾区人民法院（演示）", day_of(scene.now), together=True,
        by=scene.acting("tiaojie"), now=scene.now,
    )  # fmt: skip


def failed(scene: Scene, now: datetime) -> Telling:
    """Nothing came of it: the ways that stay open were told; what it taught waits to be released."""
    yield at(day_of(now) - timedelta(days=60), 9)
    some = owners(scene, 0)
    plan = Plan(
        "fees", "拖欠三年的物业费", "业主以服务差为由没有交，企业要求补交。", "减免一部分。",
        some[29], scene.companies[0], 1_152_000,
    )  # fmt: skip
    found = ask(scene, plan)
    yield scene.now + timedelta(days=3)
    opened(scene, found, chosen="panel")
    met = talk(scene, found)
    yield at(day_of(scene.now) + timedelta(days=2), 18)
    held(scene, met, "业主要求减一半，企业只同意免违约金。")
    by = scene.acting("tiaojie")
    talking.find_cause(found, "fees", ["quality", "old_debt"], "", by=by, now=scene.now)
    yield scene.now + timedelta(days=20)
    why, ways = "双方对减免的数额差距太大，都不愿再谈。", ("court", "arbitration")
    by = scene.acting("tiaojie")
    ending.end_dispute(found, "failed", why, ways, by=by, now=scene.now)
    yield at(day_of(now) - timedelta(days=1), 16)
    beyond.write_lesson(
        found, "欠费越久越难谈", "三年没有对账，各说各的数。",
        "没有谈成。回头看，应当每年对一次账，服务不到位的当年就书面提出来。",
        "每年年底送对账单，有异议当月处理。", once=uuid7(), by=scene.acting("tiaojie"),
        now=scene.now,
    )  # fmt: skip
