"""Pacts of the street: one in force with its next version in comments, one on its way through a vote,
a neighbourhood covenant, and who has which duties."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.decide.assembly.models import Motion
from mulin.deliberate.pacts.actions import adopting, drafting, talking
from mulin.deliberate.pacts.actions.duties import revise_duties
from mulin.deliberate.pacts.models import Clause, Comment, Version
from mulin.deliberate.pacts.standards import Rhythm, StandardDuty, parties
from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.demo.votes import DRAFTED, Told
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.questions import DecisionKind
from mulin.procedures.actions.rooms import begin_to_read

OLD_QUORUM = "业主大会会议由专有部分占建筑物总面积过半数的业主且占总人数过半数的业主参加方可召开。"
PETS = "遛犬使用一米五以内的牵引带，早七点以前、晚八点以后可以在中心花园西侧活动，粪便随手清走。"
CUT = "拖欠物业费满六个月的，物业服务人可以停止供水，并在大堂张贴欠费业主的房号。"
FINE = "在楼道堆放杂物，劝阻不听的，罚款一百元，计入公共收益。"
BALCONY = "封闭阳台采用无框或者断桥铝窗，颜色与外墙一致，不超出外墙面；安装前告知物业服务人。"
CAGES = "空调外机装在统一的机位，不设外挑的防盗笼。"


def pacts(scene: Scene, now: datetime) -> list[Telling]:
    """All of it but what another vote decides."""
    return [telling(scene, now) for telling in (duties, in_force, in_comments, covenant)]


def in_force(scene: Scene, now: datetime) -> Telling:
    """The pilot compound's pact of 2022 and its rules, put on record with their papers."""
    yield at(day_of(scene.now) + timedelta(days=6), 9)
    pact = _begun(scene, 0, "management_pact", "补登 2022 年通过的规约", "yeweihui")
    _earlier(scene, pact, "第一次业主大会会议表决通过")
    yield at(day_of(scene.now), 11)
    rules = _begun(scene, 0, "procedure", "补登 2022 年通过的议事规则", "yeweihui")
    _rewritten(scene, rules, "参与表决", OLD_QUORUM, "yeweihui")
    _earlier(scene, rules, "第一次业主大会会议表决通过")


def in_comments(scene: Scene, now: datetime) -> Telling:
    """Its next version: what residents say, and what the law says of two of its clauses."""
    yield at(day_of(now) - timedelta(days=16), 10)
    why = "养犬、封阳台和楼道堆物的纠纷多，2022 年的规约没有约定"
    version = _begun(scene, 0, "management_pact", why, "yeweihui")
    _rewritten(scene, version, "饲养动物", PETS, "yeweihui")
    _rewritten(scene, version, "阳台和外观", BALCONY, "yeweihui")
    _rewritten(scene, version, "催交", CUT, "yeweihui")
    _rewritten(scene, version, "消防和通行", FINE, "yeweihui")
    draft = drafting.ClauseDraft("空调和防盗网", CAGES, "物业的使用")
    drafting.put_clause(
        version, draft, clause_id=uuid7(), by=scene.acting("yeweihui"), now=scene.now
    )
    yield at(day_of(now) - timedelta(days=15), 9)
    until = day_of(now) + timedelta(days=6)
    talking.open_comments(version, until, by=scene.acting("yeweihui"), now=scene.now)
    yield at(day_of(now) - timedelta(days=12), 20)
    _comment(
        scene, version, "饲养动物", "晚上八点太早，上班的人九点才到家，能不能到九点半？", "yezhu"
    )
    _comment(scene, version, "催交", "停水不合适吧，家里有老人。", "gongyou")
    yield at(day_of(now) - timedelta(days=9), 11)
    _comment(scene, version, "阳台和外观", "请写明施工要避开午休，物业好登记。", "wuye")
    yield at(day_of(now) - timedelta(days=6), 15)
    first = Comment.objects.of(scene.street).filter(version=version).order_by("id")
    talking.answer_comment(
        first.select_related("version")[0],
        "听证会上再商量一次，初步改到晚九点。",
        taken_up=True,
        by=scene.acting("yeweihui"),
        now=scene.now,
    )


def covenant(scene: Scene, now: datetime) -> Telling:
    """The neighbours' own: drafted by the community, agreed on by a meeting."""
    yield at(day_of(now) - timedelta(days=70), 9)
    version = _begun(scene, 0, "neighbour_covenant", "居民提议把好习惯写下来", "shequ")
    until = day_of(now) - timedelta(days=60)
    talking.open_comments(version, until, by=scene.acting("shequ"), now=scene.now)
    yield at(day_of(now) - timedelta(days=66), 19)
    _comment(scene, version, "广场活动", "周末可以晚半小时吗？", "gongyou")
    yield at(day_of(now) - timedelta(days=58), 10)
    given = Comment.objects.of(scene.street).select_related("version").get(version=version)
    answer = "居民会议商量后仍定九点，理由是楼上有学生。"
    talking.answer_comment(given, answer, taken_up=False, by=scene.acting("shequ"), now=scene.now)
    yield at(day_of(now) - timedelta(days=55), 20)
    today = day_of(scene.now)
    told = adopting.MeetingRecord(today, today, 86, 81, "居民会议举手通过")
    photo = photos.letter("居民会议记录", ["到会 86 人，同意 81 人。", "（演示）"])
    adopting.adopt_by_meeting(
        version, told, ("居民会议记录.jpg", photo), by=scene.acting("shequ"), now=scene.now
    )


def voted(told: Told) -> Telling:
    """The pact that the owners of another compound decide on in a vote of theirs."""
    scene, opens = told.scene, told.plan.opens
    yield at(opens - timedelta(days=46), 10)
    why = "文明养犬与阳台外观，听证会两场"
    version = _begun(scene, told.plan.number, "management_pact", why, told.plan.by)
    _rewritten(scene, version, "饲养动物", PETS, told.plan.by)
    _rewritten(scene, version, "阳台和外观", BALCONY, told.plan.by)
    yield at(opens - timedelta(days=45), 10)
    until = opens - timedelta(days=DRAFTED + 5)
    talking.open_comments(version, until, by=told.by, now=scene.now)
    yield at(opens - timedelta(days=DRAFTED), 11)
    asked = Motion.objects.of(scene.street).filter(poll=told.poll)
    motion = asked.get(kind=DecisionKind.MANAGEMENT_PACT)
    begin_to_read(scene.street.pk)
    adopting.put_to_vote(version, told.poll.pk, motion.pk, by=told.by, now=scene.now)


def duties(scene: Scene, now: datetime) -> Telling:
    """The street's lists from the templates; the pilot compound wants more of its company."""
    yield at(day_of(scene.now) + timedelta(days=3), 15)
    for code, party in parties().items():
        revise_duties(
            None, code, party.duties, "按街道范本立", once=uuid7(),
            by=scene.acting("jiedao"), now=scene.now,
        )  # fmt: skip
    yield at(day_of(now) - timedelta(days=30), 16)
    more = StandardDuty(
        "地下车库每两小时巡一遍，雨天看水泵", "物业服务合同补充协议", Rhythm.ALWAYS, "工程主管"
    )
    revise_duties(
        scene.compounds[0],
        "property_company",
        (*parties()["property_company"].duties, more),
        "去年车库进过水，业主大会要求加密巡查",
        once=uuid7(),
        by=scene.acting("yeweihui"),
        now=scene.now,
    )


def _begun(scene: Scene, place: int, kind: str, why: str, who: str) -> Version:
    return drafting.begin_pact(
        scene.compounds[place], kind, why, once=uuid7(), by=scene.acting(who), now=scene.now
    )


def _earlier(scene: Scene, version: Version, how: str) -> None:
    day = day_of(scene.now).replace(year=2022, month=6, day=18)
    photo = photos.letter("业主大会决定", [f"{version.pact.title}", "表决通过。（演示）"])
    told = adopting.Earlier(day, day, how)
    adopting.note_earlier(
        version, told, ("业主大会决定.jpg", photo), by=scene.acting("yeweihui"), now=scene.now
    )


def _clause(scene: Scene, version: Version, title: str) -> Clause:
    found: Clause = Clause.objects.of(scene.street).get(version=version, title=title)
    return found


def _rewritten(scene: Scene, version: Version, title: str, text: str, who: str) -> None:
    old = _clause(scene, version, title)
    draft = drafting.ClauseDraft(title, text, old.chapter, old.article)
    drafting.put_clause(version, draft, clause_id=old.pk, by=scene.acting(who), now=scene.now)


def _comment(scene: Scene, version: Version, title: str, text: str, who: str) -> None:
    clause = _clause(scene, version, title)
    talking.comment(version, clause.pk, text, once=uuid7(), by=scene.acting(who), now=scene.now)
