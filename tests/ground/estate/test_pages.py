"""The register's screens: who sees what, in which words, and with how many questions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.ground.estate.actions.buildings import create_building
from mulin.ground.estate.actions.holdings import Stake, add_owner
from mulin.ground.estate.actions.persons import details_of
from mulin.ground.estate.models import (
    ActsFor,
    Appointment,
    Building,
    Community,
    Compound,
    DistinctPersons,
    Engagement,
    Organisation,
    Ownership,
    Person,
    PersonMerge,
    Tenancy,
    Unit,
)
from mulin.ground.estate.queries.facts import LATEST
from mulin.ground.record.models import PersonalRead
from mulin.kit import clock
from tests.cast import Cast

ID_A = "11010519491231002X"
LISTS = ("units", "people", "organisations", "appointments", "duplicates", "chart")


def _places(cast: Cast, place: str) -> list[str]:
    """Every address about one compound and what lies in it."""
    spot = getattr(cast, place)
    unit, person = spot.units[3], spot.owners[3]
    ownership = Ownership.objects.of(unit.street_id).filter(unit_id=unit.pk).first()
    on_unit = ("unit", "correct_unit", "renumber_unit", "end_unit", "add_owner", "transfer")
    pairs = [("compound", spot.compound.pk), ("correct_compound", spot.compound.pk)]
    pairs += [("new_building", spot.compound.pk), ("correct_building", spot.buildings[0].pk)]
    pairs += [(name, unit.pk) for name in (*on_unit, "add_tenant", "add_agent")]
    pairs += [("end_owner", ownership.pk), ("person", person.pk), ("correct_person", person.pk)]
    pairs += [("organisation", spot.committee.pk), ("new_engagement", spot.committee.pk)]
    pairs += [("new_post", spot.committee.pk)]
    return [reverse(f"estate:{name}", args=[key]) for name, key in pairs]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_for_the_street(client_as: Any, name: str) -> None:
    answer = client_as("street_officer").get(reverse(f"estate:{name}"))
    assert answer.status_code == 200
    assert "<c-" not in answer.content.decode()


def test_every_screen_of_a_compound_opens_for_the_street(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    for url in _places(cast, "a"):
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, url
        assert "<c-" not in answer.content.decode(), url


@pytest.mark.parametrize("role", ["street_officer", "community_worker", "auditor", "owner"])
def test_another_streets_register_does_not_exist(cast: Cast, client_as: Any, role: str) -> None:
    client = client_as(role)
    for url in _places(cast, "far"):
        assert client.get(url).status_code == 404, url


@pytest.mark.parametrize(
    "role", ["owner", "tenant", "social_worker", "counter_1", "witness", "stranger", "leaver"]
)
def test_who_has_no_business_in_the_register_finds_nothing(
    cast: Cast, client_as: Any, role: str
) -> None:
    client = client_as(role)
    for name in LISTS:
        assert client.get(reverse(f"estate:{name}")).status_code in (403, 404), name
    for url in _places(cast, "b"):
        assert client.get(url).status_code in (403, 404), url


def test_a_community_worker_keeps_to_his_community(cast: Cast, client_as: Any) -> None:
    client = client_as("community_worker")
    body = client.get(reverse("estate:units")).content.decode()
    assert "云栖苑" in body
    assert "溪畔里" not in body
    assert client.get(reverse("estate:compound", args=[cast.b.compound.pk])).status_code == 404


@pytest.mark.parametrize("role", ["committee_chair", "property_manager", "auditor"])
def test_readers_see_masked_names_and_change_no_owner(
    cast: Cast, client_as: Any, role: str
) -> None:
    client = client_as(role)
    body = client.get(f"{reverse('estate:units')}?compound=yun-a").content.decode()
    assert "1-1-101" in body
    assert cast.a.owners[3].name not in body
    assert client.get(reverse("estate:transfer", args=[cast.a.units[3].pk])).status_code == 403
    answer = client.get(reverse("desk:unit", args=[cast.a.units[3].pk]))
    assert answer.status_code == 200
    assert cast.a.owners[3].name not in answer.content.decode()


def test_figures_lead_to_the_rows_they_count(cast: Cast, client_as: Any) -> None:
    client = client_as("street_officer")
    Unit.objects.of(cast.yun).filter(id=cast.a.units[0].pk).update(voting_area=0)
    Ownership.objects.of(cast.yun).filter(unit_id=cast.a.units[1].pk).erase()
    body = client.get(reverse("estate:compound", args=[cast.a.compound.pk])).content.decode()
    assert "还有 1 套没有专有部分面积、1 套已交付但没有登记业主" in body
    base = f"{reverse('estate:units')}?compound=yun-a"
    for missing, label, other in (("area", "1-1-101", "1-1-102"), ("owner", "1-1-102", "1-1-101")):
        rows = client.get(f"{base}&missing={missing}").content.decode()
        assert f">{label}</a>" in rows
        assert f">{other}</a>" not in rows


def test_the_tree_narrows_the_list(cast: Cast, client_as: Any) -> None:
    url = f"{reverse('estate:units')}?compound=yun-a&building=2&stairwell=1"
    body = client_as("street_officer").get(url).content.decode()
    assert ">2-1-101</a>" in body
    assert ">1-1-101</a>" not in body


def test_a_list_exports_what_it_shows_masked(cast: Cast, client_as: Any) -> None:
    url = f"{reverse('estate:units')}?compound=yun-a&export=csv"
    answer = client_as("street_officer").get(url)
    body = b"".join(answer.streaming_content).decode()
    assert "1-1-101" in body
    assert cast.a.owners[0].name not in body


@pytest.mark.parametrize("name", ["units", "people"])
def test_a_list_asks_as_often_for_200_rows_as_for_10(cast: Cast, client_as: Any, name: str) -> None:
    client = client_as("street_officer")

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"estate:{name}")).status_code == 200
        return len(asked)

    client.get(reverse(f"estate:{name}"))
    before = count()
    for number in range(200):
        unit = Unit(street=cast.yun, compound=cast.a.compound, label=f"9-0-{number}", room="1")
        person = Person(street=cast.yun, name=f"人{number}")
        row = Ownership(street=cast.yun, unit=unit, person=person)
        for made in (unit, person, row):
            made.save(force_insert=True)
    assert count() == before <= 14


def test_a_transfer_is_done_on_the_page(cast: Cast, client_as: Any) -> None:
    client, unit = client_as("community_worker"), cast.a.units[3]
    url = reverse("estate:transfer", args=[unit.pk])
    form = client.get(url).context["form"]
    typed = {
        "once": str(form["once"].value()),
        "holder": "person",
        "name": "买家演示",
        "phone": "13800001234",
        "id_number": ID_A[:-1] + "1",
        "share": "",
        "day": "2026-02-01",
        "basis": "买卖合同",
    }
    wrong = client.post(url, typed)
    assert wrong.status_code == 422
    assert "校验位不对" in wrong.content.decode()
    assert "买家演示" in wrong.content.decode()
    right = client.post(url, {**typed, "id_number": ID_A}, follow=True)
    assert right.status_code == 200
    assert "已过户" in right.content.decode()
    rows = Ownership.objects.of(cast.yun).filter(unit_id=unit.pk).order_by("id")
    assert [bool(r.valid_to) for r in rows] == [True, False]


def test_a_second_click_makes_no_second_owner(cast: Cast, client_as: Any) -> None:
    client, unit = client_as("street_officer"), cast.a.units[3]
    url = reverse("estate:add_owner", args=[unit.pk])
    once = str(client.get(url).context["form"]["once"].value())
    typed = {"once": once, "holder": "person", "name": "共有演示", "basis": "判决"}
    for _ in range(2):
        assert client.post(url, typed).status_code == 302
    assert Ownership.objects.of(cast.yun).filter(unit_id=unit.pk).count() == 2


def test_a_property_desk_registers_a_tenant_and_moves_him_out(cast: Cast, client_as: Any) -> None:
    client, unit = client_as("property_manager"), cast.a.units[3]
    url = reverse("estate:add_tenant", args=[unit.pk])
    once = str(client.get(url).context["form"]["once"].value())
    typed = {"once": once, "kind": "tenant", "name": "租客演示", "day": "2026-02-01"}
    assert client.post(url, typed).status_code == 302
    row = Tenancy.objects.of(cast.yun).get(unit_id=unit.pk)
    assert client.post(reverse("estate:end_tenant", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.valid_to is not None


def test_an_agent_comes_with_his_paper(cast: Cast, client_as: Any) -> None:
    client, unit = client_as("street_officer"), cast.a.units[3]
    url = reverse("estate:add_agent", args=[unit.pk])
    form = client.get(url).context["form"]
    typed = {
        "once": str(form["once"].value()),
        "principal": form.fields["principal"].choices[0][0],
        "kind": "attorney",
        "name": "代理演示",
        "day": "2026-02-01",
    }
    assert client.post(url, typed).status_code == 422
    pdf = SimpleUploadedFile("委托书.pdf", b"%PDF-1.4\n%%EOF")
    assert client.post(url, {**typed, "paper": pdf}).status_code == 302
    row = ActsFor.objects.of(cast.yun).get(unit_id=unit.pk)
    assert row.paper_id is not None


def test_a_number_is_shown_for_a_reason_and_the_person_sees_who_looked(
    cast: Cast, client_as: Any, actor: Any, now: Any
) -> None:
    details = details_of("张看号", phones=["13800001234"])
    stake = Stake(details)  # type: ignore[arg-type]
    row = add_owner(cast.a.units[3], stake, by=actor("street_officer"), now=now)
    client = client_as("community_worker")
    page = client.get(reverse("estate:person", args=[row.person_id])).content.decode()
    assert "13800001234" not in page
    url = reverse("estate:show", args=[row.person_id, "phone"])
    assert client.post(url, {"reason": ""}).status_code == 403
    answer = client.post(url, {"reason": "送达表决票"})
    assert "13800001234" in answer.content.decode()
    read = PersonalRead.objects.of(cast.yun).get(person_id=row.person_id)
    page = client.get(reverse("estate:person", args=[row.person_id])).content.decode()
    assert read.reason in page
    assert "苏社区" not in page.split("谁看过我的信息")[1].split("</section>")[0]


def test_duplicates_are_merged_split_and_told_apart_on_the_page(
    cast: Cast, client_as: Any, actor: Any, now: Any
) -> None:
    officer = actor("street_officer")
    people = [
        add_owner(unit, Stake(details_of("张重页", phones=["13800001234"])), by=officer, now=now)
        for unit in (cast.a.units[3], cast.a.units[4])
    ]
    client = client_as("street_officer")
    listed = reverse("estate:duplicates")
    assert "姓名、电话都相同" in client.get(listed).content.decode()
    assert "姓名、电话都相同" in client.get(f"{listed}?q={cast.a.units[3].label}").content.decode()
    assert "没有符合条件的" in client.get(f"{listed}?q=查无此人").content.decode()
    pair = {"first": people[0].person_id, "second": people[1].person_id}
    assert client.post(reverse("estate:merge"), pair).status_code == 403
    client.post(reverse("estate:merge"), {**pair, "reason": "本人确认"})
    row = PersonMerge.objects.of(cast.yun).get()
    client.post(reverse("estate:split", args=[row.pk]), {"why": "并错了"})
    row.refresh_from_db()
    assert row.undone_at is not None
    client.post(reverse("estate:distinct"), {**pair, "reason": "父子同号"})
    assert DistinctPersons.objects.of(cast.yun).count() == 1
    assert "没有待认定的" in client.get(reverse("estate:duplicates")).content.decode()


def test_places_organisations_relations_and_posts_are_entered_on_pages(
    cast: Cast, client_as: Any
) -> None:
    client = client_as("street_officer")

    def send(url: str, **typed: Any) -> None:
        form = client.get(url).context["form"]
        answer = client.post(url, {"once": str(form["once"].value()), **typed})
        assert answer.status_code == 302, answer.content.decode()

    send(reverse("estate:new_community"), name="新社区")
    community = Community.objects.of(cast.yun).get(name="新社区")
    place = {"community": community.pk, "name": "新苑", "slug": "xinyuan", "kind": "old"}
    send(reverse("estate:new_compound"), **place, mode="self_managed")
    compound = Compound.objects.of(cast.yun).get(slug="xinyuan")
    assert compound.region == cast.yun.region
    send(reverse("estate:new_building", args=[compound.pk]), label="3", phase="一期")
    assert Building.objects.of(cast.yun).get(compound=compound).phase == "一期"
    send(reverse("estate:new_organisation"), kind="guidance_centre", name="新社区指导中心")
    centre = Organisation.objects.of(cast.yun).get(name="新社区指导中心")
    relation = {"kind": "covers", "community": community.pk, "day": "2026-01-01"}
    send(reverse("estate:new_engagement", args=[centre.pk]), **relation)
    assert Engagement.objects.of(cast.yun).get(organisation=centre).community_id == community.pk
    post = {"person": "苏社区", "role": "community_worker", "title": "物业管理员"}
    send(reverse("estate:new_post", args=[centre.pk]), **post, day="2026-01-01")
    assert Appointment.objects.of(cast.yun).get(organisation=centre).title == "物业管理员"
    chart = client.get(reverse("estate:chart"))
    assert "新社区指导中心" in chart.content.decode()
    assert "新苑" not in chart.context["chart"].uncovered


def test_a_credit_code_with_a_wrong_check_character_is_refused(client_as: Any) -> None:
    client = client_as("street_officer")
    url = reverse("estate:new_organisation")
    once = str(client.get(url).context["form"]["once"].value())
    typed = {"once": once, "kind": "company", "name": "某公司", "credit": "91350100M000100Y44"}
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "校验位不对" in answer.content.decode()


def test_a_compound_shows_the_latest_and_leads_to_all_that_happened(
    cast: Cast, client_as: Any
) -> None:
    now = clock.now()
    officer = cast.actor("street_officer", clock.day_of(now))
    for number in range(30, 39):
        create_building(cast.a.compound, str(number), by=officer, now=now)
    client = client_as("community_worker")
    page = client.get(reverse("estate:compound", args=[cast.a.compound.pk])).content.decode()
    every = reverse("estate:compound_history", args=[cast.a.compound.pk])
    assert page.count("云栖苑登记楼栋") == LATEST
    assert every in page
    assert client.get(every).content.decode().count("云栖苑登记楼栋") >= 9
    told = client.get(f"{every}?q=33").content.decode()
    assert "登记楼栋：33" in told
    assert "登记楼栋：34" not in told
    tomorrow = clock.day_of(now) + timedelta(days=1)
    assert "登记楼栋：3" not in client.get(f"{every}?since={tomorrow}").content.decode()


def test_what_happened_is_read_where_its_object_is(cast: Cast, client_as: Any) -> None:
    pairs = (
        ("compound", cast.b.compound.pk),
        ("organisation", cast.b.committee.pk),
        ("person", cast.b.owners[3].pk),
    )
    for name, key in pairs:
        url = reverse(f"estate:{name}_history", args=[key])
        assert client_as("street_officer").get(url).status_code == 200, name
        assert client_as("committee_chair").get(url).status_code == 404, name
