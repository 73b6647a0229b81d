"""Who the owners of a roster are: persons and organisations there already, or new ones.

House rule 13: an identity number is one person in a street; without it somebody is the owner the
unit has by that name (and telephone), else a new person. Persons are never merged silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from mulin.ground.estate.bulk import Keys
from mulin.ground.estate.identities import Sealer
from mulin.ground.estate.models import Organisation, Ownership, Person, Tenancy, Unit
from mulin.ground.estate.numbers import Identity, IdKind
from mulin.ground.estate.roster import RosterOwner, RosterTerms, RosterUnit
from mulin.ground.estate.roster_plan import ChunkPlan, Key, OwnerRow, Totals
from mulin.kit.ids import uuid7

BROKEN = "surrogatepass"
"""Half characters, as damaged files bring them, stay what they are."""
Company = tuple[UUID, str]
"""An organisation's identifier and credit code."""
Holder = tuple[Key | None, Key | None]
"""A person's identifier, or an organisation's."""


class People:
    """Persons and organisations of one street, as a roster meets them chunk by chunk."""

    def __init__(self, street_id: UUID, terms: RosterTerms, totals: Totals) -> None:
        self.street_id = street_id
        self.terms = terms
        self.totals = totals
        self.sealer = Sealer(street_id)
        known = Person.objects.of(street_id).exclude(id_blind=b"")
        self._identities_known = known.exists()
        self._new_by_number: dict[str, bytes] = {}
        self._by_phone: dict[tuple[bytes, str], Key] = {}
        self._brought: dict[str, Company] = {}
        self._known: dict[bytes, tuple[UUID, str]] = {}
        self._blinds: dict[str, bytes] = {}
        self._keys = Keys()
        self._companies: dict[str, Company] = {}
        self._codes: dict[str, str] = {}

    def meet(self, chunk: Sequence[RosterUnit]) -> None:
        """Look up everybody a chunk names: two questions."""
        if self._identities_known:
            numbers = {o.id_number for u in chunk for o in u.owners if o.id_number}
            self._blinds = {number: self.sealer.blind_identity(number) for number in numbers}
            self._known = self._persons_of()
        self._meet_companies([o for u in chunk for o in u.owners if o.kind != "person"])
        if self.terms.same_phone_same_person:
            self._meet_by_phone([o for u in chunk for o in u.owners if o.kind == "person"])

    def holder(self, plan: ChunkPlan, owner: RosterOwner) -> Holder:
        """Person or organisation of a new row; planned where nobody is there."""
        if owner.kind != "person":
            return None, self._company(plan, owner)
        if owner.id_number:
            found = self.known_as(owner)
            if found is not None:
                return found[0], None
            person_id = self._new_person(plan, owner)
            # Key and name in one: a street's largest roster keeps 230,000 of them.
            self._new_by_number[owner.id_number] = _kept(person_id, owner.name)
            return person_id, None
        if self.terms.same_phone_same_person and owner.phones:
            return self._by_name_and_phone(plan, owner), None
        return self._new_person(plan, owner), None

    def known_as(self, owner: RosterOwner) -> tuple[Key, str] | None:
        """Identifier and name of the person who has the owner's identity number."""
        if self._known and (found := self._known.get(self._blinds[owner.id_number])):
            return found
        made = self._new_by_number.get(owner.id_number)
        return (made[:16].hex(), made[16:].decode(errors=BROKEN)) if made else None

    def company_as(self, owner: RosterOwner) -> tuple[str, str]:
        """Name and credit code under which an organisation is known; its own where it is new."""
        name = self._codes.get(owner.credit_code, owner.name)
        found = self._companies.get(name) or self._brought.get(name)
        return name, (found[1] if found else owner.credit_code)

    def was_known(self, owner: RosterOwner) -> bool:
        """Whether somebody had the identity number before this import."""
        return self._blinds.get(owner.id_number) in self._known

    def row_of(self, owner: RosterOwner, rows: list[OwnerRow]) -> OwnerRow | None:
        """The row of the register that already says this owner."""
        if owner.kind != "person":
            return next((r for r in rows if r.organisation_id and r.name == owner.name), None)
        people = [r for r in rows if r.person_id]
        if owner.id_number:
            blind = self._blinds.get(owner.id_number)
            if found := next((r for r in people if r.id_blind == blind), None):
                return found
            named = [r for r in people if r.name == owner.name and not r.id_blind]
        else:
            named = [r for r in people if r.name == owner.name]
        if len(named) > 1 and owner.phones:
            phones = {self.sealer.blind_phone(p) for p in owner.phones}
            named = [r for r in named if r.phone_blind in phones]
        return named[0] if len(named) == 1 else None

    def rows_of(self, units: Iterable[Unit]) -> dict[UUID, list[OwnerRow]]:
        """Open ownerships and tenancies by unit: two questions."""
        ids = [unit.pk for unit in units]
        found: dict[UUID, list[OwnerRow]] = {}
        if not ids:
            return found
        open_now = {"unit_id__in": ids, "valid_to__isnull": True}
        owned = Ownership.objects.of(self.street_id).filter(**open_now)
        for row in owned.select_related("person", "organisation"):
            found.setdefault(row.unit_id, []).append(_owner_row(row))
        rented = Tenancy.objects.of(self.street_id).filter(**open_now)
        for row in rented.select_related("person"):
            found.setdefault(row.unit_id, []).append(_tenant_row(row))
        return found

    def _by_name_and_phone(self, plan: ChunkPlan, owner: RosterOwner) -> Key:
        """Where somebody chose so: the one person of this name and telephone, or a new one."""
        key = (self.sealer.blind_phone(owner.phones[0]), owner.name)
        if key not in self._by_phone:
            self._by_phone[key] = self._new_person(plan, owner)
        return self._by_phone[key]

    def _meet_by_phone(self, owners: Iterable[RosterOwner]) -> None:
        """Persons there already under the name and telephone of a chunk's owners: one question."""
        named = {
            (self.sealer.blind_phone(o.phones[0]), o.name)
            for o in owners
            if o.phones and not o.id_number
        }
        wanted = named - self._by_phone.keys()
        if not wanted:
            return
        rows = Person.objects.of(self.street_id).filter(
            phone_blind__in=list({blind for blind, _ in wanted}), merged_into__isnull=True
        )
        found: dict[tuple[bytes, str], list[UUID]] = {}
        for blind, name, person_id in rows.values_list("phone_blind", "name", "id"):
            found.setdefault((bytes(blind), name), []).append(person_id)
        for key in wanted:
            if len(known := found.get(key, [])) == 1:
                self._by_phone[key] = known[0]

    def _new_person(self, plan: ChunkPlan, owner: RosterOwner) -> str:
        person_id = self._keys()
        plan.persons.append((person_id, owner))
        self.totals.persons_added += 1
        return person_id

    def _company(self, plan: ChunkPlan, owner: RosterOwner) -> UUID:
        found = self._companies.get(owner.name) or self._brought.get(owner.name)
        if found is not None:
            return found[0]
        kind = Organisation.Kind
        made = Organisation(
            id=uuid7(),
            street_id=self.street_id,
            kind=kind.DEVELOPER if owner.kind == "developer" else kind.COMPANY,
            name=owner.name[:100],
            credit_code=owner.credit_code,
            phone=owner.phones[0] if owner.phones else "",
        )
        plan.organisations.append(made)
        self._brought[owner.name] = (made.pk, owner.credit_code)
        if owner.credit_code:
            self._codes[owner.credit_code] = owner.name
        self.totals.organisations_added += 1
        return made.pk

    def _persons_of(self) -> dict[bytes, tuple[UUID, str]]:
        """Persons of the street that had an identity number of this chunk before the import."""
        if not self._blinds:
            return {}
        rows = Person.objects.of(self.street_id).filter(
            id_blind__in=list(self._blinds.values()), merged_into__isnull=True
        )
        found = rows.values_list("id_blind", "id", "name")
        return {bytes(b): (person_id, name) for b, person_id, name in found}

    def _meet_companies(self, owners: Sequence[RosterOwner]) -> None:
        """Organisations there already under a chunk's names or credit codes: one question."""
        self._companies = {}
        if not owners:
            return
        names, codes = {o.name for o in owners}, {o.credit_code for o in owners if o.credit_code}
        rows = Organisation.objects.of(self.street_id).filter(
            Q(name__in=list(names)) | Q(credit_code__in=list(codes))
        )
        for name, key, code in rows.values_list("name", "id", "credit_code"):
            self._companies[name] = (key, code)
            if code:
                self._codes[code] = name


def _kept(person_id: str, name: str) -> bytes:
    return bytes.fromhex(person_id) + name.encode(errors=BROKEN)


def identity_of(owner: RosterOwner) -> Identity | None:
    """The owner's document as the sealer takes it."""
    return Identity(IdKind(owner.id_kind), owner.id_number) if owner.id_number else None


def _owner_row(row: Ownership) -> OwnerRow:
    person = row.person
    return OwnerRow(
        row.pk,
        row.unit_id,
        row.person_id,
        row.organisation_id,
        (person or row.organisation).name,
        bytes(person.phone_blind) if person else b"",
        bytes(person.id_blind) if person else b"",
        (row.share_numerator, row.share_denominator),
        row.valid_from,
        "owner",
    )


def _tenant_row(row: Tenancy) -> OwnerRow:
    person = row.person
    return OwnerRow(
        row.pk,
        row.unit_id,
        row.person_id,
        None,
        person.name,
        bytes(person.phone_blind),
        bytes(person.id_blind),
        (0, 0),
        row.valid_from,
        row.kind,
    )
