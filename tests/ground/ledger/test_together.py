"""Many at the same books: no number twice, none left out, nothing entered behind the closing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from mulin.ground.ledger.actions import closing, writing
from mulin.ground.ledger.actions.closing import close_month
from mulin.ground.ledger.actions.writing import enter_voucher
from mulin.ground.ledger.models import Books, Entry, Month, Voucher
from mulin.ground.ledger.queries.balances import TrialBalance, trial_balance
from mulin.kit.rights import Actor, Refused
from tests.ground.ledger.world import NOW, OPENED, TODAY, World, lines
from tests.ground.ledger.world import world as standing
from tests.races import at_once, in_a_file

pytestmark = pytest.mark.django_db(transaction=True)
JAN = date(2026, 1, 10)
SHORT = 0.4
world = standing


@pytest.fixture
def filed(world: World, tmp_path: Path) -> Iterator[World]:
    with in_a_file(tmp_path / "race.sqlite3"):
        yield world


def entering(world: World, vouchers: list[Voucher]) -> list[Any]:
    return at_once(*[lambda v=v: enter_voucher(v, by=world.officer, now=NOW) for v in vouchers])


def test_eight_vouchers_entered_at_once_are_numbered_one_to_eight(filed: World) -> None:
    drafts = [filed.write(JAN, *lines(100 + n)) for n in range(8)]
    entering(filed, drafts)
    numbers = Voucher.objects.filter(state="entered").values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 9))
    assert trial_balance(filed.books, OPENED, TODAY).agrees


def test_one_voucher_entered_by_eight_at_once_is_entered_once(filed: World) -> None:
    draft = filed.write(JAN, *lines(100))
    entering(filed, [draft] * 8)
    assert Entry.objects.count() == 2


def while_january_closes(world: World, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A voucher of January is written and entered once the closing has added January up."""
    added, entered = threading.Event(), threading.Event()

    def add_up(*period: Any) -> TrialBalance:
        found = trial_balance(*period)
        added.set()
        entered.wait(SHORT)
        return found

    def late() -> Voucher:
        added.wait(10)
        try:
            return world.enter(JAN, *lines(100))
        finally:
            entered.set()

    monkeypatch.setattr(closing, "trial_balance", add_up)
    january = JAN.replace(day=1)
    return at_once(lambda: close_month(world.books, january, by=world.keeper, now=NOW), late)


def test_nothing_is_entered_behind_the_closing(
    filed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, late = while_january_closes(filed, monkeypatch)
    assert isinstance(closed, Month)
    assert isinstance(late, Refused)
    assert "2026-01 已经结账" in str(late)
    assert not Entry.objects.exists()


def unlocked(books_id: UUID, by: Actor) -> Books:
    """The account set, held by nobody."""
    rows = Books.objects.of(by.street_id).select_related("compound", "keeper")
    found: Books = rows.get(pk=books_id)
    return found


@pytest.mark.postgres
def test_without_the_lock_a_voucher_slips_in_behind_the_closing(
    filed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for verbs in (writing, closing):
        monkeypatch.setattr(verbs, "held", unlocked)
    closed, _late = while_january_closes(filed, monkeypatch)
    assert isinstance(closed, Month)
    assert Entry.objects.count() == 2


@pytest.mark.postgres
def test_without_the_lock_two_vouchers_want_the_same_number(
    filed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "held", unlocked)
    drafts = [filed.write(JAN, *lines(100 + n)) for n in range(8)]
    ended = entering(filed, drafts)
    assert any(isinstance(one, IntegrityError) for one in ended)
