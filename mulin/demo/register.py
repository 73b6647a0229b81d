"""What happens to the register of a living compound between two votes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from mulin.demo import photos
from mulin.demo.diary import Telling
from mulin.demo.people import telephone
from mulin.demo.posts import STAFF
from mulin.demo.scene import Scene, at
from mulin.ground.estate.actions.holdings import Stake, transfer_ownership
from mulin.ground.estate.actions.mandates import begin_acting_for
from mulin.ground.estate.actions.merges import decide_distinct, merge_persons
from mulin.ground.estate.actions.persons import correct_person, details_of, register_person, unmask
from mulin.ground.estate.actions.tenancies import begin_tenancy
from mulin.ground.estate.actions.units import correct_unit
from mulin.ground.estate.identities import PersonDetails, open_phone
from mulin.ground.estate.models import ActsFor, Organisation, Ownership, Person, Unit
from mulin.ground.estate.queries.papers import ACTS_FOR
from mulin.ground.papers.actions import store
from mulin.ground.papers.models import Klass
from mulin.kit.clock import day_of

AHEAD = 15
"""Sole owners of the compound before this one have a sign-in of their own."""


def owners(scene: Scene, number: int, count: int = 40) -> list[Person]:
    """The sole owners of the first homes of a compound who can prove themselves."""
    homes = Unit.objects.of(scene.street).filter(
        compound=scene.compounds[number], use=Unit.Use.HOME
    )
    first = list(homes.order_by("order").values_list("pk", flat=True)[: count * 4])
    held = Ownership.objects.of(scene.street).filter(
        unit_id__in=first, share_denominator=1, valid_to__isnull=True
    )
    rows = held.select_related("person").order_by("unit__order")
    people = {row.person_id: row.person for row in rows if row.person}
    proven = (p for p in people.values() if p.id_masked and p.phone_masked)
    return list(proven)[:count]


def mandates(scene: Scene) -> Telling:
    """An owner died and her son is heir; one has a guardian; one lives abroad; a company owns."""
    yield at(day_of(scene.now) + timedelta(days=9), 10)
    dead, ward, away = owners(scene, 0)[AHEAD : AHEAD + 3]
    day = day_of(scene.now) - timedelta(days=40)
    by = scene.acting("shequ")
    correct_person(dead, died_on=day, why="家属出示死亡证明", by=by, now=scene.now)
    for principal, kind, name, title in (
        (dead, ActsFor.Kind.HEIR, "程安然", "继承权公证书"),
        (ward, ActsFor.Kind.GUARDIAN, "潘秀英", "监护人证明"),
        (away, ActsFor.Kind.ATTORNEY, "夏若曦", "授权委托书"),
    ):
        yield scene.now + timedelta(days=1, hours=1)
        unit = _home(scene, away) if principal is away else None
        _acts(scene, details(scene, name), principal, kind, title, unit)
    company = Organisation.objects.of(scene.street).filter(
        kind=Organisation.Kind.COMPANY, ownerships__unit__compound=scene.compounds[0]
    )
    found = company.order_by("name").first()
    if found is not None:
        yield scene.now + timedelta(days=1)
        kind = ActsFor.Kind.LEGAL_REPRESENTATIVE
        _acts(scene, details(scene, "孟承泽"), found, kind, "法定代表人身份证明")


def details(scene: Scene, name: str) -> PersonDetails:
    """Somebody new, with a number that is nobody's."""
    number = 500 + Person.objects.of(scene.street).count() % 9_000
    return details_of(name, phones=[telephone(STAFF, number, wrong=False)])


def without_telephone(scene: Scene, number: int) -> Telling:
    """An owner wants no telephone kept of him: what concerns him is printed and carried."""
    yield at(day_of(scene.now) + timedelta(days=13), 10)
    person = scene.people["quiet"] = owners(scene, number, 1)[0]
    why = "本人要求删除电话，今后上门通知"
    correct_person(person, phones=(), why=why, by=scene.by, now=scene.now)


def sale(scene: Scene) -> Telling:
    """A home is sold: the register closes one row and opens the next."""
    yield at(day_of(scene.now) + timedelta(days=16), 11)
    seller = owners(scene, 0)[AHEAD + 4]
    unit = _home(scene, seller)
    buyer = details(scene, "谭嘉宁")
    transfer_ownership(
        unit,
        [Stake(buyer, 1, 1)],
        on=day_of(scene.now) - timedelta(days=3),
        basis="不动产权证变更（演示）",
        by=scene.acting("shequ"),
        now=scene.now,
    )
    yield scene.now + timedelta(days=2)
    changes = {"gross_area": unit.gross_area + 150}
    correct_unit(
        unit, changes, why="按实测报告更正建筑面积", by=scene.acting("shequ"), now=scene.now
    )


def one_person(scene: Scene) -> Telling:
    """Three owners were entered twice when they let their homes: one pair is merged, one is two."""
    yield at(day_of(scene.now) + timedelta(days=20), 15)
    compound, by = scene.compounds[0], scene.acting("jiedao")
    twice = []
    for owner in owners(scene, 0)[AHEAD + 6 : AHEAD + 9]:
        phone = open_phone(owner.street_id, bytes(owner.phone_sealed))
        again = register_person(
            details_of(owner.name, phones=[phone]),
            compound_id=compound.pk,
            by=by,
            now=scene.now,
        )
        begin_tenancy(_home(scene, owner), again, since=day_of(scene.now), by=by, now=scene.now)
        twice.append((owner, again))
    yield scene.now + timedelta(days=2)
    merge_persons(*twice[0], reason="姓名、电话一致，本人确认", by=by, now=scene.now)
    decide_distinct(*twice[1], reason="父子同名，共用一个电话", by=by, now=scene.now)


def numbers_read(scene: Scene) -> Telling:
    """Somebody looks at a number, with a reason; the owner finds it on his own page."""
    yield scene.now + timedelta(days=100)
    for key, by, reason in (
        ("yezhu", "shequ", "核对送达回执上的联系电话"),
        ("gongyou", "shequ", "通知共有人到窗口核对"),
        ("zuhu", "wuye", "楼上漏水，联系租户开门"),
        ("yezhu", "wuye", "车位到期，通知本人"),
    ):
        yield scene.now + timedelta(days=2, hours=3)
        unmask(scene.people[key], "phone", by=scene.acting(by), reason=reason, now=scene.now)


def _home(scene: Scene, owner: Person) -> Unit:
    held = Ownership.objects.of(scene.street).filter(
        person=owner, unit__use=Unit.Use.HOME, valid_to__isnull=True
    )
    unit: Unit = held.select_related("unit").order_by("unit__order")[0].unit
    return unit


def _acts(
    scene: Scene,
    agent: PersonDetails,
    principal: Person | Organisation,
    kind: str,
    title: str,
    unit: Unit | None = None,
) -> None:
    by, now = scene.acting("shequ"), scene.now
    paper = store(
        scene.street,
        photos.letter(
            title, [f"兹证明 {agent.name} 代 {principal.name} 行使业主权利。", "（演示）"]
        ),
        kind=ACTS_FOR,
        title=title,
        klass=Klass.SENSITIVE,
        by=by,
        today=day_of(now),
        now=now,
    )
    paper_id: UUID = paper.pk
    begin_acting_for(
        agent,
        principal,
        kind=kind,
        since=day_of(now),
        unit=unit,
        paper_id=paper_id,
        by=by,
        now=now,
    )
