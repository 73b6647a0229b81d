"""What the street talks over: one issue walked to its end, one agreed and half done, one for the
owners' vote, a meeting to come, and what residents have just brought up."""

from __future__ import annotations

from datetime import datetime, timedelta

from mulin.deliberate.meetings.actions import ending
from mulin.deliberate.meetings.actions.attending import note_attendance, sign_in
from mulin.deliberate.meetings.actions.calling import Call, call_meeting
from mulin.deliberate.meetings.actions.concluding import (
    Conclusion,
    Job,
    conclude_meeting,
    finish_assignment,
    publish_result,
)
from mulin.deliberate.meetings.actions.issues import raise_issue, support
from mulin.deliberate.meetings.formats import BY_CODE
from mulin.deliberate.meetings.models import AgendaItem, Assignment, Issue, Meeting, Party
from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at, lately, month_of, on_the_half_hour
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.questions import DecisionKind
from mulin.procedures.actions.talking import take_up

NEW = (
    ("东门外面的非机动车乱停，早上出不去", "resident", "yezhu"),
    ("东门外面电动车停得太乱", "committee", "yeweihui"),
    ("三号楼大堂的座椅坏了两张，想换成带扶手的", "resident", "gongyou"),
    ("地下车库出口加一面凸面镜", "company", "wuye"),
)
ELSEWHERE = (
    ("楼道里堆放的杂物由谁清、多久清一次", "patrol"),
    ("晚上九点以后广场舞的音量", "ticket"),
    ("小区图书角的开放时间", "community"),
    ("宠物便袋箱放在哪里", "patrol"),
    ("一楼架空层改成活动室", "committee"),
    ("快递柜放不下，能不能再添一组", "ticket"),
)

SAID = {
    "中心花园装两组晾衣架": (
        "物业提了花园东侧和南门两处。\n一楼住户担心挡光，到现场看过，东侧不挡。\n按下面的结论定。",
        "按会上定的地方安装，完工请居民代表验收",
    ),
    "二号楼门口的坡道太陡，轮椅上不去": (
        "轮椅住户说了进出的难处，物业报了两种做法的工期。\n先做坡道，感应灯一并装上。",
        "按议定的做法施工，完工请居民代表验收",
    ),
    "架空层的桌椅怎么管": (
        "家里有孩子的想留着，楼上住户嫌晚上吵。\n物业愿意晚九点收桌椅，业委会要先问过两栋楼。",
        "",
    ),
    "西侧步道的灯晚上太暗": (
        "物业报了夜间巡查记录和报价，业委会说明了维修资金的余额。\n花钱多的不在会上定，交业主表决。",
        "先换最暗的八盏，月底报亮灯情况",
    ),
}
"""By its first issue: what was said at a meeting, and what somebody promised there."""


def talked_over(scene: Scene, now: datetime) -> Telling:
    """One issue from a resident's word to his last word."""
    yield at(day_of(now) - timedelta(days=75), 20)
    issue = _raised(scene, "中心花园装两组晾衣架", "resident", "yezhu")
    support(issue, by=scene.acting("gongyou"), now=scene.now)
    yield at(day_of(now) - timedelta(days=66), 9)
    meeting = _called(scene, [issue], "coordination", "晾衣架装在哪里", days=8)
    yield from _held(
        scene, meeting, {issue: ("agreed", "装在花园东侧，不占消防通道。", "")}, late=20
    )
    line = Assignment.objects.of(scene.street).get(issue=issue)
    yield at(day_of(now) - timedelta(days=40), 11)
    photo = photos.letter("完工照片", ["晾衣架两组，已验收。", "（演示）"])
    finish_assignment(
        line,
        "两组装好，居民代表验收",
        ("完工照片.jpg", photo),
        by=scene.acting("yeweihui"),
        now=scene.now,
    )
    yield at(day_of(now) - timedelta(days=37), 15)
    ending.feed_back(
        issue,
        "花园东侧两组晾衣架已装好，从公共收益支出 3,860.00 元。",
        by=scene.acting("shequ"),
        now=scene.now,
    )
    yield at(day_of(now) - timedelta(days=35), 19)
    ending.evaluate(issue, 5, "晒被子方便多了", by=scene.acting("yezhu"), now=scene.now)
    ending.evaluate(issue, 4, "再多一组更好", by=scene.acting("gongyou"), now=scene.now)
    yield at(day_of(now) - timedelta(days=30), 10)
    ending.close_issue(issue, "晾衣架已装好，提出的人满意", by=scene.acting("shequ"), now=scene.now)


def half_done(scene: Scene, now: datetime) -> Telling:
    """A joint meeting: one issue agreed with a promise that is overdue, one for the owners' vote."""
    yield at(day_of(now) - timedelta(days=40), 10)
    lamps = _raised(scene, "西侧步道的灯晚上太暗", "ticket", "shequ")
    yield at(day_of(now) - timedelta(days=39), 10)
    doors = _raised(scene, "三栋楼的门禁老化，要不要整体更换、用维修资金", "committee", "yeweihui")
    yield at(day_of(now) - timedelta(days=32), 9)
    month = month_of(day_of(now) - timedelta(days=25))
    meeting = _called(scene, [lamps, doors], "joint_four", f"{month}四方联席会议", days=7)
    touched = DecisionKind.USE_MAINTENANCE_FUND.value
    told = {
        lamps: ("agreed", "先换八盏，再看要不要加装。", ""),
        doors: ("to_the_owners", "请业委会做三个方案，提请业主表决。", touched),
    }
    yield from _held(scene, meeting, told, late=18)


def waiting(scene: Scene, now: datetime) -> Telling:
    """One issue waits for its raiser's word, one for feedback; a meeting goes on, one is unpublished."""
    yield at(day_of(now) - timedelta(days=34), 19)
    ramp = _raised(scene, "二号楼门口的坡道太陡，轮椅上不去", "resident", "yezhu")
    bins = _raised(scene, "垃圾投放点晚上没有灯", "resident", "gongyou")
    yield at(day_of(now) - timedelta(days=30), 10)
    take_up(ramp, once=uuid7(), by=scene.acting("shequ"), now=scene.now)
    yield at(day_of(now) - timedelta(days=28), 9)
    meeting = _called(scene, [ramp, bins], "coordination", "坡道和照明", days=8)
    told = {
        ramp: ("agreed", "坡道放缓，加两侧扶手。", ""),
        bins: ("agreed", "装一盏感应灯。", ""),
    }
    yield from _held(scene, meeting, told, late=10)
    for line in Assignment.objects.of(scene.street).filter(item__meeting=meeting):
        yield max(scene.now, at(day_of(now) - timedelta(days=12), 15))
        finish_assignment(line, "已完工，居民代表看过", by=scene.acting("yeweihui"), now=scene.now)
    yield at(day_of(now) - timedelta(days=4), 10)
    ending.feed_back(ramp, "坡道已放缓并装扶手。", by=scene.acting("shequ"), now=scene.now)


def going_on(scene: Scene, now: datetime) -> Telling:
    """A meeting that began an hour ago, with a name typed at its door that nobody has vouched for."""
    yield at(day_of(now) - timedelta(days=11), 9)
    pets = _raised(scene, "遛狗要不要划定时段", "community", "shequ")
    yield at(day_of(now) - timedelta(days=10), 9)
    seats = _raised(scene, "架空层的桌椅怎么管", "committee", "yeweihui")
    yield at(day_of(now) - timedelta(days=9), 9)
    month = month_of(day_of(now) - timedelta(days=2))
    before = _called(scene, [seats], "joint_four", f"{month}四方联席会议", days=7)
    began = on_the_half_hour(lately(now, timedelta(hours=1)))
    running = _called(scene, [pets], "hearing", "遛狗时段听证会", starts_at=began)
    told = {seats: ("not_agreed", "各方想法还不一样，下次再商量。", "")}
    yield from _held(scene, before, told, late=10, published=False)
    yield max(scene.now, began - timedelta(minutes=20))
    party = Party.objects.of(scene.street).filter(meeting=running, name="居民代表").first()
    assert party is not None  # noqa: S101 - a hearing calls the residents
    sign_in(running, party.pk, "陈示例", by=None, now=scene.now)


def to_come(scene: Scene, now: datetime) -> Telling:
    """What has just been brought up, and a hearing next week."""
    today = day_of(now)
    for place, (title, source, who) in enumerate(NEW):
        yield at(today - timedelta(days=9 - place), 18)
        _raised(scene, title, source, who)
    for place, (title, source) in enumerate(ELSEWHERE, start=1):
        yield at(today - timedelta(days=8), 8 + place)
        _raised(scene, title, source, "jiedao", place)
    yield at(today - timedelta(days=2), 16)
    chosen = Issue.objects.of(scene.street).filter(title=NEW[3][0])
    _called(scene, list(chosen), "hearing", "车库出口安全听证会", days=5)


def _raised(scene: Scene, title: str, source: str, who: str, place: int = 0) -> Issue:
    return raise_issue(
        scene.compounds[place],
        title,
        "",
        source,
        once=uuid7(),
        by=scene.acting(who),
        now=scene.now,
    )


def _called(
    scene: Scene,
    issues: list[Issue],
    code: str,
    title: str,
    *,
    days: int = 0,
    starts_at: datetime | None = None,
) -> Meeting:
    standard = BY_CODE[code]
    call = Call(
        format=code,
        title=title,
        place="党群服务站二楼议事厅",
        starts_at=starts_at or at(day_of(scene.now) + timedelta(days=days), 14),
        convener="社区居民委员会",
        parties=tuple((str(name), name in standard.needed) for name in standard.parties),
    )
    return call_meeting(
        scene.compounds[0], call, issues, once=uuid7(), by=scene.acting("shequ"), now=scene.now
    )


def _held(
    scene: Scene,
    meeting: Meeting,
    told: dict[Issue, tuple[str, str, str]],
    *,
    late: int,
    published: bool = True,
) -> Telling:
    """Everybody comes, the minutes are written the same day and published the next."""
    by = scene.acting("shequ")
    yield meeting.starts_at + timedelta(minutes=5)
    parties = list(Party.objects.of(scene.street).filter(meeting=meeting).order_by("order"))
    for party in parties:
        note_attendance(meeting, party.pk, f"{party.name}代表", by=by, now=scene.now)
    yield meeting.starts_at + timedelta(hours=2)
    due = day_of(scene.now) + timedelta(days=late)
    minutes, work = SAID[next(iter(told)).title]
    job = Job(parties[-2].pk, work, due)
    items = AgendaItem.objects.of(scene.street).filter(meeting=meeting).select_related("issue")
    conclusions = {
        item.pk: Conclusion(*told[item.issue], (job,) if told[item.issue][0] == "agreed" else ())
        for item in items
    }
    conclude_meeting(meeting, minutes, conclusions, by=by, now=scene.now)
    if not published:
        return
    yield meeting.starts_at + timedelta(days=1)
    publish_result(meeting, by=by, now=scene.now)


TALKS = (talked_over, half_done, waiting, going_on, to_come)
"""From the one that is long over to the one that is still to come."""
