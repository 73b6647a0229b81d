"""How committees are made capable: a training held and one to come, a salon called off, reception
days of the committee and the company, and what the street adds to the handbook."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from mulin.decide.capability.actions import receiving, taking_part
from mulin.decide.capability.actions.answering import write_own_answer
from mulin.decide.capability.actions.receiving import Heard, Rhythm
from mulin.decide.capability.actions.trainings import (
    Plan,
    call_training_off,
    hold_training,
    keep_handout,
    plan_training,
)
from mulin.decide.capability.models import Participant, Schedule, Training
from mulin.decide.capability.queries.receptions import expected
from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at, lately, on_the_half_hour
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7

OWN = (
    ("B08", "本街道先缴后补在党群服务中心三号窗口办，周一到周五，带缴费票据和低保证。"),
    ("G12", "备案材料请先发电子版给街道物业科看一遍，再来盖章，少跑一趟。"),
)
BROUGHT = (
    Heard(
        "三号楼楼道灯晚上不亮", "二单元三层到五层", "当天下午报物业，两天内换好。", "", "3-2-501"
    ),
    Heard("电动车停进大堂", "早晚都有，味道大", "", "周示例", "1-1-302"),
    Heard("想看去年的公共收益账", "", "约下周三下午看，两位委员在场。", "", ""),
    Heard("楼上空调滴水", "", "已告诉楼上，接水管这周装好。", "郑示例", "2-1-402"),
    Heard("儿童滑梯松动", "螺丝掉了两颗", "", "", ""),
    Heard("快递柜太满", "", "已请公司加一组，等合同。", "", ""),
)


def tellings(scene: Scene, now: datetime) -> list[Telling]:
    """Everything of this kind that the street lived."""
    return [
        _answers(scene, now),
        _held(scene, now),
        _to_come(scene, now),
        _off(scene, now),
        _going_on(scene, now),
        _committee(scene, now),
        _company(scene, now),
    ]


def _answers(scene: Scene, now: datetime) -> Telling:
    yield at(day_of(now) - timedelta(days=50), 10)
    for code, text in OWN:
        write_own_answer(code, text, by=scene.acting("jiedao"), now=scene.now)


def _held(scene: Scene, now: datetime) -> Telling:
    """A training of last month: invited, signed up, came, judged."""
    starts = at(day_of(now) - timedelta(days=26), 14)
    yield starts - timedelta(days=12)
    officer = scene.acting("jiedao")
    row = _planned(
        scene,
        "jiedao",
        Training.Kind.TRAINING,
        "换届改选一步步怎么走",
        "蓝示例律师",
        starts,
        ("for_committees", "for_workers"),
        capacity=60,
        about="从书面报告到备案移交，两小时讲完，带本小区的日子来算。",
    )
    notes = photos.letter(
        "换届培训讲义", ["一、倒排日子。", "二、公告和送达。", "三、备案和移交。"]
    )
    keep_handout(row, "换届培训讲义.jpg", notes, by=officer, now=scene.now)
    yield starts - timedelta(days=8)
    for key in ("yeweihui", "weiyuan", "shequ"):
        taking_part.sign_up(row, by=scene.acting(key), now=scene.now)
    yield starts + timedelta(minutes=3)
    for key in ("yeweihui", "weiyuan"):
        taking_part.come(row, "", "", by=scene.acting(key), now=scene.now)
    taking_part.come(row, "陈示例", "清澜苑业委会", by=None, now=scene.now)
    for name, body in (("吴示例", "锦江里业委会"), ("孙示例", "青羊苑筹备组")):
        taking_part.note_came(row, None, name, body, by=officer, now=scene.now)
    typed = Participant.objects.of(scene.street).get(training=row, name="陈示例")
    taking_part.confirm_came(row, typed.pk, by=officer, now=scene.now)
    yield starts + timedelta(hours=3)
    hold_training(row, 125, "到场 5 人，问得最多的是票没回够怎么办。", by=officer, now=scene.now)
    yield starts + timedelta(hours=20)
    words = "日子表当场算出来，回去就能用"
    taking_part.judge(row, 5, words, by=scene.acting("yeweihui"), now=scene.now)
    taking_part.judge(row, 4, "想多讲讲公共收益", by=scene.acting("weiyuan"), now=scene.now)


def _to_come(scene: Scene, now: datetime) -> Telling:
    """A salon for committees next week, and a lecture for the pilot's owners."""
    yield at(day_of(now) - timedelta(days=3), 9)
    soon = at(day_of(now) + timedelta(days=6), 19)
    salon = _planned(
        scene, "jiedao", Training.Kind.SALON, "公共收益怎么公开才不吵架", "业委会顾问团", soon,
        ("for_committees", "for_companies"), capacity=30,
        about="三个小区各讲一刻钟：表怎么列、贴在哪里、业主问什么。",
    )  # fmt: skip
    _planned(
        scene, "shequ", Training.Kind.LECTURE, "维修资金怎么用、怎么查", "童示例", soon + timedelta(days=2),
        ("for_owners",), capacity=80, here=True,
        about="带上房号，当场教怎么查自己家的余额。",
    )  # fmt: skip
    yield at(day_of(now) - timedelta(days=2), 20)
    taking_part.sign_up(salon, by=scene.acting("weiyuan"), now=scene.now)


def _off(scene: Scene, now: datetime) -> Telling:
    """One that was called off for lack of a speaker."""
    yield at(day_of(now) - timedelta(days=20), 9)
    starts = at(day_of(now) - timedelta(days=9), 14)
    row = _planned(
        scene, "jiedao", Training.Kind.TRAINING, "消防和电动车管理", "消防站教员", starts,
        ("for_companies", "for_workers"),
    )  # fmt: skip
    yield at(day_of(now) - timedelta(days=11), 16)
    reason = "教员那天有任务，改到下月另行通知"
    call_training_off(row, reason, by=scene.acting("jiedao"), now=scene.now)


def _going_on(scene: Scene, now: datetime) -> Telling:
    """One that began an hour ago: a name typed at the door waits, nothing is put down yet."""
    starts = on_the_half_hour(lately(now, timedelta(hours=1)))
    yield starts - timedelta(days=6)
    row = _planned(
        scene, "shequ", Training.Kind.SALON, "接待日怎么接、怎么记", "老主任", starts,
        ("for_committees", "for_companies"), here=True,
    )  # fmt: skip
    yield starts - timedelta(days=1)
    taking_part.sign_up(row, by=scene.acting("wuye"), now=scene.now)
    yield starts + timedelta(minutes=4)
    taking_part.come(row, "冯示例", "听岸公馆业委会", by=None, now=scene.now)


def _committee(scene: Scene, now: datetime) -> Telling:
    """The pilot's committee receives every week: it was missed once, and called off once."""
    body, today = scene.committees[0], day_of(now)
    yield at(today - timedelta(days=60), 9)
    rhythm = Rhythm(0, 5, time(9), time(11), "小区活动室", today - timedelta(days=56))
    row = receiving.fix_rhythm(
        body, scene.compounds[0], rhythm, once=uuid7(), by=scene.acting("yeweihui"), now=scene.now
    )
    days = [day for day in expected(row, row.starts_on, today) if day < today]
    for place, day in enumerate(days[:-1]):
        if place == 2:
            yield at(day - timedelta(days=3), 9)
            why = "委员参加街道培训，顺延到下一次"
            receiving.call_day_off(row, day, why, by=scene.acting("weiyuan"), now=scene.now)
        elif place != 4:
            yield at(day, 11, 10)
            _received(scene, row, day, place)


def _received(scene: Scene, row: Schedule, day: date, place: int) -> None:
    by = scene.acting("yeweihui")
    heard = BROUGHT[(0, 1, 2, 3, 2, 5, 4)[place % 7]]
    if place == 3:
        receiving.note_nobody(row, day, by=by, now=scene.now)
        return
    visit = receiving.note_visit(row, day, heard, once=uuid7(), by=by, now=scene.now)
    if place == 1:
        receiving.hand_over(visit, "一号楼大堂停放电动车", once=uuid7(), by=by, now=scene.now)


def _company(scene: Scene, now: datetime) -> Telling:
    """The company receives on the second Wednesday of a month."""
    today = day_of(now)
    by = scene.acting("wuye")
    body = next(one for one in scene.companies if one.pk in by.organisations)
    yield at(today - timedelta(days=58), 9)
    rhythm = Rhythm(2, 2, time(15), time(17), "物业服务中心", today - timedelta(days=57))
    row = receiving.fix_rhythm(
        body, scene.compounds[0], rhythm, once=uuid7(), by=scene.acting("wuye"), now=scene.now
    )
    for day in expected(row, row.starts_on, today - timedelta(days=1)):
        yield at(day, 17)
        receiving.note_visit(
            row, day, BROUGHT[5], once=uuid7(), by=scene.acting("wuye"), now=scene.now
        )


def _planned(
    scene: Scene,
    who: str,
    kind: str,
    topic: str,
    speaker: str,
    starts: datetime,
    audience: tuple[str, ...],
    *,
    capacity: int = 0,
    about: str = "",
    here: bool = False,
) -> Training:
    plan = Plan(
        kind=kind,
        topic=topic,
        about=about,
        speaker=speaker,
        place="街道党群服务中心三楼",
        starts_at=starts,
        minutes=120,
        capacity=capacity,
        audience=audience,
        compound=scene.compounds[0] if here else None,
    )
    return plan_training(plan, once=uuid7(), by=scene.acting(who), now=scene.now)
