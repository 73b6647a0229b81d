"""Contracts fall due part by part; what is due is booked once, what comes is received to the fen."""

from __future__ import annotations

from datetime import date

import pytest

from mulin.deliver.revenue.actions.contracts import end_contract
from mulin.deliver.revenue.actions.income import book_dues, receive
from mulin.deliver.revenue.models import IncomeDue
from mulin.ground.ledger.queries.balances import trial_balance
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from mulin.law.catalogue import jurisdiction
from mulin.law.common_income import Rhythm, part_of, spans, to_fund
from mulin.law.terms import UNWRITTEN
from tests.deliver.revenue.world import NOW, TODAY, World


def stands(world: World, code: str) -> int:
    balance = trial_balance(world.books, TODAY, TODAY)
    return next(row.closing for row in balance.rows if row.title.code == code)


def dues(world: World) -> list[IncomeDue]:
    return list(IncomeDue.objects.of(world.books.street_id).order_by("first"))


def test_a_contract_is_signed_with_all_its_parts_and_books_each_once_when_it_is_due(
    world: World,
) -> None:
    contract = world.contract()
    assert [str(due.first) for due in dues(world)] == [
        "2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01",
    ]  # fmt: skip
    done = book_dues(world.books, TODAY, by=world.keeper, now=NOW)
    assert (done.expected, done.booked, done.known) == (2, 2, 0)
    again = book_dues(world.books, TODAY, by=world.keeper, now=NOW)
    assert (again.expected, again.booked, again.known) == (2, 0, 2)
    assert (stands(world, "1122"), stands(world, "4002")) == (600_000, -600_000)
    first = dues(world)[0]
    once = uuid7()
    for _ in range(2):
        receive(first, 100_000, TODAY, once=once, by=world.keeper, now=NOW)
    with pytest.raises(Refused, match=r"还差 2,000\.00"):
        receive(first, 200_001, TODAY, once=uuid7(), by=world.keeper, now=NOW)
    receive(first, 200_000, TODAY, once=uuid7(), by=world.keeper, now=NOW)
    assert (stands(world, "1122"), stands(world, "1002")) == (300_000, 1_300_000)
    assert str(contract) == f"{contract.number} 电梯轿厢广告"


def test_money_that_comes_before_its_day_is_income_only_on_its_day(world: World) -> None:
    world.contract(begins_on=date(2026, 4, 10), ends_on=date(2026, 4, 30), every=0)
    (due,) = dues(world)
    receive(due, 100_000, TODAY, once=uuid7(), by=world.keeper, now=NOW)
    assert (stands(world, "2203"), stands(world, "4002")) == (-100_000, 0)
    book_dues(world.books, TODAY, by=world.keeper, now=NOW)
    assert (stands(world, "2203"), stands(world, "1122")) == (0, 200_000)
    assert stands(world, "4002") == -300_000


def test_what_was_due_in_a_closed_month_is_booked_now(world: World) -> None:
    world.contract()
    world.close_quarter()
    book_dues(world.books, TODAY, by=world.keeper, now=NOW)
    assert [due.booked_on for due in dues(world)[:2]] == [TODAY, date(2026, 4, 1)]


def test_a_contract_ends_before_its_time_and_later_parts_are_not_asked_for(world: World) -> None:
    contract = world.contract()
    book_dues(world.books, TODAY, by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="已经记账"):
        end_contract(contract, date(2026, 3, 1), "撤点", by=world.keeper, now=NOW)
    end_contract(contract, date(2026, 6, 30), "撤点", by=world.keeper, now=NOW)
    assert [due.called_off for due in dues(world)] == [False, False, True, True]
    with pytest.raises(Refused, match="不再收"):
        receive(dues(world)[3], 1, TODAY, once=uuid7(), by=world.keeper, now=NOW)


def test_a_short_last_part_costs_its_days() -> None:
    begins, ends = date(2026, 1, 31), date(2026, 3, 14)
    found = list(spans(begins, ends, 1))
    assert [(str(s.first), str(s.last)) for s in found] == [
        ("2026-01-31", "2026-02-27"), ("2026-02-28", "2026-03-14"),
    ]  # fmt: skip
    assert part_of(3100, found[0], begins, 1, 0) == 3100
    assert part_of(3100, found[1], begins, 1, 1) == 3100 * 15 // 31


def test_the_region_says_how_often_and_how_much_goes_to_the_fund() -> None:
    day = date(2026, 5, 1)
    quarter = Rhythm(3, UNWRITTEN)
    assert quarter.period(day).last == date(2026, 6, 30)
    assert quarter.before(date(2026, 1, 5)).first == date(2025, 10, 1)
    assert Rhythm(12, UNWRITTEN).period(day).first == date(2026, 1, 1)
    here = to_fund(jurisdiction("310000"), day, 1000, 500)
    assert (here.needed, here.met) == (501, False)  # more than half
    assert to_fund(jurisdiction("000000"), day, 1000, 0).share is None
