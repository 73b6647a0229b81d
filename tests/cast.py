"""The cast: two streets with their places, people, posts and accounts. All of them are invented.

Ids are derived from names, so that a cast built again (after a test that empties the tables) is
the same cast. ``yun`` is the street tests play in; ``other`` exists to be kept out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from mulin.ground.access.models import Account, Membership
from mulin.ground.access.queries import actor_of
from mulin.ground.estate.models import (
    Appointment,
    Building,
    Community,
    Compound,
    Engagement,
    Organisation,
    Ownership,
    Person,
    Stairwell,
    Tenancy,
    Unit,
)
from mulin.ground.streets.models import Street
from mulin.kit.canonical import sm3
from mulin.kit.rights import Actor, Role

SINCE = date(2020, 1, 1)
PASSWORD = "synthetic-pass-7"

ROLES = (
    "street_officer",
    "community_worker",
    "committee_chair",
    "counter_1",
    "counter_2",
    "counter_3",
    "witness",
    "owner",
    "co_owner",
    "tenant",
    "property_manager",
    "auditor",
    "social_worker",
    "other_compound_owner",
    "stranger",
    "leaver",
    "neighbour_officer",
    "neighbour_owner",
)
"""Names for ``actor(...)`` and ``client_as(...)``; ``visitor`` signs in as nobody."""


def stable_id(*parts: str) -> UUID:
    """A UUID of version 7 made of a name: the same in every run."""
    digest = int(sm3("/".join(parts).encode())[:32], 16)
    stamp = 1_577_836_800_000 << 80
    rest = digest & ((1 << 80) - 1)
    value = (stamp | rest) & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0b11 << 62) | 0b10 << 62)


@dataclass
class Place:
    """A compound with its buildings, units and the people who own them, in order."""

    compound: Compound
    community: Community
    buildings: list[Building]
    units: list[Unit]
    owners: list[Person]
    committee: Organisation


@dataclass
class Cast:
    """Everything by name. ``a`` and ``b`` are the compounds of ``yun``; ``far`` lies in ``other``."""

    yun: Street
    other: Street
    a: Place
    b: Place
    far: Place
    company: Organisation
    rival: Organisation
    persons: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)

    def actor(self, role: str, today: date) -> Actor:
        """The actor this role is on ``today``; KeyError for those without a membership."""
        membership = self.memberships[role]
        return actor_of(
            self.accounts[role], membership.street, self.persons[role], today, membership.pk
        )


def build() -> Cast:
    """Write the cast into an empty database."""
    with transaction.atomic():
        yun = _street("yun", "云溪街道", "310107", "021-00000001")
        other = _street("other", "远山街道", "110105", "010-00000002")
        cast = Cast(
            yun=yun,
            other=other,
            a=_place(yun, "a", "云溪一社区", "云栖苑"),
            b=_place(yun, "b", "云溪二社区", "溪畔里"),
            far=_place(other, "far", "远山社区", "远山居"),
            company=_organisation(yun, Organisation.Kind.PROPERTY_COMPANY, "安栖物业（演示）"),
            rival=_organisation(yun, Organisation.Kind.PROPERTY_COMPANY, "宁居物业（演示）"),
        )
        _contracts(cast)
        _people(cast)
    return cast


def erase() -> None:
    """Take the cast out of the database again, the last written first."""
    for model in (Membership, Tenancy, Ownership, Appointment, Engagement, Organisation, Unit):
        model.objects.all()._raw_delete("default")
    for model in (Stairwell, Building, Compound, Community, Person):
        model.objects.all()._raw_delete("default")
    for model in (Account, Street):
        model.objects.all().delete()


def _street(slug: str, name: str, region: str, phone: str) -> Street:
    street = Street(
        id=stable_id(slug), slug=slug, name=name, region=region, phone=phone, synthetic=True
    )
    street.save(force_insert=True)
    return street


def _organisation(street: Street, kind: str, name: str, **more: Any) -> Organisation:
    row = Organisation(
        id=stable_id(street.slug, "organisation", name), street=street, kind=kind, name=name, **more
    )
    row.save(force_insert=True)
    return row


def _place(street: Street, key: str, community_name: str, name: str) -> Place:
    """Two buildings of one stairwell, three floors, two flats a floor; ten owners, one co-owned."""
    mine = (street.slug, key)
    community = Community(id=stable_id(*mine, "community"), street=street, name=community_name)
    community.save(force_insert=True)
    compound = Compound(
        id=stable_id(*mine),
        street=street,
        community=community,
        slug=f"{street.slug}-{key}",
        name=name,
        address=f"{name}路 1 号",
        region=street.region,
        first_delivered_on=date(2008, 6, 1),
    )
    compound.save(force_insert=True)
    buildings, units = _structure(street, compound, mine)
    owners = _owners(street, units, mine)
    committee = _organisation(
        street,
        Organisation.Kind.OWNERS_COMMITTEE,
        f"{name}业主委员会",
        compound=compound,
    )
    return Place(compound, community, buildings, units, owners, committee)


def _structure(
    street: Street, compound: Compound, mine: tuple[str, ...]
) -> tuple[list[Building], list[Unit]]:
    buildings, stairwells, units = [], [], []
    for number in (1, 2):
        building = Building(
            id=stable_id(*mine, f"building{number}"),
            street=street,
            compound=compound,
            label=str(number),
            floors=3,
            has_elevator=False,
            order=number,
        )
        stairwell = Stairwell(
            id=stable_id(*mine, f"stairwell{number}"),
            street=street,
            compound=compound,
            building=building,
            label="1",
            order=number,
        )
        buildings.append(building)
        stairwells.append(stairwell)
        units += [
            _unit(street, building, stairwell, floor, door, mine)
            for floor in (1, 2, 3)
            for door in (1, 2)
        ]
    for model, rows in ((Building, buildings), (Stairwell, stairwells), (Unit, units)):
        model.objects.bulk_create(rows)
    return buildings, units


def _unit(
    street: Street,
    building: Building,
    stairwell: Stairwell,
    floor: int,
    door: int,
    mine: tuple[str, ...],
) -> Unit:
    room = f"{floor}0{door}"
    label = f"{building.label}-1-{room}"
    return Unit(
        id=stable_id(*mine, "unit", label),
        street=street,
        compound=building.compound,
        building=building,
        stairwell=stairwell,
        label=label,
        room=room,
        floor=floor,
        order=int(building.label) * 1000 + int(room),
        voting_area=8962 + 100 * floor + door,
        area_source=Unit.AreaSource.REGISTER,
        gross_area=8962 + 100 * floor + door,
    )


SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


def _owners(street: Street, units: Sequence[Unit], mine: tuple[str, ...]) -> list[Person]:
    """One owner a unit, but the last one owns the last two, and the first unit has two owners."""
    people = [
        _person(street, f"{SURNAMES[i % len(SURNAMES)]}演示{mine[-1]}{i}", *mine, f"owner{i}")
        for i in range(len(units))
    ]
    Person.objects.bulk_create(people)
    holders = [*people[: len(units) - 1], people[len(units) - 2]]
    pairs = [*zip(units, holders, strict=True), (units[0], people[-1])]
    Ownership.objects.bulk_create(
        [
            Ownership(
                id=stable_id(*mine, "ownership", unit.label, str(person.pk)),
                street=street,
                unit=unit,
                person=person,
                share_numerator=1,
                share_denominator=2 if unit is units[0] else 1,
                valid_from=SINCE,
            )
            for unit, person in pairs
        ]
    )
    return people


def _person(street: Street, name: str, *key: str) -> Person:
    return Person(id=stable_id(street.slug, "person", *key), street=street, name=name)


def _contracts(cast: Cast) -> None:
    """One company manages compound A, the other compound B, each since long ago."""
    Engagement.objects.bulk_create(
        [
            Engagement(
                id=stable_id("manages", place.compound.slug),
                street=cast.yun,
                organisation=company,
                kind=Engagement.Kind.MANAGES,
                compound=place.compound,
                valid_from=SINCE,
            )
            for company, place in ((cast.company, cast.a), (cast.rival, cast.b))
        ]
    )


def _people(cast: Cast) -> None:
    """Persons with posts, then an account and a membership for each."""
    yun, other, a, b = cast.yun, cast.other, cast.a, cast.b
    office = _organisation(yun, Organisation.Kind.STREET_OFFICE, "云溪街道办事处（演示）")
    residents = _organisation(
        yun,
        Organisation.Kind.RESIDENTS_COMMITTEE,
        "云溪一社区居委会（演示）",
        community=a.community,
    )
    agency = _organisation(yun, Organisation.Kind.SOCIAL_WORK_AGENCY, "同心社工（演示）")
    auditors = _organisation(yun, Organisation.Kind.ACCOUNTING_FIRM, "明察会计（演示）")
    far_office = _organisation(other, Organisation.Kind.STREET_OFFICE, "远山街道办事处（演示）")
    here = {"compound": a.compound}
    posts: tuple[tuple[str, str, Organisation, Role, str, dict[str, Any]], ...] = (
        ("street_officer", "林街道", office, Role.STREET_OFFICER, "物业科科长", {}),
        ("community_worker", "苏社区", residents, Role.COMMUNITY_WORKER, "社区工作者", {}),
        ("counter_1", "罗计票", a.committee, Role.VOTE_COUNTER, "计票人", here),
        ("counter_2", "梁计票", a.committee, Role.VOTE_COUNTER, "计票人", here),
        ("counter_3", "宋计票", a.committee, Role.VOTE_COUNTER, "计票人", here),
        ("witness", "唐监票", residents, Role.WITNESS, "监票人", here),
        ("property_manager", "许物业", cast.company, Role.PROPERTY_MANAGER, "项目经理", {}),
        ("auditor", "邓审计", auditors, Role.AUDITOR, "审计员", {}),
        ("social_worker", "萧社工", agency, Role.SOCIAL_WORKER, "社工", {}),
        ("leaver", "曹离职", office, Role.STREET_OFFICER, "原科员", {}),
        ("neighbour_officer", "彭邻街", far_office, Role.STREET_OFFICER, "科员", {}),
    )
    for key, name, organisation, *_rest in posts:
        cast.persons[key] = _person(organisation.street, name, key)
    Person.objects.bulk_create(cast.persons.values())
    homes = {
        "committee_chair": a.owners[1],
        "owner": a.owners[0],
        "co_owner": a.owners[-1],
        "other_compound_owner": b.owners[0],
        "neighbour_owner": cast.far.owners[0],
    }
    cast.persons |= homes
    lodger = _person(yun, "曾租户", "tenant")
    lodger.save(force_insert=True)
    cast.persons["tenant"] = lodger
    Tenancy(
        id=stable_id("tenancy"), street=yun, unit=a.units[2], person=lodger, valid_from=SINCE
    ).save(force_insert=True)
    chair = ("committee_chair", "", a.committee, Role.COMMITTEE_MEMBER, "主任", here)
    _appoint(cast, (*posts, chair))
    _sign_up(cast)


def _appoint(
    cast: Cast, posts: Iterable[tuple[str, str, Organisation, Role, str, dict[str, Any]]]
) -> None:
    Appointment.objects.bulk_create(
        [
            Appointment(
                id=stable_id("appointment", key),
                street=organisation.street,
                person=cast.persons[key],
                organisation=organisation,
                role=role,
                title=title,
                valid_from=SINCE,
                valid_to=date(2025, 12, 31) if key == "leaver" else None,
                **place,
            )
            for key, _, organisation, role, title, place in posts
        ]
    )


def _sign_up(cast: Cast) -> None:
    password = make_password(PASSWORD)
    for key in ROLES:
        cast.accounts[key] = Account(username=key, password=password)
    Account.objects.bulk_create(cast.accounts.values())
    for key, person in cast.persons.items():
        cast.memberships[key] = Membership(
            id=stable_id("membership", key),
            street=cast.other if person.street_id == cast.other.pk else cast.yun,
            account=cast.accounts[key],
            person=person,
            valid_from=SINCE,
            valid_to=date(2026, 1, 1) if key == "leaver" else None,
        )
    Membership.objects.bulk_create(cast.memberships.values())
