"""Verbs about one person in two rows: merged with everything that hangs on them, and split again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.saying import put, required, same_street, say
from mulin.ground.estate.events import MergeUndone, PersonsDistinct, PersonsMerged
from mulin.ground.estate.identities import IDENTITY_FIELDS, PHONE_FIELDS
from mulin.ground.estate.models import DistinctPersons, OtherPhone, Ownership, Person, PersonMerge
from mulin.ground.estate.permissions import may_merge
from mulin.ground.estate.queries.persons import compounds_of_person
from mulin.kit.ids import uuid7
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

BEFORE = date(1949, 10, 1)
"""A day before every register: a row closed on it held never."""

STAYS = frozenset({PersonMerge, DistinctPersons})
"""Tables whose rows tell of persons and are not carried from one to the other."""


def merge_persons(
    kept: Person, merged: Person, *, reason: str, by: Actor, now: datetime
) -> PersonMerge:
    """Everything of ``merged`` becomes ``kept``'s; what moved is noted, so that it can go back.

    What both own in one unit with equal dates stays one row: the merged person's is closed off.
    """
    same_street(by, kept, merged)
    if kept.pk == merged.pk:
        refuse(said("请选择两个不同的人。"))
    _may(by, kept, merged)
    with transaction.atomic():
        kept, merged = _held(kept, merged)
        _refuse_merged(kept, merged)
        _refuse_told_apart(kept, merged)
        _refuse_two_identities(kept, merged)
        moved = _move(merged.pk, kept.pk, by.street_id)
        moved["same"] = _drop_doubles(kept, moved)
        moved["learnt"] = _learn(kept, merged)
        put(merged, merged_into=kept)
        row = PersonMerge(
            id=uuid7(),
            street_id=by.street_id,
            kept=kept,
            merged=merged,
            moved=moved,
            reason=required(reason, said("理由")),
            at=now,
        )
        row.save(force_insert=True)
        event = PersonsMerged(
            kept_id=kept.pk.hex,
            merged_id=merged.pk.hex,
            rows=_count(moved),
            why=row.reason,
            person=mask_name(kept.name),
        )
        say(event, by=by, now=now, subject_id=kept.pk, compound_id=_only_compound(kept))
    return row


def _held(*persons: Person) -> list[Person]:
    """The persons as they stand now, locked in one order whoever asks."""
    rows = Person.objects.of(persons[0].street_id).select_for_update()
    found = {p.pk: p for p in rows.filter(pk__in=[p.pk for p in persons]).order_by("pk")}
    return [found[p.pk] for p in persons]


def _refuse_merged(*persons: Person) -> None:
    for person in persons:
        if person.merged_into_id is not None:
            name = mask_name(person.name)
            refuse(said("{name}已经合并过了。", name=name), said("请刷新页面。"))


def undo_merge(row: PersonMerge, *, why: str, by: Actor, now: datetime) -> None:
    """Two persons again: every row that moved goes back to whom it came from."""
    same_street(by, row)
    _may(by, row.kept, row.merged)
    with transaction.atomic():
        row.kept, row.merged = _held(row.kept, row.merged)
        _refuse_unfit(row)
        _move_back(row)
        put(row.merged, merged_into=None)
        _forget(row)
        put(row, undone_at=now)
        event = MergeUndone(
            kept_id=row.kept_id.hex,
            merged_id=row.merged_id.hex,
            rows=_count(row.moved),
            why=required(why, said("理由")),
            person=mask_name(row.kept.name),
        )
        compound = _only_compound(row.kept)
        say(event, by=by, now=now, subject_id=row.kept_id, compound_id=compound)


def _refuse_unfit(row: PersonMerge) -> None:
    """Undone already, or built upon by a later merger, whose rows would go back to the wrong one."""
    rows = PersonMerge.objects.of(row.street_id)
    if rows.filter(pk=row.pk, undone_at__isnull=False).exists():
        refuse(said("这次合并已经撤销过了。"))
    if row.kept.merged_into_id is not None:
        name = mask_name(row.kept.name)
        refuse(
            said("{name}后来又合并到了另一个人名下。", name=name),
            said("请先撤销后面那一次合并，再撤销这一次。"),
        )


def _forget(row: PersonMerge) -> None:
    """What was learnt from the merged row goes, unless somebody corrected it since."""
    forgotten: dict[str, Any] = {}
    learnt = set(row.moved.get("learnt", ()))
    for fields in (PHONE_FIELDS, IDENTITY_FIELDS):
        mine, theirs = (bytes(getattr(p, fields[-1])) for p in (row.kept, row.merged))
        if learnt.issuperset(fields) and mine == theirs:
            forgotten |= {name: type(getattr(row.kept, name))() for name in fields}
    if forgotten:
        put(row.kept, **forgotten)


def decide_distinct(one: Person, other: Person, *, reason: str, by: Actor, now: datetime) -> None:
    """Two rows that look alike are two persons: they are not listed as likely duplicates again."""
    same_street(by, one, other)
    _may(by, one, other)
    first, second = sorted((one, other), key=lambda p: p.pk)
    with transaction.atomic():
        first, second = _held(first, second)
        _refuse_merged(first, second)
        there = DistinctPersons.objects.of(by.street_id).filter(first=first, second=second)
        if there.exists():
            return
        row = DistinctPersons(
            street_id=by.street_id,
            first=first,
            second=second,
            reason=required(reason, said("理由")),
            at=now,
            by=by.post or by.name,
        )
        row.save(force_insert=True)
        event = PersonsDistinct(
            first_id=first.pk.hex,
            second_id=second.pk.hex,
            why=row.reason,
            person=mask_name(first.name),
        )
        say(event, by=by, now=now, subject_id=first.pk, compound_id=_only_compound(first))


def _may(by: Actor, *persons: Person) -> None:
    places = {c for person in persons for c in compounds_of_person(person)}
    require(may_merge(by, places))


def _refuse_told_apart(kept: Person, merged: Person) -> None:
    first, second = sorted((kept.pk, merged.pk))
    rows = DistinctPersons.objects.of(kept.street_id).filter(first_id=first, second_id=second)
    row = rows.first()
    if row is not None:
        refuse(
            said("{by}已认定这两人不是同一个人：{reason}", by=row.by, reason=row.reason),
            said("请先和认定的人核对。"),
        )


def _refuse_two_identities(kept: Person, merged: Person) -> None:
    if kept.id_blind and merged.id_blind and bytes(kept.id_blind) != bytes(merged.id_blind):
        refuse(
            said("两人登记的证件号不同，不能合并。"),
            said("若其中一个登记错了，请先在人员页面更正证件号。"),
        )


def _move(source: UUID, target: UUID, street_id: UUID) -> dict[str, Any]:
    """Point every row that refers to ``source`` at ``target``; table.column → identifiers."""
    moved: dict[str, Any] = {}
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        column = relation.field.attname
        if model in STAYS or relation.field.name == "merged_into":
            continue
        rows = model.objects.of(street_id).filter(**{column: source})
        ids = [key.hex for key in rows.values_list("id", flat=True)]
        if not ids or _stands_double(model, column, source, target, street_id):
            continue
        rows.update(**{column: target})
        moved[f"{model._meta.label}.{column}"] = ids
    return moved


def _stands_double(model: Any, column: str, source: UUID, target: UUID, street_id: UUID) -> bool:
    """Whether a row may stand only once for a person, and both have it: equal telephones stay."""
    if model is not OtherPhone:
        return False
    mine = model.objects.of(street_id).filter(**{column: target}).values("blind")
    return bool(model.objects.of(street_id).filter(**{column: source}, blind__in=mine).exists())


def _drop_doubles(kept: Person, moved: dict[str, Any]) -> list[dict[str, Any]]:
    """Owner rows that now stand twice for one unit: the moved one is closed on its first day."""
    closed: list[dict[str, Any]] = []
    key = f"{Ownership._meta.label}.person_id"
    came = {UUID(i) for i in moved.get(key, [])}
    rows = list(
        Ownership.objects.of(kept.street_id).filter(person_id=kept.pk, valid_to__isnull=True)
    )
    for row in rows:
        twin = next((r for r in rows if r.unit_id == row.unit_id and r.pk not in came), None)
        if row.pk in came and twin is not None:
            day = row.valid_from or twin.valid_from
            if _shares_add(row, twin):
                continue
            closed.append({"id": row.pk.hex})
            put(row, valid_to=day or BEFORE)
    return closed


def _shares_add(row: Ownership, twin: Ownership) -> bool:
    """Two stated shares of one unit add up; they are not the same share said twice."""
    return bool(row.share_denominator and twin.share_denominator)


def _learn(kept: Person, merged: Person) -> list[str]:
    """Telephone and identity that only the merged row has come over; names of the fields."""
    learnt: list[str] = []
    for fields in (PHONE_FIELDS, IDENTITY_FIELDS):
        if not getattr(kept, fields[-1]) and getattr(merged, fields[-1]):
            put(kept, **{name: getattr(merged, name) for name in fields})
            learnt += fields
    return learnt


def _move_back(row: PersonMerge) -> None:
    relations: Any = Person._meta.related_objects
    by_name = {f"{r.related_model._meta.label}.{r.field.attname}": r for r in relations}
    for name, ids in row.moved.items():
        relation = by_name.get(name)
        if relation is None:
            continue
        rows = relation.related_model.objects.of(row.street_id)
        rows.filter(id__in=[UUID(i) for i in ids]).update(**{relation.field.attname: row.merged_id})
    for closed in row.moved.get("same", []):
        rows = Ownership.objects.of(row.street_id).filter(id=UUID(closed["id"]))
        rows.update(valid_to=None)


def _count(moved: dict[str, Any]) -> int:
    return sum(len(ids) for name, ids in moved.items() if "." in name)


def _only_compound(person: Person) -> UUID | None:
    places = compounds_of_person(person)
    return places[0] if len(places) == 1 else None
