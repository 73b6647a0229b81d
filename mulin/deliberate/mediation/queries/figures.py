"""Counts of cases by cause, compound, committee and outcome. Few cases are not told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from mulin.deliberate.mediation.causes import name_of
from mulin.deliberate.mediation.models import Accord, Dispute
from mulin.deliberate.mediation.permissions import desk_of
from mulin.deliberate.mediation.queries.cases import handled_by, rows_of
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

FEWEST = 3
"""Below this a figure about a cause or a place is told as "fewer than" to those who see counts only."""
State = Dispute.State
SETTLED = (State.AGREED, State.DONE)
LOST = (State.FAILED, State.REFUSED, State.WITHDRAWN)


@dataclass(frozen=True)
class Counted:
    """One line: its name, how many, of them settled, ended without, open, late."""

    name: str
    value: str
    all: int
    settled: int
    lost: int
    open: int
    late: int
    hidden: bool = False

    @property
    def ended(self) -> int:
        """What the rate of settled cases is taken of (rulebook 9: 达成协议 ÷ 受理终结)."""
        return self.settled + self.lost


@dataclass(frozen=True)
class Figures:
    """The whole, and its parts in three ways; ``confirmed`` of the agreements in force."""

    whole: Counted
    causes: list[Counted]
    compounds: list[Counted]
    panels: list[Counted]
    accords: int
    confirmed: int
    rows: bool


def figures_for(actor: Actor, since: date, until: date, today: date) -> Figures:
    """Cases asked for in a time, as far as the actor may count them; five statements."""
    street = actor.has(Role.STREET_OFFICER)
    counts_only = actor.has(Role.AUDITOR) and not street
    rows = rows_of(actor.street_id) if street or counts_only else _led(actor)
    rows = rows.filter(asked_on__gte=since, asked_on__lte=until).order_by()
    whole = rows.aggregate(**_counts(today))
    accords = Accord.objects.of(actor.street_id).filter(
        dispute_id__in=rows.values("pk"), state=Accord.State.IN_FORCE
    )
    court = accords.filter(court=Accord.Court.CONFIRMED).count()

    def by(field: str, name: Callable[[Any], str], other: str) -> list[Counted]:
        label = F(other)
        found = rows.values(key=F(field), label=label).annotate(**_counts(today))
        lines = [_line(name(row), str(row["key"] or ""), row) for row in found]
        ordered = sorted(lines, key=lambda line: (-line.all, line.name))
        return [_covered(line) for line in ordered] if counts_only else ordered

    return Figures(
        _line(said("合计"), "", whole),
        by("cause", lambda row: name_of(row["key"]), "cause"),
        by("compound_id", lambda row: row["label"] or said("不在小区里"), "compound__name"),
        by("panel_id", lambda row: row["label"], "panel__organisation__name"),
        accords.count(),
        court,
        not counts_only,
    )


def _led(actor: Actor) -> Any:
    return handled_by(actor, desk_of(actor))


def _counts(today: date) -> dict[str, Any]:
    open_ = Q(state__in=(State.ASKED, State.OPEN))
    late = Q(due_on__lt=today) & open_ | Q(ended_on__gt=F("due_on"))
    return {
        "all": Count("id"),
        "settled": Count("id", filter=Q(state__in=SETTLED)),
        "lost": Count("id", filter=Q(state__in=LOST)),
        "open": Count("id", filter=open_),
        "late": Count("id", filter=late),
    }


def _line(name: str, value: str, row: dict[str, Any]) -> Counted:
    parts = (row[part] for part in ("all", "settled", "lost", "open", "late"))
    return Counted(name, value, *parts)


def _covered(line: Counted) -> Counted:
    if line.all >= FEWEST:
        return line
    return Counted(line.name, line.value, 0, 0, 0, 0, 0, hidden=True)


def years_of(street_id: UUID) -> list[int]:
    """Years in which anybody asked for a mediation."""
    rows = Dispute.objects.of(street_id).dates("asked_on", "year", order="DESC")
    return [day.year for day in rows]
