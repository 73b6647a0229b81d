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
