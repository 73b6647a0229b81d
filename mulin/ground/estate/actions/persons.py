"""Verbs of persons: registered, corrected, and their numbers shown once for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.saying import done_before, put, required, same_street, say
from mulin.ground.estate.events import PersonCorrected, PersonRegistered
from mulin.ground.estate.identities import (
    PersonDetails,
    Sealer,
    open_identity,
    open_phone,
    person_details,
)
from mulin.ground.estate.models import OtherPhone, Person
from mulin.ground.estate.numbers import BadNumber
from mulin.ground.estate.permissions import (
    may_edit_register,
    may_edit_residents,
    may_see_some_register,
    may_unmask,
)
from mulin.ground.estate.queries.persons import compounds_of_person, person_by_identity
from mulin.ground.record.actions import note_read
from mulin.kit.ids import uuid7
from mulin.kit.masking import mask_name
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import refuse
from mulin.kit.words import said


def details_of(
    name: str,
    *,
    phones: Iterable[str] = (),
    id_number: str = "",
    id_kind: str = "",
    gender: str = "",
) -> PersonDetails:
    """What was typed, checked. Raises Refused with the rule that was broken."""
    try:
        return person_details(
            name, phones=phones, id_number=id_number, id_kind=id_kind, gender=gender
        )
    except BadNumber as error:
        raise Refused(Refusal(f"{error}。", said("请核对后重填。"))) from error


def register_person(
    details: PersonDetails,
    *,
    compound_id: UUID | None = None,
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Person:
    """Enter a natural person, or return the one who has that identity number already.

    ``compound_id`` says for which compound he is registered: its housekeepers may do so.
    """
    _may_register(by, compound_id)
    with transaction.atomic():
        if made := done_before(Person, by, once):
            return made
        known = known_person(by.street_id, details)
        if known is not None:
            return known
        person = new_person(by.street_id, details, once or uuid7())
        event = PersonRegistered(
            has_identity=details.identity is not None,
            has_phone=bool(details.phones),
            person=mask_name(person.name),
        )
        say(event, by=by, now=now, subject_id=person.pk, compound_id=compound_id)
    return person


def correct_person(
    person: Person,
    *,
    name: str | None = None,
    phones: Sequence[str] | None = None,
    id_number: str | None = None,
    id_kind: str = "",
    gender: str | None = None,
    died_on: date | None = None,
    why: str,
    by: Actor,
    now: datetime,
) -> None:
    """Correct what is said of a person; ``None`` leaves a field as it is, "" empties it.

    Contacts may be corrected by the property desk too; name and identity only by keepers.
    """
    same_street(by, person)
    _may_correct(person, by, only_phone=(name, id_number, gender, died_on) == (None,) * 4)
    checked = details_of(
        person.name if name is None else name,
        phones=phones or (),
        id_number=id_number or "",
        id_kind=id_kind,
    )
    with transaction.atomic():
        sealer = Sealer(by.street_id)
        changes = sealer.person_fields(checked)
        wanted = dict[str, object]()
        fields = []
        if name is not None and checked.name != person.name:
            wanted |= {k: changes[k] for k in ("name", "initials")}
            fields.append(said("姓名"))
        if phones is not None:
            wanted |= {k: v for k, v in changes.items() if k.startswith("phone_")}
            _replace_other_phones(person, checked.phones[1:], sealer)
            fields.append(said("电话"))
        if id_number is not None:
            _refuse_identity_of_another(person, checked)
            wanted |= {k: v for k, v in changes.items() if k.startswith("id_")}
            fields.append(said("证件号"))
        if gender is not None or (id_number and checked.gender):
            wanted["gender"] = gender if gender is not None else checked.gender
            fields.append(said("性别"))
        if died_on is not None:
            wanted["died_on"] = died_on
            fields.append(said("去世日期"))
        if not wanted:
            return
        put(person, **wanted)
        event = PersonCorrected(
            fields="、".join(dict.fromkeys(fields)),
            why=required(why, said("理由")),
            person=mask_name(person.name),
        )
        say(event, by=by, now=now, subject_id=person.pk)


def unmask(person: Person, field: str, *, by: Actor, reason: str, now: datetime) -> str:
    """A person's name, phone or identity number in the clear, once; who read it and why stays.

    ``field`` is ``name``, ``phone`` or ``id_number``. Other phones follow the first, one a line.
    """
    same_street(by, person)
    require(may_unmask(by, field, compounds_of_person(person), person_id=person.pk))
    why = required(reason, said("查看理由"))
    if len(why) < 2 or len(why) > 200:
        refuse(said("查看理由请写 2 到 200 个字。"), said("例如：核对表决票签名。"))
    with transaction.atomic():
        note_read(person.pk, field, by=by, reason=why, at=now)
        if field == "name":
            return person.name
        if field == "id_number":
            return open_identity(person.street_id, bytes(person.id_sealed))
        others = OtherPhone.objects.of(person.street_id).filter(person_id=person.pk).order_by("id")
        sealed = [person.phone_sealed, *others.values_list("sealed", flat=True)]
        return "\n".join(open_phone(person.street_id, box) for box in sealed if box)


def known_person(street_id: UUID, details: PersonDetails) -> Person | None:
    """The person with the same identity number. Refused where the name differs."""
    if details.identity is None:
        return None
    known = person_by_identity(street_id, details.identity.number)
    if known is not None and known.name != details.name:
        refuse(
            said("这个证件号已登记为{name}，与所填姓名不同。", name=mask_name(known.name)),
            said("请核对证件；确是同一人时，先在人员页面更正姓名。"),
        )
    return known


def new_person(street_id: UUID, details: PersonDetails, person_id: UUID) -> Person:
    """Write a person and his further numbers; the caller's verb records the fact."""
    sealer = Sealer(street_id)
    person = Person(id=person_id, street_id=street_id, **sealer.person_fields(details))
    person.save(force_insert=True)
    _replace_other_phones(person, details.phones[1:], sealer)
    return person


def _replace_other_phones(person: Person, phones: Iterable[str], sealer: Sealer) -> None:
    OtherPhone.objects.of(person.street_id).filter(person_id=person.pk).erase()
    OtherPhone.objects.bulk_create(
        OtherPhone(
            street_id=person.street_id, person_id=person.pk, **sealer.other_phone_fields(phone)
        )
        for phone in phones
    )


def _may_register(by: Actor, compound_id: UUID | None) -> None:
    if compound_id is not None:
        require(may_edit_residents(by, compound_id))
    else:
        require(may_see_some_register(by))
        allowed = [may_edit_register(by, c) is None for c in (None, *by.compounds)]
        if not any(allowed):
            require(may_edit_register(by, None))


def _may_correct(person: Person, by: Actor, *, only_phone: bool) -> None:
    rule = may_edit_residents if only_phone else may_edit_register
    homes = compounds_of_person(person)
    asked: list[UUID | None] = [*homes] or [None]
    refusals = [rule(by, compound) for compound in asked]
    if all(r is not None for r in refusals):
        require(refusals[0])


def _refuse_identity_of_another(person: Person, details: PersonDetails) -> None:
    if details.identity is None:
        return
    other = person_by_identity(person.street_id, details.identity.number)
    if other is not None and other.pk != person.pk:
        refuse(
            said("这个证件号已登记在{name}名下。", name=mask_name(other.name)),
            said("若是同一个人，请在“疑似重复”里合并。"),
        )


def settled_person(person: Person | PersonDetails, by: Actor) -> Person:
    """A person of the register: given, found by identity number, or newly entered."""
    if isinstance(person, Person):
        same_street(by, person)
        return person
    return known_person(by.street_id, person) or new_person(by.street_id, person, uuid7())
