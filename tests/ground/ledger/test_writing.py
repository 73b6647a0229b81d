"""A voucher is written, checked by a second person, entered, and taken back in red."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mulin.ground.ledger.actions.closing import (
    ask_to_reopen,
    carry_year,
    close_month,
    reopen_month,
)
from mulin.ground.ledger.actions.entering import Booking, book
from mulin.ground.ledger.actions.opening import Opening, add_title, end_books, end_title, open_books
from mulin.ground.ledger.actions.writing import (
    Draft,
    change_voucher,
    drop_voucher,
    enter_voucher,
    return_voucher,
    send_voucher,
    take_back,
    write_voucher,
)
from mulin.ground.ledger.models import Entry, Title, Voucher
from mulin.ground.ledger.queries.balances import (
    detail,
    homes_of,
    opening_of,
    trial_balance,
    year_balances,
)
from mulin.ground.ledger.queries.budgets import budget_of
from mulin.ground.record.models import Fact
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from mulin.law.books.voucher import Line
from tests.ground.ledger.world import LIMIT, NOW, OPENED, TODAY, World, lines

FEB = date(2026, 2, 10)


def test_a_voucher_below_the_limit_is_entered_by_who_wrote_it(world: World) -> None:
    voucher = world.write(FEB, *lines(LIMIT - 1))
    entered = enter_voucher(voucher, by=world.keeper, now=NOW)
    assert (entered.number, entered.word) == (1, "2026-02 记-0001")
    assert list(Entry.objects.values_list("title__code", "debit", "credit").order_by("line")) == [
        ("1002", LIMIT - 1, 0),
        ("4002", 0, LIMIT - 1),
    ]
    assert Fact.objects.filter(kind="VoucherEntered", subject_id=voucher.pk).count() == 1


def test_from_the_limit_on_a_second_person_enters_it(world: World) -> None:
    voucher = send_voucher(world.write(FEB, *lines(LIMIT)), by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="要由另一个人复核"):
        enter_voucher(voucher, by=world.keeper, now=NOW)
    returned = return_voucher(voucher, "缺合同", by=world.officer, now=NOW)
    assert (returned.state, returned.returned) == ("draft", "缺合同")
    draft = Draft(FEB, "收广告费，附合同", lines(LIMIT + 5))
    changed = change_voucher(returned, draft, by=world.keeper, now=NOW)
    assert (changed.fen, changed.returned) == (LIMIT + 5, "")
    assert enter_voucher(changed, by=world.officer, now=NOW).number == 1


def test_entering_twice_enters_once_and_numbers_have_no_gap(world: World) -> None:
    first = world.enter(FEB, *lines(100))
    enter_voucher(first, by=world.officer, now=NOW)
    dropped = world.write(FEB, *lines(200))
    drop_voucher(dropped, by=world.keeper, now=NOW)
    assert world.enter(FEB, *lines(300)).number == 2
    assert world.enter(TODAY, *lines(400)).number == 1
    assert Entry.objects.count() == 6


def test_the_same_form_sent_twice_makes_one_draft(world: World) -> None:
    once, draft = uuid7(), Draft(FEB, "收广告费", lines(100))
    first = write_voucher(world.books, draft, once=once, by=world.keeper, now=NOW)
    again = write_voucher(world.books, draft, once=once, by=world.keeper, now=NOW)
    assert first.pk == again.pk
    assert Voucher.objects.count() == 1


def test_what_does_not_balance_is_refused_with_the_gap_and_nothing_is_kept(world: World) -> None:
    with pytest.raises(Refused, match=r"借方合计 1.00，贷方合计 0.99，差 0.01"):
        world.write(FEB, Line("1002", debit=100), Line("4002", credit=99))
    assert not Voucher.objects.exists()


@pytest.mark.parametrize(
    ("day", "why"), [(date(2025, 12, 31), "从 2026-01-01 启用"), (date(2026, 3, 3), "今天以后")]
)
def test_no_entry_before_the_books_began_or_after_today(world: World, day: date, why: str) -> None:
    with pytest.raises(Refused, match=why):
        world.write(day, *lines(100))


def test_an_entered_voucher_is_taken_back_in_red_once(world: World) -> None:
    voucher = world.enter(FEB, *lines(500))
    once = uuid7()
    red = take_back(voucher, TODAY, "科目记错", once=once, by=world.keeper, now=NOW)
    again = take_back(voucher, TODAY, "科目记错", once=uuid7(), by=world.keeper, now=NOW)
    assert red.pk == again.pk == once
    assert red.fen == -500
    balance = trial_balance(world.books, OPENED, TODAY)
    assert balance.debit == balance.credit == 0
    assert balance.agrees
    with pytest.raises(Refused, match="红字凭证不能再冲销"):
        take_back(red, TODAY, "再来", once=uuid7(), by=world.keeper, now=NOW)


def test_a_large_reversal_waits_for_the_second_person(world: World) -> None:
    voucher = world.enter(FEB, *lines(LIMIT))
    red = take_back(voucher, TODAY, "科目记错", once=uuid7(), by=world.keeper, now=NOW)
    assert red.state == "waiting"
    assert not Entry.objects.filter(voucher=red).exists()
    assert enter_voucher(red, by=world.officer, now=NOW).state == "entered"


def test_a_month_closes_in_its_turn_when_every_voucher_is_entered(world: World) -> None:
    jan, feb = date(2026, 1, 1), date(2026, 2, 1)
    with pytest.raises(Refused, match="下一个要结的是 2026-01"):
        close_month(world.books, feb, by=world.keeper, now=NOW)
    close_month(world.books, jan, by=world.keeper, now=NOW)
    draft = world.write(FEB, *lines(100))
    with pytest.raises(Refused, match="还有 1 张凭证没有记账"):
        close_month(world.books, feb, by=world.keeper, now=NOW)
    enter_voucher(draft, by=world.officer, now=NOW)
    close_month(world.books, feb, by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="2026-03 还没有过完"):
        close_month(world.books, date(2026, 3, 1), by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="2026-02 已经结账"):
        world.write(FEB, *lines(100))


def test_a_closed_month_is_opened_by_somebody_else_than_who_asked(world: World) -> None:
    month = close_month(world.books, date(2026, 1, 1), by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="还没有人申请"):
        reopen_month(month, by=world.officer, now=NOW)
    ask_to_reopen(month, "漏记一张发票", by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="另一个人同意"):
        reopen_month(month, by=world.keeper, now=NOW)
    reopen_month(month, by=world.officer, now=NOW)
    assert world.enter(date(2026, 1, 5), *lines(100)).number == 1


def test_a_year_is_carried_to_the_funds_and_the_budget_does_not_count_that(world: World) -> None:
    later = NOW.replace(year=2027)
    world.enter(FEB, *lines(900))
    world.enter(FEB, Line("5001", debit=200), Line("1002", credit=200), memo="电费")
    before = {one.title.code: one.real for one in budget_of(world.books, 2026)}
    voucher = carry_year(world.books, 2026, once=uuid7(), by=world.keeper, now=later)
    assert voucher.state == "entered"
    assert voucher.day == date(2026, 12, 31)
    sums = year_balances(world.books, 2026)
    assert (sums["4002"], sums["5001"], sums["3101"]) == (0, 0, -700)
    assert {one.title.code: one.real for one in budget_of(world.books, 2026)} == before
    with pytest.raises(Refused, match="没有要结转"):
        carry_year(world.books, 2026, once=uuid7(), by=world.keeper, now=later)


def test_another_room_books_its_row_once(world: World) -> None:
    booking = Booking(FEB, "收物业费", lines(5000), uuid7())
    with transaction.atomic():
        first = book(world.books.pk, booking, by=world.keeper, now=NOW)
        again = book(world.books.pk, booking, by=world.keeper, now=NOW)
    assert first.pk == again.pk
    assert Entry.objects.count() == 2


def test_a_title_below_another_adds_up_in_it(world: World) -> None:
    title = add_title(world.books, "400201", "电梯广告", by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="有下级科目"):
        world.write(FEB, *lines(100))
    world.enter(FEB, *lines(100, credit="400201"))
    rows = {row.title.code: row.credit for row in trial_balance(world.books, OPENED, TODAY).rows}
    assert (rows["4002"], rows["400201"]) == (100, 100)
    with pytest.raises(Refused, match="还有余额"):
        end_title(title, by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="已经记过账"):
        add_title(world.books, "40020101", "更细", by=world.keeper, now=NOW)


def test_the_detailed_account_runs_on_from_the_period_before(world: World) -> None:
    world.enter(date(2026, 1, 5), *lines(100))
    world.enter(FEB, *lines(30))
    world.enter(FEB, Line("5001", debit=50), Line("1002", credit=50))
    bank = Title.objects.get(books=world.books, code="1002")
    rows = detail(bank, date(2026, 2, 1), TODAY)
    assert [row.after for row in rows] == [130, 80]


def test_what_the_books_began_with_is_opening_and_never_turnover(world: World) -> None:
    world.enter(OPENED, *lines(5000, credit="3101"), kind=Voucher.Kind.OPENING)
    world.enter(OPENED, *lines(70))
    bank = Title.objects.get(books=world.books, code="1002")
    for first, opening, debit in ((OPENED, 5000, 70), (FEB, 5070, 0)):
        balance = trial_balance(world.books, first, TODAY)
        row = next(one for one in balance.leaves if one.title == bank)
        assert (row.opening, row.debit, row.closing) == (opening, debit, 5070)
        assert opening_of(bank, first, TODAY) == opening
        assert balance.agrees
    assert [row.after for row in detail(bank, OPENED, TODAY)] == [5070]
    day_before = date(2025, 12, 31)
    assert opening_of(bank, day_before, day_before) == 0


def test_what_stands_for_each_home_is_added_up_home_by_home(world: World) -> None:
    cast, (first, second) = world.cast, world.cast.a.units[:2]
    opening = Opening(
        "fees_lump_sum", "云栖苑物业费", cast.company, cast.a.compound, OPENED, LIMIT * 100
    )
    world.books = open_books(opening, once=uuid7(), by=world.officer, now=NOW)
    world.keeper = world.officer = cast.actor("property_manager", TODAY)
    owed = Title.objects.get(books=world.books, code="1122")
    for unit, fen in ((first, 300), (second, 50), (first, 20)):
        world.enter(FEB, Line("1122", debit=fen, unit=unit.pk), Line("4001", credit=fen))
    world.enter(FEB, Line("1002", debit=120), Line("1122", credit=120, unit=first.pk))
    found = [(home.pk, home.debits, home.credits, home.stands) for home in homes_of(owed)]
    assert found == [(first.pk, 320, 120, 200), (second.pk, 50, 0, 50)]
    assert not homes_of(Title.objects.get(books=world.books, code="1002")).exists()


def test_books_with_something_left_in_them_do_not_end(world: World) -> None:
    world.enter(FEB, *lines(100))
    with pytest.raises(Refused, match="有余额"):
        end_books(world.books, "移交", by=world.officer, now=NOW)


def test_the_database_itself_refuses_a_line_on_both_sides(world: World) -> None:
    voucher = world.enter(FEB, *lines(100))
    title = Title.objects.get(books=world.books, code="1002")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry(
            street=world.cast.yun, books=world.books, voucher=voucher, title=title, line=9,
            day=FEB, debit=1, credit=1,
        ).save(force_insert=True)  # fmt: skip
