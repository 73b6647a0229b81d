"""A large compound on the live page: building by building, from the same rows as the gauges."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mulin.decide.assembly.models import RollUnit
from mulin.decide.assembly.pages import live_cells
from mulin.decide.assembly.queries.live_page import live_page
from mulin.decide.assembly.queries.overview import around, overview_of
from mulin.ground.page.picture import Picture
from mulin.kit import clock
from tests.cast import Cast
from tests.decide.assembly.world import World, voting

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast) -> World:
    """Two of building 1 have voted, five of building 2."""
    made = voting(cast, now=clock.now())
    for place in (0, 1, 6, 7, 8, 9, 10):
        made.vote(place)
    return made


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve homes are too many for one picture here."""
    monkeypatch.setattr(live_cells, "CELLS_AT_ONCE", 11)


def at(world: World, query: str = "") -> str:
    return f"{reverse('assembly:poll', args=[world.poll.pk])}{query}"


def told(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_buildings_add_up_to_the_gauges(world: World) -> None:
    read = live_page(world.poll, clock.today())
    one, two = overview_of(read)
    share = read.shares[0]
    assert (one.persons.part, one.persons.whole) == (2, 6)
    assert (two.persons.part, two.persons.whole) == (5, 5)
    assert one.area.part + two.area.part == share.participating.area
    assert one.area.whole + two.area.whole == share.roll.area
    assert one.units + two.units == sum(read.counts.values()) == 12
    assert one.left + two.left == read.not_voted == 4
    assert (one.lags, two.lags) == (True, False)
    assert sum(p.count for p in one.pieces) == one.units


def test_a_person_with_homes_in_two_buildings_is_one_in_each(world: World) -> None:
    units = world.cast.a.units
    entry = world.entries[0]
    rows = RollUnit.objects.of(world.street).filter(poll=world.poll, label=units[-1].label)
    rows.update(entry=entry)
    one, two = overview_of(live_page(world.poll, clock.today()))
    assert (one.persons.whole, two.persons.whole) == (6, 6)
    assert (one.persons.part, two.persons.part) == (2, 6)


@pytest.mark.parametrize("order", ["persons", "area", "left", "missing"])
def test_what_lags_comes_first(cast: Cast, order: str) -> None:
    world = voting(cast, now=clock.now())
    for place in range(7):
        world.vote(place)
    read = live_page(world.poll, clock.today())
    assert [s.name for s in overview_of(read)] == ["1号楼", "2号楼"]
    assert [s.name for s in overview_of(read, order)] == ["2号楼", "1号楼"]
    assert [s.name for s in overview_of(read, "nonsense")] == ["1号楼", "2号楼"]


def test_a_large_compound_shows_buildings_and_each_opens_its_cells(
    world: World, client_as: As, large: None
) -> None:
    client = client_as("community_worker")
    page = told(client, at(world))
    assert "2 栋 12 套" in page
    assert "data-v-cells" not in page
    found = re.search(r'href="(\?building=[0-9a-f]{32})#cells">1号楼', page)
    assert found
    one = told(client, at(world, found[1]))
    assert one.count('aria-label="1-1-') == 6
    assert 'aria-label="2-1-' not in one
    assert "33.33%" in one
    assert "全部楼栋" in one


def test_numbers_open_the_rows_they_count(world: World, client_as: As, large: None) -> None:
    client = client_as("community_worker")
    page = told(client, at(world))
    found = re.search(r'href="(\?building=[0-9a-f]{32}&amp;state=not_voted)#left"', page)
    assert found
    rows = told(client, at(world, found[1].replace("&amp;", "&")))
    assert "第 1–4 条" in rows
    export = client.get(at(world, f"{found[1].replace('&amp;', '&')}&export=csv"))
    assert len(b"".join(export).decode().splitlines()) == 1 + 4  # type: ignore[arg-type]


def test_a_small_compound_may_be_seen_either_way(world: World, client_as: As) -> None:
    client = client_as("community_worker")
    assert "data-v-cells" in told(client, at(world))
    assert "2 栋 12 套" in told(client, at(world, "?by=persons"))


def test_who_may_not_follow_the_homes_sees_no_building_either(
    world: World, client_as: As, large: None
) -> None:
    for role in ("property_manager", "owner"):
        assert "m-v-overview" not in told(client_as(role), at(world)), role
    for role in ("other_compound_owner", "neighbour_officer", "tenant"):
        assert client_as(role).get(at(world)).status_code == 404, role


def test_before_and_after_follow_the_order(world: World) -> None:
    one, two = overview_of(live_page(world.poll, clock.today()))
    assert around((one, two), one.id) == (None, one, two)
    assert around((one, two), two.id) == (one, two, None)
    assert around((one, two), world.poll.pk) == (None, None, None)


def test_one_building_is_drawn_as_large_as_fits_and_never_smaller() -> None:
    assert Picture(100, 100, (), ()).grown(820, 900).percent == 200
    tower = Picture(120, 640, (), ()).grown(820, 900)
    assert (tower.drawn_width, tower.drawn_height) == (168, 896)
    assert Picture(2000, 100, (), ()).grown(820, 900).percent == 100
