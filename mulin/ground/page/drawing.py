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
from lucide import _render_icon as lucide_icon

from mulin.ground.page.columns import Column
from mulin.ground.page.navigation import Group
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

HERE = ' aria-current="page"'

FIGURES = dict.fromkeys(("number", "area", "money"), "m-r m-num")
LOOKS = {**FIGURES, "day": "m-num", "instant": "m-num"}
"""A column's class by its kind: a date breaks at none of its hyphens."""

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


@lru_cache(maxsize=512)
def icon(name: str, size: int = 16) -> SafeString:
    """A lucide icon that screen readers skip."""
    attrs = {"class": "m-i", "aria-hidden": "true", "focusable": "false"}
    return mark_safe(lucide_icon(name, size, **attrs))


def status(state: str, word: Any) -> SafeString:
    """``<c-status>``: shape, word and colour."""
    return mark_safe(
        f'<span class="m-state m-state-{escape_plain(state)}">{mark(state, 12)}{text(word)}</span>'
    )


def link(there: str, word: Any, face: str = "") -> SafeString:
    """A link; without an address only its word."""
    if not there:
        return mark_safe(text(word))
    look = f' class="{escape_plain(face)}"' if face else ""
    return mark_safe(f'<a{look} href="{text(there)}">{text(word)}</a>')


def body(
    columns: Sequence[Column], rows: Iterable[Any], face: Callable[[Any], str] | None = None
) -> SafeString:
    """The rows of a list; ``face`` gives the class of those that stand out."""
    cells = [_cell(column) for column in columns]
    lines = []
    for row in rows:
        look = face(row) if face else ""
        head = f'<tr class="{escape_plain(look)}">' if look else "<tr>"
        lines.append(f"{head}{''.join([cell(row) for cell in cells])}</tr>")
    return mark_safe("".join(lines))


def _cell(column: Column) -> Draw:
    """How a column draws its cell: all that is the same in every row is settled here."""
    look = column.face or LOOKS.get(column.kind, "")
    face = f' class="{escape_plain(look)}"' if look else ""
    head = f'<td data-label="{text(shown(column.label))}"{face}>'
    inside = column.draw or _inside(column)
    return lambda row: f"{head}{inside(row)}</td>"


def _inside(column: Column) -> Draw:
    href, state = column.href, column.state

    def plain(row: Any) -> str:
        return text(column.text(row))

    def linked(row: Any) -> str:
        there = href(row) if href else ""
        return link(there, column.text(row)) if there else plain(row)

    def stated(row: Any) -> str:
        found = state(row) if state else ""
        return status(found, column.text(row)) if found else linked(row)

    return stated if state else linked if href else plain


def options(choices: Iterable[tuple[str, Any]], chosen: str) -> SafeString:
    """What a filter offers; the compounds of a whole street may be among it."""
    return mark_safe(
        "".join(
            f'<option value="{text(value)}"{" selected" if value == chosen else ""}>'
            f"{text(word)}</option>"
            for value, word in choices
        )
    )


def navigation(groups: Sequence[Group]) -> SafeString:
    """The side of the console: groups of links, the one we are at marked."""
    return mark_safe("".join(_group(group, at) for at, group in enumerate(groups, start=1)))


def _group(group: Group, at: int) -> str:
    links = "".join(
        f'<li><a class="m-nav" href="{text(link.url)}"'
        f"{HERE if link.active else ''}>{icon(link.icon)}<span>{text(str(link.label))}</span>"
        f"{f'<b>{link.count}</b>' if link.count else ''}</a></li>"
        for link in group.links
    )
    marks = f"{' open' if group.open else ''}{' data-m-here' if group.active else ''}"
    return (
        f'<details data-m-fold="nav-{at}"{marks}>'
        f'<summary class="m-nav-group" id="nav-{at}">{text(str(group.label))}</summary>'
        f'<ul aria-labelledby="nav-{at}">{links}</ul></details>'
    )


def tree(branches: Sequence[Branch]) -> SafeString:
    """Nested lists of links; a street has five hundred compounds in one."""
    return mark_safe(f"<ul>{''.join(_branch(one) for one in branches)}</ul>" if branches else "")


def _branch(one: Branch) -> str:
    here = ' aria-current="true"' if one.current else ""
    count = "" if one.count is None else f"<small>{one.count:,}</small>"
    link = f'<a href="?{text(one.query)}"{here}>{text(one.label)}{count}</a>'
    return f"<li>{link}{tree(one.inside)}</li>"
