"""What each home of a project pays, reckoned anew from the plan each time it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mulin.deliver.works.models import Home, Project
from mulin.law.lifts import shares as law
from mulin.law.lifts.shares import Part, Weighing, coefficient_of, share_out


@dataclass(frozen=True)
class Share:
    """One home's part, and what its owners say to it in this round."""

    home: Home
    part: Part
    opinion: str

    @property
    def coefficient(self) -> str:
        return law.written(self.part.coefficient)


@dataclass(frozen=True)
class Floor:
    """The homes of one floor: what one pays where all pay the same, and what they pay together."""

    floor: int
    coefficient: str
    each: int | None
    together: int
    homes: tuple[Share, ...]

    @property
    def agree(self) -> int:
        return sum(share.opinion == Home.Opinion.AGREE for share in self.homes)

    @property
    def against(self) -> int:
        return sum(share.opinion == Home.Opinion.AGAINST for share in self.homes)


def table_of(project: Project) -> dict[int, Fraction]:
    """Floor → coefficient of the plan."""
    return {int(floor): coefficient_of(typed) for floor, typed in project.table.items()}


def parts_of(project: Project, inside: Sequence[Home]) -> list[Part]:
    """What each home of the stairwell pays, in order; adds up to the fen. Raises BadScheme."""
    homes = [law.Home(str(h.pk), h.floor, h.area, h.joins) for h in inside]
    return share_out(project.to_share, homes, table_of(project), Weighing(project.weighing))


def shares_of(project: Project, homes: Iterable[Home]) -> list[Share]:
    """The plan as it stands, home by home; empty before the first round."""
    inside = [home for home in homes if home.inside]
    if not project.round:
        return []
    parts = parts_of(project, inside)
    return [
        Share(home, part, home.opinion if home.opinion_round == project.round else "")
        for home, part in zip(inside, parts, strict=True)
    ]


def floors_of(shares: Iterable[Share]) -> list[Floor]:
    """By floor, the highest first, as the house stands."""
    by_floor: dict[int, list[Share]] = {}
    for share in shares:
        by_floor.setdefault(share.home.floor, []).append(share)
    found = []
    for floor in sorted(by_floor, reverse=True):
        rows = by_floor[floor]
        paid = {row.part.fen for row in rows}
        coefficients = {row.coefficient for row in rows if row.home.joins} or {"0"}
        found.append(
            Floor(
                floor,
                "、".join(sorted(coefficients)),
                paid.pop() if len(paid) == 1 else None,
                sum(row.part.fen for row in rows),
                tuple(rows),
            )
        )
    return found
