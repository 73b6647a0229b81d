"""What a roster says against the register: faults a person must settle before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mulin.ground.estate.roster import RosterFault, RosterOwner, RosterUnit
from mulin.ground.estate.roster_people import People
from mulin.ground.estate.roster_plan import OwnerRow
from mulin.ground.estate.roster_words import named_words
from mulin.kit.masking import mask_name
from mulin.kit.words import said


def contradictions(people: People, unit: RosterUnit) -> list[RosterFault]:
    """Numbers of this unit's owners that belong to somebody of another name."""
    found = []
    for owner in unit.owners:
        rule = _of_person(people, owner) if owner.kind == "person" else _of_company(people, owner)
        if rule:
            number = owner.id_number or owner.credit_code
            found.append(RosterFault(unit.sheet, unit.row, "identity", number, rule))
    return found


def too_early(unit: RosterUnit, ending: Iterable[OwnerRow], day: date) -> list[RosterFault]:
    """Ownerships that would end before, or on the day, they began."""
    return [
        RosterFault(
            unit.sheet,
            unit.row,
            "owner",
            named_words(row),
            said(
                "现业主登记自 {since} 起，变更的生效日期 {day} 须晚于这一天",
                since=row.valid_from.isoformat(),
                day=day.isoformat(),
            ),
        )
        for row in ending
        if row.valid_from is not None and day <= row.valid_from
    ]


def _of_person(people: People, owner: RosterOwner) -> str:
    known = people.known_as(owner) if owner.id_number else None
    if known is None or known[1] == owner.name:
        return ""
    return said(
        "这个证件号已是{owner}的，与这里的姓名（{name}）不同",
        owner=mask_name(known[1]),
        name=owner.name,
    )


def _of_company(people: People, owner: RosterOwner) -> str:
    if not owner.credit_code:
        return ""
    name, code = people.company_as(owner)
    if name != owner.name:
        return said(
            "这个统一社会信用代码已是{owner}的，与这里的名称（{name}）不同",
            owner=name,
            name=owner.name,
        )
    if code and code != owner.credit_code:
        return said(
            "{name} 登记的统一社会信用代码是 {code}，与这里不同", name=owner.name, code=code
        )
    return ""
