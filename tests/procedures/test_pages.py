"""Procedures on screen: opened, carried step by step, read by owners, closed to everybody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mulin.kit.ids import uuid7
from mulin.procedures.models import Due, Entry, Procedure
from tests.cast import Cast
from tests.ground.papers.files import PDF

As = Callable[[str], Client]


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


@pytest.fixture
def shanghai(cast: Cast) -> Cast:
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    return cast


def opened(client: Client, cast: Cast, code: str = "reelection") -> Procedure:
    form = {"code": code, "compound": cast.a.compound.pk, "anchor": "2030-12-31", "once": uuid7()}
    answer = client.post(reverse("procedures:new"), form)
    assert answer.status_code == 302, text(answer)
    found: Procedure = Procedure.objects.of(cast.yun).get(code=code)
    return found


def test_a_reelection_is_opened_and_its_first_step_done_with_a_paper(
    shanghai: Cast, client_as: As
) -> None:
    officer = client_as("street_officer")
    procedure = opened(officer, shanghai)
    page = text(officer.get(reverse("procedures:procedure", args=[procedure.pk])))
    assert "2030-07-31" in page  # five months before the end of the term
    assert "上海市住宅物业管理规定 第28条" in page
    there = reverse("procedures:step", args=[procedure.pk, "report"])
    today = officer.get(there).context["doing"].initial["day"]
    form = {
        "day": today,
        "note": "窗口收件",
        "papers": [SimpleUploadedFile("报告.pdf", PDF, "application/pdf")],
        "once": uuid7(),
    }
    assert officer.post(there, form).status_code == 302
    page = text(officer.get(there))
    assert "报告.pdf" in page
    assert "窗口收件" in page
    assert "/papers/" in page
    seen_by_owner = text(client_as("owner").get(there))
    assert "报告.pdf" in seen_by_owner
    assert "/papers/" not in seen_by_owner  # papers are read by those who carry it
    assert "组建换届改选小组" in text(officer.get(reverse("procedures:board")))
    assert Due.objects.of(shanghai.yun).filter(step="form_group").exists()


def test_what_is_refused_stays_on_the_form_with_what_was_typed(
    shanghai: Cast, client_as: As
) -> None:
    officer = client_as("street_officer")
    procedure = opened(officer, shanghai)
    there = reverse("procedures:step", args=[procedure.pk, "report"])
    answer = officer.post(there, {"day": "2099-01-01", "note": "早着呢", "once": uuid7()})
    assert answer.status_code == 422
    assert "还没有到" in text(answer)
    assert "早着呢" in text(answer)
    assert not Entry.objects.of(shanghai.yun).exists()


def test_the_day_is_fixed_put_off_and_taken_back_on_the_screen(
    shanghai: Cast, client_as: As
) -> None:
    officer = client_as("street_officer")
    procedure = opened(officer, shanghai)
    fix = reverse("procedures:fix", args=[procedure.pk, "elect"])
    assert officer.post(fix, {"day": "2030-12-20", "once": uuid7()}).status_code == 302
    assert "2030-12-05" in text(officer.get(reverse("procedures:procedure", args=[procedure.pk])))
    extend = reverse("procedures:extend", args=[procedure.pk, "report"])
    without = officer.post(extend, {"day": "2030-08-31", "why": "换人", "once": uuid7()})
    assert without.status_code == 422
    assert "没有附延期的文书" in text(without)
    paper = SimpleUploadedFile("同意.pdf", PDF, "application/pdf")
    form = {"day": "2030-08-31", "why": "换人", "papers": [paper], "once": uuid7()}
    assert officer.post(extend, form).status_code == 302
    entry = Entry.objects.of(shanghai.yun).get(kind=Entry.Kind.EXTENDED)
    withdraw = reverse("procedures:withdraw", args=[procedure.pk, entry.pk])
    assert officer.post(withdraw, {"why": "通知作废"}).status_code == 302
    assert Due.objects.of(shanghai.yun).get(step="report").day == date(2030, 7, 31)


def test_it_is_ended_with_what_came_of_it(shanghai: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    procedure = opened(officer, shanghai)
    there = reverse("procedures:end", args=[procedure.pk])
    assert officer.post(there, {"how": "void", "why": ""}).status_code == 422
    assert officer.post(there, {"how": "void", "why": "启动错了小区"}).status_code == 302
    assert "启动错了小区" in text(officer.get(reverse("procedures:procedure", args=[procedure.pk])))


def test_the_frozen_matters_stand_above_everything_while_a_group_prepares(
    shanghai: Cast, client_as: As
) -> None:
    officer = client_as("street_officer")
    procedure = opened(officer, shanghai)
    for step in ("report", "form_group"):
        there = reverse("procedures:step", args=[procedure.pk, step])
        today = officer.get(there).context["doing"].initial["day"]
        assert officer.post(there, {"day": today, "once": uuid7()}).status_code == 302
    page = text(officer.get(reverse("procedures:procedure", args=[procedure.pk])))
    assert "选聘、解聘物业服务企业" in page
    assert "第28条第四款" in page


def test_an_owner_reads_the_procedure_of_his_compound_and_changes_nothing(
    shanghai: Cast, client_as: As
) -> None:
    procedure = opened(client_as("street_officer"), shanghai)
    owner = client_as("owner")
    there = reverse("procedures:procedure", args=[procedure.pk])
    assert "书面报告街道" in text(owner.get(there))
    step = reverse("procedures:step", args=[procedure.pk, "report"])
    answer = owner.post(step, {"day": "2026-01-01", "once": uuid7()})
    assert answer.status_code == 422
    assert not Entry.objects.of(shanghai.yun).exists()


def test_the_board_is_searched_filtered_and_exported(shanghai: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    opened(officer, shanghai)
    opened(officer, shanghai, "handover")
    board = reverse("procedures:board")
    assert len(officer.get(board).context["rows"]) == 2
    assert len(officer.get(board, {"code": "reelection"}).context["rows"]) == 1
    assert "没有符合条件的" in text(officer.get(board, {"q": "没有的小区"}))
    assert "没有符合条件的" in text(officer.get(board, {"late": "yes", "state": "closed"}))
    assert len(officer.get(board, {"duty": "committee"}).context["rows"]) == 1
    assert "没有符合条件的" in text(officer.get(board, {"duty": "installer"}))
    assert "没有符合条件的" in text(officer.get(board, {"late": "yes"}))
    sent = officer.get(board, {"export": "csv", "code": "reelection"})
    lines = b"".join(sent.streaming_content).decode("utf-8-sig").splitlines()
    assert "等谁办" in lines[0]
    assert "书面报告街道" in lines[1]
    assert "业主委员会" in lines[1]
    book = b"".join(officer.get(board, {"export": "xlsx"}).streaming_content)
    sheet = load_workbook(BytesIO(book)).active
    found = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "书面报告街道" in found


def test_the_most_urgent_stands_first_whatever_was_opened_last(
    shanghai: Cast, client_as: As
) -> None:
    officer = client_as("street_officer")
    opened(officer, shanghai, "handover")
    opened(officer, shanghai)
    Due.objects.of(shanghai.yun).filter(procedure__code="reelection").update(day=date(2026, 1, 1))
    rows = officer.get(reverse("procedures:board")).context["rows"]
    assert [row.procedure.code for row in rows] == ["reelection", "handover"]
    assert rows[0].mark == "late"


def test_the_board_asks_the_same_number_of_questions_whatever_its_length(
    shanghai: Cast, client_as: As, django_assert_max_num_queries: Any
) -> None:
    officer = client_as("street_officer")
    opened(officer, shanghai)
    officer.get(reverse("procedures:board"))
    for code in ("handover", "recall", "special_assembly"):
        opened(officer, shanghai, code)
    with django_assert_max_num_queries(20):
        officer.get(reverse("procedures:board"))


def test_it_is_somebodys_turn_on_the_first_page_and_found_by_number(
    shanghai: Cast, client_as: As
) -> None:
    procedure = opened(client_as("street_officer"), shanghai)
    chair = client_as("committee_chair")
    assert "书面报告街道" in text(chair.get(reverse("desk:turn")))
    hits = text(chair.get(reverse("desk:search"), {"q": procedure.number}))
    assert "业主委员会换届" in hits


def test_a_day_set_after_the_last_lawful_one_is_seen_before_it_comes(
    shanghai: Cast, client_as: As
) -> None:
    client = client_as("street_officer")
    procedure = opened(client, shanghai)
    late = date(2031, 1, 12)
    there = reverse("procedures:fix", args=[procedure.pk, "elect"])
    page = text(client.post(there, {"day": f"{late}", "once": str(uuid7())}, follow=True))
    assert "这个日子比法定的最迟日晚 12 天" in page
    assert "1 步定晚了" in page
    assert "定晚 12 天" in page
    assert f'{late}<br><span class="m-tag">已定</span>' in page
    step = text(client.get(reverse("procedures:step", args=[procedure.pk, "elect"])))
    assert "定的日子比最迟的日子晚 12 天" in step
    client.post(there, {"day": "2030-12-20", "once": str(uuid7())})
    assert "定晚" not in text(client.get(reverse("procedures:procedure", args=[procedure.pk])))
