"""What the pilot's committee does: it meets, uses its seal with two hands, shows papers to owners;
and owners of two compounds who ask for an assembly."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import chain

from mulin.decide.committees.actions.holding import Motion, hold_meeting
from mulin.decide.committees.actions.inspecting import answer_request, ask_to_see
from mulin.decide.committees.actions.keeping import ask_use, decide_use, list_item, note_used
from mulin.decide.committees.actions.meetings import (
    call_meeting,
    keep_meeting_paper,
    note_step,
)
from mulin.decide.committees.actions.petitions import (
    enter_signatures,
    hand_in,
    open_petition,
    order_call,
)
from mulin.decide.committees.models import Meeting, Petition, SealUse, Term
from mulin.decide.committees.papers import File
from mulin.decide.committees.queries.meetings import sitting_in
from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.ground.estate.models import Ownership, Unit
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7

AGENDA = ("电梯更新方案送业主大会表决", "公共收益一季度收支", "东门门禁维修")
THINGS = (
    ("files", "业主清册和面积清册", "2 册"),
    ("files", "历次业主大会决定和表决票", "11 盒"),
    ("seal", "业主委员会印章", "1 枚"),
    ("account", "公共收益账户和 2021—2026 年凭证", "1 户"),
    ("things", "活动室钥匙", "3 把"),
)


def work(scene: Scene, now: datetime) -> list[Telling]:
    """Everything the committees do beside their votes."""
    return [
        _met(scene, now),
        _called(scene, now),
        _sealed(scene, now),
        _shown(scene, now),
        _listed(scene, now),
        _gathering(scene, now),
        _ordered(scene, now),
    ]


def _term(scene: Scene, number: int) -> Term:
    rows = Term.objects.of(scene.street).filter(ended_on__isnull=True)
    found: Term = rows.get(body=scene.committees[number])
    return found


def _photo(scene: Scene, title: str) -> File:
    return File(
        f"{title}.jpg", photos.board(scene.compounds[0].name, title, str(day_of(scene.now)))
    )


def _met(scene: Scene, now: datetime) -> Telling:
    """A meeting of last month: called, announced, held, signed, published."""
    today = day_of(now)
    yield at(today - timedelta(days=44), 10)
    held = today - timedelta(days=30)
    meeting = call_meeting(
        _term(scene, 0),
        f"{held.month} 月例会",
        "\n".join(AGENDA),
        held,
        "小区活动室",
        once=uuid7(),
        by=scene.acting("yeweihui"),
        now=scene.now,
    )
    yield at(today - timedelta(days=42), 9)
    by = scene.acting("yeweihui")
    note_step(
        meeting, "notice", day_of(scene.now), _photo(scene, "会议议题公告"), by=by, now=scene.now
    )
    yield at(held, 21)
    _hold(scene, meeting)
    yield at(held + timedelta(days=2), 9)
    by = scene.acting("yeweihui")
    note_step(
        meeting, "publish", day_of(scene.now), _photo(scene, "业委会决定公告"), by=by, now=scene.now
    )


def _hold(scene: Scene, meeting: Meeting) -> None:
    by = scene.acting("yeweihui")
    members = sitting_in(meeting.term, meeting.held_on)
    here = [m.pk for m in members]
    whole = len(here)
    motions = [
        Motion(AGENDA[0], whole, 0, 0),
        Motion(AGENDA[1] + "予以公示", whole - 1, 0, 1),
        Motion(AGENDA[2] + "由公共收益支出 6,800 元", 1, whole - 1, 0),
    ]
    hold_meeting(meeting, here, here, motions, by=by, now=scene.now)
    signed = photos.letter("会议记录", [*AGENDA, "委员签字", "（演示）"])
    keep_meeting_paper(meeting, "minutes", File("会议记录.jpg", signed), by=by, now=scene.now)


def _called(scene: Scene, now: datetime) -> Telling:
    """The next one is called, and its agenda hangs."""
    today = day_of(now)
    yield at(today - timedelta(days=9), 18)
    held = today + timedelta(days=6)
    meeting = call_meeting(
        _term(scene, 0),
        f"{held.month} 月例会",
        "换届工作安排\n地面停车月卡方案调整\n物业服务三季度评价",
        held,
        "小区活动室",
        once=uuid7(),
        by=scene.acting("yeweihui"),
        now=scene.now,
    )
    yield at(today - timedelta(days=8), 9)
    by = scene.acting("yeweihui")
    note_step(
        meeting, "notice", day_of(scene.now), _photo(scene, "会议议题公告"), by=by, now=scene.now
    )


def _sealed(scene: Scene, now: datetime) -> Telling:
    """The chair asks, the vice-chair allows; another request waits."""
    today = day_of(now)
    yield at(today - timedelta(days=25), 11)
    use = _asked(scene, "seal", "在电梯检验委托书上盖章", 0)
    yield at(today - timedelta(days=24), 20)
    decide_use(use, "例会决定第 1 项", allow=True, by=scene.acting("weiyuan"), now=scene.now)
    yield at(today - timedelta(days=23), 10)
    note_used(use, day_of(scene.now), by=scene.acting("yeweihui"), now=scene.now)
    yield at(today - timedelta(days=2), 16)
    _asked(scene, "account", "支付公共收益审计费", 480_000)


def _asked(scene: Scene, thing: str, purpose: str, amount: int) -> SealUse:
    paper = photos.letter("待办文件", [purpose, "（演示）"])
    return ask_use(
        _term(scene, 0),
        thing,
        purpose,
        amount,
        File(f"{purpose}.jpg", paper),
        once=uuid7(),
        by=scene.acting("yeweihui"),
        now=scene.now,
    )


def _shown(scene: Scene, now: datetime) -> Telling:
    """One owner was shown what he asked for; another waits."""
    today, body = day_of(now), scene.committees[0]
    yield at(today - timedelta(days=20), 19)
    row = ask_to_see(
        body,
        scene.people["yezhu"],
        "contract",
        "2025 年公共收益收支明细",
        once=uuid7(),
        by=scene.acting("yezhu"),
        now=scene.now,
    )
    yield at(today - timedelta(days=17), 15)
    copy = photos.letter("公共收益收支明细", ["停车费、广告费收入与支出", "（演示）"])
    answer_request(
        row,
        "shown",
        "已提供明细复印件，原件可到活动室查看。",
        File("收支明细.jpg", copy),
        by=scene.acting("yeweihui"),
        now=scene.now,
    )
    yield at(today - timedelta(days=9), 21)
    ask_to_see(
        body,
        scene.people["gongyou"],
        "rules",
        "电梯更新方案的会议记录",
        once=uuid7(),
        by=scene.acting("gongyou"),
        now=scene.now,
    )


def _listed(scene: Scene, now: datetime) -> Telling:
    """The committee whose term is over lists what it holds."""
    yield at(day_of(now) - timedelta(days=4), 16)
    term, by = _term(scene, 2), scene.acting("jiedao")
    for kind, name, quantity in THINGS:
        list_item(term, kind, name, quantity, "主任", once=uuid7(), by=by, now=scene.now)


def _gathering(scene: Scene, now: datetime) -> Telling:
    """612 households: not yet a fifth."""
    yield at(day_of(now) - timedelta(days=11), 10)
    by = scene.acting("jiedao")
    petition = open_petition(
        scene.compounds[2],
        "重新公开停车收费方案",
        "是否调整地面停车收费标准",
        once=uuid7(),
        by=by,
        now=scene.now,
    )
    yield at(day_of(now) - timedelta(days=8), 17)
    lines = _signatures(scene, 2, 96)
    wrong = ["1-1-101 冒名者", "99-9-909 陈演示"]
    sheet = File("签名表.jpg", photos.letter("签名表", ["（演示）"]))
    text = "\n".join(chain(lines, wrong))
    enter_signatures(petition, text, [sheet], by=scene.acting("jiedao"), now=scene.now)


def _ordered(scene: Scene, now: datetime) -> Telling:
    """A small compound: enough owners signed, the committee stayed idle, the street orders."""
    today = day_of(now)
    number = min((n for n in scene.committees if n > 2), key=lambda n: scene.plans[n].homes)
    yield at(today - timedelta(days=38), 10)
    by = scene.acting("jiedao")
    petition = open_petition(
        scene.compounds[number],
        "更换物业服务企业",
        "是否解聘现物业服务企业并另行选聘",
        once=uuid7(),
        by=by,
        now=scene.now,
    )
    homes = scene.plans[number].homes
    lines = _signatures(scene, number, homes // 2)
    enter_signatures(petition, "\n".join(lines), [], by=by, now=scene.now)
    yield at(today - timedelta(days=35), 9)
    hand_in(petition, by=scene.acting("jiedao"), now=scene.now)
    yield at(today - timedelta(days=5), 15)
    _order(scene, petition, today + timedelta(days=10))


def _order(scene: Scene, petition: Petition, until: date) -> None:
    letter = photos.letter(
        "责令限期召集通知书", [f"请于 {until} 前召集临时业主大会会议。", "（演示）"]
    )
    order_call(
        petition, until, File("责令通知书.jpg", letter), by=scene.acting("jiedao"), now=scene.now
    )


def _signatures(scene: Scene, number: int, most: int) -> list[str]:
    """Rooms and names of owners, as they stand on a list."""
    rows = Ownership.objects.of(scene.street).filter(
        unit__compound=scene.compounds[number],
        unit__use=Unit.Use.HOME,
        unit__status=Unit.Status.DELIVERED,
        valid_to__isnull=True,
        person__isnull=False,
    )
    found = rows.order_by("unit__order", "id").values_list("unit__label", "person__name")[:most]
    return [f"{room} {name}" for room, name in found]
