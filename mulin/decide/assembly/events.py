"""The facts an owners' vote can state. None of them holds how anybody voted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class PollDrafted(Event):
    sentence: ClassVar[str] = said("起草了表决「{title}」。")
    title: str


@dataclass(frozen=True)
class PollEdited(Event):
    sentence: ClassVar[str] = said("修改了表决草稿「{title}」：{what}。")
    title: str
    what: str


@dataclass(frozen=True)
class PlanAttached(Event):
    sentence: ClassVar[str] = said("「{title}」给「{motion}」附上方案《{name}》，摘要 {digest}。")
    title: str
    motion: str
    name: str
    digest: str


@dataclass(frozen=True)
class PlanTakenAway(Event):
    sentence: ClassVar[str] = said("「{title}」撤下了「{motion}」的方案全文。")
    title: str
    motion: str


@dataclass(frozen=True)
class DraftDiscarded(Event):
    sentence: ClassVar[str] = said("删除了表决草稿「{title}」。")
    title: str


@dataclass(frozen=True)
class RulesAdopted(Event):
    sentence: ClassVar[str] = said("登记了 {adopted_on} 通过的议事规则中的计票约定。")
    adopted_on: str
    values: dict[str, object]


@dataclass(frozen=True)
class OfficerNamed(Event):
    sentence: ClassVar[str] = said("「{title}」确定{duty}：{name}（{standing}）。")
    title: str
    duty: str
    standing: str
    name: str = personal()


@dataclass(frozen=True)
class OfficerReleased(Event):
    sentence: ClassVar[str] = said("「{title}」不再由 {name} 担任{duty}。")
    title: str
    duty: str
    name: str = personal()


@dataclass(frozen=True)
class PollLocked(Event):
    sentence: ClassVar[str] = said(
        "「{title}」（{number}）锁定计票规则和名册：{persons} 人、{entries} 张票、{area} 平方米。"
    )
    title: str
    number: str
    persons: int
    entries: int
    area: str
    roll_digest: str
    law_digest: str
    rules: dict[str, object]


@dataclass(frozen=True)
class LawRepinned(Event):
    sentence: ClassVar[str] = said("「{title}」改按 {on} 的法规办理，理由：{reason}。")
    title: str
    on: str
    reason: str


@dataclass(frozen=True)
class RollCorrected(Event):
    sentence: ClassVar[str] = said(
        "「{title}」名册更正：{unit} 面积由 {before} 改为 {after} 平方米，理由：{reason}。"
    )
    title: str
    unit: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class PollPosted(Event):
    sentence: ClassVar[str] = said("「{title}」公示表决方案与议题，公示至 {until}。")
    title: str
    until: str


@dataclass(frozen=True)
class ShareKept(Event):
    sentence: ClassVar[str] = said("{name}领取并封存了「{title}」的开票密钥份额。")
    title: str
    name: str = personal()


@dataclass(frozen=True)
class EnvelopePrinted(Event):
    sentence: ClassVar[str] = said("打印了「{title}」的封存信封（备用开票密钥份额）。")
    title: str


@dataclass(frozen=True)
class CodesPrinted(Event):
    sentence: ClassVar[str] = said("打印了「{title}」{place}的验证码信 {letters} 份。")
    title: str
    place: str
    letters: int


@dataclass(frozen=True)
class VotingOpened(Event):
    sentence: ClassVar[str] = said("「{title}」开始投票，{closes} 截止。")
    title: str
    closes: str


@dataclass(frozen=True)
class BallotsDelivered(Event):
    sentence: ClassVar[str] = said("「{title}」登记送达 {entries} 份（{method}）。")
    title: str
    entries: int
    method: str
    digest: str


@dataclass(frozen=True)
class VoterProved(Event):
    sentence: ClassVar[str] = said("「{title}」在窗口核对了 {name} 的身份。")
    title: str
    name: str = personal()


@dataclass(frozen=True)
class BallotCast(Event):
    sentence: ClassVar[str] = said("「{title}」收到一张{channel}表决票，名册第 {seq} 号。")
    title: str
    channel: str
    seq: int | str
    envelope: str
    replaces: bool


@dataclass(frozen=True)
class PaperConfirmed(Event):
    sentence: ClassVar[str] = said("「{title}」名册第 {seq} 号的纸质票复核一致。")
    title: str
    seq: int
    envelope: str


@dataclass(frozen=True)
class PaperDisputed(Event):
    sentence: ClassVar[str] = said("「{title}」名册第 {seq} 号的纸质票两次录入不一致，待对照影像。")
    title: str
    seq: int


@dataclass(frozen=True)
class BallotDisowned(Event):
    sentence: ClassVar[str] = said("「{title}」名册第 {seq} 号的业主表示票不是本人所投：{what}。")
    title: str
    seq: int
    what: str


@dataclass(frozen=True)
class BoxCounted(Event):
    sentence: ClassVar[str] = said("「{title}」{box} 点票：{papers} 张，其中无效 {invalid} 张。")
    title: str
    box: str
    papers: int
    invalid: int


@dataclass(frozen=True)
class RemindersSent(Event):
    sentence: ClassVar[str] = said(
        "「{title}」按既定节奏提醒未投业主：{reached} 人有电话，{by_visit} 户需上门。"
    )
    title: str
    reached: int
    by_visit: int


@dataclass(frozen=True)
class VotingClosed(Event):
    sentence: ClassVar[str] = said("「{title}」截止投票，收到 {ballots} 张票。")
    title: str
    ballots: int
    digest: str


@dataclass(frozen=True)
class PollJudged(Event):
    """What was judged is committed here: SM3 of the full record, of its result, and of the public
    record with its result; with the poll's number and the compound's name as they stand in them."""

    sentence: ClassVar[str] = said("「{title}」由两名计票人开票并计票：{verdict}。")
    title: str
    verdict: str
    number: str
    compound: str
    record_digest: str
    result_digest: str
    public_digest: str


@dataclass(frozen=True)
class ResultAnnounced(Event):
    sentence: ClassVar[str] = said("「{title}」公告结果，异议期至 {until}。")
    title: str
    until: str


@dataclass(frozen=True)
class ObjectionRaised(Event):
    sentence: ClassVar[str] = said("「{title}」收到一件异议{late}。")
    title: str
    late: str
    name: str = personal()


@dataclass(frozen=True)
class ObjectionAnswered(Event):
    sentence: ClassVar[str] = said("「{title}」书面答复了一件异议。")
    title: str


@dataclass(frozen=True)
class ObjectionContactRead(Event):
    sentence: ClassVar[str] = said("「{title}」查看了一件异议的联系方式，理由：{reason}。")
    title: str
    reason: str


@dataclass(frozen=True)
class PollFinal(Event):
    sentence: ClassVar[str] = said("「{title}」异议期满，结果归档。")
    title: str


@dataclass(frozen=True)
class PollVoided(Event):
    sentence: ClassVar[str] = said("「{title}」作废，理由：{reason}。")
    title: str
    reason: str


@dataclass(frozen=True)
class DecisionExported(Event):
    sentence: ClassVar[str] = said("导出了「{title}」的{what}，理由：{reason}。")
    title: str
    what: str
    reason: str


@dataclass(frozen=True)
class OwnVoteShown(Event):
    sentence: ClassVar[str] = said("在窗口向名册第 {seq} 号业主本人出示了他在「{title}」中的票。")
    title: str
    seq: int


@dataclass(frozen=True)
class PollJoinedMatter(Event):
    sentence: ClassVar[str] = said("表决「{title}」归入事项 {number}。")
    title: str
    number: str


@dataclass(frozen=True)
class PollLeftMatter(Event):
    sentence: ClassVar[str] = said("表决「{title}」移出事项 {number}。")
    title: str
    number: str
