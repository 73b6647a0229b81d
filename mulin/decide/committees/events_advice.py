"""The facts of the advisory group, of disclosure and of the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class AdviserInvited(Event):
    sentence: ClassVar[str] = said("聘请{body}的{person}为业委会顾问，{since}至{until}：{topics}。")
    body: str
    topics: str
    since: date
    until: date
    person: str = personal()


@dataclass(frozen=True)
class AdviserLeft(Event):
    sentence: ClassVar[str] = said("{person}不再担任业委会顾问：{why}。")
    why: str
    person: str = personal()


@dataclass(frozen=True)
class AdviceAsked(Event):
    sentence: ClassVar[str] = said("{body}请教顾问团（{topic}），希望{due}前答复：{question}")
    body: str
    topic: str
    due: date
    question: str


@dataclass(frozen=True)
class AdviceGivenTo(Event):
    sentence: ClassVar[str] = said("{body}的请教（{topic}）交给{home}的顾问{person}。")
    body: str
    topic: str
    home: str
    person: str = personal()


@dataclass(frozen=True)
class AdviserAnswered(Event):
    sentence: ClassVar[str] = said("顾问答复{body}的请教（{topic}）：{answer}")
    body: str
    topic: str
    answer: str
    digest: str


@dataclass(frozen=True)
class AdviserQuestionWithdrawn(Event):
    sentence: ClassVar[str] = said("{body}撤回请教（{topic}）：{why}。")
    body: str
    topic: str
    why: str


@dataclass(frozen=True)
class ItemDisclosed(Event):
    sentence: ClassVar[str] = said("{body}公开{item}，截至{until}。{where}")
    body: str
    item: str
    until: date
    where: str
    digest: str


@dataclass(frozen=True)
class ArchiveListed(Event):
    sentence: ClassVar[str] = said(
        "{body}第{ordinal}届档案列入移交清单：{categories}类{papers}份。"
    )
    body: str
    ordinal: int
    categories: int
    papers: int


@dataclass(frozen=True)
class ArchiveTaken(Event):
    sentence: ClassVar[str] = said("{body}的档案被整份下载，共{papers}份。")
    body: str
    papers: int
