"""What happens to accounts, as facts. Passwords are never part of a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class AccountCreated(Event):
    """An officer made an account for a person."""

    sentence: ClassVar[str] = said("为{person}建立账号 {username}。")
    person: str = personal()
    username: str = personal()


@dataclass(frozen=True)
class MembershipGranted(Event):
    """An account that already existed may now act in this street too."""

    sentence: ClassVar[str] = said("账号 {username} 以{person}的身份加入本街道。")
    person: str = personal()
    username: str = personal()


@dataclass(frozen=True)
class MembershipEnded(Event):
    """Somebody no longer acts in this street."""

    sentence: ClassVar[str] = said("{person}的账号 {username} 自 {since} 起不再属于本街道：{why}。")
    since: str
    why: str
    person: str = personal()
    username: str = personal()


@dataclass(frozen=True)
class PasswordReset(Event):
    """An officer handed out a new initial password."""

    sentence: ClassVar[str] = said("为账号 {username} 重新设置初始密码：{why}。")
    why: str
    username: str = personal()


@dataclass(frozen=True)
class PasswordChanged(Event):
    """Somebody changed the own password."""

    sentence: ClassVar[str] = said("账号 {username} 修改了自己的密码。")
    username: str = personal()


@dataclass(frozen=True)
class AccountLocked(Event):
    """An officer stopped an account from signing in."""

    sentence: ClassVar[str] = said("停用账号 {username}：{why}。")
    why: str
    username: str = personal()


@dataclass(frozen=True)
class AccountUnlocked(Event):
    """An officer let an account sign in again."""

    sentence: ClassVar[str] = said("恢复账号 {username}。")
    username: str = personal()


@dataclass(frozen=True)
class SignedOutElsewhere(Event):
    """Somebody ended the own sessions on other devices."""

    sentence: ClassVar[str] = said("账号 {username} 退出了其他设备（{count} 处）。")
    count: int
    username: str = personal()


@dataclass(frozen=True)
class MembershipReopened(Event):
    """Somebody who had left acts in this street again, with the same account."""

    sentence: ClassVar[str] = said("{person}的账号 {username} 重新加入本街道：{why}。")
    why: str
    person: str = personal()
    username: str = personal()


@dataclass(frozen=True)
class DeputyNamed(Event):
    """Somebody stands in for a colleague who is away."""

    sentence: ClassVar[str] = said("{deputy}自 {since} 至 {until} 代理{person}的岗位：{why}。")
    since: str
    until: str
    why: str
    person: str = personal()
    deputy: str = personal()


@dataclass(frozen=True)
class DeputyEnded(Event):
    """A deputy's time ended before it was over."""

    sentence: ClassVar[str] = said("{deputy}自 {since} 起不再代理{person}的岗位：{why}。")
    since: str
    why: str
    person: str = personal()
    deputy: str = personal()


@dataclass(frozen=True)
class TokenIssued(Event):
    """A person let a program read in his name."""

    sentence: ClassVar[str] = said(
        "{person}为“{label}”签发接口令牌，可读{scopes}，有效至 {until}。"
    )
    label: str
    scopes: str
    until: str
    person: str = personal()


@dataclass(frozen=True)
class TokenRevoked(Event):
    """A program may no longer read in that person's name."""

    sentence: ClassVar[str] = said("撤销{person}的接口令牌“{label}”。")
    label: str
    person: str = personal()


@dataclass(frozen=True)
class CallsPurged(Event):
    """What programs had asked was taken away because its time was over."""

    sentence: ClassVar[str] = said(
        "按保存期限清理 {before} 以前的接口调用记录 {calls} 条、失效令牌 {tokens} 个。"
    )
    calls: int
    tokens: int
    before: str
