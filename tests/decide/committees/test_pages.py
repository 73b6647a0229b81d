"""The register on screen: a body from its registration to the next term, as the community does it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mulin.decide.committees.models import Member, Term
from mulin.decide.committees.sheet import COLUMNS, template
from mulin.ground.estate.models import Appointment, Organisation
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.decide.committees.bodies import filled
from tests.ground.papers.files import PDF

As = Callable[[str], Client]


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


def to(name: str, *args: Any) -> str:
    return reverse(f"committees:{name}", args=args)


def term_form(**changes: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "ordinal": 1,
        "origin": "paper",
        "starts_on": today - timedelta(days=400),
        "ends_on": today + timedelta(days=100),
        "seats": 3,
        "alternates": 1,
        "seal": "absent",
        "account": "held",
        "once": uuid7(),
        **changes,
    }


def test_a_community_registers_a_supervisory_board_its_members_and_a_paper(
    cast: Cast, client_as: As
) -> None:
    worker = client_as("community_worker")
    form = term_form(
        kind="supervisory_committee", place=f"x{cast.a.compound.pk.hex}", name="云栖苑监督委员会"
    )
    answer = worker.post(to("new"), form)
    assert answer.status_code == 302, text(answer)
    body = Organisation.objects.of(cast.yun).get(kind="supervisory_committee")
    term = Term.objects.of(cast.yun).get(body=body)
    seat = {
        "person": cast.persons["owner"].name,
        "post": "chair",
        "day": term.starts_on,
        "basis": "业主大会选举结果公告",
        "once": uuid7(),
    }
    assert worker.post(to("new_member", term.pk), seat).status_code == 302
    again = worker.post(to("new_member", term.pk), {**seat, "person": "查无此人", "once": uuid7()})
    assert again.status_code == 422
    assert "底册里没有“查无此人”" in text(again)
    assert "业主大会选举结果公告" in text(again)  # what was typed stays
    paper = {
        "what": "备案证明",
        "file": SimpleUploadedFile("备案.pdf", PDF, "application/pdf"),
        "once": uuid7(),
    }
    assert worker.post(to("new_paper", term.pk), paper).status_code == 302
    page = text(worker.get(to("body", body.pk)))
    for words in (cast.persons["owner"].name, "应有 3 席，在任 1 人", "备案证明", "没有"):
        assert words in page


def test_a_member_leaves_on_the_screen_and_the_bar_shows_why(
    cast: Cast, client_as: As, actor: Callable[..., Actor], now: datetime
) -> None:
    _term, members = filled(cast, actor("street_officer"), now)
    worker = client_as("community_worker")
    form = {"day": clock.today(), "reason": "本人辞职", "note": "工作调动"}
    assert worker.post(to("leave", members[4].pk), form).status_code == 302
    page = text(worker.get(to("body", cast.a.committee.pk)))
    assert "本人辞职（工作调动）" in page
    assert Member.objects.of(cast.yun).get(pk=members[4].pk).left_on == clock.today()


def test_an_owner_sees_who_sits_and_neither_papers_nor_buttons(
    cast: Cast, client_as: As, actor: Callable[..., Actor], now: datetime
) -> None:
    filled(cast, actor("street_officer"), now)
    page = text(client_as("owner").get(to("body", cast.a.committee.pk)))
    assert cast.persons["committee_chair"].name in page
    assert "登记成员" not in page
    assert "经过" not in page
    assert client_as("other_compound_owner").get(to("body", cast.a.committee.pk)).status_code == 404


def test_the_list_is_searched_filtered_and_exported_with_a_flat_number_of_questions(
    cast: Cast,
    client_as: As,
    actor: Callable[..., Actor],
    now: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    filled(cast, actor("street_officer"), now)
    officer = client_as("street_officer")
    officer.get(to("list"))
    with django_assert_max_num_queries(16):
        page = text(officer.get(to("list")))
    assert "云栖苑业主委员会" in page
    assert "溪畔里业主委员会" in page
    assert "溪畔里业主委员会" not in text(officer.get(to("list"), {"q": "云栖苑"}))
    state = "overdue" if clock.today().isoformat() > "2026-05-31" else "running"
    narrowed = officer.get(to("list"), {"state": state}).context["listing"].rows
    assert [row.name for row in narrowed] == ["云栖苑业主委员会"]
    none = officer.get(to("list"), {"state": "none"}).context["listing"].rows
    assert [row.name for row in none] == ["溪畔里业主委员会"]
    sent = officer.get(to("list"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(sent.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert rows[1][6:8] == (5, 5)


def listed(rows: list[dict[str, Any]]) -> SimpleUploadedFile:
    book = load_workbook(io.BytesIO(template()))
    sheet = book.worksheets[0]
    for line, row in enumerate(rows, start=2):
        for at, key in enumerate(COLUMNS, start=1):
            sheet.cell(line, at, row.get(key))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("名册.xlsx", out.getvalue())


def line(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "place": "云栖苑",
        "kind": "业主委员会",
        "ordinal": "3",
        "starts_on": "2023-06-01",
        "ends_on": "2026-05-31",
        "seats": "5",
        "chair": cast.persons["committee_chair"].name,
        "member": "、".join(p.name for p in cast.a.owners[2:5]),
        "seal": "有",
        "party_members": 2,
        **changes,
    }


def test_an_excel_list_is_taken_as_it_is(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    answer = officer.post(to("import"), {"file": listed([line(cast)]), "once": uuid7()})
    assert answer.status_code == 200, text(answer)
    assert "已登记 1 届、4 名成员" in text(answer)
    term = Term.objects.of(cast.yun).get()
    assert term.body_id == cast.a.committee.pk
    assert term.seal == Term.Holding.HELD
    held = Appointment.objects.of(cast.yun).filter(
        organisation=cast.a.committee, role="committee_member"
    )
    assert held.count() == 4  # the chair's post stood already
    assert Fact.objects.of(cast.yun).get(kind="BodiesTaken").body["members"] == 4
    again = officer.post(to("import"), {"file": listed([line(cast)]), "once": uuid7()})
    assert again.status_code == 422
    assert "第3届已经登记过" in text(again)


def test_faults_are_named_by_row_and_nothing_is_half_done(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    rows = [
        line(cast),
        line(cast, place="无此小区"),
        line(cast, place="溪畔里", starts_on="去年六月", chair="", member=""),
        line(cast, place="溪畔里", chair="查无此人", member=""),
        line(cast, place="溪畔里", seats="2"),
    ]
    answer = officer.post(to("import"), {"file": listed(rows), "once": uuid7()})
    assert answer.status_code == 422
    page = text(answer)
    for words in (
        "没有这个小区",
        "日期请写成 2026-03-02",
        "底册里没有这个人",
        "写了 4 人，多于席位",
    ):
        assert words in page
    assert not Term.objects.of(cast.yun).exists()
    some = officer.post(to("import"), {"file": listed(rows), "leave_faulty": "on", "once": uuid7()})
    assert some.status_code == 200
    assert Term.objects.of(cast.yun).count() == 1


def test_who_is_not_in_the_register_is_entered_only_when_asked(cast: Cast, client_as: As) -> None:
    officer = client_as("street_officer")
    rows = [line(cast, place="溪畔里", chair="新来的甲", member="")]
    form = {"file": listed(rows), "new_persons": "on", "once": uuid7()}
    assert "其中新登记人员 1 人" in text(officer.post(to("import"), form))


@pytest.mark.parametrize("data", [b"", b"no workbook", PDF])
def test_what_is_no_list_is_refused_in_words(client_as: As, data: bytes) -> None:
    form = {"file": SimpleUploadedFile("名册.xlsx", data or b" "), "once": uuid7()}
    answer = client_as("street_officer").post(to("import"), form)
    assert answer.status_code == 422
    assert "请另存为 .xlsx" in text(answer)


def test_a_community_takes_only_its_own_compounds(cast: Cast, client_as: As) -> None:
    rows = [line(cast, place="溪畔里", chair="", member="")]
    form = {"file": listed(rows), "once": uuid7()}
    answer = client_as("community_worker").post(to("import"), form)
    assert answer.status_code == 422
    assert "或者不归您登记" in text(answer)
    assert client_as("committee_chair").get(to("import")).status_code == 403


def test_the_template_can_be_read_back(client_as: As) -> None:
    sent = client_as("street_officer").get(to("template"))
    heads = [c.value for c in load_workbook(io.BytesIO(sent.content)).worksheets[0][1]]
    assert heads == [str(words) for words in COLUMNS.values()]
