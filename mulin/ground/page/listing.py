"""One list screen in one call: search, filters, order, pages, and a masked export of what is shown.

    listing = Listing(request, units_of(request.actor), COLUMNS, searches=("number",), filters=FILTERS)
    if listing.export:
        return download(listing, gettext("房屋"), now=clock.now())
    return render(request, "estate/units.html", {"listing": listing})

In the template ``<c-filterbar :listing="listing" /><c-table :listing="listing" />``; or a table of
one's own over ``listing.rows`` with ``<c-sort :listing="listing" />`` as its head and ``<c-pager>``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from mulin.ground.page import drawing
from mulin.ground.page.columns import (
    Column,
    Filter,
    Pager,
    ShownCell,
    ShownColumn,
    ShownFilter,
)
from mulin.ground.words import shown

__all__ = ["COUNT_CAP", "Column", "Filter", "Listing"]

COUNT_CAP = 10_000
"""Rows are counted exactly up to here; above, a list says "more than"."""

Searches = Sequence[str] | Callable[[QuerySet[Any], str], QuerySet[Any]]


class Listing:
    """What the address asks of a queryset. Values that no filter offers are as good as absent."""

    def __init__(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        columns: Sequence[Column],
        searches: Searches = (),
        filters: Sequence[Filter] = (),
        per_page: int = 50,
        face: Callable[[Any], str] | None = None,
    ) -> None:
        self.request = request
        self.table = tuple(c for c in columns if c.on != "screen")
        self.screen = tuple(c for c in columns if c.on != "file")
        self.face = face
        self.per_page = per_page
        self.searches = searches
        self.words = request.GET.get("q", "").strip()[:100] if searches else ""
        self.filters = tuple(
            ShownFilter(f.key, f.label, f.choices, _chosen(f, request.GET.get(f.key, "")))
            for f in filters
        )
        self.sort = self._sort(request.GET.get("sort", ""))
        self.queryset = self._ordered(self._filtered(queryset, filters))

    searchable = property(lambda self: bool(self.searches))
    exportable = True

    @property
    def export(self) -> str:
        """``xlsx`` or ``csv`` where the address asks for a file, else empty."""
        asked = self.request.GET.get("export", "")
        return asked if asked in ("xlsx", "csv") else ""

    @property
    def narrowed(self) -> bool:
        """Whether a search or filter is in force."""
        return bool(self.words) or any(f.chosen for f in self.filters)

    @property
    def plain_url(self) -> str:
        """The list without search and filters; order and the caller's own parameters stay."""
        query = urlencode(self.kept)
        return f"{self.request.path}?{query}" if query else self.request.path

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters of the address that are not this list's search, filters, page or export."""
        ours = {"q", "page", "export", *(f.key for f in self.filters)}
        return [(k, v) for k, vs in self.request.GET.lists() if k not in ours for v in vs]

    @cached_property
    def rows(self) -> list[Any]:
        """The rows of this page; a page beyond the end shows the last one."""
        start = (self.pager.number - 1) * self.per_page
        return self._window(start)[: self.per_page]

    @cached_property
    def pager(self) -> Pager:
        total = self.queryset.order_by()[: COUNT_CAP + 1].count()
        capped = total > COUNT_CAP
        pages = max(1, -(-min(total, COUNT_CAP) // self.per_page))
        number = max(1, _whole(self.request.GET.get("page", "1")))
        number = number if capped else min(number, pages)
        found = len(self._window((number - 1) * self.per_page))
        if capped and not found:
            number, found = pages, len(self._window((pages - 1) * self.per_page))
        return Pager(
            number=number,
            per_page=self.per_page,
            on_page=min(found, self.per_page),
            total=min(total, COUNT_CAP),
            capped=capped,
            after=number + 1 if found > self.per_page else 0,
            pages=_around(number, pages, found > self.per_page),
        )

    @property
    def columns(self) -> list[ShownColumn]:
        """The head of the table, with the link that each column's order hangs on."""
        return [self._head(column) for column in self.screen]

    @property
    def body(self) -> SafeString:
        """The rows as ``<c-table>`` draws them."""
        return drawing.body(self.screen, self.rows, self.face)

    @property
    def cells(self) -> Iterator[list[ShownCell]]:
        """The rows cell by cell, for a table that adds to them."""
        for row in self.rows:
            yield [
                ShownCell(
                    shown(column.label),
                    column.text(row),
                    column.numeric,
                    column.href(row) if column.href else "",
                    column.state(row) if column.state else "",
                )
                for column in self.screen
            ]

    def every_row(self, limit: int) -> Iterator[Any]:
        """All rows in order, for an export, without holding them in memory."""
        return iter(self.queryset[:limit].iterator(chunk_size=2000))

    def _window(self, start: int) -> list[Any]:
        """One row more than a page, to know whether there is a next one; read once."""
        if getattr(self, "_read_at", None) != start:
            self._read_at, self._read = (
                start,
                list(self.queryset[start : start + self.per_page + 1]),
            )
        return self._read

    def _filtered(self, queryset: QuerySet[Any], filters: Iterable[Filter]) -> QuerySet[Any]:
        chosen = {f.key: f.chosen for f in self.filters}
        for f in filters:
            value = chosen[f.key]
            if value:
                by = f.apply
                queryset = by(queryset, value) if callable(by) else queryset.filter(**{by: value})
        if not self.words:
            return queryset
        if callable(self.searches):
            return self.searches(queryset, self.words)
        for word in self.words.split():
            hit = Q()
            for lookup in self.searches:
                hit |= Q(**{f"{lookup}__icontains": word})
            queryset = queryset.filter(hit)
        return queryset

    def _ordered(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen order, or the queryset's own; always settled by the key, so pages are stable."""
        column, descending = self.sort
        if column is None:
            own = queryset.query.order_by or queryset.model._meta.ordering
            return queryset.order_by(*own, "pk")
        sign = "-" if descending else ""
        return queryset.order_by(*(_turned(o, sign) for o in column.order), "pk")

    def _sort(self, asked: str) -> tuple[Column | None, bool]:
        key = asked.removeprefix("-")
        column = next((c for c in self.screen if c.order and c.key == key), None)
        return column, asked.startswith("-")

    def _head(self, column: Column) -> ShownColumn:
        if not column.order:
            return ShownColumn(shown(column.label), column.numeric)
        chosen, descending = self.sort
        mine = chosen is not None and chosen.key == column.key
        direction = ("descending" if descending else "ascending") if mine else ""
        query = self.request.GET.copy()
        query["sort"] = f"-{column.key}" if mine and not descending else column.key
        query.pop("page", None)
        return ShownColumn(shown(column.label), column.numeric, direction, f"?{query.urlencode()}")


def _chosen(f: Filter, asked: str) -> str:
    return asked if asked in {value for value, _ in f.choices} else ""


def _turned(order: str, sign: str) -> str:
    if not sign:
        return order
    return order[1:] if order.startswith("-") else f"-{order}"


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def _around(number: int, pages: int, more: bool) -> tuple[int, ...]:
    """1 … 4 5 6 … 20: the ends, the neighbours, 0 for a gap."""
    pages = max(pages, number + 1 if more else number)
    near = sorted({1, pages, *range(max(1, number - 2), min(pages, number + 2) + 1)})
    shown: list[int] = []
    for page in near:
        if shown and page - shown[-1] > 1:
            shown.append(0 if page - shown[-1] > 2 else page - 1)
        shown.append(page)
    return tuple(shown)
