"""Campaigns at the office's screen and on the phone, as people walk through them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mulin.discover.campaigns.models import Campaign, Door, Site, Task, Visit
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.discover.campaigns.flooding import listed, opened, photo, team

As = Callable[[str], Client]
Who = Callable[..., Actor]


@pytest.fixture
def officer(actor: Who) -> Actor:
    return actor("street_officer")


def test_a_clean_up_goes_from_its_template_to_the_published_report(
    cast: Cast, client_as: As
) -> None:
    office = client_as("street_officer")
    today = clock.today()
    new = reverse("campaigns:new") + "?kind=cleanup"
    assert "每栋" in office.get(new).content.decode()
    typed = {
        "title": "第一季度集中整治",
        "organiser": "云溪街道",
        "starts_on": today,
        "ends_on": today + timedelta(days=14),
        "compounds": [str(cast.a.compound.pk)],
        "once": str(uuid7()),
    }
    empty = office.post(new, typed | {"compounds": []})
    assert empty.status_code == 422
    made = office.post(new, typed)
    assert office.post(new, typed).url == made.url
    found = Campaign.objects.of(cast.yun).get()
    page = office.get(made.url).content.decode()
    assert "楼道堆物清理" in page
    assert "<svg" in page
    tasks = list(Task.objects.of(cast.yun).filter(campaign=found))
    assert len(tasks) == 2 + 4
    company = client_as("property_manager")
    for one in tasks:
        address = reverse("campaigns:task", args=[found.pk, one.pk])
        refused = company.post(address, {"verb": "finish", "amount": 1})
        assert "整治后的照片" in refused.content.decode()
        company.post(address, {"verb": "photo", "photo": photo()})
        company.post(address, {"verb": "finish", "amount": 2, "photo": photo((20, 90, 30))})
    site = Site.objects.of(cast.yun).get()
    here = reverse("campaigns:site", args=[found.pk, site.pk])
    company.post(here, {"verb": "submit"})
    worker = client_as("community_worker")
    early = worker.post(here, {"verb": "accept", "remark": "都看过了"}, follow=True)
    assert "没有验收" in early.content.decode()
    for one in tasks:
        worker.post(reverse("campaigns:task", args=[found.pk, one.pk]), {"verb": "accept"})
    worker.post(here, {"verb": "accept", "remark": "都看过了"})
    site.refresh_from_db()
    assert site.state == Site.State.ACCEPTED
    office.post(reverse("campaigns:end", args=[found.pk]), {"why": "到期完成"})
    report = reverse("campaigns:report", args=[found.pk])
    drafted = office.get(report).content.decode()
    assert "验收通过 6" in drafted
    office.post(report, {"verb": "write", "text": "完成得好。\n下一步：保持。"})
    office.post(report, {"verb": "publish"})
    found.refresh_from_db()
    assert found.report_on == today
    pdf = office.get(reverse("campaigns:report_pdf", args=[found.pk]))
    assert pdf.content.startswith(b"%PDF")
    board = Client().get(f"/public/{cast.yun.slug}/").content.decode()
    assert board is not None


def test_every_page_of_a_flood_answers_its_office_and_its_team(
    cast: Cast, client_as: As, officer: Actor, now: object
) -> None:
    moment = clock.now()
    found = opened(cast, officer, moment)
    ours = team(cast, found, officer, moment, "一队", "property_manager", "owner")
    doors = listed(cast, found, [ours], officer, moment)
    office = client_as("street_officer")
    for name in ("campaign", "tasks", "task_new", "teams", "doors", "split", "duty", "goods",
                 "disinfected", "log", "told", "report"):  # fmt: skip
        page = office.get(reverse(f"campaigns:{name}", args=[found.pk]))
        assert page.status_code == 200, name
    export = office.get(reverse("campaigns:doors", args=[found.pk]) + "?export=csv")
    assert doors[0].label in b"".join(export).decode()
    owner = client_as("owner")
    for address in (
        reverse("campaign_work:mine"),
        reverse("campaign_work:team", args=[ours.pk]),
        reverse("campaign_work:stairs", args=[ours.pk, doors[0].pk]),
        reverse("campaign_work:note", args=[ours.pk]),
        reverse("campaign_work:disinfect", args=[ours.pk]),
    ):
        assert owner.get(address).status_code == 200, address
    visit = reverse("campaign_work:visit", args=[ours.pk, doors[0].pk])
    sent = {"once": str(uuid7()), "seen": "0", "outcome": "help", "help": "carry", "note": "三楼"}
    first = owner.post(visit, sent, headers={"accept": "application/json"})
    again = owner.post(visit, sent, headers={"accept": "application/json"})
    assert first.json() == again.json()
    other = owner.post(visit, sent | {"once": str(uuid7())}, headers={"accept": "application/json"})
    assert other.status_code == 409
    assert "刚才已由" in other.json()["error"]
    assert Visit.objects.of(cast.yun).count() == 1
    door = Door.objects.of(cast.yun).get(pk=doors[0].pk)
    assert (door.outcome, door.help, door.rounds) == ("help", "carry", 1)
    live = office.get(
        reverse("campaigns:campaign", args=[found.pk]), headers={"hx-request": "true"}
    ).content.decode()
    assert "<html" not in live
    assert "1 户求助" in live
    company = client_as("property_manager").get(
        reverse("campaign_work:stairs", args=[ours.pk, doors[0].pk])
    )
    assert "c-state-help" not in company.content.decode()
    assert client_as("tenant").get(reverse("campaign_work:team", args=[ours.pk])).status_code == 404
