"""Owners who look at big matters with their committee, advisers who help other compounds, what
committees have published, and a warning that was read before a meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.decide.committees.actions import advising, panels, reviewing, seating
from mulin.decide.committees.models import Adviser, Applicant, Member, Panel
from mulin.decide.committees.papers import File
from mulin.decide.committees.queries.panels import bar_of, seated_of
from mulin.demo import openness, photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.ground.estate.models import Ownership, Person, Unit
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.drawing import draw

RULE = "双色球当晚开奖号码（六个红球从小到大，加蓝球）"
KNOWN = (
    ("parking", "revenue", "2024 年主持停车方案两轮征询，先数车、再做两个方案，一次表决通过"),
    ("company", "contracts", "换过一次物业，评分办法先公布，没有人申诉"),
    ("revenue", "accounts", "公共收益三年旧账请会计师事务所理清，按季上墙"),
    ("fund", "lifts", "用维修资金更新四台电梯，三家报价，审价核减两成"),
    ("election", "disputes", "连任两届，换届改选没有一起投诉"),
    ("spaces", "parking", "架空层改活动室，先和楼上两户谈妥再表决"),
)


def told(scene: Scene, now: datetime) -> list[Telling]:
    """Everything of this file."""
    return [
        _reviewed(scene, now),
        _listed(scene, now),
        _chosen(scene, now),
        _calling(scene, now),
        _advisers(scene, now),
        *openness.told(scene, now),
    ]


def _call(scene: Scene, number: int, title: str, kind: str, about: str, days: int) -> Panel:
    today = day_of(scene.now)
    until = today + timedelta(days=days)
    call = panels.Call(title, kind, about, "draw", 5, until, until + timedelta(days=3), RULE)
    by = scene.acting("yeweihui" if number == 0 else "jiedao")
    return panels.call_panel(scene.committees[number], call, once=uuid7(), by=by, now=scene.now)


def _reviewed(scene: Scene, now: datetime) -> Telling:
    """A panel from its call to the committee's answer."""
    today = day_of(now)
    yield at(today - timedelta(days=58), 10)
    about = "看三家物业的投标文件，提问，写评审意见；大约两个晚上。"
    panel = _call(scene, 0, "物业选聘业主代表评审团", "company", about, 8)
    yield at(today - timedelta(days=55), 19)
    me = scene.people["yezhu"]
    panels.apply(panel, me, "", agreed=True, once=uuid7(), by=scene.acting("yezhu"), now=scene.now)
    _apply(scene, panel, 11)
    yield at(today - timedelta(days=49), 10)
    by = scene.acting("yeweihui")
    panel = seating.close_list(panel, day_of(scene.now) + timedelta(days=2), by=by, now=scene.now)
    yield at(today - timedelta(days=46), 21)
    number = _number(panel, me)
    source = "福利彩票开奖公告（演示用的虚构数字）"
    seating.draw_panel(panel, number, source, by=scene.acting("yeweihui"), now=scene.now)
    yield at(today - timedelta(days=45), 9)
    yield from _item(scene, panel, today)


def _number(panel: Panel, person: Person) -> str:
    """An invented number whose draw seats the owner of the demo, so that his phone has a seat."""
    mine = Applicant.objects.of(panel.street_id).get(panel=panel, person=person).ticket
    for blue in range(1, 200):
        number = f"03 11 17 20 25 31+{blue:02d}"
        lots = draw(panel.list_digest, number, panel.tickets, panel.seats)
        if any(lot.seated and lot.ticket == mine for lot in lots):
            return number
    return number


def _item(scene: Scene, panel: Panel, today: date) -> Telling:
    by = scene.acting("yeweihui")
    title, meets = "三家物业的投标文件", today - timedelta(days=38)
    text = "评分办法已在报名前公布。请看服务标准、人员配置、收费和交接安排。"
    item = reviewing.put_item(
        panel, title, text, meets, "小区活动室", once=uuid7(), by=by, now=scene.now
    )
    paper = photos.letter("投标文件比较表", ["服务标准、人员、收费、交接", "（演示）"])
    file = File("投标文件比较表.jpg", paper)
    reviewing.give_paper(item, "投标文件比较表", file, by=by, now=scene.now)
    yield at(meets - timedelta(days=3), 20)
    question = reviewing.ask_question(
        item, "夜间保安几个人、多久巡一次？", once=uuid7(), by=scene.acting("yezhu"), now=scene.now
    )
    yield at(meets - timedelta(days=2), 9)
    answer = "三家都写了两人，每两小时一次；乙公司另有门岗。"
    reviewing.answer_question(question, answer, by=scene.acting("yeweihui"), now=scene.now)
    yield at(meets, 21)
    seats = [row.pk for row in seated_of(panel)]
    said_so = reviewing.Told(
        4, 1, 0,
        "推荐乙公司；请把每两小时巡一次写进合同。",
        "人员最足，收费居中，交接方案写到了每一天。",
        "一位评审员认为甲公司更熟悉本小区，换人有接不上的风险。",
    )  # fmt: skip
    by = scene.acting("yeweihui")
    reviewing.advise(item, seats, [], said_so, by=by, now=scene.now)
    yield at(meets + timedelta(days=1), 9)
    reviewing.publish_advice(item, by=scene.acting("yeweihui"), now=scene.now)
    yield at(meets + timedelta(days=6), 20)
    answer = "采纳推荐意见，巡查次数写进合同；交接期请甲公司配合一个月。"
    reviewing.answer_advice(item, "yes", answer, by=scene.acting("weiyuan"), now=scene.now)
    yield from _draft(scene, panel, today)


def _draft(scene: Scene, panel: Panel, today: date) -> Telling:
    yield at(today - timedelta(days=3), 10)
    draft = reviewing.put_item(
        panel,
        "物业服务合同草案",
        "和投标承诺逐条对照，看违约责任和退出条款。",
        today + timedelta(days=5),
        "小区活动室",
        once=uuid7(),
        by=scene.acting("yeweihui"),
        now=scene.now,
    )
    yield at(today - timedelta(days=2), 20)
    text = "退出时多少天交接，交接不清谁负责？"
    reviewing.ask_question(draft, text, once=uuid7(), by=scene.acting("yezhu"), now=scene.now)


def _listed(scene: Scene, now: datetime) -> Telling:
    """A list that is closed; its number is out today."""
    today = day_of(now)
    yield at(today - timedelta(days=12), 10)
    about = "看地面停车方案的两个版本，算清各类车主多付还是少付。"
    panel = _call(scene, 2, "停车方案业主代表评审团", "parking", about, 10)
    yield at(today - timedelta(days=8), 19)
    _apply(scene, panel, 9)
    yield at(today - timedelta(days=1), 10)
    by = scene.acting("jiedao")
    seating.close_list(panel, today, by=by, now=scene.now)
    about = "看绿化养护合同的报价和清单；懂园林、懂合同的业主优先。"
    call = panels.Call("绿化合同评审", "contract", about, "chosen", 3, today + timedelta(days=9))
    panels.call_panel(scene.committees[2], call, once=uuid7(), by=by, now=scene.now)


def _chosen(scene: Scene, now: datetime) -> Telling:
    """A list from which a committee chooses with reasons."""
    today = day_of(now)
    yield at(today - timedelta(days=15), 10)
    about = "看门禁更换的三份报价，去两个装过的小区看看。"
    until = today - timedelta(days=9)
    call = panels.Call("门禁更换评审", "works", about, "chosen", 3, until)
    by = scene.acting("jiedao")
    panel = panels.call_panel(scene.committees[2], call, once=uuid7(), by=by, now=scene.now)
    yield at(today - timedelta(days=11), 19)
    _apply(scene, panel, 5)
    yield at(today - timedelta(days=6), 10)
    seating.close_list(panel, None, by=scene.acting("jiedao"), now=scene.now)


def _calling(scene: Scene, now: datetime) -> Telling:
    """A call that is open: owners may sign up on their phones."""
    yield at(day_of(now) - timedelta(days=4), 10)
    about = "看公共收益审计报告和明年的使用方案。"
    panel = _call(scene, 0, "公共收益业主代表评审团", "revenue", about, 12)
    yield at(day_of(now) - timedelta(days=2), 19)
    _apply(scene, panel, 4)


def _apply(scene: Scene, panel: Panel, most: int) -> None:
    """Owners sign up at the community's window."""
    taken = {scene.people[key].pk for key in ("yezhu", "gongyou") if key in scene.people}
    rows = Ownership.objects.of(scene.street).filter(
        unit__compound=panel.compound,
        unit__use=Unit.Use.HOME,
        unit__status=Unit.Status.DELIVERED,
        valid_to__isnull=True,
        person__isnull=False,
    )
    today, by = day_of(scene.now), scene.acting("jiedao")
    signed = 0
    for row in rows.select_related("person").order_by("-unit__order", "id")[: most * 4]:
        if signed == most:
            return
        if row.person_id in taken or bar_of(panel, row.person, today):
            continue
        taken.add(row.person_id)
        panels.apply(panel, row.person, "", agreed=True, once=uuid7(), by=by, now=scene.now)
        signed += 1


def _advisers(scene: Scene, now: datetime) -> Telling:
    """Six advisers; one question answered, one that waits for the pilot's chair, one for a choice."""
    today = day_of(now)
    yield at(today - timedelta(days=50), 9)
    asking = _invited(scene, today)
    if asking is None:
        return
    body = scene.committees[asking]
    text = "停车月卡要涨价，有两百多户没有车位，怎样开头才不吵起来？"
    yield at(today - timedelta(days=21), 15)
    one = advising.ask_advice(
        body, "parking", text, day_of(scene.now) + timedelta(days=10), once=uuid7(),
        by=scene.acting("jiedao"), now=scene.now,
    )  # fmt: skip
    yield at(today - timedelta(days=20), 9)
    by = scene.acting("jiedao")
    mine = Adviser.objects.of(scene.street).get(person=scene.people["yeweihui"])
    advising.give_advice_to(one, mine, by=by, now=scene.now)
    yield at(today - timedelta(days=16), 20)
    answer = (
        "先数清车和车位，贴出来给大家看；做两个方案，各写明谁多付、谁少付。"
        "没有车位的单独开一次会。试行三个月，到期再评一次。"
    )
    advising.answer_advice(one, answer, None, by=scene.acting("yeweihui"), now=scene.now)
    yield at(today - timedelta(days=5), 10)
    by = scene.acting("jiedao")
    due = today + timedelta(days=6)
    two = advising.ask_advice(
        body, "revenue", "公共收益想抵物业费，欠费的怎么算？", due, once=uuid7(), by=by,
        now=scene.now,
    )  # fmt: skip
    advising.give_advice_to(two, mine, by=by, now=scene.now)
    advising.ask_advice(
        body, "company", "现在的物业合同明年三月到期，什么时候开始准备？", due, once=uuid7(), by=by,
        now=scene.now,
    )  # fmt: skip


def _invited(scene: Scene, today: date) -> int | None:
    """Chairs of several committees join the group; gives a committee that has none of them."""
    by, until = scene.acting("jiedao"), today + timedelta(days=680)
    numbers = sorted(scene.committees)
    homes = dict(zip([0, *[n for n in numbers if n not in (0, 2)]], KNOWN, strict=False))
    for number, (*topics, words) in homes.items():
        rows = Member.objects.of(scene.street).filter(
            term__body=scene.committees[number], term__ended_on__isnull=True, post="chair"
        )
        chair = rows.select_related("person").first()
        if chair is not None:
            advising.invite_adviser(
                scene.committees[number], chair.person, topics, words, until, agreed=True,
                once=uuid7(), by=by, now=scene.now,
            )  # fmt: skip
    mine = Adviser.objects.of(scene.street).filter(person=scene.people["yeweihui"])
    return next((n for n in numbers if n not in homes), None) if mine.exists() else None
