"""From the law of the opening day to that of today: compared first, then changed with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.clock import start_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.actions.repinning import repin
from mulin.procedures.actions.steps import do_step
from mulin.procedures.models import Procedure
from mulin.procedures.queries.pins import compared, repinned
from tests.cast import Cast
from tests.procedures.test_pages import text

As = Callable[..., Actor]
OPENED = start_of(date(2026, 3, 2)) + timedelta(hours=10)
ENDS = date(2030, 12, 31)


@pytest.fixture
def national(cast: Cast, actor: As) -> Procedure:
    """Opened under the national line, in a street that lies in Shanghai since."""
    cast.yun.region = "000000"
    cast.yun.save(update_fields=["region"])
    row = open_procedure(
        "reelection",
        cast.a.compound,
        ENDS,
        once=uuid7(),
        by=actor("street_officer"),
        now=OPENED,
    )
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    return row


def day_of_report(procedure: Procedure) -> date | None:
    day: date | None = procedure.dues.get(step="report").day
    return day


def test_a_procedure_keeps_its_law_until_it_is_changed_and_says_why(
    national: Procedure, actor: As
) -> None:
    by = actor("street_officer")
    before = day_of_report(national)
    assert before != date(2030, 7, 31)
    with pytest.raises(Refused, match="没有写为什么"):
        repin(national, " ", by=by, now=OPENED)
    changed = repin(national, "上海的规定施行", by=by, now=OPENED)
    assert day_of_report(changed) == date(2030, 7, 31)
    assert changed.law["code"] == "310000"
    fact = Fact.objects.of(national.street_id).get(kind="ProcedureRepinned")
    assert "2030-07-31" in fact.body["moved"]
    assert fact.body["why"] == "上海的规定施行"
    with pytest.raises(Refused, match="一样"):
        repin(changed, "再来一次", by=by, now=OPENED)


def test_both_timetables_stand_side_by_side(national: Procedure) -> None:
    today = date(2026, 3, 2)
    rows = {row.title: row for row in compared(national, repinned(national, today), today)}
    report = rows["书面报告街道"]
    assert report.moved
    assert report.was is not None
    assert report.becomes is not None
    assert report.becomes.due == date(2030, 7, 31)
    assert report.becomes.source is not None
    assert "上海市" in report.becomes.source.spaced


def test_what_was_put_down_stays(national: Procedure, actor: As) -> None:
    by = actor("street_officer")
    do_step(national, "report", date(2026, 3, 2), once=uuid7(), by=by, now=OPENED)
    changed = repin(national, "上海的规定施行", by=by, now=OPENED)
    assert changed.entries.count() == 1
    assert not changed.dues.filter(step="report").exists()
    assert changed.dues.filter(step="form_group").exists()


def test_the_street_alone_changes_it(national: Procedure, actor: As) -> None:
    for role, told in (
        ("community_worker", "由街道决定"),
        ("committee_chair", "只能查看"),
        ("other_compound_owner", "没有找到"),
    ):
        with pytest.raises(Refused, match=told):
            repin(national, "新规", by=actor(role), now=OPENED)


def test_it_is_compared_and_confirmed_on_screen(
    national: Procedure, cast: Cast, client_as: Callable[[str], Client]
) -> None:
    officer: Any = client_as("street_officer")
    there = reverse("procedures:repin", args=[national.pk])
    page = officer.get(there)
    assert "2030-07-31" in text(page)
    assert "会变" in text(page)
    assert officer.post(there, {"why": ""}).status_code == 422
    assert officer.post(there, {"why": "上海的规定施行"}).status_code == 302
    shown = text(officer.get(reverse("procedures:procedure", args=[national.pk])))
    assert f"{clock.today()} 起改按当天的" in shown
    assert "没有不同" in text(officer.get(there))
    assert client_as("community_worker").get(there).status_code == 403
