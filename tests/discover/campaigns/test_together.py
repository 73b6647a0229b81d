"""Two teams at one door, two hands at the last sandbags, two heads for one stairwell."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from mulin.discover.campaigns.actions import goods, visiting
from mulin.discover.campaigns.actions.goods import Booking, book
from mulin.discover.campaigns.actions.visiting import Found, knock
from mulin.discover.campaigns.models import Campaign, Door, Entry, Stock, Visit
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.cast import Cast
from tests.discover.campaigns.flooding import listed, opened, team
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
Who = Callable[..., Actor]


@pytest.fixture
def flood(cast: Cast, actor: Who) -> Campaign:
    return opened(cast, actor("street_officer"), clock.now())


def _at_the_door(cast: Cast, flood: Campaign, actor: Who) -> list[Any]:
    officer, now = actor("street_officer"), clock.now()
    ours = team(cast, flood, officer, now, "一队", "owner", "co_owner")
    door = listed(cast, flood, [ours], officer, now)[0]
    people = [actor("owner"), actor("co_owner"), officer, actor("community_worker")]
    jobs = [
        lambda by=by: knock(door, Found("met", 0), once=uuid7(), by=by, now=now) for by in people
    ]
    return at_once(*jobs)


def test_of_several_at_one_door_one_visit_is_noted_and_the_others_are_told(
    cast: Cast, flood: Campaign, actor: Who
) -> None:
    results = _at_the_door(cast, flood, actor)
    refused = [one for one in results if isinstance(one, Refused)]
    assert len(refused) == 3
    assert all("刚才已由" in str(one) for one in refused)
    assert Visit.objects.of(cast.yun).count() == 1
    assert Door.objects.of(cast.yun).filter(rounds=1).count() == 1


def test_the_door_is_held_by_its_lock(
    cast: Cast, flood: Campaign, actor: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loose(row: Any, by: Actor, *beside: str) -> Any:
        fresh = type(row).objects.of(by.street_id).select_related(*beside).get(pk=row.pk)
        threading.Event().wait(0.3)
        return fresh

    monkeypatch.setattr(visiting, "alone", loose)
    results = _at_the_door(cast, flood, actor)
    assert any(isinstance(one, IntegrityError) for one in results)


def _at_the_stock(cast: Cast, flood: Campaign, by: Actor) -> list[Any]:
    now, place = clock.now(), cast.a.compound

    def take(kind: str, many: int) -> Entry:
        line = Booking(kind, many, "一队")
        return book(flood, place, "沙袋", "只", line, once=uuid7(), by=by, now=now)

    take("received", 5_00)
    return at_once(*[lambda: take("used", 3_00)] * 4)


def test_the_last_sandbags_go_out_once(cast: Cast, flood: Campaign, actor: Who) -> None:
    results = _at_the_stock(cast, flood, actor("street_officer"))
    assert sum(isinstance(one, Entry) for one in results) == 1
    assert sum(isinstance(one, Refused) for one in results) == 3
    stock = Stock.objects.of(cast.yun).get()
    lines = Entry.objects.of(cast.yun)
    assert stock.balance == 2_00 == sum(line.signed for line in lines)


def test_the_stock_is_held_by_its_lock(
    cast: Cast, flood: Campaign, actor: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loose(ware: Any, compound: Any) -> Stock:
        Stock.objects.bulk_create(
            [Stock(street_id=ware.street_id, goods=ware, compound=compound)], ignore_conflicts=True
        )
        found: Stock = Stock.objects.of(ware.street_id).get(goods=ware, compound=compound)
        threading.Event().wait(0.3)
        return found

    monkeypatch.setattr(goods, "_held", loose)
    _at_the_stock(cast, flood, actor("street_officer"))
    lines = Entry.objects.of(cast.yun)
    assert Stock.objects.of(cast.yun).get().balance != sum(line.signed for line in lines)
