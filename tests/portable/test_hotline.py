"""The hotline's file and interface: shown first, registered once, every fault by row and column."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.discover.intake.actions.hotline import take_hotline
from mulin.discover.intake.models import HotlineBatch, Ticket
from mulin.ground.access.actions_tokens import issue_token
from mulin.kit import clock
from mulin.portable.hotline_files import template
from tests.cast import Cast

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
HEAD = ["工单编号", "受理时间", "类别", "诉求内容", "小区", "楼号", "姓名", "电话", "办理时限"]
GOOD = [
    "SH001",
    "2026-02-27 09:20",
    "",
    "垃圾房满了没有清",
    "云栖苑",
    "1",
    "王先生",
    "13800000000",
    "3",
]


def sent(client: Client, *rows: list[str]) -> Any:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    file = SimpleUploadedFile("热线.csv", out.getvalue().encode(), "text/csv")
    return client.post(reverse("hotline:upload"), {"file": file})


def test_a_file_is_shown_first_and_registered_once(cast: Cast, client_as: As) -> None:
    street = client_as("street_officer")
    assert sent(street, GOOD).status_code == 302
    assert not Ticket.objects.of(cast.yun).exists(), "nothing stands before it is confirmed"
    batch = HotlineBatch.objects.of(cast.yun).get()
    page = street.get(reverse("hotline:batch", args=[batch.pk])).content.decode()
    assert "138****0000" in page
    assert "卫生垃圾" in page, "the category is guessed from the words"
    confirm = reverse("hotline:confirm", args=[batch.pk])
    street.post(confirm)
    street.post(confirm)
    ticket = Ticket.objects.of(cast.yun).get()
    assert (ticket.source_number, ticket.channel, ticket.category) == ("SH001", "hotline", "clean")
    assert (ticket.compound, ticket.limit_days) == (cast.a.compound, 3)
    assert ticket.organisation == cast.company
    sent(street, GOOD, ["SH002", *GOOD[1:]])
    again = HotlineBatch.objects.of(cast.yun).order_by("-id").first()
    street.post(reverse("hotline:confirm", args=[again.pk]))
    again.refresh_from_db()
    assert (again.made, again.known) == (1, 1)


def test_every_fault_is_named_and_nothing_is_taken(cast: Cast, client_as: As) -> None:
    street = client_as("street_officer")
    bad = ["SH001", "明天", "", "", "没有这个苑", "1", "", "123", "九十"]
    sent(street, GOOD, bad)
    batch = HotlineBatch.objects.of(cast.yun).get()
    assert batch.state == "faulty"
    named = {(one["row"], one["column"]) for one in batch.faults}
    assert {(3, "工单编号"), (3, "受理时间"), (3, "诉求内容"), (3, "小区"), (3, "电话")} <= named
    page = street.get(reverse("hotline:batch", args=[batch.pk])).content.decode()
    assert "底册里没有这个小区" in page
    street.post(reverse("hotline:confirm", args=[batch.pk]))
    assert not Ticket.objects.of(cast.yun).exists()


def test_a_file_of_something_else_and_a_person_without_the_post_are_refused(
    cast: Cast, client_as: As
) -> None:
    file = SimpleUploadedFile("x.csv", "甲,乙\n1,2\n".encode(), "text/csv")
    answer = client_as("street_officer").post(reverse("hotline:upload"), {"file": file})
    assert answer.status_code == 422
    assert "没有找到表头" in answer.content.decode()
    assert sent(client_as("community_worker"), GOOD).status_code == 403
    assert template().startswith(b"PK")


def test_a_program_hands_tickets_over_with_a_token_for_that_and_no_other_way(
    cast: Cast, client_as: As
) -> None:
    rows = [{"number": "SH009", "text": "电梯关不上门", "compound": "云栖苑"}]
    body = json.dumps(rows)

    def call(**header: str) -> Any:
        return Client().post("/api/hotline", body, "application/json", headers=header)

    def token(*scopes: str) -> dict[str, str]:
        made = issue_token(
            cast.memberships["street_officer"], "热线对接", list(scopes), clock.today(),
            by=cast.actor("street_officer", clock.today()), now=clock.now(),
        )  # fmt: skip
        return {"Authorization": f"Bearer {made.text}"}

    assert call().status_code == 401
    assert call(**token("tickets")).status_code == 405
    assert (
        client_as("street_officer").post("/api/hotline", body, "application/json").status_code
        == 403
    )
    held = token("hotline", "tickets")
    assert call(**held).json() == {"made": 1, "known": 0}
    assert call(**held).json() == {"made": 0, "known": 1}
    listed = Client().get("/api/tickets", headers=held).json()
    assert [one["kind"] for one in listed["items"]] == ["电梯"]
    assert "text" not in listed["items"][0]


def test_two_hundred_rows_cost_few_statements(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    by, now = cast.actor("street_officer", clock.today()), clock.now()
    rows = [
        {
            "number": f"N{n}",
            "category": "clean",
            "text": "满了",
            "compound": str(cast.a.compound.pk),
        }
        for n in range(200)
    ]
    with django_assert_max_num_queries(30):
        take_hotline(rows, by=by, now=now)
