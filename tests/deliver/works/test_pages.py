"""Lifts in the browser: the map, a sheet, a project, shares, papers, the desk, a neighbour's phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from mulin.deliver.works.actions.consenting import note_consent
from mulin.deliver.works.models import Guidance, Home, Milestone, Objection, Project, Survey
from mulin.ground.papers.models import Paper
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.deliver.works.lifting import GOOD, homes, opened, planned, signed, stairwell, surveyed

As = Callable[[str], Client]
Who = Callable[..., Actor]


@pytest.fixture
def officer(actor: Who) -> Actor:
    return actor("street_officer")


@pytest.fixture
def project(cast: Cast, officer: Actor, now: datetime) -> Project:
    return opened(cast, officer, now)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(f"works:{name}", args=args)


def today() -> str:
    return clock.today().isoformat()


# ── the map ──────────────────────────────────────────────────────────────────────────────────────
def test_the_map_counts_what_it_draws_and_the_list_says_why(
    cast: Cast, officer: Actor, now: datetime, client_as: As
) -> None:
    surveyed(cast, officer, now, fire="blocked")
    page = client_as("street_officer").get(url("map"), {"compound": cast.a.compound.slug})
    assert page.context["counts"].kinds == {"not_feasible": 1, "open": 1}
    assert "占用消防车道" in text(page)
    assert 'class="w-s w-not_feasible"' in text(page)
    assert page.context["picture"].generated


def test_the_list_is_narrowed_by_verdict_by_reason_and_by_phase(
    cast: Cast, officer: Actor, now: datetime, client_as: As
) -> None:
    surveyed(cast, officer, now, pipes="movable")
    client = client_as("street_officer")

    def listed(**query: str) -> list[str]:
        page = client.get(url("map"), {"compound": cast.a.compound.slug, **query})
        return [str(one["row"].building) for one in page.context["rows"]]

    assert listed(verdict="conditional") == listed(why="pipes") == ["1号楼"]
    assert listed(verdict="open") == ["2号楼"]
    assert listed(why="fire") == []
    assert listed(phase="none") == ["1号楼", "2号楼"]
    assert listed(phase="2") == []
    assert listed(sort="-floors", q="2") == ["2号楼"]


def test_the_list_is_exported_as_it_is_narrowed(
    cast: Cast, officer: Actor, now: datetime, client_as: As
) -> None:
    surveyed(cast, officer, now, pipes="movable")
    query = {"compound": cast.a.compound.slug, "export": "xlsx", "verdict": "conditional"}
    sent = client_as("street_officer").get(url("map"), query)
    rows = list(load_workbook(BytesIO(b"".join(sent.streaming_content))).active.values)
    assert len(rows) == 2
    assert "迁移管线，费用计入总价" in rows[1]


def test_a_stairwells_panel_shows_its_project_with_consent_and_shares(
    cast: Cast, officer: Actor, now: datetime, project: Project, client_as: As
) -> None:
    planned(project, officer, now)
    signed(project, "NAAAA-", officer, now)
    page = client_as("street_officer").get(
        url("map"), {"compound": cast.a.compound.slug, "stairwell": str(stairwell(cast).pk)}
    )
    assert project.number in text(page)
    assert "360,000.00" in text(page)
    assert "上海市城市更新条例" in text(page)


def test_the_street_shows_every_compound_as_one_link_in_few_statements(
    cast: Cast, officer: Actor, now: datetime, client_as: As
) -> None:
    surveyed(cast, officer, now)
    client = client_as("street_officer")
    client.get(url("map"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(url("map"))
    assert "云栖苑" in text(page)
    assert "溪畔里" in text(page)
    assert len(asked) <= 16


def test_the_rules_stand_open_with_what_is_not_read(client_as: As) -> None:
    page = text(client_as("social_worker").get(url("rules")))
    assert "占用消防车道" in page
    assert "需本地复核" in page


@pytest.mark.parametrize("role", ["owner", "tenant", "property_manager"])
def test_residents_and_the_company_have_no_map(role: str, cast: Cast, client_as: As) -> None:
    assert client_as(role).get(url("map")).status_code == 404


# ── the sheet ────────────────────────────────────────────────────────────────────────────────────
def test_a_sheet_is_filled_in_beside_the_house_and_begins_with_what_the_register_knows(
    cast: Cast, client_as: As
) -> None:
    client = client_as("social_worker")
    place = stairwell(cast)
    page = client.get(url("survey", place.building_id))
    assert page.context["form"].initial["storeys"] == "below_four"
    assert page.context["form"].initial["existing"] == "none"
    answers = {**GOOD, "storeys": "below_four", "stairwells": str(place.pk)}
    sent = client.post(url("survey", place.building_id), {**answers, "surveyed_on": today()})
    assert sent.status_code == 302
    assert Survey.objects.of(cast.yun).get().verdict == "conditional"


def test_a_sheet_may_have_a_photo_that_only_those_who_work_on_it_open(
    cast: Cast, client_as: As
) -> None:
    place = stairwell(cast)
    form = {**GOOD, "stairwells": str(place.pk), "surveyed_on": today(), "photo": _photo()}
    client_as("community_worker").post(url("survey", place.building_id), form)
    paper = Paper.objects.of(cast.yun).get(kind="works.survey")
    there = reverse("papers:download", args=["yun", paper.pk])
    assert client_as("social_worker").get(there).status_code == 200
    assert client_as("owner").get(there).status_code == 404


def _photo() -> SimpleUploadedFile:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (40, 30), (120, 130, 120)).save(out, "JPEG")
    return SimpleUploadedFile("楼.jpg", out.getvalue(), "image/jpeg")


def test_a_sheet_that_is_not_finished_loses_nothing(cast: Cast, client_as: As) -> None:
    place = stairwell(cast)
    form = {"fire": "narrow", "note": "西侧有树", "surveyed_on": "2199-01-01"}
    page = client_as("social_worker").post(
        url("survey", place.building_id), {**form, "stairwells": str(place.pk)}
    )
    assert page.status_code == 422
    assert "勘察日还没有到" in text(page)
    assert "西侧有树" in text(page)
    assert not Survey.objects.of(cast.yun).exists()


# ── a project, walked ────────────────────────────────────────────────────────────────────────────
def test_a_stairwell_is_walked_from_the_map_to_the_first_steps(
    cast: Cast, officer: Actor, now: datetime, client_as: As
) -> None:
    place = surveyed(cast, officer, now)
    client = client_as("social_worker")
    there = url("open", place.pk)
    assert "征询谁" in text(client.get(there))
    once = str(uuid7())
    sent = client.post(there, {"asked_on": "2026-03-01", "scope": "stairwell", "once": once})
    found = Project.objects.of(cast.yun).get()
    assert sent.url == url("project", found.pk)

    words = {f"home_{home.pk}": "agree" for home in homes(found)}
    client.post(url("consent", found.pk), {**words, "day": today()})
    assert "两种口径都达到" in text(client.get(url("consent", found.pk)))

    coefficients = {"floor_1": "0", "floor_2": "0.5", "floor_3": "1"}
    money = {"cost": "600000", "subsidy": "240,000.00", "scheme": "floors", "weighing": "household"}
    joins = [str(home.pk) for home in homes(found)]
    sent = client.post(url("shares", found.pk), {**coefficients, **money, "joins": joins})
    assert sent.status_code == 302
    assert "120,000.00" in text(client.get(url("shares", found.pk)))

    done = {"day": today(), "outcome": "agreed", "note": "", "once": str(uuid7())}
    assert client.post(url("step", found.pk, "consult"), done).status_code == 302
    page = text(client.get(url("project", found.pk)))
    assert "缺 6 份" in page
    assert "公示方案" in page


def test_a_bad_plan_comes_back_with_everything_typed(project: Project, client_as: As) -> None:
    typed = {"floor_1": "0", "floor_2": "1.5", "floor_3": "1", "cost": "600000", "scheme": "floors"}
    page = client_as("street_officer").post(
        url("shares", project.pk), {**typed, "weighing": "household"}
    )
    assert page.status_code == 422
    assert "3 层的系数比下面一层还小" in text(page)
    assert 'value="1.5"' in text(page)
    page = client_as("street_officer").post(
        url("shares", project.pk), {**typed, "floor_2": "半", "weighing": "household"}
    )
    assert "“半”不是系数" in text(page)


def test_a_scheme_can_be_tried_before_it_is_chosen(project: Project, client_as: As) -> None:
    page = client_as("street_officer").get(url("shares", project.pk), {"scheme": "area"})
    assert page.context["floors"] == [(3, "1"), (2, "1"), (1, "1")]
    assert "民法典 第283条" in text(page)
    assert "未核到原文" in text(page)


def test_one_owner_with_two_words_is_told_and_nothing_is_lost(
    cast: Cast, officer: Actor, now: datetime, client_as: As
) -> None:
    from mulin.deliver.works.actions.projects import open_project
    from mulin.deliver.works.actions.surveying import survey

    place = stairwell(cast, 1)
    survey(place.building, [place], GOOD, clock.day_of(now), by=officer, now=now)
    day = clock.day_of(now)
    found = open_project(place, "stairwell", day, once=uuid7(), by=officer, now=now)
    both = homes(found)[-2:]
    words = {f"home_{both[0].pk}": "agree", f"home_{both[1].pk}": "against"}
    page = client_as("street_officer").post(url("consent", found.pk), {**words, "day": today()})
    assert page.status_code == 422
    assert "是同一位业主" in text(page)
    assert '<option value="against" selected>' in text(page)


def test_an_objection_is_received_and_settled_on_the_page(
    cast: Cast, project: Project, client_as: As
) -> None:
    client = client_as("community_worker")
    form = {"room": "1-1-101", "text": "担心挡光", "day": today(), "once": str(uuid7())}
    client.post(url("object", project.pk), form)
    one = Objection.objects.of(cast.yun).get()
    page = text(client.get(url("project", project.pk)))
    assert "异议 1 件待协调" in page
    bad = client.post(
        url("settle", project.pk, one.pk), {"how": "mediated", "result": "", "day": today()}
    )
    assert bad.status_code == 422
    good = {"how": "mediated", "result": "外移半米", "day": today()}
    client.post(url("settle", project.pk, one.pk), good)
    assert "调解解决" in text(client.get(url("project", project.pk)))


def test_a_step_taken_back_says_why(cast: Cast, project: Project, client_as: As) -> None:
    client = client_as("street_officer")
    done = {"day": today(), "outcome": "not_agreed", "note": "", "once": str(uuid7())}
    client.post(url("step", project.pk, "consult"), done)
    row = Milestone.objects.of(cast.yun).get(step="consult")
    page = client.post(url("withdraw", project.pk, row.pk), {"why": ""}, follow=True)
    assert "没有写为什么撤回" in text(page)
    client.post(url("withdraw", project.pk, row.pk), {"why": "填错"})
    row.refresh_from_db()
    assert row.why_withdrawn == "填错"


def test_papers_are_put_in_read_by_those_who_may_and_taken_out(
    cast: Cast, project: Project, client_as: As
) -> None:
    client = client_as("community_worker")
    client.post(url("papers", project.pk), {"kind": "design", "file": _photo()})
    kept = project.papers.get()
    there = reverse("papers:download", args=["yun", kept.paper_id])
    assert client.get(there).status_code == 200
    assert client_as("owner").get(there).status_code == 404
    assert client_as("property_manager").get(there).status_code == 404
    client.post(url("take_out", project.pk, kept.pk), {"why": "放错"})
    assert not project.papers.exists()


def test_a_contract_without_its_terms_is_reminded_of_on_its_page(
    project: Project, client_as: As
) -> None:
    client = client_as("committee_chair")
    form = {"kind": "build", "party": "某建设", "signed_on": today(), "price": "268000"}
    sent = client.post(
        url("contracts", project.pk), {**form, "advance": "60", "once": str(uuid7())}
    )
    assert sent.status_code == 302
    page = text(client.get(url("contracts", project.pk)))
    assert "开工前付的钱太多" in page
    assert "合同没有写质保期" in page
    assert "268,000.00" in page


def test_every_screen_stands_before_anything_is_written_on_it(
    project: Project, client_as: As
) -> None:
    client = client_as("street_officer")
    for name in ("project", "consent", "shares", "papers", "contracts"):
        assert client.get(url(name, project.pk)).status_code == 200, name
    for name in ("desk", "note", "projects"):
        assert client.get(url(name)).status_code == 200, name
    assert client.get(url("step", project.pk, "show")).status_code == 200


def test_the_desk_keeps_a_ledger_without_names(cast: Cast, client_as: As) -> None:
    client = client_as("social_worker")
    form = {
        "kind": "consultation", "day": today(), "way": "visit", "topic": "money", "persons": "3",
        "place": str(cast.a.compound.pk), "question": "二楼出多少", "answer": "一半是例子",
        "follow_up": today(), "once": str(uuid7()),
    }  # fmt: skip
    assert client.post(url("note"), form).status_code == 302
    page = text(client.get(url("desk")))
    assert "接待咨询 3 人次" in page
    assert "该回访的" in page
    row = Guidance.objects.of(cast.yun).get()
    client.post(url("followed", row.pk))
    assert "该回访的" not in text(client.get(url("desk")))
    assert {f.name for f in Guidance._meta.fields} & {"name", "phone", "person"} == set()


def test_the_project_page_asks_no_more_for_more_homes(
    cast: Cast, officer: Actor, now: datetime, project: Project, client_as: As
) -> None:
    planned(project, officer, now)
    signed(project, "AAAAAA", officer, now)
    client = client_as("street_officer")
    client.get(url("project", project.pk))
    with CaptureQueriesContext(connection) as asked:
        client.get(url("project", project.pk))
    assert len(asked) <= 20


# ── neighbours ───────────────────────────────────────────────────────────────────────────────────
def test_a_neighbour_reads_the_project_and_never_who_said_what(
    cast: Cast, officer: Actor, now: datetime, project: Project, client_as: As
) -> None:
    planned(project, officer, now)
    signed(project, "NAAAA-", officer, now)
    for role in ("owner", "tenant", "co_owner"):
        client = client_as(role)
        assert project.number in text(client.get(reverse("lift:project", args=[project.pk])))
        assert str(project.building) in text(client.get(reverse("lift:list")))
        page = text(client.get(reverse("lift:project", args=[project.pk])))
        assert "演示a" not in page  # owners' names
        assert 'value="against" selected' not in page
        assert client.get(url("consent", project.pk)).status_code == 404
    assert (
        client_as("other_compound_owner")
        .get(reverse("lift:project", args=[project.pk]))
        .status_code
        == 404
    )


def test_an_owner_sees_his_part_and_says_his_word(
    cast: Cast, officer: Actor, now: datetime, project: Project, client_as: As
) -> None:
    planned(project, officer, now)
    client = client_as("committee_chair")  # he owns 1-1-102
    mine = homes(project)[1]
    page = client.get(reverse("lift:project", args=[project.pk]))
    assert [share.home.pk for share in page.context["mine"]] == [mine.pk]
    say = reverse("lift:say", args=[project.pk, mine.pk])
    client.post(say, {"opinion": "against", "round": "1"})
    assert "您不同意这一版" in text(client.get(reverse("lift:project", args=[project.pk])))
    planned(project, officer, now, cost=700_000_00)
    again = text(client.post(say, {"opinion": "agree", "round": "1"}, follow=True))
    assert "刚刚改过" in again
    assert "您表过态的是第 1 版" in again


def test_a_tenant_sees_the_project_but_has_no_buttons(
    officer: Actor, now: datetime, project: Project, client_as: As
) -> None:
    planned(project, officer, now)
    page = client_as("tenant").get(reverse("lift:project", args=[project.pk]))
    assert page.context["mine"] == []
    assert "同意这样分" not in text(page)


def test_the_desk_and_a_home_know_of_the_lift(cast: Cast, project: Project, client_as: As) -> None:
    client = client_as("community_worker")
    assert project.number in text(client.get(reverse("desk:search"), {"q": project.number}))
    home = reverse("estate:unit", args=[cast.a.units[0].pk])
    assert project.number in text(client.get(home, follow=True))
    form = {"room": "1-1-101", "text": "挡光", "day": today(), "once": str(uuid7())}
    client.post(url("object", project.pk), form)
    assert "加装电梯的异议" in text(client.get(reverse("desk:turn")))


def test_consent_noted_for_one_street_is_not_taken_by_another(
    project: Project, actor: Who, now: datetime
) -> None:
    with pytest.raises(Exception, match="没有找到"):
        note_consent(project, {}, clock.day_of(now), by=actor("neighbour_officer"), now=now)
    assert set(project.homes.values_list("consent", flat=True)) == {Home.Word.NONE}
