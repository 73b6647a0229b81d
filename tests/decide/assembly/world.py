"""A small vote to test with: everything invented, written as rows, open for voting.

    world = voting(cast)                     # cast.a's owners, two motions, three counters
    ballot = world.vote("owner", agree=True) # on the phone
    world.counter(0)                         # an Actor who counts

Dates are arguments: screens read the real clock, so tests of pages pass ``now=clock.now()``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.casting import cast_slip
from mulin.decide.assembly.actions.codes import code_blind
from mulin.decide.assembly.actions.officers import share_context
from mulin.decide.assembly.actions.taking import Signed
from mulin.decide.assembly.choices import Choices
from mulin.decide.assembly.models import (
    Ballot,
    Candidate,
    Motion,
    Poll,
    PollOfficer,
    RollEntry,
    RollHolder,
    RollUnit,
)
from mulin.decide.assembly.queries.motions import motions_of
from mulin.ground.access.models import Account
from mulin.ground.estate.identities import Sealer, id_tail
from mulin.ground.estate.models import Ownership, Person, Unit
from mulin.kit.clock import day_of
from mulin.kit.ids import readable_code, uuid7
from mulin.kit.rights import Actor
from mulin.law.catalogue import nearest
from mulin.law.compound_rules import CompoundRules
from mulin.law.pinned import pin
from mulin.law.questions import DecisionKind
from tests.cast import Cast
from tests.conftest import NOW

OWN_KEY = b"0123456789abcdef"
PASSPHRASES = ("苹果 长椅 三月", "河边 的 风筝 飞", "白鹭 停在 柳树")
ENVELOPE = "K7QM-29QX-8DHT-AAAA-BBBB"
FUND = Motion.Payment.MAINTENANCE_FUND


@dataclass(frozen=True)
class Asked:
    """One motion of the vote."""

    kind: str = DecisionKind.USE_MAINTENANCE_FUND
    title: str = "用专项维修资金更换 1、2 号楼电梯"
    cost: int = 3_264_000_00
    payment: str = FUND
    text: str = "两台电梯整体更换，公开招标，质保五年。"
    scope: str = Motion.Scope.COMPOUND
    scope_ids: tuple[str, ...] = ()
    seats: int | None = None
    candidates: tuple[str, ...] = ()


TWO = (
    Asked(),
    Asked(
        DecisionKind.CHANGE_COMMON_USE,
        "把 2 号楼北侧空地改成电动自行车充电棚",
        18_600_000,
        Motion.Payment.PUBLIC_REVENUE,
        "可停 60 辆，充电收入归全体业主。",
    ),
)
ELECTION = Asked(
    DecisionKind.ELECT_COMMITTEE, "选举业主委员会委员", 0, Motion.Payment.NONE, seats=2
)


@dataclass
class World:
    """A vote with its roll. ``entries`` are in the order of their rooms; codes are by holder."""

    cast: Cast
    poll: Poll
    motions: list[Motion]
    entries: list[RollEntry]
    holders: list[RollHolder]
    now: datetime
    codes: dict[UUID, str] = field(default_factory=dict)
    tails: dict[UUID, str] = field(default_factory=dict)

    @property
    def street(self) -> UUID:
        return self.poll.street_id  # type: ignore[no-any-return]

    def counter(self, index: int = 0) -> Actor:
        """One of the three counters; passphrases are ``PASSPHRASES``."""
        return self.cast.actor(f"counter_{index + 1}", day_of(self.now))

    def holder(self, who: str | int) -> RollHolder:
        """The line of a role of the cast (``"owner"``), or of an entry by its place."""
        if isinstance(who, int):
            return next(h for h in self.holders if h.entry_id == self.entries[who].pk)
        person = self.cast.persons[who]
        return next(h for h in self.holders if h.person_id == person.pk)

    def voter(self, who: str | int) -> Actor:
        return voter_of(self.holder(who))

    def all(self, word: str = "agree", entry: RollEntry | None = None) -> dict[str, Any]:
        """The same choice on every motion; in elections nobody."""
        motions = motions_of(self.poll, entry) if entry else self.motions
        return {m.pk.hex: ([] if m.is_election else word) for m in motions}

    def vote(
        self,
        who: str | int,
        choices: Choices | None = None,
        *,
        once: UUID | None = None,
        now: datetime | None = None,
    ) -> Ballot:
        """Cast on the phone for one line of the roll."""
        holder = self.holder(who)
        signed = Signed(holder.entry_id, holder.signer, Ballot.Channel.ONLINE)
        return cast_slip(
            self.poll.pk,
            [signed],
            self.all() if choices is None else choices,
            once=once or uuid7(),
            own_key=OWN_KEY,
            by=voter_of(holder),
            now=now or self.now,
        )[0]

    def paper(self, who: str | int) -> Signed:
        holder = self.holder(who)
        return Signed(holder.entry_id, holder.signer, Ballot.Channel.PAPER)

    def live(self) -> list[Ballot]:
        rows = Ballot.objects.of(self.street).filter(poll=self.poll, replaced_at__isnull=True)
        return list(rows.order_by("id"))


def just_signed_in(client: Client) -> Client:
    """The browser of somebody who gave his password a moment ago."""
    request = RequestFactory().get("/")
    request.session = client.session
    account = Account.objects.get(pk=request.session["_auth_user_id"])
    record_authentication(request, account, "password")
    request.session.save()
    return client


def voter_of(holder: RollHolder) -> Actor:
    """Whoever votes: nobody with an account, only a person of the roll."""
    return Actor(holder.street_id, None, holder.person_id, holder.name, "业主")


def voting(
    cast: Cast,
    *,
    now: datetime = NOW,
    asked: Sequence[Asked] = TWO,
    rules: Mapping[str, Any] | None = None,
    days: int = 10,
    **fields: Any,
) -> World:
    """A vote over compound ``a`` of the cast, opened yesterday, ``days`` days before its end."""
    today = day_of(now)
    compound = cast.a.compound
    poll = Poll(
        street_id=compound.street_id,
        compound=compound,
        number="BJ-2026-0117",
        title="2026 年第二次业主大会表决",
        convener="云栖苑业主委员会",
        contact_name="苏社区",
        contact_phone="021-00000011",
        return_place="1 号楼大堂票箱",
        region=compound.region,
        law=pin(nearest(compound.region), today),
        rules={**CompoundRules().to_json(), **(rules or {})},
        online_counts=True,
        opens_on=today - timedelta(days=1),
        closes_at=now + timedelta(days=days),
        reminder_days=[3, 7],
        locked_on=today - timedelta(days=20),
        posted_on=today - timedelta(days=20),
        opened_at=now - timedelta(days=1),
        created_at=now - timedelta(days=21),
        state=Poll.State.VOTING,
    )
    for name, value in fields.items():
        setattr(poll, name, value)
    _identities(cast)
    entries, units, holders = _roll(cast, poll)
    poll.roll_persons, poll.roll_area = len(entries), sum(e.area for e in entries)
    _key(cast, poll, now)
    motions = [_motion(cast, poll, order, a) for order, a in enumerate(asked, start=1)]
    codes = {holder.pk: readable_code(2) for holder in holders}
    for holder in holders:
        holder.code_blind = code_blind(poll, codes[holder.pk])
    for model, rows in ((RollEntry, entries), (RollUnit, units), (RollHolder, holders)):
        model.objects.bulk_create(rows)
    tails = {h.pk: _tail_of(h.person_id) for h in holders}
    return World(cast, poll, motions, entries, holders, now, codes, tails)


def _tail_of(person_id: UUID | None) -> str:
    """An invented ending of an identity number."""
    return f"{(person_id.int if person_id else 0) % 10_000:04d}"


def _identities(cast: Cast) -> None:
    """Identity endings for all owners, and a telephone for all but the last."""
    sealer = Sealer(cast.yun.pk)
    for index, person in enumerate(cast.a.owners):
        tail = id_tail(cast.yun.pk, _tail_of(person.pk))
        phone = sealer.phone_fields(f"1380000{index:04d}" if index < 11 else "")
        Person.objects.of(cast.yun).filter(pk=person.pk).update(id_tail=tail, **phone)


def _roll(cast: Cast, poll: Poll) -> tuple[list[RollEntry], list[RollUnit], list[RollHolder]]:
    street = poll.street_id
    rows = Ownership.objects.of(street).filter(unit__compound=poll.compound)
    owners: dict[UUID, list[Person]] = {}
    for row in rows.select_related("person").order_by("person_id"):
        owners.setdefault(row.unit_id, []).append(row.person)
    groups: dict[str, list[Unit]] = {}
    for unit in cast.a.units:
        key = " ".join(sorted(f"p:{p.pk.hex}" for p in owners[unit.pk]))
        groups.setdefault(key, []).append(unit)
    entries, units, holders = [], [], []
    for seq, (key, mine) in enumerate(groups.items(), start=1):
        people = owners[mine[0].pk]
        entry = _entry(poll, seq, key, mine, people)
        entries.append(entry)
        units += [_unit(poll, entry, unit) for unit in mine]
        holders += [_holder(poll, entry, p, index) for index, p in enumerate(people)]
    return entries, units, holders


def _entry(poll: Poll, seq: int, key: str, mine: list[Unit], people: list[Person]) -> RollEntry:
    return RollEntry(
        street_id=poll.street_id,
        poll=poll,
        seq=seq,
        key=key,
        cluster=seq,
        names="、".join(p.name for p in people),
        first_unit=mine[0].label,
        building_id=mine[0].building_id,
        units=len(mine),
        area=sum(u.voting_area for u in mine),
        code=readable_code(2),
    )


def _unit(poll: Poll, entry: RollEntry, unit: Unit) -> RollUnit:
    return RollUnit(
        street_id=poll.street_id,
        poll=poll,
        entry=entry,
        unit_id=unit.pk,
        label=unit.label,
        building_id=unit.building_id,
        stairwell_id=unit.stairwell_id,
        floor=unit.floor,
        order=unit.order,
        area=unit.voting_area,
        area_source="register",
        use="home",
        status="delivered",
    )


def _holder(poll: Poll, entry: RollEntry, person: Person, index: int) -> RollHolder:
    return RollHolder(
        street_id=poll.street_id,
        poll=poll,
        entry=entry,
        signer=f"p:{person.pk.hex}",
        person_id=person.pk,
        name=person.name,
        id_tail=id_tail(poll.street_id, _tail_of(person.pk)),
        has_phone=True,
    )


def _key(cast: Cast, poll: Poll, now: datetime) -> None:
    """Three counters and the envelope, each with his share under a known passphrase."""
    poll.public_key, shares = keys.new_poll_key(4)
    poll.save(force_insert=True)
    people = [cast.persons[f"counter_{n}"] for n in (1, 2, 3)]
    for index, share in enumerate(shares):
        officer = PollOfficer(
            street_id=poll.street_id,
            poll=poll,
            person=people[index] if index < 3 else None,
            duty=PollOfficer.Duty.COUNTER if index < 3 else PollOfficer.Duty.ENVELOPE,
            standing="业主代表" if index < 3 else "",
            share_index=index + 1,
            share_salt=keys.new_salt(),
            share_kept_at=now,
        )
        passphrase = (*PASSPHRASES, ENVELOPE)[index]
        officer.share = keys.keep(share, passphrase, officer.share_salt, share_context(officer.pk))
        officer.save(force_insert=True)
    PollOfficer(
        street_id=poll.street_id,
        poll=poll,
        person=cast.persons["witness"],
        duty=PollOfficer.Duty.WITNESS,
        standing="居委会",
    ).save(force_insert=True)


def _motion(cast: Cast, poll: Poll, order: int, asked: Asked) -> Motion:
    motion = Motion(
        street_id=poll.street_id,
        poll=poll,
        order=order,
        kind=str(asked.kind),
        title=asked.title,
        text=asked.text,
        scope=asked.scope,
        scope_ids=list(asked.scope_ids),
        seats=asked.seats,
        cost=asked.cost,
        payment=asked.payment,
    )
    motion.save(force_insert=True)
    standing = ("业主 5 人以上联名推荐", "本人自荐", "街道建议人选")
    for number, person in enumerate(cast.a.owners[2:5] if asked.seats else (), start=1):
        Candidate(
            street_id=poll.street_id,
            motion=motion,
            person=person,
            order=number,
            name=person.name,
            standing=standing[number - 1],
            statement="愿意花时间，把账目按月公开。",
            disclosure="与物业企业没有亲属或任职关系。",
        ).save(force_insert=True)
    return motion


__all__ = [
    "ELECTION",
    "ENVELOPE",
    "OWN_KEY",
    "PASSPHRASES",
    "TWO",
    "Asked",
    "World",
    "just_signed_in",
    "voter_of",
    "voting",
]
