"""The pages of lawful timetables: read by everybody signed in, reckoned from what is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.law.catalogue import all_jurisdictions
from mulin.law.process_catalogue import all_processes

As = Callable[[str], Client]


def page(client: Client, code: str = "reelection", **asked: str) -> Any:
    return client.get(reverse("law:process", args=[code]), asked)


def test_the_list_says_how_much_of_each_process_is_law(client_as: As) -> None:
    body = client_as("owner").get(reverse("law:processes")).content.decode()
    for process in all_processes().values():
        assert process.title in body
    assert "没有法定期限" in body


def test_every_process_in_every_region_is_timed_or_not_yet_with_its_reason(client_as: As) -> None:
    client, there = client_as("owner"), reverse("law:process_regions")
    every = client.get(there)
    assert len(every.context["rows"]) == len(all_processes()) * len(all_jurisdictions())
    some = client.get(there, {"process": "interim_committee", "state": "not_yet"})
    assert some.context["rows"]
    for row in some.context["rows"]:
        assert row.why in some.content.decode()
    assert "没有符合条件的" in client.get(there, {"region": "999999"}).content.decode()


def test_a_visitor_is_asked_to_sign_in(client_as: As) -> None:
    assert client_as("visitor").get(reverse("law:processes")).status_code == 302
    assert page(client_as("visitor")).status_code == 302


@pytest.mark.parametrize("code", all_processes())
def test_every_process_opens_in_every_region(client_as: As, code: str) -> None:
    client = client_as("street_officer")
    assert page(client, code).status_code == 200
    for region in all_jurisdictions():
        answer = page(client, code, region=region, anchor="2027-06-30", opened="2026-11-01")
        assert answer.status_code == 200, region


def test_what_was_done_moves_what_follows_and_lateness_is_seen(client_as: As) -> None:
    asked = {"region": "310000", "anchor": "2026-06-30", "opened": "2026-01-05"}
    body = page(client_as("street_officer"), **asked, done_report="2026-02-10").content.decode()
    assert "已办，晚了" in body  # five months before is the 30th of January
    assert "2026-04-13" in body  # sixty days after the report: Saturday the 11th rolls
    assert "逾期" in body


def test_a_day_that_is_none_is_named_and_what_was_typed_stays(client_as: As) -> None:
    answer = page(
        client_as("street_officer"), region="310000", anchor="2027-02-30", done_report="2027-01-10"
    )
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "2027-02-30" in body
    assert "2027-01-10" in body


def test_a_region_without_the_process_says_so(client_as: As) -> None:
    body = page(
        client_as("street_officer"), "interim_committee", region="310000", anchor="2027-01-05"
    ).content.decode()
    assert "上海市没有“组建物业管理委员会”这个程序" in body


def test_an_unknown_process_is_not_found(client_as: As) -> None:
    assert page(client_as("street_officer"), "nothing").status_code == 404
