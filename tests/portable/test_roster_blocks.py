"""Reading many rows at once says of a roster exactly what reading them one by one says."""

from __future__ import annotations

from typing import Any

import pytest

from mulin.portable.roster_blocks import ROWS, BlockReader
from mulin.portable.roster_reading import read
from mulin.portable.roster_units import Reading
from tests.portable.rosters import HEAD, row, text, xlsx

ID_A, ID_B = "11010519491231002X", "440524188001010014"
ODD: dict[str, list[Any]] = {
    "a total": ["小计", "", "", 805, 1000, "", "", "", ""],
    "a fault": row(room="9901", area="八十"),
    "two owners": row(room="9902", owner="张一、李二", share="1/2、1/2"),
    "a room named in words": row(room="商铺9903"),
    "a room that comes again": row(room="101", owner="李二"),
    "an owner below his unit": row(building="", stairwell="", room="", owner="李二"),
    "a number without a name": row(room="9904", owner="", phone="13800001234"),
    "a company with a person's number": row(room="9905", owner="演示公司", document=ID_A),
    "no area": row(room="9906", area="", gross=""),
    "an area of nothing": row(room="9907", area=0),
    "a stairwell said in the room": row(stairwell="", room="2-9908"),
    "a blank row": [None] * len(HEAD),
}


def _roster(odd: list[Any] | None) -> list[list[Any]]:
    rows = [HEAD]
    for number in range(3 * ROWS):
        floor, door = divmod(number % 120, 4)
        at = {"building": number // 120 + 1, "room": f"{floor + 1}{door + 1:02d}"}
        names = {"owner": "" if number % 7 == 0 else "张演示" if number % 3 else "演示房产公司"}
        phones = {"phone": f"138{number:08d}"} if number % 5 == 0 and names["owner"] else {}
        papers = {"document": (ID_A, ID_B)[number % 2]} if names["owner"] == "张演示" else {}
        rows.append(row(**at, **names, **phones, **papers))
    if odd is not None:
        rows.insert(ROWS + 200, odd)
    return rows


def _said(reading: Reading) -> tuple[Any, ...]:
    counted = reading.rows, reading.units, reading.area, reading.row_area, reading.unowned
    more = reading.unmeasured, reading.totals, reading.repeated, reading.buildings
    return *counted, *more, reading.faults, reading.notes, list(reading.clean_units())


@pytest.mark.parametrize("odd", [None, *ODD.values()], ids=["nothing odd", *ODD])
@pytest.mark.parametrize("make", [xlsx, text])
def test_blocks_and_single_rows_say_the_same(
    make: Any, odd: list[Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(_roster(odd))
    tried, usual = [], BlockReader.read

    def tell(reader: BlockReader, rows: Any, number: int) -> Any:
        tried.append(usual(reader, rows, number) is not None)
        return usual(reader, rows, number)

    monkeypatch.setattr(BlockReader, "read", tell)
    together = _said(read(file))
    assert tried.count(True) >= 2
    monkeypatch.setattr(BlockReader, "read", lambda *_: None)
    file.seek(0)
    assert together == _said(read(file))
