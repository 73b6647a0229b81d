"""Personal numbers on their way into the register: checked, sealed, masked and indexed.

Values are sealed under the contexts ``person.phone`` and ``person.id``; the blind indexes are
``phone``, ``phone_tail``, ``id`` and ``id_tail``, keyed per street (see ``ground/secrets``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mulin.ground.estate.initials import initials
from mulin.ground.estate.numbers import Identity, IdKind, gender_of, identity, telephone
from mulin.ground.secrets import blind, blinder_for, sealer_for, unseal_text
from mulin.kit.masking import mask_id_number, mask_phone
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said

PHONE, IDENTITY = "person.phone", "person.id"
TAIL = 4
PHONE_FIELDS = ("phone_sealed", "phone_masked", "phone_blind", "phone_tail")
IDENTITY_FIELDS = ("id_kind", "id_sealed", "id_masked", "id_blind", "id_tail")
NO_DOCUMENT = ("", b"", "", b"", b"")


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What somebody says about a natural person; numbers as checked by :mod:`numbers`."""

    name: str
    phones: tuple[str, ...] = ()
    identity: Identity | None = None
    gender: str = ""


def person_details(
    name: str,
    *,
    phones: Iterable[str] = (),
    id_number: str = "",
    id_kind: str = "",
    gender: str = "",
) -> PersonDetails:
    """Details from what was typed. Raises ``BadNumber`` where a number cannot be right."""
    plain = " ".join(name.split())
    if not plain or len(plain) > 80:
        raise Refused(
            Refusal(said("姓名不能为空，也不能超过 80 个字。"), said("请按证件上的姓名填写。"))
        )
    found = identity(id_number, IdKind(id_kind) if id_kind else None) if id_number.strip() else None
    numbers = tuple(dict.fromkeys(telephone(p) for p in phones if p.strip()))
    return PersonDetails(
        plain, numbers, found, gender or (gender_of(found.number) if found else "")
    )


class Sealer:
    """Seals the numbers of many persons of one street: every key is derived once."""

    def __init__(self, street_id: UUID) -> None:
        self.street_id = street_id
        self.seal_phone = sealer_for(street_id, PHONE)
        self.seal_identity = sealer_for(street_id, IDENTITY)
        self.blind_phone = blinder_for(street_id, "phone")
        self.blind_identity = blinder_for(street_id, "id")
        self._phone_tails = _Tails(street_id, "phone_tail")
        self._identity_tails = _Tails(street_id, "id_tail")

    def phone_values(self, phone: str) -> tuple[Any, ...]:
        """The values of ``PHONE_FIELDS``; empty ones where no number is known."""
        if not phone:
            return b"", "", b"", b""
        return (
            self.seal_phone(phone.encode()),
            mask_phone(phone),
            self.blind_phone(phone),
            self._phone_tails[_tail(phone)],
        )

    def identity_values(self, found: Identity | None) -> tuple[Any, ...]:
        """The values of ``IDENTITY_FIELDS``."""
        return self.document_values(str(found.kind), found.number) if found else NO_DOCUMENT

    def document_values(self, kind: str, number: str) -> tuple[Any, ...]:
        """The same from a kind and a number that were checked; empty ones without a number."""
        if not number:
            return NO_DOCUMENT
        return (
            kind,
            self.seal_identity(number.encode()),
            mask_id_number(number),
            self.blind_identity(number),
            self._identity_tails[_tail(number)],
        )

    def phone_fields(self, phone: str) -> dict[str, Any]:
        """A telephone number by field."""
        return dict(zip(PHONE_FIELDS, self.phone_values(phone), strict=True))

    def identity_fields(self, found: Identity | None) -> dict[str, Any]:
        """An identity document by field."""
        return dict(zip(IDENTITY_FIELDS, self.identity_values(found), strict=True))

    def person_fields(self, details: PersonDetails) -> dict[str, Any]:
        """Every field of :class:`Person` that follows from its details."""
        return {
            "name": details.name,
            "initials": initials(details.name),
            "gender": details.gender,
            **self.phone_fields(details.phones[0] if details.phones else ""),
            **self.identity_fields(details.identity),
        }

    def other_phone_fields(self, phone: str) -> dict[str, Any]:
        """Every field of :class:`OtherPhone` but its person."""
        fields = self.phone_fields(phone)
        return {name.removeprefix("phone_"): value for name, value in fields.items()}


def phone_tail(street_id: UUID, digits: str) -> bytes:
    """The index of a telephone number's last four digits."""
    return blind(street_id, "phone_tail", _tail(digits))


def id_tail(street_id: UUID, digits: str) -> bytes:
    """The index of an identity number's last four characters."""
    return blind(street_id, "id_tail", _tail(digits.upper()))


def open_phone(street_id: UUID, sealed: bytes) -> str:
    """A telephone number in the clear: only for verbs that put the reading on record."""
    return unseal_text(street_id, PHONE, bytes(sealed))


def open_identity(street_id: UUID, sealed: bytes) -> str:
    """An identity number in the clear: only for verbs that put the reading on record."""
    return unseal_text(street_id, IDENTITY, bytes(sealed))


class _Tails(dict[str, bytes]):
    """Indexes of last-four endings, of which there are few; each is made once."""

    def __init__(self, street_id: UUID, kind: str) -> None:
        super().__init__()
        self._blind = blinder_for(street_id, kind)

    def __missing__(self, ending: str) -> bytes:
        self[ending] = made = self._blind(ending)
        return made


def _tail(number: str) -> str:
    bare = number.split("-")[1] if number.startswith("0") and "-" in number else number
    return bare[-TAIL:]
