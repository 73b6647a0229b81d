"""Tickets on screen: the dispatcher's desk, the counter, the resident's and the worker's phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.discover.intake.actions.raising import open_ticket
from mulin.discover.intake.models import PlacePoint, Remark, Ticket
from mulin.ground.matters.actions import open_matter
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.discover.intake.telling import jpeg, raised

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
Act = Callable[..., Actor]
State = Ticket.State


def text(answer: Any) -> str:
    body: str = answer.content.decode()
    assert "<c-" not in body
    assert "{{" not in body
    return body


def do(client: Client, ticket: Ticket, verb: str, **form: Any) -> Any:
    return client.post(reverse(f"intake:{verb}", args=[ticket.pk]), form)


def test_a_leak_goes_from_a_phone_s_photo_to_the_last_word(cast: Cast, client_as: As) -> None:
    owner, manager = client_as("owner"), client_as("property_manager")
    page = text(owner.get(reverse("report:new")))
    assert "您家" in page, "one's own floor is marked on the picture"
    where = f"{cast.a.buildings[0].pk.hex}::楼顶"
    form = {
        "once": str(uuid7()), "where": where, "category": "leak", "text": "楼顶漏水", "urgent": "0",
        "photos": SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"),
    }  # fmt: skip
    lacking = owner.post(reverse("report:new"), {"text": "楼顶漏水"})
    assert lacking.status_code == 422
    assert "还没有点位置" in text(lacking)
    assert "楼顶漏水" in text(lacking), "what was typed stays"
    assert owner.post(reverse("report:new"), form).status_code == 302
    ticket = Ticket.objects.of(cast.yun).get()
    assert "楼顶漏水" in text(manager.get(reverse("report:jobs")))
    do(manager, ticket, "take", on="work")
    job = text(manager.get(reverse("report:job", args=[ticket.pk])))
    assert "办完了" in job
    bad = do(manager, ticket, "pause", on="work", why="等料")
    assert bad.status_code == 422
    do(manager, ticket, "pause", on="work", kind="material", why="防水卷材周五到")
    assert "防水卷材周五到" in text(owner.get(reverse("report:ticket", args=[ticket.pk])))
    do(manager, ticket, "resume", on="work")
    after = SimpleUploadedFile("b.jpg", jpeg("green"), "image/jpeg")
    do(manager, ticket, "done", on="work", done="补了防水", photos=after)
    do(manager, ticket, "reply", on="work", how="telephone", text="补了防水，请看看")
    last = text(owner.get(reverse("report:ticket", args=[ticket.pk])))
    assert "修好了吗" in last
    assert "修后" in last
    assert do(owner, ticket, "judge", solved="yes").status_code == 422
    do(owner, ticket, "judge", solved="yes", score="5", words="快")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.score) == (State.CLOSED, 5)


def test_the_desk_counts_narrows_sends_and_presses(cast: Cast, client_as: As, actor: Act) -> None:
    now = clock.now()
    owner = cast.actor("owner", clock.today())
    tickets = [raised(cast, owner, now) for _ in range(3)]
    office = client_as("street_officer")
    board = reverse("intake:board")
    page = text(office.get(board))
    assert page.count("data-i-row=") == 3
    assert "赵演示" not in page, "no name of a resident stands on the list"
    assert "data-i-row=" not in text(office.get(board, {"state": "paused"}))
    part = office.get(board, headers={"HX-Target": "live", "HX-Request": "true"})
    assert text(part).startswith('<div id="live"')
    panel = text(office.get(reverse("intake:panel", args=[tickets[0].pk])))
    assert "可能是一件事" in panel
    assert "看板" in text(office.get(board, {"view": "board"}))
    picked = [str(one.pk) for one in tickets]
    to = f"org:{cast.rival.pk}"
    office.post(reverse("intake:bulk"), {"pick": picked, "do": "send", "to": to})
    assert Ticket.objects.of(cast.yun).filter(organisation=cast.rival).count() == 3
    office.post(reverse("intake:bulk"), {"pick": picked, "do": "nudge"})
    assert Remark.objects.of(cast.yun).filter(kind="nudge").count() == 3
    office.post(reverse("intake:bulk"), {"pick": picked, "do": "merge"})
    assert Ticket.objects.of(cast.yun).filter(merged_into=tickets[0]).count() == 2
    file = office.get(board, {"export": "csv", "show": "all"})
    assert b"".join(file.streaming_content).count(b"GD-2026-") >= 3  # type: ignore[attr-defined]


def test_the_list_asks_a_fixed_number_of_statements(
    cast: Cast, client_as: As, django_assert_max_num_queries: Any
) -> None:
    owner = cast.actor("owner", clock.today())
    office = client_as("street_officer")
    for _ in range(15):
        raised(cast, owner, clock.now())
    office.get(reverse("intake:board"))
    with django_assert_max_num_queries(14):
        office.get(reverse("intake:board"))
    with django_assert_max_num_queries(30):
        office.get(reverse("intake:panel", args=[Ticket.objects.of(cast.yun).first().pk]))


def test_a_clerk_writes_down_what_somebody_says_on_the_telephone(cast: Cast, client_as: As) -> None:
    clerk = client_as("community_worker")
    desk = reverse("intake:desk")
    unit = cast.a.units[2]
    assert unit.label in text(clerk.get(desk, {"q": unit.label}))
    here = f"{desk}?unit={unit.pk}"
    page = text(clerk.get(here))
    assert "这户没办完的" in page
    form = {
        "once": str(uuid7()), "channel": "telephone", "category": "power", "text": "楼道灯不亮",
        "building": str(unit.building_id), "caller": "周大爷", "phone": "13900000000",
    }  # fmt: skip
    assert clerk.post(here, form).status_code == 302
    ticket = Ticket.objects.of(cast.yun).get()
    assert (ticket.unit, ticket.channel) == (unit, "telephone")
    assert "139****0000" in text(clerk.get(reverse("intake:ticket", args=[ticket.pk])))
    shown = clerk.post(reverse("intake:number", args=[ticket.pk]), {"why": "约时间"}, follow=True)
    assert "13900000000" in text(shown)
    more = {
        "category": "power",
        "building": str(unit.building_id),
        "text": "楼道灯坏了",
        "unit": unit.pk,
    }
    assert "可能已经报过" in text(clerk.get(reverse("intake:alike"), more))


def test_the_street_changes_its_categories_and_is_told_the_line_of_a_mistake(
    cast: Cast, client_as: As
) -> None:
    street = client_as("street_officer")
    there = reverse("intake:categories")
    assert "漏水渗水" in text(street.get(there))
    own = 'format = "mulin-ticket-categories/1"\n[[category]]\ncode = "leak"\nname = "漏水"\n'
    bad = street.post(there, {"text": own + 'party = "someone"\nrespond = 2\n', "why": "试"})
    assert bad.status_code == 422
    assert "someone" in text(bad)
    good = own + 'party = "property"\nrespond = 1\ndays = 3\n'
    assert street.post(there, {"text": good, "why": "按市里标准"}).status_code == 302
    ticket = raised(cast, cast.actor("owner", clock.today()), clock.now())
    assert (ticket.limit_days, ticket.respond_hours) == (3, 1)
    assert client_as("community_worker").post(there, {"text": good}).status_code == 403


def test_rules_duty_and_codes_are_set_on_their_pages(cast: Cast, client_as: As) -> None:
    street = client_as("street_officer")
    rule = {
        "once": str(uuid7()), "category": "leak", "organisation": str(cast.rival.pk), "way": "pool",
    }  # fmt: skip
    assert street.post(reverse("intake:rules"), rule).status_code == 302
    assert "漏水渗水" in text(street.get(reverse("intake:rules")))
    manager = client_as("property_manager")
    duty = {
        "person": str(cast.persons["property_manager"].pk), "weekdays": ["0", "1"],
        "begins": "8", "ends": "18",
    }  # fmt: skip
    assert manager.post(reverse("intake:duty"), duty).status_code == 302
    assert "8—18" in text(manager.get(reverse("intake:duty")))
    form = {"compound": str(cast.a.compound.pk), "names": "东门路灯\n垃圾房"}
    assert manager.post(reverse("intake:points"), form).status_code == 302
    assert text(manager.get(reverse("intake:points"), {"print": "1"})).count("<svg") >= 2


def test_who_scans_a_code_reports_without_an_account_and_follows_by_his_own_link(
    cast: Cast, client_as: As
) -> None:
    point = PlacePoint(street=cast.yun, compound=cast.a.compound, name="东门路灯", code="abc123")
    point.save(force_insert=True)
    visitor = client_as("visitor")
    there = reverse("report:point", args=["yun", "abc123"])
    assert "东门路灯" in text(visitor.get(there))
    form = {"once": str(uuid7()), "category": "clean", "text": "垃圾满了", "anonymous": "on"}
    made = visitor.post(there, form)
    assert made.status_code == 302
    assert "报上去了" in text(visitor.get(made["Location"]))
    for _ in range(6):
        last = visitor.post(there, {**form, "once": str(uuid7())})
    assert last.status_code == 422
    assert "报得太多" in text(last)
    assert visitor.get(reverse("report:point", args=["other", "abc123"])).status_code == 404


def test_a_neighbour_sees_the_trouble_but_neither_name_nor_words(cast: Cast, client_as: As) -> None:
    ticket = raised(cast, cast.actor("owner", clock.today()), clock.now())
    tenant = client_as("tenant")
    page = text(tenant.get(reverse("report:mine")))
    assert "漏水渗水" in page
    assert "床都湿了" not in page
    assert ticket.title not in page
    assert tenant.get(reverse("report:ticket", args=[ticket.pk])).status_code == 404
    where = f"{cast.a.buildings[0].pk.hex}::楼顶"
    found = tenant.get(reverse("report:near"), {"where": where, "category": "leak"})
    assert "我也是" in text(found)
    assert do(tenant, ticket, "follow").status_code == 302
    assert "我也遇到的" in text(tenant.get(reverse("report:mine")))


def test_a_ticket_names_its_matter_and_leads_only_those_there_who_may_open_it(
    cast: Cast, client_as: As
) -> None:
    clerk, now = cast.actor("community_worker", clock.today()), clock.now()
    matter = open_matter(cast.a.compound, "消防通道", "discover", by=clerk, now=now, once=uuid7())
    ticket = open_ticket(
        cast.a.compound, "fire", "三号楼前通道被堵", "巡查不合格",
        origin=uuid7(), matter=matter, once=uuid7(), by=clerk, now=now,
    )  # fmt: skip
    there, way = reverse("intake:ticket", args=[ticket.pk]), f"/matters/{matter.pk}/"
    assert way in text(client_as("community_worker").get(there))
    company = client_as("property_manager")
    assert matter.number in (page := text(company.get(there)))
    assert way not in page
    assert company.get(way).status_code == 404


def test_figures_lead_to_their_rows(cast: Cast, client_as: As) -> None:
    raised(cast, cast.actor("owner", clock.today()), clock.now())
    street = client_as("street_officer")
    page = text(street.get(reverse("intake:figures")))
    assert "—" in page, "nothing is due yet: a dash, neither 0 % nor 100 %"
    today = clock.today().isoformat()
    rows = street.get(reverse("intake:board"), {"figure": "raised", "from": today, "to": today})
    assert text(rows).count("data-i-row=") == 1
    none = street.get(reverse("intake:board"), {"figure": "raised", "from": "x", "to": today})
    assert "data-i-row=" not in text(none)


def test_what_waits_for_a_dispatcher_can_be_dealt_out_together(
    cast: Cast, client_as: As, actor: Act, now: datetime
) -> None:
    rows = [raised(cast, actor("owner"), now) for _ in range(2)]
    Ticket.objects.of(cast.yun).update(organisation=None, state=Ticket.State.WAITING)
    client = client_as("street_officer")
    shown = client.get(reverse("intake:board"), {"state": "waiting"})
    assert f"org:{cast.company.pk}" in dict(shown.context["offices"])
    assert f"org:{cast.far.committee.pk}" not in dict(shown.context["offices"])
    typed = {"do": "send", "to": f"org:{cast.company.pk}", "pick": [str(one.pk) for one in rows]}
    client.post(reverse("intake:bulk"), typed)
    assert Ticket.objects.of(cast.yun).filter(organisation=cast.company).count() == 2


def test_a_worker_s_next_job_is_never_one_that_waits_for_material(
    cast: Cast, client_as: As, actor: Act, now: datetime
) -> None:
    rows = [raised(cast, actor("owner"), now, text=text) for text in ("先报的漏水", "后报的漏水")]
    tickets = Ticket.objects.of(cast.yun)
    tickets.update(worker=cast.persons["property_manager"], state=Ticket.State.WORKING)
    tickets.filter(pk=rows[0].pk).update(state=Ticket.State.PAUSED, paused_at=now)
    shown = client_as("property_manager").get(reverse("report:jobs"))
    assert [line.ticket.pk for line in shown.context["jobs"]] == [rows[1].pk, rows[0].pk]
