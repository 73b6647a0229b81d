"""From a text in force and values to a sheet: title from the text itself, blocks, what stays blank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mulin.ground.texts.fields import example_values, what_is
from mulin.ground.texts.language import fill
from mulin.ground.texts.markup import blocks_of
from mulin.ground.texts.printing import Sheet
from mulin.ground.texts.standards import Standard
from mulin.kit.words import plain
from mulin.law.process_catalogue import all_processes


def sheet_of(
    title: str,
    layout: str,
    body: str,
    values: Mapping[str, Any],
    *,
    number: str = "",
    synthetic: bool = False,
) -> Sheet:
    """The filled text. ``title`` names it where it has no ``#`` line of its own."""
    filled = fill(body, values)
    blocks = blocks_of(filled.source, filled.values)
    own = next((block.text for block in blocks if block.kind == "title"), "")
    unknown = tuple(dict.fromkeys(what_is(name) for name in filled.unknown))
    return Sheet(own.replace("_", "") or title, layout, blocks, number, synthetic, unknown)


def example_of(text: Standard, body: str) -> Sheet:
    """The text with invented values; the process is the first that it serves."""
    values = example_values() | {"文书": text.title}
    process = all_processes().get(text.papers[0].split("/")[0])
    if process is not None:
        values |= {"程序": plain(process.title), "责任方": plain(process.steps[0].owed_by.label)}
    return sheet_of(text.title, text.layout, body, values, number="CX-2026-0012", synthetic=True)
