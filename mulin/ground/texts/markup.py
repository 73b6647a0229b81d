"""From a filled text to blocks: what PDF, Word and the screen draw, each in its own way.

One line is one paragraph. ``#`` is the title, ``##`` a heading, ``<<`` stands at the left (whom it
is for), ``>>`` at the right (who signs), ``==`` in the middle, ``-`` is an item, ``>`` a small note,
``***`` begins a page, ``| a | b |`` is a row of a table. ``**x**`` is bold, ``____`` a blank to
write on, ``[ ]`` a box to tick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

OPEN, CLOSE = "\x02", "\x03"
BLANK = 6
"""Characters that a blank is wide where nobody says else."""
COLUMN_LINE = re.compile(r"^\|(\s*:?-+\s*\|)+$")
INLINE = re.compile(rf"(\*\*.+?\*\*|_{{2,}}|\[ \]|{OPEN}\d+{CLOSE})")
HEIGHT = re.compile(r"\^(\d{1,2})\s*$")
MARKS = (
    ("### ", "minor"), ("## ", "heading"), ("# ", "title"), ("<< ", "left"), (">> ", "right"),
    ("== ", "middle"), ("- ", "item"), ("> ", "note"),
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """A stretch of a line: words, or a blank of some width, or a box."""

    text: str = ""
    bold: bool = False
    blank: int = 0
    box: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table, over one or several columns."""

    runs: Runs
    span: int = 1
    label: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row; ``height`` in lines of text where it is to be written into by hand."""

    cells: tuple[Cell, ...]
    height: int = 0
    head: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph of some kind, or a table with the relative widths of its columns."""

    kind: str
    runs: Runs = ()
    widths: tuple[int, ...] = ()
    rows: tuple[TableRow, ...] = field(default=())

    @property
    def text(self) -> str:
        return plain_of(self.runs)


def plain_of(runs: Runs) -> str:
    """The words alone; blanks as underlines."""
    return "".join("□" if r.box else "_" * r.blank if r.blank else r.text for r in runs)


def blocks_of(source: str, values: Sequence[str | None] = ()) -> tuple[Block, ...]:
    """The blocks of a filled text."""
    return tuple(_blocks(source, values))


def _blocks(source: str, values: Sequence[str | None]) -> Iterator[Block]:
    table: list[str] = []
    for line in [*source.splitlines(), ""]:
        text = line.strip()
        if text.startswith("|"):
            if len(table) > 1 and COLUMN_LINE.match(text):
                yield _table(table, values)
                table = []
            table.append(text)
            continue
        if table:
            yield _table(table, values)
            table = []
        if text == "***":
            yield Block("page")
        elif text:
            yield _paragraph(text, values)


def _paragraph(text: str, values: Sequence[str | None]) -> Block:
    for mark, kind in MARKS:
        if text.startswith(mark):
            return Block(kind, runs_of(text[len(mark) :].strip(), values))
    return Block("text", runs_of(text, values))


def runs_of(text: str, values: Sequence[str | None]) -> Runs:
    """A line as runs."""
    return tuple(_run(part, values) for part in INLINE.split(text) if part)


def _run(part: str, values: Sequence[str | None]) -> Run:
    if part.startswith(OPEN):
        value = values[int(part[1:-1])]
        return Run(blank=BLANK) if value is None else Run(" ".join(value.split()))
    if part.startswith("__"):
        return Run(blank=len(part))
    if part == "[ ]":
        return Run(box=True)
    if part.startswith("**") and part.endswith("**") and len(part) > 4:
        inner = runs_of(part[2:-2], values)
        if len(inner) == 1 and not inner[0].blank:
            return Run(inner[0].text, bold=True)
        return Run(plain_of(inner), bold=True)
    return Run(part)


def cells_of(line: str) -> tuple[list[str], int]:
    """The cells of a row, and its height in lines where it ends in ``^4``."""
    height = HEIGHT.search(line)
    bare = line[: height.start()].rstrip() if height else line
    return [cell.strip() for cell in bare.strip().strip("|").split("|")], (
        int(height[1]) if height else 0
    )


def _table(lines: list[str], values: Sequence[str | None]) -> Block:
    """Rows over columns; ``|:-|---|`` gives their widths and says which hold labels."""
    at = next((i for i, line in enumerate(lines[:2]) if COLUMN_LINE.match(line)), None)
    count = len(cells_of(lines[0])[0])
    widths, labels = (1,) * count, (False,) * count
    if at is not None:
        given = cells_of(lines[at])[0]
        widths = tuple(cell.count("-") for cell in given)
        labels = tuple(cell.startswith(":") for cell in given)
    rows: list[TableRow] = []
    for number, line in enumerate(lines):
        if number == at:
            continue
        head = at == 1 and number == 0
        rows.extend(_rows(line, len(widths), labels, head, values))
    return Block("table", widths=widths, rows=tuple(rows))


def _rows(
    line: str, count: int, labels: tuple[bool, ...], head: bool, values: Sequence[str | None]
) -> Iterator[TableRow]:
    cells, height = cells_of(line)
    if len(cells) == 1 and re.fullmatch(r"\+\d{1,2}", cells[0]):
        empty = tuple(Cell(()) for _ in range(count))
        yield from (TableRow(empty, height or 1) for _ in range(int(cells[0][1:])))
        return
    made: list[Cell] = []
    for column, text in enumerate(cells[:count]):
        if text == "<" and made:
            made[-1] = Cell(made[-1].runs, made[-1].span + 1, made[-1].label)
            continue
        runs = _in_cell(text, values)
        made.append(Cell(runs, 1, bool(labels[column]) and bool(runs)))
    left = count - sum(cell.span for cell in made)
    made.extend(Cell(()) for _ in range(left))
    yield TableRow(tuple(made), height, head)


def _in_cell(text: str, values: Sequence[str | None]) -> Runs:
    """What is not known in a cell is left white: the cell itself is the blank."""
    if re.fullmatch(rf"{OPEN}\d+{CLOSE}", text) and values[int(text[1:-1])] is None:
        return ()
    return runs_of(text, values)
