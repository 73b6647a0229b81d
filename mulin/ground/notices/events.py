"""The facts of public notices and messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event
from mulin.kit.words import said


@dataclass(frozen=True)
class NoticePosted(Event):
    sentence: ClassVar[str] = said("「{title}」{posted_on} 张贴于{place}{photo}。")
    title: str
    posted_on: str
    place: str
    photo: str


@dataclass(frozen=True)
class NoticeWithdrawn(Event):
    sentence: ClassVar[str] = said("撤下「{title}」，理由：{reason}。")
    title: str
    reason: str


@dataclass(frozen=True)
class MessageDisowned(Event):
    sentence: ClassVar[str] = said("收件人表示一条{channel}发错了人：{subject}。")
    channel: str
    subject: str


@dataclass(frozen=True)
class NumberSettled(Event):
    sentence: ClassVar[str] = said("核对了被反映有误的号码 {number}：{how}。")
    number: str
    how: str


@dataclass(frozen=True)
class MessageResent(Event):
    sentence: ClassVar[str] = said("重新发送一条{channel}给 {to}。")
    channel: str
    to: str


@dataclass(frozen=True)
class MessagesCarried(Event):
    """``digest`` is over the keys of the messages carried, sorted."""

    sentence: ClassVar[str] = said("打印的 {count} 份通知已送到（{digest}）。")
    count: int
    digest: str


@dataclass(frozen=True)
class MessagesPurged(Event):
    """Messages were taken away because their time was over."""

    sentence = (
        "按保存期限清理消息：过期的一次性消息 {codes} 条，{before} 以前的消息 {messages} 条。"
    )
    codes: int
    messages: int
    before: str
