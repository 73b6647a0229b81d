"""Printed papers, the dossier and the archive; the subsidy; photos on the building's picture."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from PIL import Image
from pypdf import PdfReader

from mulin.deliver.works.actions.keeping import keep_paper
from mulin.deliver.works.actions.subsidising import (
    apply_for_subsidy,
    decide_subsidy,
    set_subsidy_rule,
)
from mulin.deliver.works.models import Milestone, Project, SurveyPhoto
from mulin.deliver.works.queries.subsidy import subsidy_of
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law.cases import LiftSubsidy
from mulin.law.lifts.subsidy import LOCAL_REVIEW, reckon
from tests.cast import Cast
from tests.deliver.works.lifting import ago, opened, planned, signed, surveyed
from tests.ground.papers.files import PDF

As = Callable[[str], Client]
Who = Callable[..., Actor]


@pytest.fixture
def officer(actor: Who) -> Actor:
    return actor("street_officer")


@pytest.fixture
def project(cast: Cast, officer: Actor, now: datetime) -> Project:
    """A lift whose sheet is signed and whose plan stands."""
    found = opened(cast, officer, now)
    signed(found, "A" * found.homes.count(), officer, now)
    return planned(found, officer, now)


def url(name: str, *args: object) -> str:
    return reverse(f"works:{name}", args=args)


def words_of(answer: Any) -> str:
    pages = PdfReader(BytesIO(answer.content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def registered(project: Project, on: date) -> None:
    """Its steps up to the registration, as rows."""
    for step in ("consult", "show", "contract", "approve", "tell_authority", "build", "accept"):
        Milestone(street_id=project.street_id, project=project, step=step, day=on, by="x").save()
    Milestone(street_id=project.street_id, project=project, step="register", day=on, by="x").save()


# ── papers ───────────────────────────────────────────────────────────────────────────────────────
def test_every_home_gets_its_own_form_with_its_share_and_no_whole_name(
    cast: Cast, project: Project, client_as: As
) -> None:
    client = client_as("street_officer")
    answer = client.get(url("print", project.pk, "lift_consent", "pdf"))
    pages = PdfReader(BytesIO(answer.content)).pages
    homes = list(project.homes.order_by("order"))
    assert len(pages) == len(homes)
    for home, page in zip(homes, pages, strict=True):
        assert home.label in page.extract_text()
    one = words_of(
        client.get(url("print", project.pk, "lift_consent", "pdf"), {"home": homes[-1].pk})
    )
    assert homes[-1].label in one
    assert homes[0].label not in one
    owner = cast.a.owners[0].name
    assert owner not in words_of(answer)


def test_the_agreement_names_every_share_to_the_fen_and_adds_up(
    project: Project, client_as: As
) -> None:
    answer = client_as("street_officer").get(url("print", project.pk, "lift_agreement", "docx"))
    (table,) = Document(BytesIO(answer.content)).tables
    sums = [row.cells[4].text for row in table.rows[1:]]
    assert len(sums) == project.homes.filter(inside=True).count()
    assert sum(int(s.replace(",", "").replace(".", "")) for s in sums) == 360_000_00


def test_the_printed_result_counts_both_readings_and_names_nobodys_answer(
    project: Project, client_as: As
) -> None:
    said = words_of(client_as("street_officer").get(url("print", project.pk, "lift_result", "pdf")))
    assert "两种口径都达到" in said
    assert "≥2/3" in said
    assert "≥3/4" in said
    assert project.homes.first().label not in said


def test_papers_of_a_lift_are_printed_for_those_who_work_on_it_alone(
    project: Project, client_as: As
) -> None:
    there = url("print", project.pk, "lift_agreement", "pdf")
    for role in ("owner", "tenant", "property_manager"):
        assert client_as(role).get(there).status_code == 404
        assert client_as(role).get(url("dossier", project.pk)).status_code == 404
    client = client_as("street_officer")
    assert client.get(url("print", project.pk, "report", "pdf")).status_code == 404
    assert client.get(url("print", project.pk, "lift_result", "exe")).status_code == 404
    there = url("print", project.pk, "lift_consent", "pdf")
    assert client.get(there, {"home": uuid7()}).status_code == 404


def test_the_dossier_and_the_archive_hold_everything_with_contents_and_index(
    project: Project, officer: Actor, now: datetime, client_as: As
) -> None:
    keep_paper(project, "design", PDF, "=初步设计.pdf", by=officer, now=now)
    client = client_as("street_officer")
    pages = PdfReader(BytesIO(client.get(url("dossier", project.pk)).content)).pages
    contents = "".join(pages[1].extract_text().split())
    for chapter in ("六个阶段", "征询结果", "费用分摊", "书面异议", "补贴", "四类材料", "材料目录"):
        assert chapter in contents
    whole = "".join("".join(page.extract_text().split()) for page in pages)
    assert "360,000.00" in whole
    assert "初步设计.pdf" in whole
    answer: Any = client.post(url("archive", project.pk))
    got = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert got.namelist() == ["项目卷宗.pdf", "方案征询/001 =初步设计.pdf", "目录.csv"]
    (row,) = csv.DictReader(StringIO(got.read("目录.csv").decode("utf-8-sig")))
    assert got.read(row["文件"]) == PDF
    assert Fact.objects.of(project.street_id).get(kind="LiftDossierTaken").body["papers"] == 1


# ── the subsidy ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("rule", "cost", "floors", "fen"),
    [
        (LiftSubsidy(percent=40, ceiling=280_000_00), 600_000_00, 6, 240_000_00),
        (LiftSubsidy(percent=40, ceiling=280_000_00), 700_000_00, 6, 280_000_00),
        (LiftSubsidy(percent=40, ceiling=280_000_00), 700_000_01, 6, 280_000_00),
        (LiftSubsidy(percent=33), 100_00 + 1, 6, 33_00),
        (LiftSubsidy(amount=200_000_00, least_floors=6), 600_000_00, 6, 200_000_00),
        (LiftSubsidy(amount=200_000_00, least_floors=6), 600_000_00, 5, 0),
        (LiftSubsidy(amount=200_000_00), 150_000_00, 6, 150_000_00),
    ],
)
def test_a_subsidy_is_reckoned_to_the_fen_with_its_ceiling(
    rule: LiftSubsidy, cost: int, floors: int, fen: int
) -> None:
    found = reckon(rule, cost, floors)
    assert found.fen == fen
    assert found.why


def test_where_no_text_was_read_the_streets_own_rule_serves_and_is_marked(
    project: Project, officer: Actor, now: datetime
) -> None:
    today = clock.day_of(now)
    before = subsidy_of(project, today)
    assert before.rule is None
    assert "比例、上限和文号未核到" in before.missing
    rule = LiftSubsidy(percent=40, ceiling=280_000_00)
    set_subsidy_rule(rule, "区住建局文件第3条", ago(now, 3), once=uuid7(), by=officer, now=now)
    found = subsidy_of(project, today)
    assert found.rule is not None
    assert found.rule.note == LOCAL_REVIEW
    assert found.by_rule == 240_000_00
    assert subsidy_of(project, ago(now, 4)).rule is None


def test_the_second_hand_answer_of_chengdu_says_so_and_yields_to_the_streets_own(
    cast: Cast, project: Project, officer: Actor, now: datetime
) -> None:
    project.compound.region = "510100"
    found = subsidy_of(project, clock.day_of(now))
    assert found.rule is not None
    assert found.rule.value.amount == 200_000_00
    assert "需本地复核" in found.rule.note
    rule = LiftSubsidy(amount=100_000_00)
    set_subsidy_rule(rule, "新文件", ago(now, 3), once=uuid7(), by=officer, now=now)
    later = subsidy_of(project, clock.day_of(now)).rule
    assert later is not None
    assert later.value.amount == 100_000_00


def test_a_subsidy_is_asked_for_once_the_lift_is_registered_and_comes_or_not(
    project: Project, officer: Actor, now: datetime
) -> None:
    def ask() -> Any:
        day = ago(now, 2)
        return apply_for_subsidy(project, 240_000_00, day, once=uuid7(), by=officer, now=now)

    with pytest.raises(Refused, match="还没有办理使用登记"):
        ask()
    registered(project, ago(now, 5))
    first = ask()
    with pytest.raises(Refused, match="有一份申请还没有结果"):
        ask()
    with pytest.raises(Refused, match="没有写为什么没有批准"):
        decide_subsidy(first, 0, ago(now, 1), by=officer, now=now)
    decide_subsidy(first, 0, ago(now, 1), "缺档案移交证明", by=officer, now=now)
    second = ask()
    decide_subsidy(second, 200_000_00, ago(now, 1), by=officer, now=now)
    found = subsidy_of(project, clock.day_of(now))
    assert found.short == 40_000_00
    with pytest.raises(Refused, match="只领一次"):
        ask()
    kinds = Fact.objects.of(project.street_id).filter(kind__startswith="LiftSubsidy")
    assert (
        list(kinds.order_by("id").values_list("kind", flat=True))
        == [
            "LiftSubsidyApplied",
            "LiftSubsidyDecided",
        ]
        * 2
    )


def test_the_rule_is_typed_by_the_street_tried_in_the_plan_and_applied_for(
    project: Project, client_as: As, now: datetime
) -> None:
    client = client_as("street_officer")
    form = {"source": "区文件", "starts_on": ago(now, 1), "once": uuid7()}
    bad = client.post(url("subsidy_rule"), {**form, "percent": 40, "amount": "100"})
    assert bad.status_code == 422
    assert "只填一个" in bad.content.decode()
    assert client.post(url("subsidy_rule"), {**form, "percent": 40}).status_code == 302
    worker = client_as("community_worker")
    assert worker.post(url("subsidy_rule"), {**form, "percent": 50}).status_code == 403
    tried = client.post(
        url("shares", project.pk),
        {"cost": "500000", "scheme": "floors", "weighing": "household", "reckon": "1"},
    )
    assert 'value="200000.00"' in tried.content.decode()
    project.refresh_from_db()
    assert (project.round, project.subsidy) == (1, 240_000_00)
    registered(project, ago(now, 5))
    there = url("subsidy", project.pk)
    asked = {"asked": "240000", "day": ago(now, 2), "once": uuid7()}
    assert client.post(there, asked).status_code == 302
    claim = project.subsidy_claims.get()
    assert "40%" in claim.rule
    got = client.post(
        url("decide", project.pk, claim.pk), {"received": "200000", "day": ago(now, 1)}
    )
    assert got.status_code == 302
    assert "到账比方案少 40,000.00 元" in client.get(there).content.decode()


# ── photos ───────────────────────────────────────────────────────────────────────────────────────
def jpeg(colour: str = "green") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


def test_a_photo_hangs_where_one_stood_and_is_seen_on_the_map(
    cast: Cast, officer: Actor, now: datetime, client_as: As
) -> None:
    place = surveyed(cast, officer, now)
    client, there = client_as("street_officer"), url("photos", place.building_id)
    day = clock.today()
    pointed = {"along": 31, "across": -72, "photo": jpeg(), "factor": "pipes", "taken_on": day}
    assert client.post(there, pointed).status_code == 302
    chosen = {"spot": "0-front", "photo": jpeg("red"), "taken_on": day}
    assert client.post(there, chosen).status_code == 302
    first, second = SurveyPhoto.objects.of(cast.yun).order_by("id")
    assert (first.along, first.across, first.factor) == (31, -72, "pipes")
    assert (second.along, second.across > 0) == (0, True)
    shown = client.get(url("map"), {"compound": cast.a.compound.slug, "stairwell": place.pk})
    assert shown.context["counts"].glyphs["photo"] == 2
    assert len(shown.context["panel"].photos) == 2
    picture = reverse("papers:thumbnail", args=[cast.yun.slug, first.paper_id])
    assert client.get(picture).status_code == 200
    assert client_as("owner").get(picture).status_code == 404
    gone = client.post(url("photo_off", place.building_id, first.pk), {"why": "拍的是别的楼"})
    assert gone.status_code == 302
    assert SurveyPhoto.objects.of(cast.yun).count() == 1


def test_a_photo_far_from_the_house_or_no_picture_at_all_is_refused_and_nothing_is_lost(
    cast: Cast, officer: Actor, now: datetime, client_as: As
) -> None:
    place = surveyed(cast, officer, now)
    client, there = client_as("street_officer"), url("photos", place.building_id)
    form = {"photo": jpeg(), "taken_on": clock.today(), "note": "雨水支管"}
    far = client.post(there, {**form, "along": 4000, "across": 0})
    assert far.status_code == 422
    assert "太远" in far.content.decode()
    assert "雨水支管" in far.content.decode()
    paper = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    wrong = client.post(there, {**form, "photo": paper, "along": 0, "across": 0})
    assert "这不是照片" in wrong.content.decode()
    assert not SurveyPhoto.objects.of(cast.yun).exists()
    assert client_as("owner").get(there).status_code == 404
