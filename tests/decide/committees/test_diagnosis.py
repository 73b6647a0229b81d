"""The diagnosis of a street, the two lists and the two rates, as street and community read them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mulin.decide.committees.actions.members import release_member
from mulin.decide.committees.actions.terms import begin_term, correct_term, end_term
from mulin.decide.committees.models import Willing
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.decide.committees.bodies import filled, plan, seated
from tests.decide.committees.test_pages import text, to

As = Callable[[str], Client]
Acting = Callable[..., Actor]


@pytest.fixture
def shanghai(cast: Cast) -> Cast:
    for place in (cast.a, cast.b):
        place.compound.region = "310000"
        place.compound.save(update_fields=["region"])
    return cast


def overdue(cast: Cast, by: Actor, now: datetime) -> Any:
    """Compound A's committee, its term over since ten days."""
    today = clock.today()
    ends = today - timedelta(days=10)
    return filled(
        cast,
        by,
        now,
        ends_on=ends,
        filing_number="备 1",
        filed_on=date(2023, 6, 1),
        active_on=today,
    )


def test_counts_lead_to_rows_and_a_row_to_the_process_filled_in(
    shanghai: Cast, client_as: As, actor: Acting, now: datetime
) -> None:
    overdue(shanghai, actor("street_officer"), now)
    officer = client_as("street_officer")
    page = officer.get(to("diagnosis"))
    body = text(page)
    assert page.context["overdue"] == 1
    assert "已逾期 10 天" in body
    assert "尚未成立业委会" in body  # compound B has none
    ends = (clock.today() - timedelta(days=10)).isoformat()
    there = f"{reverse('procedures:new')}?code=reelection&amp;compound={shanghai.a.compound.pk}"
    link = f"{there}&amp;anchor={ends}"
    assert link in body
    rows = officer.get(to("diagnosis"), {"fault": "overdue"}).context["listing"].rows
    assert [row.name for row in rows] == ["云栖苑"]
    started = officer.get(
        link.partition("?")[0] + "?" + link.partition("?")[2].replace("&amp;", "&")
    )
    filled_in = text(started)
    assert f'value="{shanghai.a.compound.pk}" selected' in filled_in
    assert f'value="{ends}"' in filled_in


def test_a_committee_of_two_out_of_five_is_paralysed(
    shanghai: Cast, client_as: As, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    _term, members = overdue(shanghai, by, now)
    officer = client_as("street_officer")
    assert officer.get(to("diagnosis")).context["paralysed"] == 0
    for member in members[2:]:
        release_member(member, date(2026, 2, 28), why="本人辞职", by=by, now=now)
    assert officer.get(to("diagnosis")).context["paralysed"] == 1
    assert "在任 2 人，不足二分之一" in text(officer.get(to("diagnosis"), {"fault": "few"}))


def test_the_table_is_exported_and_asks_a_flat_number_of_questions(
    shanghai: Cast,
    client_as: As,
    actor: Acting,
    now: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    overdue(shanghai, actor("street_officer"), now)
    officer = client_as("street_officer")
    officer.get(to("diagnosis"))
    with django_assert_max_num_queries(18):
        officer.get(to("diagnosis"))
    sent = officer.get(to("diagnosis"), {"export": "xlsx"})
    rows = list(
        load_workbook(io.BytesIO(b"".join(sent.streaming_content)))  # type: ignore[attr-defined]
        .worksheets[0]
        .iter_rows(values_only=True)
    )
    assert rows[1][1] == "逾期未换届"
    assert "上海市住宅物业管理规定 第28条" in rows[1][8]


def test_a_community_diagnoses_its_own_compounds_and_owners_none(
    shanghai: Cast, client_as: As
) -> None:
    page = text(client_as("community_worker").get(to("diagnosis")))
    assert "云栖苑" in page
    assert "溪畔里" not in page
    assert client_as("owner").get(to("diagnosis")).status_code == 403
    assert client_as("committee_chair").get(to("willing")).status_code == 403


def test_both_rates_show_their_parts_and_lead_to_the_rows(
    cast: Cast, client_as: As, actor: Acting, now: datetime
) -> None:
    by, today = actor("street_officer"), clock.today()
    ends = today - timedelta(days=20)
    term, _members = filled(cast, by, now, ends_on=ends, party_members=3)
    officer = client_as("street_officer")
    rates = officer.get(to("crossing")).context["rates"]
    assert (rates.renewed.part, rates.renewed.whole) == (0, 1)
    assert (rates.crossed.part, rates.crossed.whole) == (0, 1)
    assert rates.party is None  # the number of one committee alone is nobody's business
    assert "未换届" in text(officer.get(to("crossing"), {"show": "due"}))
    end_term(term, date(2026, 3, 1), why="换届", by=by, now=now)
    again = begin_term(
        cast.a.committee,
        plan(ordinal=4, starts_on=date(2026, 3, 2), ends_on=date(2029, 3, 1)),
        once=uuid7(),
        by=by,
        now=now,
    )
    seated(again, cast.persons["community_worker"], by, now, since=date(2026, 3, 2))
    page = officer.get(to("crossing"))
    rates = page.context["rates"]
    assert (rates.renewed.part, rates.renewed.whole) == (1, 1)
    assert (rates.crossed.part, rates.crossed.whole) == (1, 1)
    assert "云溪一社区居委会（演示）社区工作者" in text(page)
    assert not officer.get(to("crossing"), {"show": "alone"}).context["listing"].rows


def test_a_sworn_witness_lent_by_the_residents_committee_is_no_cross_appointment(
    cast: Cast, client_as: As, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    term, members = filled(cast, by, now)
    release_member(members[4], date(2026, 3, 1), why="辞职", by=by, now=now)
    seated(term, cast.persons["witness"], by, now, since=date(2026, 3, 2))
    rates = client_as("street_officer").get(to("crossing")).context["rates"]
    assert rates.crossed.part == 0


@pytest.mark.parametrize(
    ("index", "room", "words"),
    [
        (1, "1-1-102", "是这套房的业主"),
        (0, "1-1-101", "是这套房的共有人"),
        (1, "1号楼1单元201", "不是这套的业主，在本小区另有房"),
        (None, "1-1-101", "底册里不是本小区业主"),
        (1, "9-9-909", "没有这个房号"),
    ],
)
def test_whoever_is_willing_is_checked_against_the_register(
    cast: Cast, client_as: As, index: int | None, room: str, words: str
) -> None:
    worker = client_as("community_worker")
    name = "查无此人" if index is None else cast.a.owners[index].name
    form = {
        "compound": cast.a.compound.pk,
        "name": name,
        "room": room,
        "source": "self",
        "agreed": "on",
        "once": uuid7(),
    }
    without = worker.post(to("new_willing"), {**form, "agreed": ""})
    assert without.status_code == 422
    assert not Willing.objects.of(cast.yun).exists()
    assert worker.post(to("new_willing"), form).status_code == 302
    page = text(worker.get(to("willing")))
    listed = worker.get(to("willing")).context["listing"]
    assert [cell.text for cell in next(iter(listed.cells))][3] == words
    assert name not in page  # lists mask names
    row = Willing.objects.of(cast.yun).get()
    assert worker.post(to("withdraw_willing", row.pk), {"why": "本人改变主意"}).status_code == 302
    assert not worker.get(to("willing")).context["listing"].rows


def test_seal_and_account_that_are_known_to_be_missing_are_findings(
    shanghai: Cast, client_as: As, actor: Acting, now: datetime
) -> None:
    by = actor("street_officer")
    term, _members = overdue(shanghai, by, now)
    correct_term(term, {"seal": "absent", "account": "absent"}, why="核实", by=by, now=now)
    page = text(client_as("street_officer").get(to("body", shanghai.a.committee.pk)))
    assert "没有刻制或没有移交印章" in page
    assert "没有开立银行账户" in page
