"""Affairs as this street offers them: the catalogue with what the street says of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from mulin.discover.counter.models import Offer
from mulin.kit.words import said
from mulin.law.affairs.catalogue import affairs
from mulin.law.affairs.shape import Affair, Group
from mulin.law.terms import Period


@dataclass(frozen=True)
class Offered:
    """One affair here. ``row`` is None where the street has not looked at it yet."""

    affair: Affair
    row: Offer | None

    @property
    def is_offered(self) -> bool:
        return self.row is not None and self.row.offered

    @property
    def within(self) -> Period | None:
        """The street's own promise, else the text's period; None: nobody set one."""
        if self.row is not None and self.row.days:
            return Period(working_days=self.row.days)
        return self.affair.within

    @property
    def within_words(self) -> str:
        return self.within.words if self.within else said("未定")

    @property
    def how_within(self) -> str:
        """Where the period comes from."""
        if self.row is not None and self.row.days:
            return self.row.source or said("街道承诺")
        return self.affair.how_within

    @property
    def decides(self) -> str:
        return (self.row.decides if self.row else "") or self.affair.decides

    @property
    def note(self) -> str:
        return self.row.note if self.row else ""

    @property
    def state(self) -> tuple[str, str]:
        """Mark and word for lists."""
        if self.row is None:
            return "soon", said("没有复核")
        return ("done", said("受理")) if self.row.offered else ("idle", said("不受理"))


def all_offers(street_id: UUID) -> list[Offered]:
    """Every affair of the catalogue; one statement."""
    rows = {row.code: row for row in Offer.objects.of(street_id)}
    return [Offered(affair, rows.get(code)) for code, affair in affairs().items()]


def offer_of(street_id: UUID, code: str) -> Offered | None:
    """One affair as it stands here; None where no file has that code."""
    affair = affairs().get(code)
    if affair is None:
        return None
    row: Offer | None = Offer.objects.of(street_id).filter(code=code).first()
    return Offered(affair, row)


def offered_in(street_id: UUID) -> list[Offered]:
    """What can be handed in."""
    return [one for one in all_offers(street_id) if one.is_offered]


def by_group(rows: Sequence[Offered]) -> list[tuple[Group, list[Offered]]]:
    """In chapters; empty ones are left out."""
    found = [(group, [one for one in rows if one.affair.group is group]) for group in Group]
    return [(group, rows) for group, rows in found if rows]
