"""One thing becomes another by one button: in the same matter, linked both ways, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.deliberate.mediation.models import Dispute
from mulin.deliberate.meetings.models import Issue
from mulin.discover.intake.actions.gathering import link_matter
from mulin.discover.intake.actions.paying import decide_payer
from mulin.discover.intake.models import Ticket
from mulin.discover.patrols.models import Hazard
from mulin.discover.referrals.models import Referral
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.actions.writing import drop_voucher
from mulin.ground.ledger.models import Voucher
from mulin.ground.matters.actions import open_matter
from mulin.ground.matters.links import pieces_of
from mulin.ground.matters.models import Passage
from mulin.ground.matters.passing import shown
from mulin.ground.record.queries import sentences_about
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.procedures.actions.passing import pass_on
from mulin.procedures.passing.table import BY_CODE, ROUTES, WORKERS
from mulin.procedures.passing.things import THINGS
from tests.cast import Cast
from tests.deliberate.mediation.world import world
from tests.discover.intake.telling import raised
from tests.isolation import campaigns, counter, grids, mediation, patrols, referrals

Act = Callable[..., Actor]
As = Callable[[str], Client]
SOURCES: dict[str, Callable[[Cast], Any]] = {
    "hazard": patrols.hazard,
    "affair": counter.application,
    "referral": referrals.referral,
    "report": grids.net_report,
    "task": campaigns.task,
}


def passed(code: str, row: Any, by: Actor, now: datetime, choice: str = "", text: str = "") -> Any:
    words = text or "三楼消防门关不上，请修"
    return pass_on(BY_CODE[code], row.pk, words, choice, once=uuid7(), by=by, now=now)


def said(row: Any) -> list[str]:
    return [one.text for one in sentences_about(row.street_id, row.pk, 50)]


@pytest.mark.parametrize("kind", SOURCES)
def test_a_thing_becomes_a_ticket_by_one_button_on_its_page_and_both_pages_say_so(
    cast: Cast, actor: Act, client_as: As, now: datetime, kind: str
) -> None:
    row = SOURCES[kind](cast)
    thing, officer = THINGS[kind], client_as("street_officer")
    there = reverse("procedures:pass", args=[f"{kind}-ticket", row.pk])
    assert there in officer.get(thing.url(row)).content.decode()
    answer = officer.post(there, {"text": "请派人看", "choice": "danger", "once": str(uuid7())})
    ticket = Ticket.objects.of(cast.yun).get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("intake:ticket", args=[ticket.pk])
    assert ticket.compound_id == cast.a.compound.pk
    assert (ticket.origin_id, ticket.text, ticket.raiser_id) == (row.pk, "请派人看", None)
    assert any(ticket.number in line for line in said(row))
    assert any(THINGS[kind].number(row) in line for line in said(ticket))
    first = officer.get(thing.url(row)).content.decode()
    assert ticket.number in first
    assert there not in first
    back = officer.get(answer["Location"]).content.decode()
    assert thing.url(row) in back


def test_the_matter_goes_along_and_shows_things_of_rooms_that_know_no_matters(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    ticket = raised(cast, actor("owner"), now)
    matter = open_matter(cast.a.compound, "楼顶", "discover", by=officer, now=now, once=uuid7())
    link_matter(ticket, matter, by=officer, now=now)
    for code, choice in (("ticket-hazard", "outer_wall"), ("ticket-referral", "facade")):
        passed(code, ticket, officer, now, choice)
    passed("ticket-issue", ticket, officer, now)
    hazard, issue = Hazard.objects.of(cast.yun).get(), Issue.objects.of(cast.yun).get()
    assert {hazard.matter_id, issue.matter_id} == {matter.pk}
    assert hazard.building_id == ticket.building_id
    referral = Referral.objects.of(cast.yun).get()
    numbers = {piece.number for piece in pieces_of(officer, matter)}
    assert numbers == {ticket.number, hazard.number, issue.number, referral.number}


def test_asked_again_it_is_what_it_became_and_two_clicks_make_one(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer, hazard = actor("street_officer"), patrols.hazard(cast)
    one = passed("hazard-ticket", hazard, officer, now, "fire")
    other = passed("hazard-ticket", hazard, officer, now, "fire")
    assert one.number == other.number
    assert Ticket.objects.of(cast.yun).count() == 1
    assert Passage.objects.of(cast.yun).count() == 1


def test_a_mediation_is_asked_for_from_a_ticket_and_the_company_sees_no_trace(
    cast: Cast, actor: Act, now: datetime
) -> None:
    mediation.panel(cast)
    officer, company = actor("street_officer"), actor("property_manager")
    ticket = raised(cast, actor("owner"), now, category="noise")
    made = passed("ticket-case", ticket, officer, now, "noise")
    case = Dispute.objects.of(cast.yun).get(number=made.number)
    assert case.reporter_id == cast.persons["owner"].pk
    assert not any(case.number in line for line in said(ticket))
    assert any(ticket.number in line for line in said(case))
    assert shown(company, "ticket", ticket.pk).ends == []
    assert shown(officer, "ticket", ticket.pk).ends == []


def test_what_a_mediation_becomes_is_written_anew_by_who_handles_it_and_betrays_nothing(
    cast: Cast, now: datetime, actor: Act
) -> None:
    place = world(cast)
    case = place.asked(now)
    director = place.acting("director", now.date())
    thing = THINGS["case"]
    assert (thing.told(case).title, thing.told(case).text) == ("", "")
    made = passed("case-ticket", case, director, now, "leak", "三楼公共立管请查一查")
    ticket = Ticket.objects.of(case.street_id).get(number=made.number)
    assert any(ticket.number in line for line in said(case))
    facts = sentences_about(ticket.street_id, ticket.pk, 50)
    assert not any(case.number in f"{one.text}{one.who}" for one in facts)
    assert director.name not in {one.who for one in facts}
    assert shown(actor("property_manager"), "ticket", ticket.pk).ends == []
    with pytest.raises(Refused):
        passed("case-ticket", case, actor("property_manager"), now, "leak")


@pytest.mark.parametrize("role", ["owner", "tenant", "auditor", "neighbour_officer"])
def test_who_may_not_open_the_other_thing_sees_no_button_and_is_refused(
    cast: Cast, actor: Act, now: datetime, role: str
) -> None:
    hazard, by = patrols.hazard(cast), actor(role)
    assert [way.code for way in shown(by, "hazard", hazard.pk).ways] == []
    with pytest.raises(Refused):
        passed("hazard-ticket", hazard, by, now, "fire")
    assert not Ticket.objects.of(cast.yun).exists()


def test_nothing_written_and_nothing_chosen_is_said_beside_the_field(
    cast: Cast, actor: Act, client_as: As
) -> None:
    hazard = patrols.hazard(cast)
    there = reverse("procedures:pass", args=["hazard-ticket", hazard.pk])
    answer = client_as("street_officer").post(there, {"text": "门关不上", "choice": "no-such"})
    assert answer.status_code == 422
    assert "门关不上" in answer.content.decode()
    assert not Ticket.objects.of(cast.yun).exists()


def test_a_report_of_the_net_is_answered_by_what_it_became(
    cast: Cast, actor: Act, now: datetime
) -> None:
    report = grids.net_report(cast)
    made = passed("report-ticket", report, actor("community_worker"), now, "clean")
    report.refresh_from_db()
    assert made.number in report.answer


def test_what_a_ticket_cost_is_booked_where_it_was_decided_and_each_names_the_other(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    officer, chair = actor("street_officer"), actor("committee_chair")
    opening = Opening(
        "public_revenue", "公共收益", cast.a.committee, cast.a.compound, date(2026, 1, 1), 0
    )
    books = open_books(opening, once=uuid7(), by=officer, now=now)
    ticket = raised(cast, actor("owner"), now)
    matter = open_matter(cast.a.compound, "楼顶", "discover", by=officer, now=now, once=uuid7())
    link_matter(ticket, matter, by=officer, now=now)
    assert "ticket-voucher" not in {w.code for w in shown(chair, "ticket", ticket.pk).ways}
    decide_payer(ticket, "revenue", 1_280_50, "业主大会决定", by=officer, now=now)
    assert "ticket-voucher" not in {w.code for w in shown(officer, "ticket", ticket.pk).ways}
    made = passed("ticket-voucher", ticket, chair, now, text="楼顶防水卷材和人工")
    voucher = Voucher.objects.of(cast.yun).get()
    assert (voucher.books_id, voucher.fen, voucher.state) == (books.pk, 1_280_50, "draft")
    assert voucher.lines[0][0] == "5002"
    assert ticket.number in voucher.memo
    assert matter.number in voucher.memo
    page = client_as("committee_chair").get(made.url).content.decode()
    assert reverse("intake:ticket", args=[ticket.pk]) in page
    assert (
        made.url
        in client_as("street_officer")
        .get(reverse("intake:ticket", args=[ticket.pk]))
        .content.decode()
    )
    assert voucher.pk in {piece.subject_id for piece in pieces_of(officer, matter)}
    drop_voucher(voucher, by=chair, now=now)
    again = passed("ticket-voucher", ticket, chair, now, text="改写")
    assert again.subject_id != voucher.pk


def test_every_row_of_the_table_names_things_that_stand_and_is_there_once() -> None:
    assert {r.source for r in ROUTES} | {r.target for r in ROUTES} <= set(THINGS)
    assert len(BY_CODE) == len(ROUTES)
    assert WORKERS
