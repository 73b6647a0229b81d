"""Two tellers on one bill: one takes it, the other is told; without the lock they collide."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from mulin.deliver.billing.actions import taking
from mulin.deliver.billing.actions.taking import Money, take
from mulin.deliver.billing.models import Bill, FeeAccount, Payment
from mulin.deliver.billing.queries.bills import owed_by
from mulin.ground.estate.models import Unit
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from tests.deliver.billing.world import FEB, NOW, World
from tests.deliver.billing.world import world as standing
from tests.races import at_once, in_a_file

pytestmark = pytest.mark.django_db(transaction=True)
SHORT = 0.4
world = standing


@pytest.fixture
def filed(world: World, tmp_path: Path) -> Iterator[World]:
    with in_a_file(tmp_path / "race.sqlite3"):
        yield world


def both(world: World) -> list[Any]:
    """Two tellers take the same bill in full at the same moment."""
    unit = world.units[0]
    given = Money(owed_by(unit), "cash")
    return at_once(
        *[lambda: take(unit, given, once=uuid7(), by=world.desk, now=NOW) for _ in range(2)]
    )


def test_of_two_tellers_one_takes_the_bill_and_the_other_is_told(filed: World) -> None:
    filed.bill(FEB)
    ended = both(filed)
    assert sorted(type(one).__name__ for one in ended) == ["Payment", "Refused"]
    (refused,) = (one for one in ended if isinstance(one, Refused))
    assert "可能刚由别的窗口收过" in str(refused)
    assert Payment.objects.count() == 1
    assert owed_by(filed.units[0]) == 0
    filed.agrees()


def unlocked(unit: Unit, by: Actor) -> FeeAccount:
    """The home's account, held by nobody."""
    rows = FeeAccount.objects.of(by.street_id)
    found: FeeAccount = rows.filter(unit=unit).first() or FeeAccount(
        street_id=by.street_id, unit=unit
    )
    return found


@pytest.mark.postgres
def test_without_the_lock_both_tellers_find_the_bill_open(
    filed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed.bill(FEB)
    looked = threading.Barrier(2)
    matched = taking._matched

    def both_look(*given: Any) -> Any:
        found = matched(*given)
        looked.wait(10)
        return found

    monkeypatch.setattr(taking, "held_account", unlocked)
    monkeypatch.setattr(taking, "_matched", both_look)
    ended = both(filed)
    assert any(isinstance(one, IntegrityError) for one in ended)
    bill = Bill.objects.get(unit=filed.units[0])
    assert bill.paid == bill.fen
