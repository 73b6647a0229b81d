"""Verbs of who owns, lives in and acts for: rows open and close with dates, none is rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.actions.persons import settled_person
from mulin.ground.estate.actions.saying import (
    done_before,
    not_after,
    owner_words,
    put,
    refuse_closed,
    required,
    same_street,
    say_of_unit,
)
from mulin.ground.estate.events import (
    OwnerAdded,
    OwnershipEnded,
    OwnershipTransferred,
)
from mulin.ground.estate.identities import PersonDetails
from mulin.ground.estate.models import Organisation, Ownership, Person, Unit
from mulin.ground.estate.permissions import may_edit_register
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, require
from mulin.kit.typed import refuse
from mulin.kit.words import said

IN_COMMON = (0, 0)
"""A share of 0/0: owned in common (共同共有) or alone."""


@dataclass(frozen=True, slots=True)
class Stake:
    """An owner-to-be and his share, numerator and denominator; 0/0 is in common.

    The owner may be only described: then he is found by his identity number, or newly entered.
    """

    owner: Person | Organisation | PersonDetails
    numerator: int = 0
    denominator: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """A stake whose owner stands in the register."""

    owner: Person | Organisation
    numerator: int
    denominator: int


def add_owner(
    unit: Unit,
    stake: Stake,
    *,
    since: date | None = None,
    basis: str = "",
    by: Actor,
    now: datetime,
    once: UUID | None = None,
) -> Ownership:
    """Register an owner beside those there are. ``since`` None: since before the register."""
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    with transaction.atomic():
        if made := done_before(Ownership, by, once):
            return made
        settled = _settled(stake, by)
        rows = list(current_owners(unit))
        if any(_is(row, settled.owner) for row in rows):
            refuse(
                said(
                    "{owner}已是 {label} 的业主。",
                    owner=owner_words(settled.owner),
                    label=unit.label,
                )
            )
        _refuse_bad_shares([(r.share_numerator, r.share_denominator) for r in rows], settled)
        made = _open(unit, settled, since, basis, once)
        event = OwnerAdded(
            unit=unit.label,
            share=share_words(settled.numerator, settled.denominator),
            since=said("自 {day} 起", day=since.isoformat()) if since else said("建册前已有"),
            basis=basis or said("未注明"),
            owner=owner_words(settled.owner),
        )
        say_of_unit(event, unit, by, now)
    return made


def transfer_ownership(
    unit: Unit,
    to: Sequence[Stake],
    *,
    on: date,
    basis: str,
    closing: Sequence[Ownership] | None = None,
    by: Actor,
    now: datetime,
) -> list[Ownership]:
    """From ``on`` the rows in ``closing`` (None: all) end and those in ``to`` begin.

    Shares of the unit must add up to one, or all be in common.
    """
    same_street(by, unit)
    require(may_edit_register(by, unit.compound_id))
    not_after(on, now, said("过户日期"))
    with transaction.atomic():
        settled = [_settled(stake, by) for stake in to]
        rows = list(current_owners(unit))
        ending = rows if closing is None else [r for r in rows if r.pk in {c.pk for c in closing}]
        staying = [r for r in rows if r not in ending]
        _refuse_bad_transfer(unit, ending, staying, settled, on)
        ids = [row.pk for row in ending]
        Ownership.objects.of(by.street_id).filter(id__in=ids).update(valid_to=on)
        made = [_open(unit, stake, on, basis, None) for stake in settled]
        event = OwnershipTransferred(
            unit=unit.label,
            day=on.isoformat(),
            basis=required(basis, said("过户依据")),
            before="、".join(owner_words(r.person or r.organisation) for r in ending)
            or said("无登记业主"),
            after="、".join(owner_words(s.owner) for s in settled),
        )
        say_of_unit(event, unit, by, now)
    return made


def end_ownership(row: Ownership, *, on: date, why: str, by: Actor, now: datetime) -> None:
    """Close one owner's row: a wrong entry, or an owner who left without a successor known."""
    same_street(by, row)
    require(may_edit_register(by, row.unit.compound_id))
    not_after(on, now, said("结束日期"))
    with transaction.atomic():
        refuse_closed(row.valid_to)
        if row.valid_from is not None and on < row.valid_from:
            refuse(said("结束日期早于取得日期 {day}。", day=row.valid_from.isoformat()))
        put(row, valid_to=on)
        event = OwnershipEnded(
            unit=row.unit.label,
            day=on.isoformat(),
            why=required(why, said("理由")),
            owner=owner_words(row.person or row.organisation),
        )
        say_of_unit(event, row.unit, by, now)


def current_owners(unit: Unit) -> Any:
    """Open ownership rows of a unit, with their owners."""
    rows = Ownership.objects.of(unit.street_id).filter(unit_id=unit.pk, valid_to__isnull=True)
    return rows.select_related("person", "organisation").order_by("id")


def share_words(numerator: int, denominator: int) -> str:
    """``1/2`` as people say it: 份额 1/2; 0/0 is 未分份额."""
    if not denominator:
        return said("未分份额")
    return (
        said("单独所有")
        if numerator == denominator
        else said("份额 {numerator}/{denominator}", numerator=numerator, denominator=denominator)
    )


def _settled(stake: Stake, by: Actor) -> Settled:
    """The stake with its owner in the register."""
    owner = stake.owner
    if isinstance(owner, Organisation):
        same_street(by, owner)
        return Settled(owner, stake.numerator, stake.denominator)
    return Settled(settled_person(owner, by), stake.numerator, stake.denominator)


def _open(
    unit: Unit, stake: Settled, since: date | None, basis: str, once: UUID | None
) -> Ownership:
    row = Ownership(
        id=once or uuid7(),
        street_id=unit.street_id,
        unit=unit,
        person=stake.owner if isinstance(stake.owner, Person) else None,
        organisation=stake.owner if isinstance(stake.owner, Organisation) else None,
        share_numerator=stake.numerator,
        share_denominator=stake.denominator,
        basis=basis[:60],
        valid_from=since,
    )
    row.save(force_insert=True)
    return row


def _refuse_bad_shares(there: Sequence[tuple[int, int]], stake: Settled) -> None:
    n, d = stake.numerator, stake.denominator
    if (n, d) == IN_COMMON:
        return
    if d <= 0 or not 0 < n <= d:
        refuse(said("份额 {n}/{d} 不成立。", n=n, d=d), said("份额须大于 0 且不超过 1，例如 1/2。"))
    taken = sum((Fraction(a, b) for a, b in there if b), Fraction(0))
    if taken + Fraction(n, d) > 1:
        refuse(
            said(
                "份额加起来超过 1：已登记 {numerator}/{denominator}。",
                numerator=taken.numerator,
                denominator=taken.denominator,
            ),
            said("请先核对已有业主的份额；全部转让请用“过户”。"),
        )


def _refuse_bad_transfer(
    unit: Unit,
    ending: Sequence[Ownership],
    staying: Sequence[Ownership],
    to: Sequence[Settled],
    on: date,
) -> None:
    if not to:
        refuse(said("请填写过户后的业主。"))
    for row in ending:
        if row.valid_from is not None and on < row.valid_from:
            refuse(said("过户日期早于原业主的取得日期 {day}。", day=row.valid_from.isoformat()))
    if any(_is(row, stake.owner) for row in staying for stake in to):
        refuse(
            said("受让人已是 {label} 的业主。", label=unit.label),
            said("请把他原来的份额也选入本次过户。"),
        )
    if len({stake.owner.pk for stake in to}) < len(to):
        refuse(said("同一位受让人填了两次。"), said("请合并为一行。"))
    shares = [(r.share_numerator, r.share_denominator) for r in staying]
    shares += [(s.numerator, s.denominator) for s in to]
    if all(share == IN_COMMON for share in shares):
        return
    if any(d <= 0 or not 0 < n <= d for n, d in shares):
        refuse(said("份额要么都不填（共同共有），要么每人都填。"), said("例如两人各 1/2。"))
    total = sum((Fraction(n, d) for n, d in shares), Fraction(0))
    if total != 1:
        refuse(
            said(
                "份额加起来是 {numerator}/{denominator}，应当等于 1。",
                numerator=total.numerator,
                denominator=total.denominator,
            )
        )


def _is(row: Ownership, owner: Person | Organisation) -> bool:
    return owner.pk in (row.person_id, row.organisation_id)
