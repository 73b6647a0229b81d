"""Every unit becomes one cell in its own place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mulin.ground.page.picture import (
    CELL_H,
    CELL_W,
    Spot,
    buildings,
    spark,
)


def block(name: str, floors: int, stairs: int, per: int) -> list[Spot]:
    return [
        Spot(name, str(s), f, "full", f"{name}-{s}-{f}{d:02d}")
        for s in range(1, stairs + 1)
        for f in range(1, floors + 1)
        for d in range(1, per + 1)
    ]


def test_cells_do_not_overlap_and_stay_inside_the_picture() -> None:
    spots = block("1 号楼", 18, 2, 4) + block("2 号楼", 6, 4, 2) + block("3 号楼", 33, 2, 6)
    picture = buildings(spots, width=300)
    cells = [cell for b in picture.blocks for cell in b.cells]
    assert len(cells) == len(spots)
    places = sorted((cell.x, cell.y) for cell in cells)
    assert len(set(places)) == len(places)
    by_row: dict[int, list[int]] = {}
    for x, y in places:
        by_row.setdefault(y, []).append(x)
        assert 0 <= x <= picture.width - CELL_W
        assert 0 <= y <= picture.height - CELL_H
    assert all(b - a > CELL_W for xs in by_row.values() for a, b in pairwise(xs))


def test_buildings_wrap_into_rows_that_fit_the_width() -> None:
    spots = [s for n in range(1, 31) for s in block(f"{n} 号楼", 6, 3, 2)]
    picture = buildings(spots, width=600)
    assert picture.width <= 602
    assert len({b.base for b in picture.blocks}) > 1
    for base in {b.base for b in picture.blocks}:
        row = sorted((b.x, b.x + b.width) for b in picture.blocks if b.base == base)
        assert all(left[1] < right[0] for left, right in pairwise(row))


def test_a_higher_floor_is_drawn_higher_and_basements_below() -> None:
    spots = [Spot("1 号楼", "1", floor, "empty", str(floor)) for floor in (-1, 1, 2)]
    cells = {c.title: c.y for c in buildings(spots).blocks[0].cells}
    assert cells["2"] < cells["1"] < cells["-1"]


def test_a_note_marks_the_building_that_asks_for_attention() -> None:
    picture = buildings(block("1 号楼", 2, 1, 1), notes={"1 号楼": ("49%", True)})
    assert picture.blocks[0].note == "49%"
    assert picture.blocks[0].low


def test_no_units_make_an_empty_picture() -> None:
    assert buildings([]).blocks == ()


def test_an_unknown_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="no pattern 'stripes'"):
        buildings([Spot("1 号楼", "1", 1, "stripes")])


def test_a_trend_ends_at_its_last_value_and_shows_its_target() -> None:
    found = spark([70, 75, 84], target=80)
    assert found.path.startswith("M3.0 ")
    assert found.dot_x == "93.0"
    assert float(found.dot_y) < float(found.need)
