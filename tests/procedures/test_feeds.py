"""One's days as a calendar: read by strict rules, under a secret address that is renewed and ended."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from mulin.ground.access.models import Membership
from mulin.ground.record.models import Fact
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.procedures.actions.opening import open_procedure
from mulin.procedures.models import Feed, Procedure
from tests.cast import Cast
from tests.decide.assembly.world import voting
from tests.procedures.test_pages import text

ClientAs = Callable[[str], Client]


@pytest.fixture
def reelection(cast: Cast, actor: Any) -> Procedure:
    cast.yun.region = "310000"
    cast.yun.save(update_fields=["region"])
    by = actor("street_officer", on=clock.today())
    ends = clock.today() + timedelta(days=400)
    now = clock.now()
    return open_procedure("reelection", cast.a.compound, ends, once=uuid7(), by=by, now=now)


def address(client: Client) -> str:
    """The path of the feed as its holder reads it off his page."""
    client.post(reverse("procedures:begin_feed"))
    found: str = client.get(reverse("procedures:calendar")).context["address"]
    return urlsplit(found).path


def strictly(data: bytes) -> list[dict[str, str]]:
    """RFC 5545, to the letter of what calendars refuse: returns each event's properties."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    data.decode("utf-8")
    lines = re.sub(r"\r\n[ \t]", "", data.decode()).split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "VERSION:2.0" in lines
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    events: list[dict[str, str]] = []
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon, line
        assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*", name), line
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and not line.startswith(("END:", "BEGIN:")):
            assert not re.search(r"(?<!\\)[,;]", value) or name.startswith("URL"), line
            events[-1][name.partition(";")[0]] = value
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        assert re.fullmatch(r"\d{8}", event["DTSTART"])
    assert len({event["UID"] for event in events}) == len(events)
    assert len(Calendar.from_ical(data).walk("VEVENT")) == len(events)
    return events


def test_the_days_of_steps_and_votes_are_a_calendar_that_strict_readers_take(
    reelection: Procedure, cast: Cast, client_as: ClientAs
) -> None:
    voting(cast, now=clock.now())
    chair = client_as("committee_chair")
    path = address(chair)
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = strictly(answer.content)
    said = {event["SUMMARY"]: event for event in events}
    step = said["云栖苑：书面报告街道"]
    due = reelection.dues.get(step="report").day
    assert due is not None
    assert step["DTSTART"] == due.strftime("%Y%m%d")
    assert "第28条" in step["DESCRIPTION"]
    assert step["URL"].endswith(f"/procedures/{reelection.pk}/steps/report/")
    assert any("投票截止" in one for one in said)


def test_an_event_keeps_its_uid_while_its_day_moves(
    reelection: Procedure, client_as: ClientAs
) -> None:
    path = address(client_as("committee_chair"))
    before = {e["SUMMARY"]: e for e in strictly(Client().get(path).content)}
    reelection.dues.filter(step="report").update(day=date(2027, 5, 5))
    after = {e["SUMMARY"]: e for e in strictly(Client().get(path).content)}
    name = "云栖苑：书面报告街道"
    assert before[name]["UID"] == after[name]["UID"]
    assert after[name]["DTSTART"] == "20270505"


def test_nobody_reads_what_is_another_persons_turn(
    reelection: Procedure, client_as: ClientAs
) -> None:
    other = Client().get(address(client_as("other_compound_owner")))
    assert "云栖苑" not in other.content.decode()


def test_the_address_is_renewed_and_ended_and_the_old_one_leads_nowhere(
    reelection: Procedure, cast: Cast, client_as: ClientAs
) -> None:
    chair = client_as("committee_chair")
    first = address(chair)
    second = address(chair)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    chair.post(reverse("procedures:end_feed"))
    assert Client().get(second).status_code == 404
    assert Fact.objects.of(cast.yun).filter(kind__in=["FeedBegun", "FeedEnded"]).count() == 3
    assert not Feed.objects.of(cast.yun).filter(revoked_at__isnull=True).exists()


def test_the_secret_is_not_in_the_database_and_a_guess_learns_nothing(
    reelection: Procedure, cast: Cast, client_as: ClientAs
) -> None:
    path = address(client_as("committee_chair"))
    token = path.rpartition("/")[2].removesuffix(".ics")
    row = Feed.objects.of(cast.yun).get()
    assert token not in repr((row.digest, bytes(row.sealed)))
    for guess in ("x", token[:-4] + "AAAA", "A" * len(token), "汉字"):
        assert Client().get(reverse("procedures:feed", args=[guess])).status_code == 404


def test_a_calendar_ends_with_the_membership(
    reelection: Procedure, cast: Cast, client_as: ClientAs
) -> None:
    path = address(client_as("committee_chair"))
    rows = Membership.objects.of(cast.yun).filter(pk=cast.memberships["committee_chair"].pk)
    rows.update(valid_to=clock.today())
    assert Client().get(path).status_code == 404


def test_the_button_and_the_code_stand_beside_my_turn(
    reelection: Procedure, client_as: ClientAs
) -> None:
    chair = client_as("committee_chair")
    assert reverse("procedures:calendar") in text(chair.get(reverse("desk:turn")))
    part = chair.get(reverse("procedures:calendar"), headers={"hx-request": "true"})
    assert "开通日历订阅" in text(part)
    assert "<html" not in text(part)
    address(chair)
    page = text(chair.get(reverse("procedures:calendar")))
    assert "<svg" in page
    assert "webcal://" in page
    assert "书面报告街道" in page


def test_a_program_that_asks_all_the_time_is_told_to_wait(
    reelection: Procedure, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mulin.procedures.pages.feeds.READS_AN_HOUR", 2)
    path = address(client_as("committee_chair"))
    assert [Client().get(path).status_code for _ in range(3)] == [200, 200, 429]
