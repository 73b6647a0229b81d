"""Many at the same books: no number twice, none left out, nothing entered behind the closing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from mulin.ground.ledger.actions import writing
from mulin.ground.ledger.actions.closing import close_month
from mulin.ground.ledger.actions.writing import enter_voucher
from mulin.ground.ledger.models import Books, Entry, Voucher
from mulin.ground.ledger.queries.balances import trial_balance
from mulin.kit.rights import Refused
from tests.decide.assembly.test_concurrency import at_once, in_a_file
from tests.ground.ledger.world import NOW, OPENED, TODAY, World, lines
from tests.ground.ledger.world import world as standing

pytestmark = pytest.mark.django_db(transaction=True)
JAN = date(2026, 1, 10)
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


def test_nothing_is_entered_behind_the_closing(filed: World) -> None:
    draft = filed.write(JAN, *lines(100))
    first = date(2026, 1, 1)
    entered, closed = at_once(
        lambda: enter_voucher(draft, by=filed.officer, now=NOW),
        lambda: close_month(filed.books, first, by=filed.keeper, now=NOW),
    )
    assert isinstance(entered, Voucher)
    assert isinstance(closed, Refused) or closed.closed_on == TODAY


@pytest.mark.postgres
def test_without_the_lock_two_vouchers_want_the_same_number(
    filed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlocked(books_id: object, by: object) -> Books:
        return (
            Books.objects.select_related("compound", "keeper").of(filed.cast.yun).get(pk=books_id)
        )

    monkeypatch.setattr(writing, "held", unlocked)
    drafts = [filed.write(JAN, *lines(100 + n)) for n in range(8)]
    ended = entering(filed, drafts)
    assert any(isinstance(one, IntegrityError) for one in ended)
