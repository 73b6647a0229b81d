"""What committees publish, what their file holds and lacks, and who reads it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.decide.committees.actions.opening import Published, disclose
from mulin.decide.committees.actions.terms import begin_term, keep_paper
from mulin.decide.committees.models import Disclosed, HandoverItem, Term
from mulin.decide.committees.papers import File
from mulin.decide.committees.queries.archive import file_of
from mulin.decide.committees.queries.opening import behind
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.decide.committees.bodies import filled, plan
from tests.decide.committees.test_pages import text, to
from tests.ground.papers.files import PDF
from tests.ground.papers.pdf import text_of

As = Callable[[str], Client]
Acting = Callable[..., Actor]


@pytest.fixture
def term(cast: Cast, actor: Acting, now: datetime) -> Term:
    for place in (cast.a, cast.b):
        place.compound.region = "310000"
        place.compound.save(update_fields=["region"])
    return filled(cast, actor("street_officer"), now, ends_on=date(2030, 5, 31))[0]


def test_a_committee_publishes_a_paper_and_an_owner_reads_it_on_the_phone(
    cast: Cast, term: Term, client_as: As
) -> None:
    chair, owner = client_as("committee_chair"), client_as("owner")
    today = clock.today()
    form = {
        "item": "revenue",
        "covers_until": today - timedelta(days=1),
        "published_on": today,
        "file": SimpleUploadedFile("收支.pdf", PDF, "application/pdf"),
        "once": uuid7(),
    }
    there = to("new_open", cast.a.committee.pk)
    bare = {**form, "file": ""}
    assert "没有说在哪里公开的" in text(chair.post(there, bare))
    assert chair.post(there, form).status_code == 302
    page = text(owner.get(to("open", cast.a.committee.pk)))
    assert "收支.pdf" in page
    row = Disclosed.objects.of(cast.yun).get()
    link = reverse("papers:download", args=[cast.yun.slug, row.paper_id])
    assert owner.get(link).status_code == 200
    assert client_as("other_compound_owner").get(link).status_code == 404
    assert owner.get(to("new_open", cast.a.committee.pk)).status_code == 403
    assert "云栖苑业主委员会" in text(owner.get(to("open_list")))


def test_a_publication_names_a_notice_of_its_own_compound(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    by, today = actor("committee_chair"), clock.day_of(now)
    what = Published("fund", today, today)
    far = PublicNotice(
        street=cast.yun, compound=cast.b.compound, kind="announcement", purpose="x", title="x",
        starts_on=today,
    )  # fmt: skip
    far.save(force_insert=True)
    with pytest.raises(Refused, match="公示栏里没有这一份"):
        disclose(cast.a.committee, what, far.pk, None, once=uuid7(), by=by, now=now)
    what = Published("decisions", today, today)
    with pytest.raises(Refused, match="由会议登记推得"):
        disclose(cast.a.committee, what, None, File("a.pdf", PDF), once=uuid7(), by=by, now=now)
    what = Published("fund", today, today - timedelta(days=1))
    with pytest.raises(Refused, match="截至日期晚于公开日期"):
        disclose(cast.a.committee, what, None, File("a.pdf", PDF), once=uuid7(), by=by, now=now)


def test_the_street_sees_who_is_behind_and_takes_the_list_away(
    cast: Cast, term: Term, actor: Acting, client_as: As
) -> None:
    before = behind(actor("street_officer", on=clock.today()), clock.today())
    assert [row.body.pk for row in before] == [cast.a.committee.pk]
    late = len(before[0].overdue)
    assert late >= 5
    today = clock.today()
    by = actor("street_officer", on=today)
    what = Published("revenue", today, today)
    disclose(cast.a.committee, what, None, File("a.pdf", PDF), once=uuid7(), by=by, now=clock.now())
    assert len(behind(by, today)[0].overdue) == late - 1
    officer = client_as("street_officer")
    assert f"{late - 1} 项过期" in text(officer.get(to("open_list"), {"state": "late"}))
    assert "项过期" not in text(officer.get(to("open_list"), {"item": "revenue"}))
    file = officer.get(to("open_list"), {"export": "csv"})
    assert "业委会" in b"".join(file.streaming_content).decode()
    assert client_as("property_manager").get(to("open_list")).status_code == 403
    assert client_as("tenant").get(to("open_list")).status_code == 403
    begin_term(cast.b.committee, plan(), once=uuid7(), by=by, now=clock.now())
    names = [body.name for body in officer.get(to("open_list")).context["listing"].rows]
    turned = officer.get(to("open_list"), {"sort": "-state"}).context["listing"]
    least = [body.name for body in turned.rows]
    assert names == list(reversed(least))
    assert names == [cast.b.committee.name, cast.a.committee.name]


# ── The archive ──────────────────────────────────────────────────────────────────────────────────


def stocked(term: Term, by: Actor, now: datetime) -> None:
    for category, name in (("filing", "备案证明"), ("contracts", "物业服务合同")):
        file = File(f"{name}.pdf", PDF + name.encode())
        keep_paper(term, name, file, category=category, once=uuid7(), by=by, now=now)


def test_an_archive_holds_papers_by_category_names_gaps_and_is_taken_as_a_zip(
    cast: Cast, term: Term, actor: Acting, client_as: As
) -> None:
    by = actor("street_officer", on=clock.today())
    stocked(term, by, clock.now())
    chair = client_as("committee_chair")
    page = text(chair.get(to("archive", cast.a.committee.pk)))
    assert "物业服务合同" in page
    assert "没有账册、收支明细或审计报告" in page
    assert "物业服务合同.pdf" not in text(
        chair.get(to("archive", cast.a.committee.pk), {"q": "备案"})
    )
    answer = chair.get(to("archive_zip", cast.a.committee.pk))
    whole = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    names = whole.namelist()
    assert any(name.startswith("01 选举和备案/") for name in names)
    assert any(name.startswith("06 合同/") for name in names)
    rows = list(csv.reader(io.StringIO(whole.read("目录.csv").decode("utf-8-sig"))))
    assert len(rows) == 3
    printed = text_of(chair.get(to("archive_pdf", cast.a.committee.pk)).content)
    assert "备案证明" in printed
    assert "没有管理规约" in printed
    assert Fact.objects.of(cast.yun).filter(kind="ArchiveTaken").count() == 1


def test_the_hand_over_list_takes_the_archive_with_its_gaps(
    cast: Cast, term: Term, actor: Acting, client_as: As
) -> None:
    by = actor("street_officer", on=clock.today())
    stocked(term, by, clock.now())
    chair = client_as("committee_chair")
    there = to("archive_handover", cast.a.committee.pk)
    assert chair.post(there).status_code == 302
    items = {i.name: i.quantity for i in HandoverItem.objects.of(cast.yun)}
    assert items["档案：合同"] == "1 份"
    money = next(name for name in items if "账目和审计" in name)
    assert "缺：没有账册" in money
    number = len(items)
    assert chair.post(there).status_code == 302
    assert HandoverItem.objects.of(cast.yun).count() == number


def test_a_paper_belongs_to_the_term_of_its_day(
    cast: Cast, term: Term, actor: Acting, now: datetime
) -> None:
    by, today = actor("committee_chair"), clock.day_of(now)
    what = Published("fund", today, today)
    disclose(cast.a.committee, what, None, File("a.pdf", PDF), once=uuid7(), by=by, now=now)
    assert [one.ordinal for one in file_of(cast.a.committee)] == [3]
    assert len(file_of(cast.a.committee, term)) == 1


@pytest.mark.parametrize("role", ["owner", "tenant", "neighbour_officer"])
def test_the_archive_is_for_those_who_carry_or_audit_it(
    cast: Cast, term: Term, client_as: As, role: str
) -> None:
    client = client_as(role)
    for name in ("archive", "archive_pdf", "archive_zip"):
        assert client.get(to(name, cast.a.committee.pk)).status_code == 404
