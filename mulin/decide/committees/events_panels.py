"""The facts of the owners' review panel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class PanelCalled(Event):
    sentence: ClassVar[str] = said(
        "{body}征集业主代表评审团“{title}”，{seats}个名额，{how}，{until}截止。"
    )
    body: str
    title: str
    seats: int
    how: str
    until: date


@dataclass(frozen=True)
class PanelAppliedFor(Event):
    sentence: ClassVar[str] = said("业主{person}报名评审团“{title}”。")
    title: str
    person: str = personal()


@dataclass(frozen=True)
class PanelApplicantOut(Event):
    sentence: ClassVar[str] = said("评审团“{title}”的报名人{person}{state}：{why}。")
    title: str
    state: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class PanelListed(Event):
    sentence: ClassVar[str] = said(
        "评审团“{title}”名单定为{tickets}人，摘要{digest}；{draw_on}按“{rule}”的数字抽取。"
    )
    title: str
    tickets: int
    digest: str
    draw_on: date
    rule: str


@dataclass(frozen=True)
class PanelDrawn(Event):
    sentence: ClassVar[str] = said(
        "评审团“{title}”以公开数字{number}（{source}）从{tickets}人中抽出{seats}人。"
    )
    title: str
    number: str
    source: str
    tickets: int
    seats: int
    order: tuple[int, ...]
    digest: str


@dataclass(frozen=True)
class PanelChosen(Event):
    sentence: ClassVar[str] = said("评审团“{title}”从{tickets}人中挑选{seats}人，逐个写明理由。")
    title: str
    tickets: int
    seats: int
    digest: str


@dataclass(frozen=True)
class PanelReservesRose(Event):
    sentence: ClassVar[str] = said("评审团“{title}”的评审员{person}{state}：{why}。{risen}")
    title: str
    state: str
    why: str
    risen: str
    person: str = personal()


@dataclass(frozen=True)
class PanelEnded(Event):
    sentence: ClassVar[str] = said("评审团“{title}”{state}：{why}。")
    title: str
    state: str
    why: str


@dataclass(frozen=True)
class PanelItemPut(Event):
    sentence: ClassVar[str] = said("评审团“{panel}”将于{day}在{place}评审：{title}。")
    panel: str
    title: str
    day: date
    place: str


@dataclass(frozen=True)
class PanelPaperGiven(Event):
    sentence: ClassVar[str] = said("评审事项“{title}”提供材料：{what}。")
    title: str
    what: str
    digest: str


@dataclass(frozen=True)
class PanelAsked(Event):
    sentence: ClassVar[str] = said("评审员就“{title}”提问：{text}")
    title: str
    text: str


@dataclass(frozen=True)
class PanelQuestionAnswered(Event):
    sentence: ClassVar[str] = said("“{title}”的提问得到答复：{answer}")
    title: str
    answer: str


@dataclass(frozen=True)
class PanelAdvised(Event):
    sentence: ClassVar[str] = said(
        "评审“{title}”：到会{present}人，回避{aside}人，赞成{agree}、反对{against}、弃权{abstain}。{advice}"
    )
    title: str
    present: int
    aside: int
    agree: int
    against: int
    abstain: int
    advice: str


@dataclass(frozen=True)
class PanelAdvicePublished(Event):
    sentence: ClassVar[str] = said("“{title}”的评审意见公布。")
    title: str


@dataclass(frozen=True)
class PanelAnswered(Event):
    sentence: ClassVar[str] = said("{body}答复“{title}”的评审意见：{follows}。{answer}")
    body: str
    title: str
    follows: str
    answer: str
