"""Facts about organisations, what they do, and who holds their posts."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.ground.record.events import Event, personal
from mulin.kit.words import said


@dataclass(frozen=True)
class OrganisationRegistered(Event):
    """An organisation entered the register."""

    sentence = said("登记组织：{organisation}（{kind}）。")
    organisation: str
    kind: str
    credit_code: str


@dataclass(frozen=True)
class OrganisationCorrected(Event):
    """Something said of an organisation was corrected."""

    sentence = said("更正组织{organisation}：{words}。理由：{why}。")
    organisation: str
    changes: list[list[str]]
    words: str
    why: str


@dataclass(frozen=True)
class OrganisationEnded(Event):
    """An organisation no longer acts in the street."""

    sentence = said("组织{organisation}自 {day} 起撤销。理由：{why}。")
    organisation: str
    day: str
    why: str


@dataclass(frozen=True)
class EngagementBegun(Event):
    """An organisation began to do something for a place or for another organisation."""

    sentence = said("{organisation}自 {since} 起{kind}：{whom}。")
    organisation: str
    kind: str
    whom: str
    since: str


@dataclass(frozen=True)
class EngagementEnded(Event):
    """What an organisation did for a place or another organisation ended."""

    sentence = said("{organisation}对{whom}的{kind}结束，最后一天是 {day}。理由：{why}。")
    organisation: str
    kind: str
    whom: str
    day: str
    why: str


@dataclass(frozen=True)
class Appointed(Event):
    """A person holds a post. Office holders act in public, by name."""

    sentence = said("{person}自 {since} 起任{organisation}{title}（{reach}）。依据：{basis}。")
    organisation: str
    title: str
    role: str
    reach: str
    since: str
    basis: str
    person: str = personal()


@dataclass(frozen=True)
class AppointmentEnded(Event):
    """A person no longer holds a post."""

    sentence = said("{person}不再担任{organisation}{title}，最后一天是 {day}。理由：{why}。")
    organisation: str
    title: str
    day: str
    why: str
    person: str = personal()


@dataclass(frozen=True)
class PostsHandedOver(Event):
    """Somebody left: every post ended, and those a colleague can take over went to one."""

    sentence = said(
        "{person}的 {ended} 项任职自 {since} 起结束，其中 {taken} 项由{successor}接任：{posts}。"
        "理由：{why}。"
    )
    ended: int
    taken: int
    posts: str
    since: str
    why: str
    person: str = personal()
    successor: str = personal()
