"""One picture of a compound: buildings stand on every screen where the survey found them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.deliver.works.actions.surveying import Drawn, import_surveys
from mulin.discover.patrols.models import Point
from mulin.discover.patrols.picture import Mark, drawn
from mulin.ground.estate.plans import known_of
from mulin.ground.page.ground_plan import Named, laid_out
from mulin.kit.rights import Actor
from tests.cast import Cast
from tests.discover.intake.telling import raised
from tests.isolation import patrols

Act = Callable[..., Actor]
As = Callable[[str], Client]


def houses(*keys: str) -> list[Named]:
    return [Named(key, key, f"{key}号楼") for key in keys]


def surveyed(cast: Cast, by: Actor, now: datetime) -> None:
    places = {
        str(one.pk): [30.0 * at, 80.0 * (at % 2), 24.0, 11.0, 30.0]
        for at, one in enumerate(cast.a.buildings)
    }
    plan = Drawn(places, [["中心路", -5, 40, 90, 40, 6]])
    import_surveys(cast.a.compound, [], plan, file_name="位置.xlsx", by=by, now=now)


def test_a_known_building_keeps_its_place_and_everything_fits_the_box() -> None:
    known = {"1": [10, 10, 24, 11, 0], "2": [60, 50, 24, 11, 45]}
    ground = laid_out(houses("1", "2", "3"), known, width=360, height=280, edge=34)
    one, two, three = (ground.feet[key] for key in "123")
    assert one[0] < two[0], "2 stands to the right of 1"
    assert one[1] < two[1] < three[1], "what is not known stands below what is"
    for shape in ground.houses:
        numbers = [float(n) for part in shape.path[1:-1].split("L") for n in part.split()]
        assert all(0 <= n <= 360 for n in numbers[::2])
        assert all(0 <= n <= 280 for n in numbers[1::2])


@pytest.mark.parametrize("count", [1, 2, 60])
def test_without_a_survey_buildings_stand_in_rows_and_the_picture_says_so(count: int) -> None:
    named = houses(*(str(n) for n in range(count)))
    ground = laid_out(named, {}, width=360, height=280, edge=34, snug=True)
    assert ground.generated
    assert len({shape.path for shape in ground.houses}) == count
    assert ground.height <= 280


def test_a_point_without_a_spot_stands_under_its_building_where_the_survey_found_it(
    cast: Cast, actor: Act, now: datetime
) -> None:
    house = cast.a.buildings[0]
    mark = Mark(Point(building_id=house.pk), "1", "todo", "x")
    before = drawn(cast.a.buildings, [mark])
    surveyed(cast, actor("street_officer"), now)
    after = drawn(cast.a.buildings, [mark])
    assert (before.ground.generated, after.ground.generated) == (True, False)
    foot = after.ground.feet[str(house.pk)]
    assert float(after.dots[0].y) > foot[1]
    assert float(after.dots[0].x) == pytest.approx(foot[0], abs=0.1)
    assert len(after.ground.lanes) == 1


def test_patrols_tickets_and_the_phone_draw_the_same_survey(
    cast: Cast, actor: Act, client_as: As, now: datetime
) -> None:
    surveyed(cast, actor("street_officer"), now)
    hazard = patrols.hazard(cast)
    ticket = raised(cast, actor("owner"), now)
    web, phone = client_as("street_officer"), client_as("owner")

    def page(client: Client, name: str, *args: Any, query: str = "") -> str:
        answer = client.get(reverse(name, args=args) + query)
        assert answer.status_code == 200
        text: str = answer.content.decode()
        assert 'class="m-lane"' in text, name
        return text

    page(web, "patrols:hazard_map", query=f"?compound={hazard.compound_id}")
    assert "m-house-on" in page(web, "intake:ticket", ticket.pk)
    shown = page(phone, "report:new")
    other = cast.a.buildings[1]
    assert f"building={other.pk}#house" in shown, "a tap on a building opens its own picture"
    assert "按实测位置画的" in shown


def test_another_compound_and_another_street_learn_nothing_of_where_buildings_stand(
    cast: Cast, actor: Act, now: datetime
) -> None:
    surveyed(cast, actor("street_officer"), now)
    assert known_of(cast.yun.pk, cast.a.compound.pk).buildings
    assert not known_of(cast.yun.pk, cast.b.compound.pk).buildings
    assert not known_of(cast.far.compound.street_id, cast.a.compound.pk).buildings
