"""Nothing leaves without what it rests on, and above the limit not by one person."""

from __future__ import annotations

from datetime import date

import pytest

from mulin.deliver.revenue.actions.authorities import end_authority
from mulin.deliver.revenue.actions.spending import Wanted, propose, settle, turn_down
from mulin.deliver.revenue.models import UseAuthority
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.models import Entry, VoucherPaper
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from tests.deliver.revenue.world import NOW, NUMBER, TODAY, World


def test_a_use_needs_a_decision_that_covers_it_and_what_is_left_of_it(world: World) -> None:
    with pytest.raises(Refused, match="要有依据"):
        world.spend("5002", 100)
    authority = world.authority()
    with pytest.raises(Refused, match="没有包括“小区公共活动”"):
        world.spend("5003", 100, authority)
    world.spend("5002", 150_000, authority)
    with pytest.raises(Refused, match=r"还剩 500\.00"):
        world.spend("5002", 50_001, authority)
    end_authority(authority, "已用完", by=world.keeper, now=NOW)
    with pytest.raises(Refused, match="不在有效期"):
        world.spend("5002", 1, authority)


def test_what_was_turned_down_frees_the_limit_again(world: World) -> None:
    authority = world.authority()
    row = world.spend("5002", 200_000, authority)
    turn_down(row, "缺比价", by=world.officer, now=NOW)
    assert world.spend("5002", 200_000, authority).fen == 200_000


def test_from_the_limit_on_a_second_person_settles_and_the_bill_goes_with_the_voucher(
    world: World,
) -> None:
    row = world.spend("5001", 100_000)
    with pytest.raises(Refused, match="另一个人复核"):
        settle(row, TODAY, by=world.keeper, now=NOW)
    paid = settle(row, TODAY, by=world.officer, now=NOW)
    assert settle(row, TODAY, by=world.officer, now=NOW).voucher_id == paid.voucher_id
    assert VoucherPaper.objects.of(world.books.street_id).count() == 1
    small = world.spend("5001", 99_999)
    assert settle(small, TODAY, by=world.keeper, now=NOW).state == "paid"


def test_a_cost_brings_its_bill_and_no_more_leaves_than_is_there(world: World) -> None:
    wanted = Wanted("5001", "照明电费", "演示供电", 100)
    with pytest.raises(Refused, match="没有附票据"):
        propose(world.books, wanted, (), once=uuid7(), by=world.keeper, now=NOW)
    with pytest.raises(Refused, match=r"只有 10,000\.00"):
        world.paid("5001", 1_000_001, TODAY)


def test_a_vote_must_be_final_and_passed_on_record(world: World) -> None:
    def note(decision: str = "", number: str = NUMBER) -> UseAuthority:
        return world.authority(basis="vote", reference=number, decision=decision, papers=())

    with pytest.raises(Refused, match="没有编号为"):
        note()
    world.vote("「用于维修」通过", final=False, number="BJ-2026-0002")
    with pytest.raises(Refused, match="异议期"):
        note(number="BJ-2026-0002")
    world.vote("「用于维修」通过；「用于活动」未通过；「修门」通过")
    with pytest.raises(Refused, match="“用于维修”；“修门”"):
        note()
    with pytest.raises(Refused, match="没有通过"):
        note("用于活动")
    row = note("修门")
    assert (row.decision, row.poll_id is not None) == ("修门", True)


def test_a_mandate_for_the_committee_stands_only_where_the_region_allows_it(world: World) -> None:
    assert world.authority(basis="mandate").basis == "mandate"
    compound = world.cast.a.compound
    compound.region = "110105"
    compound.save(update_fields=["region"])
    with pytest.raises(Refused, match="不能授权业委会"):
        world.authority(basis="mandate")


def test_what_goes_to_the_maintenance_fund_arrives_there(world: World) -> None:
    opening = Opening(
        "maintenance_fund",
        "云栖苑维修资金",
        world.cast.a.committee,
        world.cast.a.compound,
        date(2026, 1, 1),
        0,
    )
    fund = open_books(opening, once=uuid7(), by=world.officer, now=NOW)
    world.paid("3102", 60_000, TODAY)
    rows = Entry.objects.of(world.books.street_id).filter(books=fund)
    assert {(r.title.code, r.debit, r.credit) for r in rows.select_related("title")} == {
        ("1001", 60_000, 0),
        ("4003", 0, 60_000),
    }
