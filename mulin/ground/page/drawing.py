"""The small pieces that one page repeats a hundred times, drawn in one go.

A template spends more on a mark than the database on its row. The components of the same names
(``cotton/mark.html``, ``status.html``, ``table.html``) ask here, so each piece has one look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape as escape_plain
from typing import Any, Protocol

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from mulin.ground.page.columns import Column
from mulin.ground.words import shown

IDLE = '<circle cx="7" cy="7" r="5.75"/>'
SHAPES = {
    "done": '<circle cx="7" cy="7" r="6.5"/><path d="M4 7.2l2.1 2.1L10.2 5"/>',
    "now": IDLE + '<circle class="m-in" cx="7" cy="7" r="2.75"/>',
    "soon": IDLE + '<path class="m-in" d="M7 3v4h4a4 4 0 1 1-4-4z"/>',
    "late": '<path d="M7 .4L13.6 7 7 13.6.4 7z"/><path class="m-in" d="M7 3.8v3.8M7 9.4v.9"/>',
    "no": '<rect x=".6" y=".6" width="12.8" height="12.8" rx="2.5"/>'
    '<path class="m-in" d="M4.4 4.4l5.2 5.2M9.6 4.4L4.4 9.6"/>',
    "pause": IDLE + '<path class="m-in" d="M5.4 4.8v4.4M8.6 4.8v4.4"/>',
    "lock": '<rect x="2.2" y="6" width="9.6" height="7" rx="1.5"/>'
    '<path class="m-in" d="M4.4 6V4.2a2.6 2.6 0 0 1 5.2 0V6"/>',
}
"""A state is a shape before it is a colour; what has no shape of its own is idle."""

Draw = Callable[[Any], str]


class Branch(Protocol):
    """One line of a tree: ``query`` is what leads to it, ``inside`` stands below it."""

    @property
    def label(self) -> str: ...
    @property
    def query(self) -> str: ...
    @property
    def count(self) -> int | None: ...
    @property
    def current(self) -> bool: ...
    @property
    def inside(self) -> Sequence[Branch]: ...


def text(value: Any) -> str:
    """Escaped; what was said is in the reader's language."""
    return escape_plain(value) if type(value) is str else conditional_escape(value)


@lru_cache(maxsize=256)
def mark(state: str, size: int = 14) -> SafeString:
    """``<c-mark>``: the shape of a state."""
    return mark_safe(
        f'<svg class="m-mark m-mark-{escape_plain(state)}" width="{size}" height="{size}"'
        f' viewBox="0 0 14 14" aria-hidden="true">{SHAPES.get(state, IDLE)}</svg>'
    )


def status(state: str, word: Any) -> SafeString:
    """``<c-status>``: shape, word and colour."""
    return mark_safe(
        f'<span class="m-state m-state-{escape_plain(state)}">{mark(state, 12)}{text(word)}</span>'
    )


def body(columns: Sequence[Column], rows: Iterable[Any]) -> SafeString:
    """The rows of ``<c-table>``."""
    cells = [_cell(column) for column in columns]
    return mark_safe("".join(f"<tr>{''.join([c(row) for c in cells])}</tr>" for row in rows))


def _cell(column: Column) -> Draw:
    """How a column draws its cell: all that is the same in every row is settled here."""
    face = ' class="m-r m-num"' if column.numeric else ""
    head = f'<td data-label="{text(shown(column.label))}"{face}>'
    inside = _inside(column)
    return lambda row: f"{head}{inside(row)}</td>"


def _inside(column: Column) -> Draw:
    href, state = column.href, column.state

    def plain(row: Any) -> str:
        return text(column.text(row))

    def linked(row: Any) -> str:
        there = href(row) if href else ""
        return f'<a href="{text(there)}">{plain(row)}</a>' if there else plain(row)

    def stated(row: Any) -> str:
        found = state(row) if state else ""
        return status(found, column.text(row)) if found else linked(row)

    return stated if state else linked if href else plain


def tree(branches: Sequence[Branch]) -> SafeString:
    """Nested lists of links; a street has five hundred compounds in one."""
    return mark_safe(f"<ul>{''.join(_branch(one) for one in branches)}</ul>" if branches else "")


def _branch(one: Branch) -> str:
    here = ' aria-current="true"' if one.current else ""
    count = "" if one.count is None else f"<small>{one.count:,}</small>"
    link = f'<a href="?{text(one.query)}"{here}>{text(one.label)}{count}</a>'
    return f"<li>{link}{tree(one.inside)}</li>"
