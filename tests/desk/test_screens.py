"""The desk: home, counter, one home, search."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mulin.kit.contributions import Hit, Line, Panel, Task
from tests.cast import Cast


@pytest.fixture
def room(settings: Any, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An invented room that contributes to every screen."""
    module = ModuleType("mulin_test_room")
    module.my_turn = lambda actor, today: [  # type: ignore[attr-defined]
        Task("后办的事", "/later/"),
        Task("超期的事", "/late/", state="late"),
    ]
    module.about_unit = lambda unit, actor, today: [  # type: ignore[attr-defined]
        Panel("表决", (Line("第二次会议", "/votes/1/", state="done", word="线上已投"),))
    ]
    module.found = lambda words, actor: [Hit("表决", f"含{words}的会议", "/votes/1/")]  # type: ignore[attr-defined]
    module.__spec__ = sys.__spec__
    monkeypatch.setitem(sys.modules, module.__name__, module)
    settings.MULIN_ROOMS = [module.__name__]
    return module


def test_what_waits_is_listed_the_most_pressing_first(room: ModuleType, client_as: Any) -> None:
    body = client_as("street_officer").get(reverse("desk:home")).content.decode()
    assert body.index("超期的事") < body.index("后办的事")


@pytest.mark.parametrize("role", ["street_officer", "committee_chair", "auditor", "social_worker"])
def test_home_opens_for_everybody_with_a_post(client_as: Any, role: str) -> None:
    answer = client_as(role).get(reverse("desk:home"))
    assert answer.status_code == 200
    assert "<c-" not in answer.content.decode()


def test_the_counter_opens_a_single_home_at_once(cast: Cast, client_as: Any) -> None:
    client = client_as("community_worker")
    answer = client.get(reverse("desk:counter"), {"q": "2-1-101"})
    assert answer.url == reverse("desk:unit", args=[cast.a.units[6].pk])
    page = client.get(answer.url)
    assert page.status_code == 200
    again = client.get(reverse("desk:counter")).content.decode()
    assert ">2-1-101</a>" in again
    several = client.get(reverse("desk:counter"), {"q": "1-1-"}).content.decode()
    assert several.count("/units/") >= 6


def test_a_home_shows_rooms_people_and_history_masked(
    room: ModuleType, cast: Cast, client_as: Any
) -> None:
    answer = client_as("street_officer").get(reverse("desk:unit", args=[cast.a.units[0].pk]))
    body = answer.content.decode()
    assert "线上已投" in body
    assert "共有 1/2" in body
    assert "<c-" not in body
    assert cast.a.owners[0].name not in body


def test_an_owner_sees_his_own_home_and_no_other(cast: Cast, client_as: Any) -> None:
    client = client_as("owner")
    mine = client.get(reverse("desk:unit", args=[cast.a.units[0].pk]))
    assert mine.url == reverse("desk:home")  # residents have their own page of the home
    assert client.get(reverse("desk:unit", args=[cast.a.units[1].pk])).status_code == 404
    assert client.get(reverse("desk:counter")).status_code == 404


@pytest.mark.parametrize("role", ["neighbour_officer", "other_compound_owner", "stranger"])
def test_a_home_elsewhere_does_not_exist(cast: Cast, client_as: Any, role: str) -> None:
    url = reverse("desk:unit", args=[cast.a.units[0].pk])
    assert client_as(role).get(url).status_code in (403, 404)


def test_search_shows_homes_people_and_what_rooms_find(
    room: ModuleType, cast: Cast, client_as: Any
) -> None:
    body = client_as("street_officer").get(reverse("desk:search"), {"q": "2-1-101"})
    assert "含2-1-101的会议" in body.content.decode()
    assert "溪畔里" in body.content.decode()
    nothing = client_as("owner").get(reverse("desk:search"), {"q": "2-1-101"})
    assert "云栖苑" not in nothing.content.decode()


def test_a_home_asks_a_handful_of_questions(cast: Cast, client_as: Any) -> None:
    client = client_as("property_manager")
    url = reverse("desk:unit", args=[cast.a.units[0].pk])
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    assert len(asked) <= 20
