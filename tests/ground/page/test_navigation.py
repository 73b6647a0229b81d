"""The navigation shows what exists and what the person may see, and where they are."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from mulin.ground.page.navigation import Item, navigation
from mulin.kit.rights import Actor, Grant, Role, Scope
from mulin.site.navigation import NAVIGATION


def page(*_: object) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", page, name="home"),
    path("units/", page, name="units"),
    path("units/import/", page, name="import"),
]

STREET = UUID(int=1)
ITEMS = (
    Item("工作台", "sunrise", "今日", "home"),
    Item("底册", "building", "房屋", "units", count=lambda actor: 7),
    Item("底册", "file-up", "导入", "import", lambda actor: actor.is_street),
    Item("底册", "ghost", "没有的", "nowhere"),
)


def actor(*grants: Grant) -> Actor:
    return Actor(STREET, 1, None, "测试", grants=grants)


OFFICER = actor(Grant(Role.STREET_OFFICER, Scope.STREET, STREET))
OWNER = actor(Grant(Role.OWNER, Scope.UNIT, uuid4()))


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("where", "active"),
    [("/", "今日"), ("/units/", "房屋"), ("/units/5/", "房屋"), ("/units/import/2/", "导入")],
)
def test_the_nearest_place_above_a_page_is_active(where: str, active: str) -> None:
    links = [link for group in navigation(OFFICER, where, ITEMS) for link in group.links]
    assert [link.label for link in links if link.active] == [active]


@override_settings(ROOT_URLCONF=__name__)
def test_places_without_an_address_or_a_permission_are_not_shown() -> None:
    def labels(who: Actor | None) -> list[str]:
        return [link.label for g in navigation(who, "/", ITEMS) for link in g.links]

    assert labels(OFFICER) == ["今日", "房屋", "导入"]
    assert labels(OWNER) == ["今日", "房屋"]
    assert labels(None) == []


@override_settings(ROOT_URLCONF=__name__)
def test_groups_keep_the_order_of_the_table_and_counts_are_asked() -> None:
    groups = navigation(OFFICER, "/", ITEMS)
    assert [g.label for g in groups] == ["工作台", "底册"]
    assert groups[1].links[0].count == 7


def test_a_resident_sees_no_register_and_an_officer_sees_the_accounts() -> None:
    def seen(who: Actor) -> set[str]:
        return {i.url_name for i in NAVIGATION if i.may is None or i.may(who)}

    assert "estate:people" not in seen(OWNER)
    assert "access:accounts" not in seen(OWNER)
    assert {"access:accounts", "record:facts", "estate:import"} <= seen(OFFICER)


@override_settings(ROOT_URLCONF=__name__)
def test_a_long_side_is_folded_but_for_the_first_group_and_the_one_we_are_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unfolded(where: str) -> list[str]:
        return [str(group.label) for group in navigation(OFFICER, where, ITEMS) if group.open]

    assert unfolded("/") == ["工作台", "底册"]
    monkeypatch.setattr("mulin.ground.page.navigation.AT_ONE_GLANCE", 2)
    assert unfolded("/") == ["工作台"]
    assert unfolded("/units/5/") == ["工作台", "底册"]
