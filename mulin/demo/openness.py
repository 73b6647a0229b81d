"""What committees have published, what the pilot's file holds, a warning that was read before a meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.decide.committees.actions.opening import Published, disclose
from mulin.decide.committees.actions.terms import keep_paper
from mulin.decide.committees.models import Meeting, Term
from mulin.decide.committees.openings import opening_of
from mulin.decide.committees.papers import File
from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.ground.forewarn.actions import heed
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.conflict_catalogue import all_conflicts

KEPT = (
    ("filing", "业主委员会备案证明"),
    ("rules", "管理规约和议事规则（业主大会通过文本）"),
    ("contracts", "物业服务合同"),
)
OPEN = ("members", "rules", "contract", "fund", "revenue", "parking", "expenses")


def told(scene: Scene, now: datetime) -> list[Telling]:
    """Everything of this file."""
    return [_published(scene, now), _archived(scene, now), _warned(scene, now)]


def _published(scene: Scene, now: datetime) -> Telling:
    """What committees published: the pilot nearly all, most others the greater part."""
    today = day_of(now)
    yield at(today - timedelta(days=28), 9)
    file = photos.letter("业委会信息公开", ["本期公开的内容", "（演示）"]).getvalue()
    by, quarter = scene.acting("jiedao"), _quarter_before(day_of(scene.now))
    for place, (number, body) in enumerate(sorted(scene.committees.items())):
        term = Term.objects.of(scene.street).filter(body=body, ended_on__isnull=True).first()
        if term is None or place % 5 == 3:
            continue
        most = len(OPEN) - (1 if number == 0 else place % 4)
        for item in OPEN[:most]:
            until = max(quarter, term.starts_on)
            what = Published(item, until, day_of(scene.now))
            upload = File("信息公开.jpg", file)
            disclose(body, what, None, upload, once=uuid7(), by=by, now=scene.now)


def _quarter_before(day: date) -> date:
    """The last day of the quarter before."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)


def _archived(scene: Scene, now: datetime) -> Telling:
    """The pilot's file holds its basic papers; its account books are missing."""
    yield at(day_of(now) - timedelta(days=33), 9)
    rows = Term.objects.of(scene.street).filter(ended_on__isnull=True)
    term, by = rows.get(body=scene.committees[0]), scene.acting("shequ")
    for category, what in KEPT:
        file = File(f"{what}.jpg", photos.letter(what, ["（演示）"]))
        keep_paper(term, what, file, category=category, once=uuid7(), by=by, now=scene.now)


def _warned(scene: Scene, now: datetime) -> Telling:
    """The chair read the warning before the meeting on parking."""
    yield at(day_of(now) - timedelta(days=7), 20)
    by = scene.acting("yeweihui")
    rows = Meeting.objects.of(scene.street).filter(state="called", agenda__contains="停车")
    meeting = rows.select_related("term__body__compound").first()
    if meeting is not None:
        done = ("count", "rights", "timing")
        note = "两个方案请物业在会前算好；听取没有车位的住户意见放在下周。"
        heed(opening_of(by, meeting), all_conflicts()["parking"], done, note, by=by, now=scene.now)
