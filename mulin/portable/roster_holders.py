"""The owners of one row: names, telephones, documents and shares told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from mulin.ground.estate.numbers import Identity, gender_of
from mulin.ground.estate.roster import RosterOwner
from mulin.kit.words import said
from mulin.portable.roster_owner_cells import COMPANY

Complain = Callable[[str, int, Any, str], None]
"""Notes a fault: field, row, value, rule."""


class Holders:
    """Gives everybody a row names what belongs to him, and complains where that is not clear."""

    def __init__(self, complain: Complain) -> None:
        self._fault = complain

    def of(self, values: Mapping[str, Any], number: int) -> tuple[RosterOwner, ...]:
        """The owners of a row whose cells were parsed."""
        names: tuple[str, ...] = values.get("owner", ())
        phones: tuple[str, ...] = values.get("phone", ())
        documents: tuple[Identity | str, ...] = values.get("identity", ())
        if not names:
            if (phones or documents) and "owner" not in values.get("faulty", ()):
                self._fault("owner", number, "", said("有电话或证件号，但没有业主姓名"))
            return ()
        role, kind = values.get("role") or ("owner", "")
        if len(names) == 1 and len(documents) <= 1 and "share" not in values:
            document = documents[0] if documents else None
            return (self._owner(names[0], role, kind, phones, document, (0, 0), values, number),)
        each = zip(
            names,
            self._phones(names, phones, number),
            self._documents(names, documents, number),
            self._shares(names, values, number),
            strict=True,
        )
        return tuple(
            self._owner(name, role, kind, numbers, document, share, values, number)
            for name, numbers, document, share in each
        )

    def _phones(
        self, names: Sequence[str], found: Sequence[str], number: int
    ) -> list[tuple[str, ...]]:
        """Telephones by owner: all to a single one, one each, or one to the first."""
        if len(names) == 1:
            return [tuple(found)]
        if len(found) == len(names):
            return [(value,) for value in found]
        if len(found) <= 1:
            return [tuple(found), *[()] * (len(names) - 1)]
        rule = said(
            "有 {owners} 位业主、{phones} 个电话，分不清是谁的；请一人一行",
            owners=len(names),
            phones=len(found),
        )
        self._fault("phone", number, "、".join(found), rule)
        return [()] * len(names)

    def _documents(
        self, names: Sequence[str], found: Sequence[Identity | str], number: int
    ) -> list[Identity | str | None]:
        if not found:
            return [None] * len(names)
        if len(found) != len(names):
            rule = said(
                "有 {owners} 位业主、{papers} 个证件号，对不上；请一人一行",
                owners=len(names),
                papers=len(found),
            )
            shown = "、".join(f if isinstance(f, str) else f.number for f in found)
            self._fault("identity", number, shown, rule)
            return [None] * len(names)
        return list(found)

    def _shares(
        self, names: Sequence[str], values: Mapping[str, Any], number: int
    ) -> list[tuple[int, int]]:
        found: tuple[tuple[int, int], ...] = values.get("share", ())
        if not found:
            return [(0, 0)] * len(names)
        if len(found) == len(names):
            return list(found)
        if len(found) == 1 and values.get("each"):
            return list(found) * len(names)
        rule = said(
            "有 {owners} 位业主、{shares} 个份额，对不上；可写 1/2、1/2 或 各1/2",
            owners=len(names),
            shares=len(found),
        )
        self._fault("share", number, "、".join(f"{n}/{d}" for n, d in found), rule)
        return [(0, 0)] * len(names)

    def _owner(
        self,
        name: str,
        role: str,
        kind: str,
        phones: tuple[str, ...],
        document: Identity | str | None,
        share: tuple[int, int],
        values: Mapping[str, Any],
        number: int,
    ) -> RosterOwner:
        owner = holder(
            name,
            phones,
            document,
            (role, kind),
            values.get("gender"),
            values.get("hold"),
            values.get("since"),
            values.get("until"),
            share,
        )
        if owner.misnumbered:
            rule = said("{name} 是单位，请填统一社会信用代码，不填个人证件号", name=name)
            self._fault("identity", number, owner.id_number, rule)
        return owner


def holder(
    name: str,
    phones: tuple[str, ...],
    document: Identity | str | None,
    role: tuple[str, str] | None,
    gender: str | None,
    hold: str | None,
    since: date | None,
    until: date | None,
    share: tuple[int, int] = (0, 0),
) -> RosterOwner:
    """Somebody a row names: a document that is plain text is an organisation's credit code."""
    as_what, kind = role or ("owner", "")
    id_kind, id_number, code, sex = "", "", "", gender or ""
    if isinstance(document, str):
        code = document
    elif document is not None:
        id_kind, id_number = document.kind.value, document.number
        sex = sex or gender_of(id_number)
    if kind in ("", "person") and (code or _is_company(name)):
        kind = "company"
    return RosterOwner(
        name,
        hold or as_what,
        kind or "person",
        phones,
        id_kind,
        id_number,
        code,
        *share,
        sex,
        since,
        until,
    )


@lru_cache(maxsize=16_384)
def _is_company(name: str) -> bool:
    return bool(COMPANY.search(name))
