"""What a list shows: columns, filters, cells and pages, as plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.safestring import SafeString

from mulin.ground.page.figures import area as area_text
from mulin.kit import clock, masking, money

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Value = Callable[[Any], object] | str
_CHOICE = re.compile(r"get_(\w+)_display")


@dataclass(frozen=True)
class Column:
    """A column on screen and in the export.

    ``value`` is a callable over the row, or an attribute path (``building.name``; methods are
    called). It must not query: select or prefetch in the queryset. ``kind`` decides look and export:
    text, number, area (0.01 m²), money (fen), day, instant, state. ``personal`` names a mask of
    ``kit.masking.MASKS``; the value is masked on screen and in every export. ``draw`` makes the
    cell's HTML where it is more than its text (``page/drawing.py`` has the pieces), ``face`` is its
    class. ``on`` keeps a column to the ``screen`` or to the ``file``.
    """

    key: str
    label: str | _StrPromise
    value: Value
    kind: str = "text"
    order: tuple[str, ...] = ()
    personal: str = ""
    href: Callable[[Any], str] | None = None
    state: Callable[[Any], str] | None = None
    draw: Callable[[Any], SafeString] | None = None
    face: str = ""
    on: str = ""

    @property
    def numeric(self) -> bool:
        return self.kind in ("number", "area", "money")

    @cached_property
    def read(self) -> Callable[[Any], object]:
        """How the value is found; settled once, as a page and an export ask for every row."""
        return self.value if callable(self.value) else _reader(self.value)

    def of(self, row: Any) -> object:
        """The row's plain value: int, str, date, datetime or None; masked where personal."""
        found = self.read(row)
        if self.personal and found not in (None, ""):
            return masking.MASKS[self.personal](str(found))
        return found

    def text(self, row: Any) -> str:
        """As the screen shows it."""
        return _text(self.of(row), self.kind)

    def cell(self, row: Any) -> object:
        """As a spreadsheet holds it: areas and money as exact decimals."""
        found = self.of(row)
        if self.kind in ("area", "money") and isinstance(found, int):
            return Decimal(found) / 100
        if isinstance(found, datetime):
            return found.astimezone(clock.SHANGHAI).replace(tzinfo=None)
        return found if found is None or isinstance(found, int | date) else str(found)


@dataclass(frozen=True)
class Filter:
    """One choice above the list. ``apply`` is a lookup (``state``) or a function over the queryset."""

    key: str
    label: str | _StrPromise
    choices: Sequence[tuple[str, str | _StrPromise]]
    apply: str | Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class ShownFilter:
    key: str
    label: str | _StrPromise
    choices: Sequence[tuple[str, str | _StrPromise]]
    chosen: str


@dataclass(frozen=True)
class ShownColumn:
    label: str
    numeric: bool
    direction: str = ""
    sort_query: str = ""


@dataclass(frozen=True)
class ShownCell:
    label: str
    text: str
    numeric: bool
    href: str = ""
    state: str = ""


@dataclass(frozen=True)
class Pager:
    """Where we are. ``total`` is exact unless ``capped``; ``pages`` holds 0 for a gap."""

    number: int
    per_page: int
    on_page: int
    total: int
    capped: bool
    after: int
    pages: tuple[int, ...] = field(default=())

    @property
    def first(self) -> int:
        return (self.number - 1) * self.per_page + 1 if self.on_page else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * self.per_page + self.on_page

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def several(self) -> bool:
        return bool(self.before or self.after)


def _reader(path: str) -> Callable[[Any], object]:
    steps = [_step(name) for name in path.split(".")]

    def read(row: Any) -> object:
        for step in steps:
            if row is None:
                return None
            row = step(row)
        return row

    return read


def _step(name: str) -> Callable[[Any], object]:
    choice = _CHOICE.fullmatch(name)
    if choice:
        field = choice[1]
        return lambda row: _words(row.__class__, field).get(value := getattr(row, field), value)

    def step(row: Any) -> object:
        found = getattr(row, name)
        return found() if callable(found) else found

    return step


@lru_cache(maxsize=256)
def _words(model: type[Model], field: str) -> Mapping[object, object]:
    """The words of a choice, which ``get_<field>_display`` would gather again for every row."""
    choice: Any = model._meta.get_field(field)
    return dict(choice.flatchoices)


def _text(value: object, kind: str) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, datetime):
        return value.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, int) and kind == "area":
        return area_text(value)
    if isinstance(value, int) and kind == "money":
        return money.digits(value)
    if isinstance(value, int) and kind == "number":
        return f"{value:,}"
    return str(value)
