"""The papers of steps: each text × each region's process filled, looked at, taken, kept; by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from mulin.decide.assembly.queries.told import told
from mulin.deliberate.mediation.filling import PAPERS as OF_MEDIATION
from mulin.deliver.works.prints import BY_CODE as PRINTS
from mulin.ground.record.models import Fact
from mulin.ground.texts.fields import LISTS, SCALARS
from mulin.ground.texts.making import sheet_of
from mulin.ground.texts.markup import plain_of
from mulin.ground.texts.models import FilledText
from mulin.ground.texts.standards import standards, text_for
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from mulin.law.catalogue import all_jurisdictions, jurisdiction
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import pin
from mulin.law.process import Process
from mulin.law.process_catalogue import all_processes
from mulin.law.process_codec import written
from mulin.procedures import filling, queries
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.actions.rooms import join_vote
from mulin.procedures.filling import Asked, article, chinese_day, office_of, values_of
from mulin.procedures.models import Entry, Procedure
from tests.cast import Cast
from tests.conftest import NOW
from tests.decide.assembly.judged import judged
from tests.decide.assembly.world import voting
from tests.procedures.test_rooms import ELECTION

As = Callable[[str], Client]
OPENED, TODAY = date(2026, 3, 2), date(2026, 4, 1)
SAMPLE = "{% if 任期止 %}{{ 任期止 }}{% endif %}"


def opened(cast: Cast, process: Process, region: str) -> Procedure:
    row = Procedure(
        id=uuid7(),
        street=cast.yun,
        number=f"CX-2026-{region}-{process.code}"[:20],
        code=process.code,
        title=process.title,
        compound=cast.a.compound,
        anchor=date(2026, 12, 31),
        opened_on=OPENED,
        process=written(process),
        law=pin(jurisdiction(region), OPENED),
    )
    row.save(force_insert=True)
    return row


def kept_by_committees() -> Iterator[Process]:
    """Processes whose papers have texts: all but the elevator's, whose papers are its own room's."""
    return (p for p in all_processes().values() if p.code != "elevator_retrofit")


def texts_used() -> set[str]:
    found = set()
    for process in kept_by_committees():
        for step in process.steps:
            for paper in step.papers:
                text = text_for(process.code, step.code, paper.code)
                assert text is not None, f"{process.code}/{step.code}/{paper.code} has no text"
                found.add(text.code)
    return found


def test_every_paper_of_every_process_has_a_text_and_every_text_a_paper() -> None:
    assert texts_used() | set(PRINTS) | set(OF_MEDIATION.values()) == set(standards())


@pytest.mark.django_db
@pytest.mark.parametrize("region", all_jurisdictions())
def test_every_text_is_filled_in_every_process_of_a_region(
    cast: Cast, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "_place",
        "_committee",
        "_vote",
        "_group_members",
    ):  # the same on each of its papers
        monkeypatch.setattr(filling, name, cache(getattr(filling, name)))
    seen = 0
    for process in kept_by_committees():
        procedure = opened(cast, process, region)
        try:
            table = queries.timetable_of(procedure, [], TODAY)
        except Unanswered:
            continue
        for line in table.lines:
            for paper in line.step.papers:
                text = text_for(process.code, line.step.code, paper.code)
                assert text is not None
                asked = Asked(procedure, line.step.code, paper.code, paper.title, TODAY)
                values = values_of(asked, text.body)
                assert set(values) <= set(SCALARS) | set(LISTS), set(values) - set(SCALARS)
                sheet = sheet_of(paper.title, text.layout, text.body, values)
                words = "\n".join(_words(sheet))
                for mark in ("{{", "{%", "\x02", "None", "Said", "<<", ">>", "|"):
                    assert mark not in words, (text.code, mark)
                assert "（）" not in words, text.code
                if "{{ 小区 }}" in text.body:
                    assert "云栖苑" in words, text.code
                seen += 1
    assert seen > 30


def _words(sheet: Any) -> Iterator[str]:
    for block in sheet.blocks:
        yield block.text
        for row in block.rows:
            yield from (plain_of(cell.runs) for cell in row.cells)


@pytest.fixture
def reelection(cast: Cast) -> Procedure:
    """A re-election in Shanghai whose group has been formed."""
    procedure = opened(cast, all_processes()["reelection"], "310000")
    for step, day in (("report", date(2026, 3, 2)), ("form_group", date(2026, 3, 20))):
        Entry(
            street=cast.yun,
            procedure=procedure,
            step=step,
            kind=Entry.Kind.DONE,
            day=day,
            at=NOW,
            by="林街道",
        ).save(force_insert=True)
    return procedure


@pytest.mark.django_db
def test_values_come_from_the_register_the_timetable_and_the_law(
    cast: Cast, reelection: Procedure
) -> None:
    values = values_of(Asked(reelection, "form_group", "frozen", "告知书", TODAY), "房屋")
    assert values["街道"] == "云溪街道办事处"
    assert values["任期止"] == "2026年12月31日"
    assert values["办结日"] == "2026年3月20日"
    assert values["小组"] == "换届改选小组"
    assert values["暂停依据"] == "《上海市住宅物业管理规定》第28条第四款"
    assert "选聘" in values["暂停事项"]
    assert values["移交期限"] == "2026年3月30日"  # ten days after the group
    assert values["报告期限"] == "2026年7月31日"
    assert values["会议日"] == ""  # a plan is not announced
    assert [row["职务"] for row in values["委员"]] == ["主任"]
    assert len(values["房屋"]) == len(cast.a.units)
    assert all("*" in row["业主"] or not row["业主"] for row in values["房屋"])  # names are masked
    assert "138" not in str(values)


def test_days_articles_and_offices_are_written_as_letters_write_them() -> None:
    assert chinese_day(date(2026, 2, 9)) == "2026年2月9日"
    assert chinese_day(None) == ""
    assert article(None) == ""
    assert office_of("云溪街道") == "云溪街道办事处"
    assert office_of("锦禾街道（演示）") == "锦禾街道办事处（演示）"
    assert office_of("江桥镇") == "江桥镇人民政府"
    assert office_of("开发区管委会") == "开发区管委会"


def test_a_term_that_nobody_knows_is_not_written() -> None:
    sheet = sheet_of("甲", "公文", f"甲{SAMPLE}乙\n", {"任期止": None})
    assert sheet.blocks[0].text == "甲乙"


@pytest.mark.django_db
def test_a_step_fills_its_papers_and_a_look_writes_nothing(
    cast: Cast, client_as: As, reelection: Procedure
) -> None:
    officer = client_as("street_officer")
    step = reverse("procedures:step", args=[reelection.pk, "form_group"])
    there = reverse("procedures:paper", args=[reelection.pk, "form_group", "frozen"])
    assert there in officer.get(step).content.decode()
    facts = Fact.objects.of(cast.yun).count()
    page = officer.get(there).content.decode()
    assert "<c-" not in page
    assert "云栖苑换届改选小组已于2026年3月20日产生" in page.replace("\n", "")
    pdf = officer.get(f"{there[:-1]}.pdf").content
    told = "".join("".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())
    assert "云溪街道办事处" in told
    assert "《上海市住宅物业管理规定》第28条" in told
    word = Document(BytesIO(officer.get(f"{there[:-1]}.docx").content))
    assert any("不得召集业主大会会议" in p.text for p in word.paragraphs)
    assert officer.get(f"{there[:-1]}.exe").status_code == 404
    assert officer.get(there.replace("frozen", "nothing")).status_code == 404
    assert officer.get(there.replace("form_group", "nothing")).status_code == 404
    assert Fact.objects.of(cast.yun).count() == facts
    assert not FilledText.objects.of(cast.yun).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_filled_paper_is_kept_once_and_stands_with_the_step_and_in_the_archive(
    cast: Cast, client_as: As, reelection: Procedure, kind: str
) -> None:
    officer = client_as("street_officer")
    keep = reverse("procedures:keep", args=[reelection.pk, "form_group", "frozen"])
    facts = Fact.objects.of(cast.yun).count()
    form = {"as": kind, "once": uuid7()}
    for _ in range(2):
        assert officer.post(keep, form).status_code == 302
    (kept,) = FilledText.objects.of(cast.yun)
    assert Fact.objects.of(cast.yun).count() == facts + 1
    assert kept.paper.filename.endswith(kind)
    step = officer.get(reverse("procedures:step", args=[reelection.pk, "form_group"]))
    assert kept.paper.filename in step.content.decode()
    there = reverse("papers:download", args=[cast.yun.slug, kept.paper_id])
    assert officer.get(there).status_code == 200
    assert client_as("committee_chair").get(there).status_code == 200
    for role in ("owner", "stranger", "other_compound_owner", "neighbour_officer", "visitor"):
        assert client_as(role).get(there).status_code == 404, role
    archive = officer.post(reverse("procedures:papers", args=[reelection.pk]))
    packed = b"".join(archive.streaming_content)  # type: ignore[attr-defined]
    assert kept.paper.filename.encode() in packed


@pytest.mark.django_db
def test_owners_see_which_papers_there_are_and_fill_none(
    cast: Cast, client_as: As, reelection: Procedure
) -> None:
    owner = client_as("owner")
    page = owner.get(reverse("procedures:step", args=[reelection.pk, "form_group"]))
    assert "业主代表承诺书" in page.content.decode()
    assert "/papers/frozen" not in page.content.decode()
    there = reverse("procedures:paper", args=[reelection.pk, "form_group", "frozen"])
    for role in ("owner", "stranger", "other_compound_owner", "neighbour_officer"):
        client = client_as(role)
        assert client.get(there).status_code in {403, 404}, role
        assert client.get(f"{there[:-1]}.pdf").status_code in {403, 404}, role
        assert client.post(f"{there}keep/", {"once": uuid7()}).status_code in {403, 404}, role
    assert not FilledText.objects.exists()


@pytest.mark.django_db
def test_an_auditor_looks_and_keeps_nothing_and_an_ended_procedure_keeps_no_more(
    cast: Cast, client_as: As, reelection: Procedure
) -> None:
    there = reverse("procedures:paper", args=[reelection.pk, "form_group", "frozen"])
    auditor = client_as("auditor")
    assert auditor.get(there).status_code == 200
    assert auditor.post(f"{there}keep/", {"once": uuid7()}).status_code == 403
    Procedure.objects.of(cast.yun).filter(pk=reelection.pk).update(state=Procedure.State.CLOSED)
    officer = client_as("street_officer")
    assert "已经结束" in officer.get(there).content.decode()
    assert officer.post(f"{there}keep/", {"once": uuid7()}).status_code == 403
    assert not FilledText.objects.of(cast.yun).exists()


@pytest.mark.django_db
def test_a_procedure_uses_the_text_in_force_that_day(
    cast: Cast, client_as: As, reelection: Procedure
) -> None:
    officer = client_as("street_officer")
    body = "# {{ 小区 }}告知书\n本街道写法，{{ 程序编号 }}，{{ 主任 }}。\n"
    form = {"body": body, "starts_on": clock.today().isoformat(), "why": "区里的式样"}
    replace = reverse("texts:replace", args=["frozen"])
    assert officer.post(replace, {**form, "once": uuid7(), "confirm": "1"}).status_code == 302
    there = reverse("procedures:paper", args=[reelection.pk, "form_group", "frozen"])
    page = officer.get(there).content.decode()
    assert f"本街道写法，{reelection.number}" in page
    assert "用本街道的文本" in page


@pytest.mark.django_db
def test_a_page_of_a_paper_asks_as_much_for_a_large_compound_as_for_a_small_one(
    cast: Cast, reelection: Procedure, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(22):
        values_of(Asked(reelection, "form_group", "frozen", "告知书", TODAY), "房屋 楼栋")


@pytest.mark.django_db
def test_a_vote_that_a_step_joined_fills_minutes_and_letters_once_it_is_counted(
    cast: Cast, actor: Callable[[str], Actor]
) -> None:
    officer, now = actor("street_officer"), clock.now()
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    procedure = open_procedure(
        "reelection", cast.a.compound, date(2030, 12, 31), once=uuid7(), by=officer, now=now
    )
    world = voting(cast, now=now, asked=(ELECTION,))
    join_vote(procedure, "elect", world.poll.pk, once=uuid7(), by=officer, now=now)
    first, second, *_rest = world.motions[0].candidates.order_by("order")
    for place in range(len(world.entries)):
        world.vote(place, {world.motions[0].pk.hex: [first.pk.hex]})
    asked = Asked(procedure, "elect", "minutes", "业主大会会议记录和决定", clock.today())
    values = values_of(asked, "")
    assert second.name in [row["姓名"] for row in values["候选人"]]
    assert (values["当选"], values["参与情况"]) == ([], "")  # nothing shows before it is counted
    assert values["表决事项"][0]["结果"] == ""
    judged(world)
    values = values_of(asked, "")
    assert [row["姓名"] for row in values["当选"]] == [first.name]
    assert values["参与情况"].startswith("面积 ")
    assert values["表决事项"][0]["结果"] == "当选 1 人"
    assert values["应选人数"] == str(ELECTION.seats)
    sheet = sheet_of("甲", "表格", standards()["minutes_assembly"].body, values)
    assert f"当选委员：1. {first.name}" in "\n".join(_words(sheet))
    letters = sheet_of("甲", "公文", standards()["commitment_member"].body, values)
    assert [b.kind for b in letters.blocks].count("title") == 1


@pytest.mark.django_db
def test_a_vote_over_motions_fills_what_was_agreed(
    cast: Cast, actor: Callable[[str], Actor]
) -> None:
    now = clock.now()
    world = voting(cast, now=now)
    for place in range(len(world.entries)):
        world.vote(place, world.all())
    poll = judged(world)
    found = told(cast.yun.pk, poll.pk)
    assert found is not None
    assert [motion.outcome for motion in found.motions] == ["通过", "通过"]
    assert found.motions[0].agree.endswith(" 人")
    assert found.opens is not None
    assert told(cast.other.pk, poll.pk) is None
