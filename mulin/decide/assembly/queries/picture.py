"""The building picture of a vote: one cell for each unit, its state by shape and pattern."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from mulin.decide.assembly.queries.live_page import STATES, BuildingLine, LivePage, UnitLine
from mulin.ground.page.picture import Key, Picture, Spot, buildings
from mulin.kit.words import said
from mulin.law.terms import Share

ELSEWHERE = said("其他")
HIDDEN = "gone"


def picture_of(
    page: LivePage,
    *,
    link: Callable[[int], str],
    picked: int = 0,
    building: UUID | None = None,
    state: str = "",
    width: int = 800,
) -> Picture:
    """Cells of the units that count. ``link`` gives the address of an entry by its number on the
    roll; a state chosen leaves the others as empty frames."""
    names = {b.id: b for b in page.buildings}
    spots = []
    for unit in page.units:
        if not unit.counts or (building and unit.building_id != building):
            continue
        line = page.lines[unit.entry_id]
        pattern, word = STATES[line.state]
        if state and not _matches(line.state, state):
            pattern = HIDDEN
        home = names.get(unit.building_id) if unit.building_id else None
        spots.append(
            Spot(
                building=home.name if home else ELSEWHERE,
                stairwell=_stairwell(home, unit),
                floor=unit.floor,
                pattern=pattern,
                title=f"{unit.label} {word}",
                href=link(line.seq),
                picked=line.seq == picked,
            )
        )
    return buildings(spots, notes=_notes(page), width=width)


def legend_of(page: LivePage, building: UUID | None = None) -> list[Key]:
    """One line for each state that occurs, with its count: of all cells, or of one building's."""
    counts = page.counts if building is None else page.counts_in(building)
    shown = {s: n for s, n in counts.items() if n or s != "official"}
    return [Key(STATES[state][0], STATES[state][1], n) for state, n in shown.items()]


def _matches(mine: str, asked: str) -> bool:
    if asked == "not_voted":
        return mine in ("delivered", "missing")
    return mine == asked


def _stairwell(home: BuildingLine | None, unit: UnitLine) -> str:
    if home is None or unit.stairwell_id is None:
        return ""
    return home.stairwells.get(unit.stairwell_id, "")


def _notes(page: LivePage) -> dict[str, tuple[str, bool]]:
    """Share of each building's units that took part; low where it is under the quorum."""
    quorum = page.shares[0].majority.quorum if page.shares else Share(2, 3, inclusive=True)
    names = {b.id: b.name for b in page.buildings}
    all_units: dict[str, int] = {}
    voted: dict[str, int] = {}
    for unit in page.units:
        if unit.counts:
            name = names.get(unit.building_id, ELSEWHERE) if unit.building_id else ELSEWHERE
            all_units[name] = all_units.get(name, 0) + 1
            voted[name] = voted.get(name, 0) + page.lines[unit.entry_id].voted
    return {
        name: (f"{voted[name] * 100 // whole}%", not quorum.reached(voted[name], whole))
        for name, whole in all_units.items()
    }
