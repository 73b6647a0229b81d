"""A whole list of bodies taken in one transaction: terms, members, posts; one fact with its digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.decide.committees.actions.members import new_post, seat_of
from mulin.decide.committees.events import BodiesTaken
from mulin.decide.committees.models import Member, Term
from mulin.decide.committees.permissions import SEAT_ROLES, may_import_bodies
from mulin.decide.committees.queries.matching import Matched, Matcher
from mulin.decide.committees.sheet import Fault, ListFile
from mulin.ground.estate.actions.persons import details_of, new_person
from mulin.ground.estate.actions.seats import found_bodies, take_posts
from mulin.ground.estate.models import Appointment, Community, Compound, Organisation
from mulin.ground.estate.queries.holdings import in_force_on
from mulin.ground.record.actions import record
from mulin.kit.canonical import fingerprint
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said


@dataclass(frozen=True)
class Taken:
    """What came of a list: how many terms, members and new persons; nothing where faults stood."""

    terms: int
    members: int
    persons: int
    faults: tuple[Fault, ...]


def take_bodies(
    file: ListFile, *, new_persons: bool, leave_faulty: bool, by: Actor, now: datetime
) -> Taken:
    """Register every line of a list; with faults nothing is written unless ``leave_faulty``."""
    require(may_import_bodies(by))
    today = day_of(now)
    with transaction.atomic():
        matcher = Matcher(by, file.lines, today)
        faults, matched = list(file.faults), list[Matched]()
        seen: set[Any] = set()
        for line in file.lines:
            found = matcher.match(line, new_persons=new_persons)
            key = (line.kind, line.place, line.name)
            if isinstance(found, list):
                faults += found
            elif key in seen:
                faults.append(Fault(line.row, "", line.place, said("同一组织写了两行")))
            else:
                seen.add(key)
                matched.append(found)
        faults.sort()
        if not matched or (faults and not leave_faulty):
            if not faults:
                refuse(said("没有可以登记的行。"))
            return Taken(0, 0, 0, tuple(faults))
        written = take_matched(matched, file.name, file.digest, by=by, now=now)
        return Taken(*written, tuple(faults))


def take_matched(
    matched: Sequence[Matched], name: str, digest: str, *, by: Actor, now: datetime
) -> tuple[int, int, int]:
    """Register lines whose place and persons are known; how many terms, members, new persons."""
    require(may_import_bodies(by))
    with transaction.atomic():
        written = _write(matched, by=by, today=day_of(now))
        event = BodiesTaken(name, *written, _digest(matched, digest))
        record(event, by=by, at=now, on=day_of(now))
        return written


def _write(matched: Sequence[Matched], *, by: Actor, today: date) -> tuple[int, int, int]:
    """The rows of these lines: bodies, terms, persons, seats and their posts, in bulk."""
    bodies = _bodies(matched, by)
    terms = {
        id(m): Term(id=uuid7(), street_id=by.street_id, body=bodies[id(m)], **m.line.plan)
        for m in matched
    }
    Term.objects.bulk_create(terms.values(), batch_size=1000)
    made: dict[tuple[int, str], UUID] = {}
    for m in matched:
        for _post, name, person_id in m.persons:
            if person_id is None and (id(m), name) not in made:
                made[id(m), name] = new_person(by.street_id, details_of(name), uuid7()).pk
    held = _held(bodies.values(), today)
    members, posts = list[Member](), list[Appointment]()
    for m in matched:
        rank = 0
        for post, name, person_id in m.persons:
            who = person_id or made[id(m), name]
            rank += post == Member.Post.ALTERNATE
            member, new = _seat(terms[id(m)], bodies[id(m)], who, post, rank, held)
            members.append(member)
            posts += [new] if new is not None else []
    take_posts(by.street_id, posts)
    Member.objects.bulk_create(members, batch_size=1000)
    return len(terms), len(members), len(made)


def _seat(
    term: Term,
    body: Organisation,
    person_id: UUID,
    post: str,
    rank: int,
    held: Mapping[tuple[UUID, UUID], UUID],
) -> tuple[Member, Appointment | None]:
    """A seat, and the post it carries where that is a new one."""
    member = seat_of(term, None, post, term.starts_on)  # type: ignore[arg-type]
    member.person_id = person_id
    if member.is_alternate:
        member.rank = rank
    elif body.kind in SEAT_ROLES:
        known = held.get((body.pk, person_id))
        if known is not None:
            member.appointment_id = known
        else:
            member.appointment = new_post(member, body, said("名册导入"))
            return member, member.appointment
    return member, None


def _bodies(matched: Sequence[Matched], by: Actor) -> dict[int, Organisation]:
    """Each line's body; those the register does not know yet are written."""
    found: dict[int, Organisation] = {}
    new: list[Organisation] = []
    for m in matched:
        body = m.body
        if body is None:
            compound = m.place if isinstance(m.place, Compound) else None
            community = m.place if isinstance(m.place, Community) else None
            body = Organisation(
                id=uuid7(),
                street_id=by.street_id,
                kind=m.line.kind,
                name=m.name,
                compound=compound,
                community=community or (compound.community if compound else None),
            )
            new.append(body)
        found[id(m)] = body
    found_bodies(by.street_id, new)
    return found


def _held(bodies: Any, today: date) -> dict[tuple[UUID, UUID], UUID]:
    """Posts that hold already, by body and person."""
    rows = list(bodies)
    if not rows:
        return {}
    posts = Appointment.objects.of(rows[0].street_id).filter(
        in_force_on(today),
        organisation_id__in=[b.pk for b in rows],
        role__in=[role.value for role in set(SEAT_ROLES.values())],
        valid_to__isnull=True,
    )
    fields = ("organisation_id", "person_id", "id")
    return {(body, person): pk for body, person, pk in posts.values_list(*fields)}


def _digest(matched: Sequence[Matched], file_digest: str) -> str:
    rows = [[m.line.kind, m.name, m.line.plan["ordinal"], len(m.persons)] for m in matched]
    return fingerprint([file_digest, rows])
