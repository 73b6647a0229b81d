"""The table of lift surveys: what the template holds, what is read back, every mistake with its row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from mulin.deliver.works.models import SitePlan, Survey
from mulin.ground.estate.models import Stairwell
from mulin.law.lifts.feasibility import FACTORS
from mulin.portable.lift_surveys import PLACE_COLUMNS, ROAD_COLUMNS, read, template
from mulin.portable.roster_archives import Unreadable
from tests.cast import Cast

As = Callable[[str], Client]
DAY = date(2026, 3, 2)
HEAD = ["楼号", "单元", *(str(factor.title) for factor in FACTORS), "勘察日", "备注"]


def stairs(cast: Cast) -> list[Stairwell]:
    rows = Stairwell.objects.of(cast.yun).filter(compound=cast.a.compound)
    return list(rows.select_related("building").order_by("building__order"))


def book(*rows: list[Any], places: list[list[Any]] = (), roads: list[list[Any]] = ()) -> bytes:  # type: ignore[assignment]
    made = Workbook()
    made.active.title = "勘察"
    for row in (HEAD, *rows):
        made.active.append(row)
    for title, head, body in (
        ("楼栋位置", ["楼号", *PLACE_COLUMNS], places),
        ("道路", ["名称", *ROAD_COLUMNS], roads),
    ):
        sheet = made.create_sheet(title)
        for row in (head, *body):
            sheet.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def good(building: str, *, day: Any = "2026-02-01") -> list[Any]:
    return [building, "1", *(str(factor.choices[0].words) for factor in FACTORS), day, "西侧有树"]


def test_the_template_comes_back_as_it_went_out_with_what_is_known(cast: Cast) -> None:
    rows = stairs(cast)
    answers = {rows[0].pk: {"fire": "blocked"}}
    data = template(rows, answers)
    found = read(data, rows, DAY)
    assert found.faults == []
    assert found.seen[rows[0].pk].answers == {
        "existing": "none", "storeys": "below_four", "fire": "blocked",
    }  # fmt: skip
    assert found.seen[rows[1].pk].answers == {"existing": "none", "storeys": "below_four"}
    sheet = load_workbook(BytesIO(data))["勘察"]
    assert len(sheet.data_validations.dataValidation) == len(FACTORS)


def test_rows_places_and_roads_are_read(cast: Cast) -> None:
    data = book(
        good("1号楼"),
        good("2"),
        places=[["1", 10, 20.5, 24, 11, -4], ["2", "40米", 20, 24, 11, None]],
        roads=[["中心路", 0, 0, 80, 0, 6]],
    )
    found = read(data, stairs(cast), DAY)
    assert found.faults == []
    assert {seen.surveyed_on for seen in found.seen.values()} == {date(2026, 2, 1)}
    assert found.buildings[str(cast.a.buildings[0].pk)] == [10, 20.5, 24, 11, -4]
    assert found.buildings[str(cast.a.buildings[1].pk)] == [40, 20, 24, 11, 0]
    assert found.roads == [["中心路", 0, 0, 80, 0, 6]]


def test_the_beginning_of_an_answer_is_enough_where_it_is_only_one(cast: Cast) -> None:
    row = good("1")
    row[HEAD.index("消防通道")] = "占用消防"
    found = read(book(row), stairs(cast), DAY)
    assert found.seen[stairs(cast)[0].pk].answers["fire"] == "blocked"


def test_every_mistake_is_named_with_its_row_and_column(cast: Cast) -> None:
    strange, twice, late, bad = good("9"), good("1"), good("2", day="2027-01-01"), good("1")
    bad[HEAD.index("管线")] = "大概有"
    data = book(good("1"), twice, late, strange, bad, places=[["1", "远", 0, 0, 0, 0]])
    found = read(data, stairs(cast), DAY)
    named = [(fault.sheet, fault.row, fault.column) for fault in found.faults]
    assert named == [
        ("勘察", 3, "单元"),
        ("勘察", 4, "勘察日"),
        ("勘察", 5, "楼号"),
        ("勘察", 6, "管线"),
        ("楼栋位置", 2, "中心横"),
    ]
    assert all(fault.rule for fault in found.faults)


def test_a_row_that_says_nothing_is_left_out(cast: Cast) -> None:
    empty = ["1", "1", *("" for _ in FACTORS), "", ""]
    assert read(book(empty), stairs(cast), DAY).seen == {}


def test_a_file_that_is_no_such_table_says_what_to_do(cast: Cast) -> None:
    made = Workbook()
    made.active.append(["姓名", "电话"])
    out = BytesIO()
    made.save(out)
    with pytest.raises(Unreadable, match="下载模板"):
        read(out.getvalue(), stairs(cast), DAY)


def upload(client: Client, cast: Cast, data: bytes) -> Any:
    there = reverse("lifts:import", args=[cast.a.compound.pk])
    return client.post(there, {"file": SimpleUploadedFile("勘察表.xlsx", data)})


def test_a_good_table_is_taken_and_draws_the_map(cast: Cast, client_as: As) -> None:
    client = client_as("social_worker")
    data = book(good("1"), good("2"), places=[["1", 10, 20, 24, 11, -4]])
    assert upload(client, cast, data).status_code == 302
    assert Survey.objects.of(cast.yun).count() == 2
    assert SitePlan.objects.of(cast.yun).get().buildings
    page = client.get(reverse("works:map"), {"compound": cast.a.compound.slug})
    assert not page.context["picture"].generated


def test_a_table_with_one_mistake_is_not_taken_at_all(cast: Cast, client_as: As) -> None:
    page = upload(client_as("social_worker"), cast, book(good("1"), good("9")))
    assert page.status_code == 422
    assert "什么都没有导入" in page.content.decode()
    assert "底册里没有这栋楼" in page.content.decode()
    assert not Survey.objects.of(cast.yun).exists()


def test_no_table_is_a_clear_error(cast: Cast, client_as: As) -> None:
    page = upload(client_as("social_worker"), cast, b"%PDF-1.4 nothing")
    assert page.status_code == 422
    assert "不是表格文件" in page.content.decode()


def test_the_template_is_for_those_who_survey(cast: Cast, client_as: As) -> None:
    there = reverse("lifts:template", args=[cast.a.compound.pk])
    assert client_as("community_worker").get(there).status_code == 200
    assert client_as("committee_chair").get(there).status_code == 403
    assert client_as("owner").get(there).status_code == 404
