"""Review panels, advisers, and the warnings before a change that often ends in conflict."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.decide.committees.models import (
    Advice,
    Adviser,
    Applicant,
    Panel,
    PanelItem,
    PanelQuestion,
)
from tests.cast import Cast, stable_id
from tests.isolation.committees import EXAMPLES as COMMITTEES
from tests.isolation.keeping import Examples, kept


def _panel(cast: Cast) -> Panel:
    """A call in compound A, and an owner on its list."""
    found: Panel = kept(
        Panel(
            id=stable_id("panel"),
            street=cast.yun,
            body=cast.a.committee,
            compound=cast.a.compound,
            title="云栖苑评审团",
            kind=Panel.Kind.COMPANY,
            about="云栖苑物业选聘",
            how=Panel.How.CHOSEN,
            seats=3,
            called_on=date(2026, 3, 1),
            closes_on=date(2026, 3, 10),
        )
    )
    return found


def _applicant(cast: Cast) -> Any:
    row = Applicant(
        id=stable_id("applicant"),
        street=cast.yun,
        panel=_panel(cast),
        person=cast.a.owners[3],
        room="1-1-101",
        applied_on=date(2026, 3, 2),
    )
    return kept(row).pk


def _panel_item(cast: Cast) -> Any:
    row = PanelItem(
        id=stable_id("panel_item"),
        street=cast.yun,
        panel=_panel(cast),
        title="云栖苑投标文件",
        text="云栖苑评分",
        meets_on=date(2026, 3, 20),
        place="云栖苑活动室",
    )
    return kept(row).pk


def _panel_question(cast: Cast) -> Any:
    _applicant(cast)
    row = PanelQuestion(
        id=stable_id("panel_question"),
        street=cast.yun,
        item_id=_panel_item(cast),
        asker_id=stable_id("applicant"),
        text="云栖苑怎样评分",
        asked_on=date(2026, 3, 12),
    )
    return kept(row).pk


def _adviser(cast: Cast) -> Any:
    row = Adviser(
        id=stable_id("adviser"),
        street=cast.yun,
        person=cast.a.owners[3],
        body=cast.a.committee,
        topics="|parking|",
        experience="云栖苑停车方案",
        since=date(2026, 3, 1),
        until=date(2028, 3, 1),
    )
    return kept(row).pk


def _advice(cast: Cast) -> Any:
    row = Advice(
        id=stable_id("advice"),
        street=cast.yun,
        body=cast.a.committee,
        topic="parking",
        question="云栖苑停车怎么办",
        asked_on=date(2026, 3, 1),
        asked_by="云栖苑业主委员会",
        due_on=date(2026, 3, 20),
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "asked_id": _advice,
    "adviser_id": _adviser,
    "applicant_id": _applicant,
    "conflict": lambda cast: "parking",
    "item_id": _panel_item,
    "panel_id": lambda cast: _panel(cast).pk,
    "question_id": _panel_question,
    "room": lambda cast: "meeting",
    "subject_id": COMMITTEES["meeting_id"],
}
