"""Committees and their like over the whole street: sound ones, overdue ones, paralysed ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from mulin.decide.committees.actions.taking import take_matched
from mulin.decide.committees.actions.terms import begin_term, end_term
from mulin.decide.committees.actions.willing import note_willing
from mulin.decide.committees.models import Term
from mulin.decide.committees.queries.matching import Matched
from mulin.decide.committees.sheet import Line
from mulin.demo import names
from mulin.demo.diary import Telling
from mulin.demo.register import owners
from mulin.demo.scene import Scene, at
from mulin.ground.estate.models import Community, Compound, Organisation, Ownership, Person
from mulin.kit.canonical import sm3
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.terms import add_months

Kind = Organisation.Kind
FILE = "锦禾街道业委会名册.xlsx"
OVERDUE, ENDING, FEW, IDLE = "overdue", "ending", "few", "idle"
FATES = ((OVERDUE, 22), (ENDING, 12), (FEW, 16), (IDLE, 10), ("", 40))
"""How the committees of the street stand, in a hundred."""
PARTY_BRANCHES, INTERIM, AUTONOMY = 0.72, 0.18, 0.6
TERM_MONTHS = 60


def bodies(scene: Scene, now: datetime) -> Telling:
    """The street brings its list of bodies in; people who are willing to stand are noted."""
    today = day_of(now)
    yield at(today - timedelta(days=61), 10)
    for number in sorted(scene.committees):
        if number % 3 == 0:
            _earlier(scene, number, today)
    yield at(today - timedelta(days=60), 16)
    matched = [*_committees(scene, today), *_others(scene, today)]
    take_matched(matched, FILE, sm3(FILE.encode()), by=scene.acting("jiedao"), now=scene.now)
    yield at(today - timedelta(days=7), 15)
    _willing(scene, today)


def _earlier(scene: Scene, number: int, today: date) -> None:
    """The term before, which ended when the present one began."""
    starts = fate_of(number, today)[1]
    before = add_months(starts, -TERM_MONTHS)
    plan = _plan(Random(f"earlier {number}"), before, starts - timedelta(days=1), "", today)
    plan |= {"ordinal": ordinal_of(number) - 1, "active_on": None}
    by = scene.acting("jiedao")
    term = begin_term(scene.committees[number], plan, once=uuid7(), by=by, now=scene.now)
    last = starts - timedelta(days=1)
    end_term(term, last, why="任期届满，新一届选举产生", by=by, now=scene.now)


def _committees(scene: Scene, today: date) -> Iterator[Matched]:
    """Every committee with its present term and members."""
    for number, body in scene.committees.items():
        rnd = Random(f"term {number}")
        fate, starts, ends = fate_of(number, today)
        plan = _plan(rnd, starts, ends, fate, today)
        plan["ordinal"] = ordinal_of(number)
        if number == 0:
            plan |= {"seats": 5, "seal": Term.Holding.HELD, "account": Term.Holding.HELD}
        people = _people(scene, number)
        sitting = plan["seats"] // 2 if fate == FEW else plan["seats"] - (rnd.random() < 0.2)
        if number > 2 and number % 4 == 0 and people:  # a cross-appointment of the community
            people[1:1] = [scene.people[_worker(scene.plans[number].community)]]
        posts = ["chair", "vice", *["member"] * plan["seats"]][: min(sitting, len(people))]
        seats = list(zip(posts, people, strict=False))
        if plan["alternates"] and len(people) > sitting and fate != FEW:
            seats.append(("alternate", people[sitting]))
        yield _matched(body.kind, body.name, scene.compounds[number], body, plan, seats)


def _others(scene: Scene, today: date) -> Iterator[Matched]:
    """Party branches, interim and autonomy committees; property committees at both levels."""
    starts = add_months(today, -26)
    there = Organisation.objects.of(scene.street).filter(kind=Kind.PARTY_BRANCH)
    branches = {b.compound_id: b for b in there}
    for plan in scene.plans:
        rnd, compound = Random(f"others {plan.number}"), scene.compounds[plan.number]
        people = _people(scene, plan.number, 8)
        held = plan.number in scene.committees
        if rnd.random() < PARTY_BRANCHES and len(people) > 4:
            chair = people[2] if held and rnd.random() < 0.55 else people[7 % len(people)]
            known = branches.get(compound.pk)
            yield _body(
                plan.name, Kind.PARTY_BRANCH, compound, known, starts, 3, [chair, *people[5:7]]
            )
        if held or len(people) < 3:
            continue
        if plan.mode == "self_managed" and rnd.random() < AUTONOMY:
            kind = Kind.AUTONOMY_COMMITTEE
            yield _body(plan.name, kind, compound, None, starts, 5, people[:5])
        elif rnd.random() < INTERIM:
            kind, began = Kind.INTERIM_COMMITTEE, add_months(today, -rnd.randint(4, 30))
            workers = [scene.people[_worker(plan.community)]]
            yield _body(plan.name, kind, compound, None, began, 7, [*workers, *people[:6]])
    yield from _property_committees(scene, starts)


def _property_committees(scene: Scene, starts: date) -> Iterator[Matched]:
    """物委会: one of the street and one of each community, of people who have posts there."""
    kind = Kind.PROPERTY_COMMITTEE
    head = [scene.people["secretary"], scene.people["jiedao"]]
    yield _body(names.STREET, kind, None, None, starts, 5, head)
    for number, community in enumerate(scene.communities):
        people = [scene.people[_worker(number)], scene.people[f"centre-{number}"]]
        yield _body(community.name, kind, community, None, starts, 5, people)


def _body(
    where: str,
    kind: str,
    place: Compound | Community | None,
    known: Organisation | None,
    starts: date,
    seats: int,
    people: list[Person],
) -> Matched:
    what = {
        Kind.PARTY_BRANCH: "党支部",
        Kind.INTERIM_COMMITTEE: "物业管理委员会",
        Kind.AUTONOMY_COMMITTEE: "居民自治委员会",
        Kind.PROPERTY_COMMITTEE: "物委会",
    }[Kind(kind)]
    months = {Kind.INTERIM_COMMITTEE: 24, Kind.PARTY_BRANCH: 36}.get(Kind(kind), 60)
    ends = add_months(starts, months) - timedelta(days=1)
    plan = _plan(Random(f"{where} {kind}"), starts, ends, "", starts)
    plan |= {
        "seats": seats,
        "alternates": 0,
        "origin": Term.Origin.PARTY if kind == Kind.PARTY_BRANCH else Term.Origin.APPOINTED,
        "party_members": None,
    }
    if kind != Kind.INTERIM_COMMITTEE:
        plan |= {"filing_number": "", "filed_on": None, "active_on": None}
    posts = ["chair", *["member"] * len(people)]
    name = known.name if known else f"{names.plain(where)}{what}{names.MARK}"
    return _matched(kind, name, place, known, plan, list(zip(posts, people, strict=False)))


def _matched(
    kind: str,
    name: str,
    place: Compound | Community | None,
    body: Organisation | None,
    plan: dict[str, Any],
    seats: list[tuple[str, Person]],
) -> Matched:
    unique: dict[UUID, tuple[str, str, UUID | None]] = {}
    for post, person in seats:
        unique.setdefault(person.pk, (post, person.name, person.pk))
    line = Line(0, str(place or ""), kind, name, plan, {})
    return Matched(line, place, body, name, list(unique.values()))


def fate_of(number: int, today: date) -> tuple[str, date, date]:
    """How a committee stands, and its term; the pilots as their own stories tell."""
    rnd = Random(f"fate {number}")
    fate = rnd.choices([f for f, _ in FATES], [w for _, w in FATES])[0]
    if number == 0:
        fate, ends = "", today + timedelta(days=100)
    elif number == 1:
        fate, ends = "", today + timedelta(days=900)
    elif number == 2:
        fate, ends = OVERDUE, today - timedelta(days=8)
    elif fate == OVERDUE:
        ends = today - timedelta(days=rnd.randint(25, 900))
    elif fate == ENDING:
        ends = today + timedelta(days=rnd.randint(20, 170))
    else:
        ends = today + timedelta(days=rnd.randint(240, 1500))
    return fate, add_months(ends, -TERM_MONTHS) + timedelta(days=1), ends


def _plan(rnd: Random, starts: date, ends: date, fate: str, today: date) -> dict[str, Any]:
    filed = rnd.random() < 0.86
    seats = rnd.choices((5, 7, 9, 6), (66, 20, 9, 5))[0]
    quiet = rnd.randint(200, 420) if fate == IDLE else rnd.randint(62, 150)
    elected = starts - timedelta(days=rnd.randint(5, 20))
    return {
        "ordinal": 1,
        "origin": Term.Origin.PAPER,
        "elected_on": elected,
        "starts_on": starts,
        "ends_on": ends,
        "seats": seats,
        "alternates": rnd.choice((0, 0, 1)),
        "filing_number": f"锦禾备〔{starts.year}〕{rnd.randint(1, 90)} 号" if filed else "",
        "filed_on": elected + timedelta(days=rnd.randint(8, 28)) if filed else None,
        "seal": rnd.choices(("held", "absent", "unknown"), (84, 9, 7))[0],
        "account": rnd.choices(("held", "absent", "unknown"), (61, 27, 12))[0],
        "party_members": rnd.randint(1, min(seats, 4)) if rnd.random() < 0.7 else None,
        "active_on": max(today - timedelta(days=quiet), starts) if today > starts else None,
    }


def ordinal_of(number: int) -> int:
    return 2 + number % 3


def _people(scene: Scene, number: int, most: int = 12) -> list[Person]:
    """The pilots' people as they were appointed; elsewhere the chair, then other owners."""
    mine = [
        person
        for key, person in scene.people.items()
        if key == f"chair-{number}" or key.startswith(f"member-{number}-")
    ]
    if number == 0:
        mine = [scene.people["yeweihui"], *mine]
    known = {person.pk for person in mine}
    counting = {scene.people[k].pk for k in ("jipiao1", "jipiao2", "yezhu", "gongyou")}
    more = [p for p in owners(scene, number, most + 12) if p.pk not in known | counting]
    return [*mine, *more][:most]


def _worker(community: int) -> str:
    return "shequ" if community == 0 else f"worker-{community}"


def _willing(scene: Scene, today: date) -> None:
    """Where a term has ended or soon will, some are willing; not everybody owns what he says."""
    waiting = [n for n in scene.committees if fate_of(n, today)[0] in (OVERDUE, ENDING)][:9]
    by = scene.acting("jiedao")
    for number in waiting:
        people = _people(scene, number, 14)[-2:]
        for index, person in enumerate(people):
            held = Ownership.objects.of(scene.street).filter(person=person, valid_to__isnull=True)
            room = held.select_related("unit").order_by("id")[0].unit.label
            if (number + index) % 5 == 0:
                room = "1-1-101"
            note_willing(
                scene.compounds[number],
                person.name,
                room,
                ("self", "owners", "body")[index % 3],
                agreed=True,
                once=uuid7(),
                by=by,
                now=scene.now,
            )
