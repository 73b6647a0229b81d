"""A committee with a director and two mediators who can sign in, and cases between neighbours."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from mulin.deliberate.mediation.actions import (
    agreeing,
    applying,
    consenting,
    seating,
    talking,
)
from mulin.deliberate.mediation.models import Accord, Dispute, Mediator, Panel, Side, Signature
from mulin.ground.access.models import Account, Membership
from mulin.ground.access.queries import actor_of_membership
from mulin.ground.estate.models import Appointment, Organisation, Person
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Role
from tests.cast import SINCE, Cast

DUE = date(2026, 4, 20)
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PNG = base64.b64decode(DOT)
"""A picture of a signature."""


@dataclass
class World:
    cast: Cast
    panel: Panel
    people: dict[str, Mediator] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)

    def acting(self, who: str, on: date) -> Actor:
        return actor_of_membership(self.members[who], on)

    def client(self, who: str) -> Client:
        found = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120")
        found.force_login(self.members[who].account)
        return found

    def asked(self, now: datetime, *, by: Actor | None = None, **more: Any) -> Dispute:
        """The owner asks; the other side lives two doors on and is in the register."""
        place = self.cast.a
        application = applying.Application(
            panel=self.panel,
            compound=place.compound,
            source=more.pop("source", "application"),
            way="counter",
            cause=more.pop("cause", "leak"),
            title="楼上漏水没有人管",
            text="卫生间渗水三个月，顶棚发霉。",
            applicant=applying.Who(place.owners[0].name, room=place.units[0].label),
            respondent=more.pop(
                "respondent", applying.Who(place.owners[4].name, room=place.units[4].label)
            ),
            **more,
        )
        who = by or self.cast.actor("community_worker", now.date())
        return applying.register_dispute(application, once=uuid7(), by=who, now=now)

    def opened(self, now: datetime, **more: Any) -> Dispute:
        """All have agreed."""
        found = self.asked(now, **more)
        by = self.acting("director", now.date())
        for side in sides(found):
            if side.consent == Side.Consent.WAITING:
                consenting.note_consent(
                    side, "agreed", "电话", now.date(), shares=True, by=by, now=now
                )
        Side.objects.of(found.street_id).filter(dispute=found).update(shares=True)
        found.refresh_from_db()
        return found

    def seated(self, now: datetime, **more: Any) -> Dispute:
        found = self.opened(now, **more)
        by = self.acting("director", now.date())
        seating.seat_mediator(found, self.people["mediator"], "panel", by=by, now=now)
        return found

    def agreed(self, now: datetime, form: str = "written", **more: Any) -> Accord:
        """Half a sum by the respondent, and a repair without money."""
        found = self.seated(now, **more)
        other = next(s for s in sides(found) if s.part == Side.Part.RESPONDENT)
        terms = [
            agreeing.Term(other, "修好防水", DUE),
            agreeing.Term(other, "赔偿粉刷费用", DUE, 186_050),
        ]
        return agreeing.reach_accord(
            found,
            form,
            "漏点在楼上地漏。",
            "楼上修好防水，赔偿楼下。",
            terms,
            made_on=now.date(),
            once=uuid7(),
            by=self.acting("mediator", now.date()),
            now=now,
        )

    def signed(self, now: datetime, **more: Any) -> Accord:
        accord = self.agreed(now, **more)
        by = self.acting("mediator", now.date())
        seat = accord.dispute.seats.get(street_id=accord.street_id)
        for who in (*sides(accord.dispute), seat, None):
            agreeing.sign_accord(accord, who, PNG, Signature.How.PAPER, by=by, now=now)
        accord.refresh_from_db()
        return accord


def sides(dispute: Dispute) -> list[Side]:
    rows = Side.objects.of(dispute.street_id).filter(dispute=dispute).select_related("dispute")
    return list(rows.order_by("part", "id"))


def call(world: World, dispute: Dispute, now: datetime, *guests: talking.Asked) -> Any:
    by = world.acting("mediator", now.date())
    at = now + timedelta(days=2)
    return talking.call_talk(dispute, at, "活动室", guests, once=uuid7(), by=by, now=now)


def world(cast: Cast) -> World:
    """The committee of compound A's community."""
    body = Organisation(
        street=cast.yun,
        kind=Organisation.Kind.MEDIATION_COMMITTEE,
        name="云溪一社区人民调解委员会",
        community=cast.a.community,
    )
    body.save(force_insert=True)
    panel = Panel(
        street=cast.yun,
        organisation=body,
        level=Panel.Level.COMMUNITY,
        community=cast.a.community,
        place="一社区 101",
        opened_on=SINCE,
    )
    panel.save(force_insert=True)
    made = World(cast, panel)
    for key, name, duty in (
        ("director", "温演示", Mediator.Duty.DIRECTOR),
        ("mediator", "韩演示", Mediator.Duty.MEDIATOR),
        ("second", "蒋演示", Mediator.Duty.MEDIATOR),
    ):
        person = Person(street=cast.yun, name=name)
        person.save(force_insert=True)
        made.people[key] = enlist(made, person, duty)
        account = Account(username=f"mediation-{key}", password="!")
        account.save(force_insert=True)
        member = Membership(street=cast.yun, account=account, person=person, valid_from=SINCE)
        member.save(force_insert=True)
        made.members[key] = member
    return made


def enlist(made: World, person: Person, duty: str = "mediator") -> Mediator:
    """Somebody of the register becomes a mediator of the committee."""
    post = Appointment(
        street=made.cast.yun, person=person, organisation=made.panel.organisation,
        role=Role.MEDIATOR, title="调解员", community=made.panel.community, valid_from=SINCE,
    )  # fmt: skip
    post.save(force_insert=True)
    row = Mediator(
        street=made.cast.yun, panel=made.panel, appointment=post, duty=duty, specialities=["leak"]
    )
    row.save(force_insert=True)
    return row
