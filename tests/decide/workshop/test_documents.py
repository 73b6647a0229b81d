"""The document a power was lent by: kept by the street, read by whoever may see the mandate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from mulin.decide.workshop.actions.lending import keep_document
from mulin.decide.workshop.models import MandatePaper
from mulin.ground.record.models import Fact
from mulin.kit.rights import Actor, Power, Refused
from tests.cast import Cast
from tests.decide.workshop.world import World, world

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
Act = Callable[..., Actor]
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def studio(cast: Cast) -> World:
    return world(cast)


def scan() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return out.getvalue()


def test_the_street_keeps_the_document_and_those_it_reaches_read_it(
    studio: World, cast: Cast, client_as: As
) -> None:
    mandate = studio.lend(Power.SUPERVISE, NOW)
    there = reverse("workshop:document", args=[mandate.pk])
    file = SimpleUploadedFile("授权书.png", scan(), "image/png")
    officer = client_as("street_officer")
    assert "授权书.png" in officer.post(there, {"file": file}, follow=True).content.decode()
    line = MandatePaper.objects.of(cast.yun).get()
    paper = reverse("papers:download", args=[cast.yun.slug, line.paper_id])
    for who, may in (
        ("community_worker", True),
        ("committee_chair", True),
        ("auditor", True),
        ("owner", False),
        ("other_compound_owner", False),
        ("neighbour_officer", False),
    ):
        assert (client_as(who).get(paper).status_code == 200) is may, who
    assert studio.client().get(paper).status_code == 200
    assert Fact.objects.of(cast.yun).filter(kind="MandatePaperKept").count() == 1
    again = SimpleUploadedFile("授权书.png", scan(), "image/png")
    officer.post(there, {"file": again})
    assert MandatePaper.objects.count() == 1


def test_nobody_else_keeps_one_and_what_is_no_paper_is_refused_with_a_reason(
    studio: World, cast: Cast, actor: Act, client_as: As
) -> None:
    mandate = studio.lend(Power.SUPERVISE, NOW)
    for by in (actor("community_worker"), studio.head(NOW.date())):
        with pytest.raises(Refused, match="授权由街道作出"):
            keep_document(mandate, "授权书.png", scan(), by=by, now=NOW)
    there = reverse("workshop:document", args=[mandate.pk])
    bad = SimpleUploadedFile("a.exe", b"MZ\x00\x01 no paper", "application/octet-stream")
    answer = client_as("street_officer").post(there, {"file": bad})
    assert answer.status_code == 422
    assert "m-error" in answer.content.decode() or "m-err" in answer.content.decode()
    assert client_as("street_officer").post(there, {}).status_code == 422
    assert not MandatePaper.objects.exists()
