"""The bank's statement against the books."""

from __future__ import annotations

from datetime import date

import pytest

from mulin.ground.ledger.actions.banking import Movement, loose, match, take_statement
from mulin.ground.ledger.actions.writing import take_back
from mulin.ground.ledger.models import BankLine, Title, Voucher
from mulin.ground.ledger.queries.bank import candidates, reconciliation, unseen
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from mulin.law.books.voucher import Line
from tests.ground.ledger.world import NOW, OPENED, TODAY, World, lines

FEB = date(2026, 2, 10)


@pytest.fixture
def bank(world: World) -> Title:
    return Title.objects.get(books=world.books, code="1002")


def moved(day: date, fen: int, mark: str) -> Movement:
    return Movement(day, fen, "广告公司（演示）", "转账", mark)


def test_a_statement_matches_what_can_only_be_meant_once(world: World, bank: Title) -> None:
    world.enter(FEB, *lines(100))
    world.enter(FEB, *lines(77))
    world.enter(FEB, *lines(77))
    rows = [
        moved(date(2026, 2, 12), 100, "1"),
        moved(FEB, 77, "2"),
        moved(FEB, -5, "3"),
    ]
    taken = take_statement(bank, rows, by=world.keeper, now=NOW)
    assert (taken.rows, taken.known, taken.matched) == (3, 0, 1)
    again = take_statement(bank, rows, by=world.keeper, now=NOW)
    assert (again.rows, again.known) == (0, 3)
    found = reconciliation(bank, TODAY)
    assert (found.books, found.bank) == (254, 172)
    assert (found.bank_in, found.bank_out, found.books_in, found.books_out) == (77, 5, 154, 0)
    assert found.agrees
    assert found.books_adjusted == 326


def test_both_balances_agree_once_each_side_is_told_what_the_other_has_not(
    world: World, bank: Title
) -> None:
    world.enter(FEB, *lines(100))
    world.enter(TODAY, Line("5001", debit=40), Line("1002", credit=40))
    rows = [moved(FEB, 100, "1"), moved(FEB, 9, "2")]
    take_statement(bank, rows, by=world.keeper, now=NOW)
    found = reconciliation(bank, TODAY)
    assert (found.books_adjusted, found.bank_adjusted) == (69, 69)
    assert found.agrees


def test_a_line_is_matched_by_hand_to_the_fen_and_taken_back(world: World, bank: Title) -> None:
    first, second = world.enter(FEB, *lines(77)), world.enter(FEB, *lines(77))
    take_statement(bank, [moved(FEB, 77, "2"), moved(FEB, 78, "3")], by=world.keeper, now=NOW)
    line, other = BankLine.objects.order_by("fen")
    assert candidates(line).count() == 2
    assert candidates(other).count() == 0
    entry = first.entries.get(title=bank)
    match(line, entry.pk, by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="已经核对过"):
        match(other, entry.pk, by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="金额不一样"):
        match(other, second.entries.get(title=bank).pk, by=world.keeper, now=NOW)
    loose(line, by=world.keeper, now=NOW)
    assert unseen(bank).count() == 2


def test_only_a_bank_title_takes_a_statement(world: World) -> None:
    income = Title.objects.get(books=world.books, code="4002")
    with pytest.raises(Refused, match="不与银行对账"):
        take_statement(income, [moved(FEB, 1, "1")], by=world.keeper, now=NOW)


def test_what_the_books_began_with_is_at_the_bank_and_waits_for_no_line(
    world: World, bank: Title
) -> None:
    world.enter(OPENED, *lines(5000, credit="3101"), kind=Voucher.Kind.OPENING)
    world.enter(FEB, *lines(100))
    take_statement(bank, [moved(FEB, 5000, "1"), moved(FEB, 100, "2")], by=world.keeper, now=NOW)
    assert BankLine.objects.get(mark="1").entry is None
    assert not unseen(bank).exists()
    found = reconciliation(bank, TODAY)
    assert (found.books, found.bank) == (5100, 10100)
    assert (found.bank_in, found.books_in) == (5000, 0)
    assert found.agrees


def test_a_wrong_beginning_taken_back_in_red_waits_for_no_line_either(
    world: World, bank: Title
) -> None:
    wrong = world.enter(OPENED, *lines(50, credit="3101"), kind=Voucher.Kind.OPENING)
    take_back(wrong, TODAY, "少记一位", once=uuid7(), by=world.keeper, now=NOW)
    world.enter(OPENED, *lines(500, credit="3101"), kind=Voucher.Kind.OPENING)
    assert not unseen(bank).exists()
    found = reconciliation(bank, TODAY)
    assert (found.books, found.bank) == (500, 500)
