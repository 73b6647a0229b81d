"""The worked example of docs/formats.md: three homes, one motion, an invented chain.

``python -m tests.portable.formats_page`` prints the example for the page after a format changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.law.proofs import exported
from tests.law.records import Document, ballot, record, unit

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


def example() -> Document:
    """The full record as it is handed out."""
    units = [
        unit("u1", "p1", "p2", area="89.62"),
        unit("u2", "p3", area="89.62"),
        unit("u3", "p4", area="120.00"),
    ]
    lift = {"id": "m1", "matter": "use_maintenance_fund", "title": "更换电梯", "units": None}
    cast = [
        ballot(["p1", "p2"], signed_by="p1", choices={"m1": "agree"}),
        ballot("p4", choices={"m1": "agree"}),
    ]
    return exported(record(units, cast, lift), later=2)


def written(value: Any, depth: int = 0) -> str:
    """JSON with what fits on one line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + depth <= 96 or not isinstance(value, dict | list):
        return flat
    pad, end = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, list):
        inner = [written(each, depth + 1) for each in value]
        return f"[{pad}{f',{pad}'.join(inner)}{end}]"
    inner = [f'"{key}": {written(each, depth + 1)}' for key, each in value.items()]
    return f"{{{pad}{f',{pad}'.join(inner)}{end}}}"


if __name__ == "__main__":
    print(written(example()))  # the page's author is the one who reads this
