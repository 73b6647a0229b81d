"""Texts on screen: found, looked at, replaced after a look, compared, given back; each street its own."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.ground.record.models import Fact
from mulin.ground.texts.models import TextVersion
from mulin.ground.texts.queries import in_force
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.cast import Cast

As = Callable[[str], Client]
OWN = "# {{ 小区 }}报告\n<< {{ 街道 }}：\n本街道的写法，编号{{ 程序编号 }}。\n>> {{ 业委会 }}\n"
REPLACE = reverse("texts:replace", args=["report"])
TEXT = reverse("texts:text", args=["report"])


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


def form(body: str = OWN, **more: Any) -> dict[str, Any]:
    return {
        "body": body,
        "starts_on": clock.today().isoformat(),
        "why": "区里的式样",
        "once": uuid7(),
        **more,
    }


@pytest.mark.django_db
def test_texts_are_found_by_a_word_a_group_and_whose_they_are(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    there = reverse("texts:index")
    assert "换届改选申请书" in text(officer.get(there))
    found = text(officer.get(there, {"q": "印模"}))
    assert "印章清单" in found
    assert "换届改选申请书" not in found
    assert "签到表" in text(officer.get(there, {"group": "业委会会议"}))
    assert "没有符合条件的" in text(officer.get(there, {"own": "yes"}))
    assert officer.get(there, {"group": "<script>", "q": "[("}).status_code == 200


@pytest.mark.django_db
def test_a_text_is_shown_with_an_example_and_taken_as_pdf_word_and_template(
    cast: Cast, client_as: As
) -> None:
    worker = client_as("community_worker")
    page = text(worker.get(TEXT))
    assert "赵示例" in page
    assert "文本由街道更换" in page
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = worker.get(reverse("texts:example", args=["report", kind]))
        assert answer.content.startswith(start)
    assert worker.get(reverse("texts:example", args=["report", "exe"])).status_code == 404
    template = worker.get(reverse("texts:template", args=["report"])).content.decode("utf-8-sig")
    assert "{{ 任期止 }}" in template
    packed = zipfile.ZipFile(BytesIO(worker.get(reverse("texts:archive")).content))
    assert {"list.csv", "report.txt", "application.txt"} <= set(packed.namelist())


@pytest.mark.django_db
def test_an_office_replaces_a_text_after_a_look_and_goes_back(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    given = form()
    looked = text(officer.post(REPLACE, given))
    assert "现在还没有写入" in looked
    assert "本街道的写法，编号CX-2026-0012" in looked
    assert not TextVersion.objects.of(cast.yun).exists()
    before = Fact.objects.of(cast.yun).count()
    assert officer.post(REPLACE, {**given, "confirm": "1"}).status_code == 302
    assert officer.post(REPLACE, {**given, "confirm": "1"}).status_code == 302  # a second click
    assert Fact.objects.of(cast.yun).count() == before + 1
    assert TextVersion.objects.of(cast.yun).count() == 1
    assert "本街道的写法" in text(officer.get(TEXT))
    assert "本街道的写法" in text(officer.get(reverse("texts:compare", args=["report"])))
    assert "report" in str(officer.get(reverse("texts:index"), {"own": "yes"}).content)
    back = {"starts_on": clock.today().isoformat(), "why": "区里改了", "once": uuid7()}
    assert officer.post(reverse("texts:restore", args=["report"]), back).status_code == 302
    assert "赵示例" in text(officer.get(TEXT))
    assert Fact.objects.of(cast.yun).count() == before + 2
    answer = officer.post(
        reverse("texts:restore", args=["report"]), {**back, "once": uuid7()}, follow=True
    )
    assert "现在用的就是标准文本" in text(answer)


@pytest.mark.django_db
def test_faults_are_told_by_line_and_nothing_typed_is_lost(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    answer = officer.post(REPLACE, form("# 报告\n{{ 小区名 }}\n{{ 小区.upper() }}\n", confirm="1"))
    assert answer.status_code == 422
    page = text(answer)
    assert "第 2 行" in page or "第 3 行" in page
    assert "区里的式样" in page
    assert "小区名" in page
    assert not TextVersion.objects.of(cast.yun).exists()
    assert officer.post(REPLACE, form(why="")).status_code == 422
    assert officer.post(REPLACE, form(starts_on="2020-01-01", confirm="1")).status_code == 422
    same = in_force(cast.yun.pk, "report", clock.today()).body
    assert "一字不差" in text(officer.post(REPLACE, form(same, confirm="1")))


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_is_taken_as_windows_writes_it(cast: Cast, client_as: As, encoding: str) -> None:
    sent = SimpleUploadedFile("a.txt", OWN.replace("\n", "\r\n").encode(encoding))
    page = text(client_as("street_officer").post(REPLACE, {**form(""), "file": sent}))
    assert "本街道的写法" in page
    assert "核对无误，起用" in page


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"PK\x03\x04 docx", b"\xff\xfe\x00\x00", b"%PDF-1.7"])
def test_a_file_that_is_no_text_is_refused_with_what_to_do(
    cast: Cast, client_as: As, data: bytes
) -> None:
    sent = SimpleUploadedFile("a.docx", data)
    answer = client_as("street_officer").post(REPLACE, {**form(), "file": sent})
    assert answer.status_code == 422
    assert "不是文本文件" in text(answer)


@pytest.mark.django_db
def test_a_text_begins_on_its_day(cast: Cast, client_as: As) -> None:
    later = clock.today() + timedelta(days=30)
    given = form(starts_on=later.isoformat(), confirm="1")
    assert client_as("street_officer").post(REPLACE, given).status_code == 302
    assert not in_force(cast.yun.pk, "report", later - timedelta(days=1)).is_own
    assert in_force(cast.yun.pk, "report", later).is_own


@pytest.mark.django_db
def test_a_text_of_one_street_is_not_anothers(cast: Cast, client_as: As) -> None:
    given = form(confirm="1")
    assert client_as("street_officer").post(REPLACE, given).status_code == 302
    assert not in_force(cast.other.pk, "report", clock.today()).is_own
    assert "本街道的写法" not in text(client_as("neighbour_officer").get(TEXT))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "stranger", "owner", "tenant", "property_manager"])
def test_texts_are_for_those_who_carry_procedures(cast: Cast, client_as: As, role: str) -> None:
    client = client_as(role)
    for name in ("text", "template", "compare"):
        assert client.get(reverse(f"texts:{name}", args=["report"])).status_code in {302, 403, 404}
    assert client.get(reverse("texts:index")).status_code in {302, 403}
    assert client.post(REPLACE, form(confirm="1")).status_code in {302, 403}
    assert not TextVersion.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["community_worker", "committee_chair", "auditor"])
def test_only_the_street_changes_a_text(cast: Cast, client_as: As, role: str) -> None:
    client = client_as(role)
    assert client.get(TEXT).status_code == 200
    assert client.post(REPLACE, form(confirm="1")).status_code == 403
    assert client.post(reverse("texts:restore", args=["report"]), form()).status_code == 403
    assert not TextVersion.objects.of(cast.yun).exists()
