"""The dossier as a PDF with contents and page numbers; all papers as an archive with an index."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from mulin.ground.papers import vault
from mulin.ground.papers.models import Paper
from mulin.ground.record.models import Fact
from mulin.ground.record.sealer import drain
from mulin.kit import clock
from mulin.kit.canonical import sm3
from mulin.kit.ids import uuid7
from mulin.procedures.models import Procedure
from tests.cast import Cast
from tests.ground.papers.files import PDF
from tests.procedures.test_pages import opened

As = Callable[[str], Client]


@pytest.fixture
def reported(cast: Cast, client_as: As) -> Procedure:
    """A re-election whose first step was done with two papers."""
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    officer = client_as("street_officer")
    procedure = opened(officer, cast)
    there = reverse("procedures:step", args=[procedure.pk, "report"])
    form = {
        "day": clock.today(),
        "note": "窗口收件，原件两份",
        "papers": [
            SimpleUploadedFile("任期届满报告.pdf", PDF, "application/pdf"),
            SimpleUploadedFile("=会议决定.pdf", PDF + b"\n%1", "application/pdf"),
        ],
        "once": uuid7(),
    }
    assert officer.post(there, form).status_code == 302
    drain(cast.yun.pk, now=clock.now())
    return procedure


def dossier(client: Client, procedure: Procedure) -> Any:
    return client.get(reverse("procedures:dossier", args=[procedure.pk]))


def archive(client: Client, procedure: Procedure) -> zipfile.ZipFile:
    answer: Any = client.post(reverse("procedures:papers", args=[procedure.pk]))
    assert answer.status_code == 200
    assert answer.streaming
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))


def test_the_dossier_has_cover_contents_steps_papers_and_timeline(
    reported: Procedure, client_as: As
) -> None:
    answer = dossier(client_as("street_officer"), reported)
    assert answer["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert "业主委员会换届" in pages[0]
    assert "CX-2026-0001" in pages[0].replace(" ", "")
    contents = pages[1]
    for chapter in ("步骤和期限", "登记", "材料目录", "经过"):
        assert chapter in contents
    whole = "".join(pages).replace(" ", "").replace("\n", "")
    assert "2030-07-31" in whole
    assert "第28条" in whole
    assert "窗口收件，原件两份" in whole
    paper = Paper.objects.of(reported.street_id).filter(title="任期届满报告.pdf").get()
    assert paper.digest[:32] in whole
    assert "启动「业主委员会换届」" in whole


def test_the_archive_holds_every_paper_and_an_index_that_fits(
    reported: Procedure, client_as: As
) -> None:
    got = archive(client_as("street_officer"), reported)
    assert got.testzip() is None
    assert got.namelist() == [
        "程序卷宗.pdf",
        "书面报告街道/001 任期届满报告.pdf",
        "书面报告街道/002 =会议决定.pdf",
        "目录.csv",
    ]
    rows = list(csv.DictReader(StringIO(got.read("目录.csv").decode("utf-8-sig"))))
    assert [row["号"] for row in rows] == ["1", "2"]
    for row in rows:
        data = got.read(row["文件"])
        assert (sm3(data), str(len(data))) == (row["SM3"], row["字节"])
    assert rows[1]["名称"].startswith("'=")
    fact = Fact.objects.of(reported.street_id).get(kind="DossierTaken")
    assert fact.body["papers"] == 2


def test_a_paper_that_is_lost_is_named_in_the_index_and_the_rest_is_there(
    reported: Procedure, client_as: As
) -> None:
    paper = Paper.objects.of(reported.street_id).get(title="任期届满报告.pdf")
    vault.path_of(reported.street_id, paper.digest, sealed=paper.sealed).unlink()
    got = archive(client_as("street_officer"), reported)
    rows = list(csv.DictReader(StringIO(got.read("目录.csv").decode("utf-8-sig"))))
    assert rows[0]["文件"] == ""
    assert "找不到" in rows[0]["说明"]
    assert got.read(rows[1]["文件"])


def test_owners_read_the_dossier_and_take_no_papers(reported: Procedure, client_as: As) -> None:
    owner = client_as("owner")
    assert dossier(owner, reported).status_code == 200
    there = reverse("procedures:papers", args=[reported.pk])
    assert owner.post(there).status_code in (403, 404)
    assert (
        there not in owner.get(reverse("procedures:procedure", args=[reported.pk])).content.decode()
    )
    assert dossier(client_as("other_compound_owner"), reported).status_code == 404
    assert not Fact.objects.of(reported.street_id).filter(kind="DossierTaken").exists()


def test_papers_leave_by_a_button_not_by_an_address(reported: Procedure, client_as: As) -> None:
    there = reverse("procedures:papers", args=[reported.pk])
    assert client_as("street_officer").get(there).status_code == 405
