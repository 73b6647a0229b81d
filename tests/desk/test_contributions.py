"""Rooms contribute to the desk without knowing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.desk import contributions
from mulin.kit.rights import Actor
from tests.cast import Cast

As = Callable[[str], Client]


@pytest.fixture
def _one_room(settings: Any) -> None:
    settings.MULIN_ROOMS = ["tests.desk.room"]


def test_rooms_are_found_by_looking_into_the_installed_apps() -> None:
    names = {room.__name__ for room in contributions.rooms()}
    assert "mulin.decide.assembly.contributions" in names
    assert "mulin.desk.contributions" not in names


@pytest.mark.usefixtures("_one_room")
def test_what_is_overdue_comes_first_and_what_has_no_day_last(
    actor: Callable[..., Actor], today: date
) -> None:
    tasks = contributions.my_turn(actor("street_officer"), today)
    assert [task.title for task in tasks] == ["超期的事", "后天的事", "缓办的事"]


@pytest.mark.usefixtures("_one_room")
def test_a_task_shows_its_article_and_its_last_day(client_as: As) -> None:
    text = client_as("street_officer").get(reverse("desk:turn")).content.decode()
    assert "某法 第1条" in text
    assert "2026-01-01" in text
    assert "已超期" in text


@pytest.mark.usefixtures("_one_room")
def test_a_rooms_panel_and_verbs_stand_on_the_home(cast: Cast, client_as: As) -> None:
    url = reverse("desk:unit", args=[cast.a.units[0].pk])
    text = client_as("street_officer").get(url).content.decode()
    assert "水管漏水&lt;b&gt;" in text
    assert '<span class="m-hint">03-01</span>' in text
    assert '<span class="m-hint">第 1 号 · 03-09 截止</span>' in text
    assert "待派单" in text
    assert 'href="/repairs/new/" data-m-key="r"' in text
    assert 'href="/pay/"' not in text, "a refused verb must not be a link"
    assert "今天窗口不收款。请到一楼。" in text


@pytest.mark.usefixtures("_one_room")
def test_a_number_that_one_room_knows_opens_it(cast: Cast, client_as: As) -> None:
    answer = client_as("street_officer").get(reverse("desk:counter"), {"q": "GD-2026-0001"})
    assert answer.headers["Location"] == "/repairs/1/"
