"""Lists: search, filter, order, pages and export, over the cast's units."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from mulin.ground.estate.models import Person, Unit
from mulin.ground.page import drawing, export, listing
from mulin.ground.page.address import row_address
from mulin.ground.page.export import download, inert
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit.rights import Refused
from tests.cast import Cast

pytestmark = pytest.mark.django_db

COLUMNS = (
    Column("name", "姓名", "name", order=("name",), personal="name"),
    Column("born", "编号", "pk"),
)


def ask(query: str = "", path: str = "/people/") -> HttpRequest:
    made = RequestFactory().get(f"{path}?{query}")
    made.actor = None  # type: ignore[attr-defined]
    return made


@pytest.fixture
def street(cast: Cast) -> Any:
    """Sixty more people, so that there are pages to turn."""
    Person.objects.bulk_create(Person(street=cast.yun, name=f"虚构{n:03d}") for n in range(60))
    return cast.yun


def people(street: Any, query: str = "", **more: Any) -> Listing:
    rows = Person.objects.of(street).filter(name__startswith="虚构").order_by("name")
    return Listing(ask(query), rows, COLUMNS, **more)


def test_a_page_holds_its_share_and_turns(street: Any) -> None:
    first, second = people(street), people(street, "page=2")
    assert [len(first.rows), len(second.rows)] == [50, 10]
    assert (first.pager.first, first.pager.last, first.pager.total) == (1, 50, 60)
    assert (second.pager.first, second.pager.last) == (51, 60)
    assert first.pager.after == 2
    assert second.pager.after == 0
    assert second.rows[0].name == "虚构050"


@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "", "１"])
def test_a_page_number_that_makes_no_sense_shows_a_page(street: Any, page: str) -> None:
    found = people(street, f"page={page}")
    assert found.rows


def test_a_page_costs_two_queries(street: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        found = people(street, "page=2")
        assert found.rows
        assert found.pager.total == 60
    assert len(queries) == 2


def test_counting_stops_at_the_cap_and_pages_go_on(
    street: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNT_CAP", 20)
    found = people(street, "page=4", per_page=10)
    assert found.pager.capped
    assert found.pager.total == 20
    assert [p.name for p in found.rows][:1] == ["虚构030"]
    assert found.pager.after == 5
    beyond = people(street, "page=99", per_page=10)
    assert beyond.rows


def test_words_narrow_the_list_and_all_of_them_must_match(street: Any) -> None:
    assert [p.name for p in people(street, "q=虚构 007", searches=("name",)).rows] == ["虚构007"]
    assert people(street, "q=没有", searches=("name",)).rows == []
    assert not people(street, "q=007").narrowed


def test_a_filter_takes_only_the_values_it_offers(street: Any) -> None:
    offered = Filter("who", "谁", [("虚构001", "第一个")], "name")
    assert len(people(street, "who=虚构001", filters=(offered,)).rows) == 1
    assert len(people(street, "who=' or 1=1", filters=(offered,)).rows) == 50


def test_a_heading_sorts_and_turns_the_order_round(street: Any) -> None:
    down = people(street, "sort=-name&page=2&q=")
    assert down.rows[-1].name == "虚构000"
    head = down.columns[0]
    assert head.direction == "descending"
    assert head.sort_query == "?sort=name&q="
    assert people(street, "sort=secret").rows[0].name == "虚构000"


def test_search_filter_and_order_are_kept_while_turning_pages(street: Any) -> None:
    found = people(street, "sort=-name&page=2&tab=3", searches=("name",))
    shown = _render('<c-filterbar :listing="listing" /><c-table :listing="listing" />', found)
    assert 'name="sort" value="-name"' in shown
    assert 'name="tab" value="3"' in shown
    assert "sort=-name&amp;page=1&amp;tab=3" in shown
    assert 'aria-current="page">2<' in shown


def test_personal_columns_are_masked_on_screen_and_in_files(street: Any) -> None:
    found = people(street, "export=csv")
    assert next(iter(found.cells))[0].text == "虚**"
    body = b"".join(download(found, "人员", now=_now())).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(body)))
    assert rows[0] == ["姓名", "编号"]
    assert rows[1][0] == "虚**"
    assert len(rows) == 61


def test_an_export_holds_every_row_with_exact_figures(cast: Cast) -> None:
    columns = (
        Column("label", "房号", lambda unit: f"=HYPERLINK({unit.pk})"),
        Column("area", "面积", "gross_area", kind="area"),
    )
    units = Unit.objects.of(cast.yun).order_by("pk")
    found = Listing(ask("export=xlsx"), units, columns, per_page=2)
    answer = download(found, "房屋", now=_now())
    assert "20260302.xlsx" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(b"".join(answer)))
    data = list(book.worksheets[0].values)
    assert len(data) == units.count() + 1
    assert data[1][0].startswith("'=HYPERLINK")
    expected = [u.gross_area / 100 if u.gross_area is not None else None for u in units]
    assert [row[1] for row in data[1:]] == expected
    about = dict(book.worksheets[1].values)
    assert about["内容"] == "房屋"


def test_too_long_an_export_is_refused_with_what_to_do(
    street: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "EXPORT_CAP", 59)
    with pytest.raises(Refused) as refused:
        download(people(street, "export=xlsx"), "人员", now=_now())
    assert "筛选" in refused.value.refusal.what_to_do
    monkeypatch.setattr(export, "EXPORT_CAP", 60)
    assert download(people(street, "export=xlsx"), "人员", now=_now()).status_code == 200


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_becomes_text(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "-0.50", "张三", "1-1-501", ""])
def test_plain_cells_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


def test_an_empty_list_says_what_to_do(street: Any) -> None:
    source = (
        '<c-table :listing="listing"><c-empty title="还没有人员">先导入底册。</c-empty></c-table>'
    )
    assert "看全部" in _render(source, people(street, "q=没有", searches=("name",)))
    nobody = Listing(ask(), Person.objects.of(street).filter(name="没有"), COLUMNS)
    assert "先导入底册。" in _render(source, nobody)


def _render(source: str, found: Listing) -> str:
    template = engines["django"].from_string(CottonCompiler().process(source))
    return str(template.render({"listing": found}, found.request))


def _now() -> datetime:
    return datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def test_a_table_draws_its_cells_escaped_linked_and_with_their_state(cast: Cast) -> None:
    unit = Unit.objects.of(cast.yun).select_related("compound").first()
    unit.label = "<b>1-1</b>"
    columns = (
        Column("label", "房<号", "label", href=lambda row: f"/units/{row.pk}/?a=1&b"),
        Column("area", "面积", "gross_area", kind="area"),
        Column("status", "状态", "get_status_display", state=lambda row: "done"),
        Column("none", "空", "delivered_on.year"),
    )
    row = str(drawing.body(columns, [unit]))
    assert f'<a href="/units/{unit.pk}/?a=1&amp;b">&lt;b&gt;1-1&lt;/b&gt;</a>' in row
    assert 'data-label="房&lt;号"' in row
    assert 'class="m-r m-num"' in row
    assert 'class="m-state m-state-done"' in row
    with translation.override("en"):
        assert "已交付" not in str(drawing.body(columns, [unit]))
    assert row.endswith('<td data-label="空">—</td></tr>')


def test_an_address_of_a_row_is_the_one_that_django_makes(cast: Cast) -> None:
    key = cast.a.units[0].pk
    assert row_address("estate:unit", key) == reverse("estate:unit", args=[key])
