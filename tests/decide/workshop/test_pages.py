"""The workshop on screen: lent, advised, reported, answered, each by whoever does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mulin.decide.workshop.models import Advice, Contact, GreenRequest, Mandate, Report
from mulin.kit.ids import uuid7
from mulin.kit.rights import Power
from mulin.procedures.actions.opening import open_procedure
from tests import isolation
from tests.cast import Cast
from tests.decide.workshop.world import card, keep, world
from tests.isolation import workshop as examples

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
NOW = datetime(2026, 3, 3, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _march() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    return body


def seen(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(f"workshop:{name}", args=args), query)
    assert answer.status_code == 200, text(answer)
    return text(answer)


def post(client: Client, address: str, *args: Any, status: int = 302, **form: Any) -> str:
    answer = client.post(reverse(f"workshop:{address}", args=args), form)
    assert answer.status_code == status, text(answer)
    return text(answer)


def test_the_street_lends_the_workshop_advises_and_the_committee_answers(
    cast: Cast, client_as: As
) -> None:
    studio, officer, chair = world(cast), client_as("street_officer"), client_as("committee_chair")
    head, here = studio.client(), cast.a.compound
    assert head.get(reverse("committees:diagnosis")).status_code == 403
    grant = {
        "power": "supervise", "place": f"compound:{here.pk}", "since": "2026-03-01",
        "until": "2026-02-01", "document": "街道办 1 号", "once": uuid7(),
    }  # fmt: skip
    assert "到期日早于生效日" in post(officer, "grant", studio.workshop.pk, status=422, **grant)
    post(officer, "grant", studio.workshop.pk, **{**grant, "until": "2026-03-20"})
    made = Mandate.objects.of(cast.yun).get()
    assert "即将到期" in seen(officer, "index")
    assert "不能代替业委会" in seen(head, "mandate", made.pk)
    body = text(head.get(reverse("committees:diagnosis")))
    assert here.name in body
    assert cast.b.compound.name not in body
    form = {
        "kind": "supervision", "compound": here.pk, "title": "决定没有公告",
        "text": "十月的会", "days": 7, "once": uuid7(),
    }  # fmt: skip
    post(head, "advice_new", **form)
    advice = Advice.objects.of(cast.yun).get()
    assert "决定没有公告" in seen(chair, "advice")
    post(chair, "advice_answer", advice.pk, state="adopted", answer="补贴")
    assert "补贴" in seen(head, "advice_one", advice.pk)
    post(officer, "end", made.pk, why="另有安排")
    assert head.get(reverse("committees:diagnosis")).status_code == 403
    assert "没有可以提建议的有效授权" in text(head.get(reverse("workshop:advice_new")))


def test_a_report_is_generated_written_sent_asked_about_and_filed(
    cast: Cast, client_as: As
) -> None:
    studio, officer = world(cast), client_as("street_officer")
    studio.lend(Power.SUPERVISE, datetime(2026, 2, 2, tzinfo=UTC))
    head = studio.client()
    assert "2026年2月" in seen(head, "reports")
    assert "2026年2月" in seen(officer, "reports")
    post(head, "report_begin", studio.workshop.pk, "2026-02")
    report = Report.objects.of(cast.yun).get()
    assert officer.get(reverse("workshop:report", args=[report.pk])).status_code == 404
    assert "先写好并保存文字" in post(head, "report_send", report.pk, status=422)
    post(head, "report_write", report.pk, done="走访")
    post(head, "report_send", report.pk)
    assert "走访" in seen(officer, "report", report.pk)
    post(officer, "report_question", report.pk, text="哪里？")
    assert "哪里？" in seen(head, "report", report.pk)
    post(head, "report_reply", report.pk, text="云栖苑")
    post(officer, "report_acknowledge", report.pk)
    body = seen(client_as("auditor"), "report", report.pk)
    assert "街道已阅" in body
    assert "云栖苑" in body
    assert client_as("committee_chair").get(reverse("workshop:reports")).status_code == 403


def test_a_request_is_filled_in_from_its_matter_and_answered_at_the_counter(
    cast: Cast, client_as: As
) -> None:
    worker, officer = client_as("community_worker"), client_as("street_officer")
    form = {
        "profession": "lawyer", "organisation": "公益律师", "name": "柳演示",
        "phone": "13800000001", "topics": ["parking"], "once": uuid7(),
    }  # fmt: skip
    post(officer, "contact_new", **form)
    lawyer = Contact.objects.of(cast.yun).get()
    assert "13800000001" not in seen(officer, "contact", lawyer.pk)
    shown = post(officer, "contact_phone", lawyer.pk, status=200, why="请到场")
    assert "13800000001" in shown
    matter = isolation.EXAMPLES["matter_id"](cast)
    page = seen(worker, "green_new", matter=str(matter), topic="parking")
    assert page.count("checked") == 1
    there = f"{reverse('workshop:green_new')}?matter={matter}"
    ask = {
        "compound": cast.a.compound.pk, "topic": "parking", "title": "南门争执", "days": 2,
        "text": "请到场", "agreed": "不含个人信息", "contacts": [lawyer.pk], "once": uuid7(),
    }  # fmt: skip
    assert worker.post(there, {**ask, "contacts": []}).status_code == 422
    assert worker.post(there, ask).status_code == 302
    made = GreenRequest.objects.of(cast.yun).get()
    assert made.matter_id == matter
    party = made.parties.of(cast.yun).get()
    answer = {f"{party.pk.hex}-stance": "comes", f"{party.pk.hex}-answer": "周三来"}
    post(worker, "party_answer", party.pk, status=422)
    post(worker, "party_answer", party.pk, **answer)
    post(worker, "request_close", made.pk, outcome="谈成了")
    assert "谈成了" in seen(officer, "request", made.pk)
    assert made.number in text(worker.get(reverse("matters:matter", args=[matter])))


def test_lists_are_searched_filtered_and_carried_away(cast: Cast, client_as: As) -> None:
    for make in (examples.advice, examples.report, examples.green_party):
        make(cast)
    officer = client_as("street_officer")
    for name, word in (
        ("index", "SQ-2025-0001"),
        ("advice", "JY-2025-0001"),
        ("green", "LT-2025-0001"),
        ("contacts", "云栖苑律师"),
        ("reports", "2026年2月"),
    ):
        assert word in seen(officer, name, q="云栖苑")
        assert "没有符合条件的" in seen(officer, name, q="没有的词")
        sent = officer.get(reverse(f"workshop:{name}"), {"export": "csv"})
        assert word in b"".join(sent.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "柳演示" not in seen(client_as("community_worker"), "contacts")


@pytest.mark.parametrize("role", ["owner", "tenant", "property_manager", "social_worker"])
def test_nobody_else_enters_the_room(cast: Cast, client_as: As, role: str) -> None:
    for name in ("index", "advice", "reports", "green", "contacts"):
        assert client_as(role).get(reverse(f"workshop:{name}")).status_code == 403


def test_a_committee_of_another_compound_sees_no_advice_of_this_one(
    cast: Cast, client_as: As
) -> None:
    advice, green = examples.advice(cast), examples.green(cast)
    keep(cast, NOW, card())
    studio = world(cast)
    studio.lend(Power.SUPERVISE, NOW, where={"compound": cast.b.compound})
    for client in (studio.client(), client_as("neighbour_officer")):
        for name, row in (("advice_one", advice), ("request", green)):
            there = reverse(f"workshop:{name}", args=[row.pk])
            assert client.get(there).status_code == 404


def test_a_procedure_and_a_compound_lead_to_the_channel_filled_in(
    cast: Cast, client_as: As
) -> None:
    worker, here = client_as("community_worker"), cast.a.compound
    procedure = open_procedure(
        "reelection", here, date(2026, 9, 1), once=uuid7(),
        by=cast.actor("community_worker", NOW.date()), now=NOW,
    )  # fmt: skip
    there = f"{reverse('workshop:green_new')}?compound={here.pk}&amp;procedure={procedure.pk}"
    assert there in text(worker.get(reverse("procedures:procedure", args=[procedure.pk])))
    page = seen(worker, "green_new", compound=str(here.pk), procedure=str(procedure.pk))
    assert procedure.number in page
    assert "green/new/?compound=" in text(worker.get(reverse("estate:compound", args=[here.pk])))
    other = seen(worker, "green_new", compound=str(cast.b.compound.pk), procedure=str(procedure.pk))
    assert procedure.number not in other


def test_a_committee_is_shown_only_the_tabs_it_may_open(cast: Cast, client_as: As) -> None:
    world(cast)
    reports = reverse("workshop:reports")
    assert reports in seen(client_as("street_officer"), "index")
    led = seen(client_as("committee_chair"), "index")
    assert reports not in led
    assert reverse("workshop:green") not in led
