from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from mulin.ground.papers import actions, permissions
from mulin.ground.papers.models import Klass, Paper
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.ground.papers import files

KIND = "test.page"
TITLE = '槐荫里 "公告" 2026/06'
ClientAs = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Public papers are for everybody, the others for those with an account in the street."""

    def reader(actor: Actor | None, paper: Paper, today: date) -> Any:
        allowed = actor is not None or paper.klass == Klass.PUBLIC
        return None if allowed else permissions.HIDDEN

    monkeypatch.setattr(permissions, "_readers", {KIND: reader})


@pytest.fixture
def keep(cast: Cast, actor: Callable[..., Actor], today: date) -> Callable[..., Paper]:
    def store(data: bytes = files.PDF, klass: str = Klass.INTERNAL) -> Paper:
        return actions.store(
            cast.yun, data, kind=KIND, title=TITLE, klass=klass,
            by=actor("street_officer"), today=today,
        )  # fmt: skip

    return store


def get(client: Client, paper: Paper, name: str = "download", **query: str) -> HttpResponse:
    url = reverse(f"papers:{name}", args=["yun", paper.pk])
    return client.get(url, query)  # type: ignore[return-value]


def test_a_paper_is_downloaded_under_its_chinese_title(
    keep: Callable[..., Paper], client_as: ClientAs
) -> None:
    answer = get(client_as("owner"), keep())
    assert answer.status_code == 200
    assert answer.content == files.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%A7%90")
    assert "2026_06.pdf" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_pictures_and_pdf_may_be_shown_but_office_files_never(
    keep: Callable[..., Paper], client_as: ClientAs
) -> None:
    owner = client_as("owner")
    assert get(owner, keep(files.photo()), show="1")["Content-Disposition"].startswith("inline")
    assert get(owner, keep(), show="1")["Content-Disposition"].startswith("inline")
    book = keep(files.office("xl/workbook.xml"))
    assert get(owner, book, show="1")["Content-Disposition"].startswith("attachment")


def test_a_thumbnail_is_a_jpeg_whatever_the_picture_was(
    keep: Callable[..., Paper], client_as: ClientAs
) -> None:
    answer = get(client_as("owner"), keep(files.drawing()), "thumbnail")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("role", ["visitor", "neighbour_owner", "neighbour_officer"])
def test_a_paper_that_may_not_be_read_looks_like_one_that_is_not_there(
    keep: Callable[..., Paper], client_as: ClientAs, role: str
) -> None:
    client, paper = client_as(role), keep()
    hidden = get(client, paper)
    absent = client.get(reverse("papers:download", args=["yun", uuid4()]))
    nowhere = client.get(reverse("papers:download", args=["nowhere", paper.pk]))
    assert hidden.status_code == absent.status_code == nowhere.status_code == 404
    assert get(client, paper, "thumbnail").status_code == 404


def test_a_public_paper_is_read_by_a_visitor(
    keep: Callable[..., Paper], client_as: ClientAs
) -> None:
    answer = get(client_as("visitor"), keep(klass=Klass.PUBLIC))
    assert answer.status_code == 200


def test_a_paper_is_not_found_under_another_street(
    keep: Callable[..., Paper], client_as: ClientAs
) -> None:
    url = reverse("papers:download", args=["other", keep(klass=Klass.PUBLIC).pk])
    assert client_as("visitor").get(url).status_code == 404


def test_papers_are_only_ever_fetched(keep: Callable[..., Paper], client_as: ClientAs) -> None:
    url = reverse("papers:download", args=["yun", keep().pk])
    assert client_as("owner").post(url).status_code == 405
