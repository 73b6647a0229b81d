"""A workshop whose head can sign in, and what tests lend to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.test import Client

from mulin.decide.workshop.actions import channel, directory, lending
from mulin.decide.workshop.models import Contact, GreenRequest, Mandate, Workshop
from mulin.ground.access.models import Account, Membership
from mulin.ground.access.queries import actor_of_membership
from mulin.ground.estate.models import Appointment, Organisation, Person
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Power, Role
from tests.cast import SINCE, Cast

START, END = date(2026, 2, 1), date(2026, 12, 31)


@dataclass
class World:
    cast: Cast
    workshop: Workshop
    member: Membership
    account: Account

    def head(self, on: date) -> Actor:
        """The workshop's head, with what is lent on that day."""
        return actor_of_membership(self.member, on)

    def client(self) -> Client:
        found = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120")
        found.force_login(self.account)
        return found

    def lend(self, power: Power, now: datetime, **more: Any) -> Mandate:
        """Over compound A from February to December, where nothing else is said."""
        where = more.pop("where", {"compound": self.cast.a.compound})
        lease = lending.Lease(
            power, more.pop("since", START), more.pop("until", END), "文件 1 号", **where
        )
        officer = self.cast.actor("street_officer", now.date())
        return lending.grant(self.workshop, lease, once=uuid7(), by=officer, now=now)


def world(cast: Cast) -> World:
    organisation = Organisation(
        street=cast.yun, kind=Organisation.Kind.SOCIAL_ORGANISATION, name="史演示工作室"
    )
    person = Person(street=cast.yun, name="史演示")
    account = Account(username="workshop", password="!")
    for row in (organisation, person, account):
        row.save(force_insert=True)
    post = Appointment(
        street=cast.yun, person=person, organisation=organisation,
        role=Role.WORKSHOP_WORKER, title="负责人", valid_from=SINCE,
    )  # fmt: skip
    member = Membership(street=cast.yun, account=account, person=person, valid_from=SINCE)
    workshop = Workshop(street=cast.yun, organisation=organisation, opened_on=SINCE)
    for row in (post, member, workshop):
        row.save(force_insert=True)
    return World(cast, workshop, member, account)


def card(profession: str = "lawyer", phone: str = "13800000001") -> directory.Card:
    return directory.Card(
        profession, f"{profession}单位", "柳演示", phone=phone, topics=("parking",)
    )


def keep(cast: Cast, now: datetime, *cards: directory.Card) -> list[Contact]:
    by = cast.actor("street_officer", now.date())
    return [directory.keep_contact(one, once=uuid7(), by=by, now=now) for one in cards]


def ask(
    cast: Cast, contacts: list[Contact], by: Actor, now: datetime, **more: Any
) -> tuple[GreenRequest, list[str]]:
    """A request about parking in compound A, and the secrets of its links."""
    tokens: list[str] = []

    def link(token: str) -> str:
        tokens.append(token)
        return f"https://mulin.test/workshop/answer/{token}/"

    told = channel.Ask("parking", "南门停车争执", "请周三到场调解", "不含个人信息", 2, **more)
    made = channel.ask_parties(
        cast.a.compound, told, contacts, link=link, once=uuid7(), by=by, now=now
    )
    return made, tokens
