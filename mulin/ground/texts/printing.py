"""A text's blocks as PDF, in the style of the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mulin.ground.papers.typeset import pictures, typeset
from mulin.ground.texts.markup import Block, Cell, Run, TableRow, plain_of

PACKAGE = "mulin.ground.texts"
SHORT = 6
"""Characters up to which a cell of a table stands in its middle."""


@dataclass(frozen=True)
class Sheet:
    """A text ready to be drawn: its blocks and what stands around them."""

    title: str
    layout: str
    blocks: tuple[Block, ...]
    number: str = ""
    synthetic: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def is_letter(self) -> bool:
        """An official letter (公文); else a form (表格)."""
        return self.layout == "公文"


def as_pdf(sheet: Sheet, on: date) -> bytes:
    """The sheet as PDF/A. Raises Refused where a character cannot be printed."""
    return typeset("text", _data(sheet), on=on, package=PACKAGE)


def as_pictures(sheet: Sheet, on: date) -> list[bytes]:
    """The pages of that PDF as PNG."""
    return pictures("text", _data(sheet), on=on, package=PACKAGE)


def _data(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "layout": "letter" if sheet.is_letter else "form",
        "number": sheet.number,
        "synthetic": sheet.synthetic,
        "blocks": [_block(block) for block in sheet.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    middle = centred(block)
    return {
        "kind": block.kind,
        "runs": _runs(block.runs),
        "widths": list(block.widths),
        "rows": [
            {
                "height": row.height,
                "head": row.head,
                "cells": [
                    {"runs": _runs(c.runs), "span": c.span, "label": c.label, "middle": middle[i]}
                    for i, c in placed(row)
                ],
            }
            for row in block.rows
        ],
    }


def placed(row: TableRow) -> list[tuple[int, Cell]]:
    """The cells of a row with the column each begins in."""
    found, column = [], 0
    for cell in row.cells:
        found.append((column, cell))
        column += cell.span
    return found


def centred(block: Block) -> tuple[bool, ...]:
    """Which columns of a table with a head stand in their middle: those of words and numbers."""
    short = [any(row.head for row in block.rows)] * len(block.widths)
    for row in block.rows:
        for column, cell in placed(row):
            if not row.head and len(plain_of(cell.runs)) > SHORT:
                short[column] = False
    return tuple(short)


def _runs(runs: Sequence[Run]) -> list[dict[str, Any]]:
    return [{"text": r.text, "bold": r.bold, "blank": r.blank, "box": r.box} for r in runs]
