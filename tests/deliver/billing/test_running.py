"""A month is billed: what each home pays and why, never twice, never anew, home by home in the books."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from mulin.deliver.billing.actions.items import Price, Term, end_item, end_term, set_price, set_term
from mulin.deliver.billing.actions.measures import Cost, Read, read_meter, share_cost
from mulin.deliver.billing.actions.running import draft_run, drop_run, publish_run
from mulin.deliver.billing.models import Bill, BillRun, RunItem, SharedPart
from mulin.deliver.billing.queries.bills import missed_months, standing, totals_of
from mulin.ground.estate.models import Unit
from mulin.ground.ledger.models import Entry, Voucher
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from tests.deliver.billing.world import FEB, JAN, MAR, NOW, World


def only(world: World, index: int, item: Any = None) -> Bill:
    """The one bill of a home that stands, of an item."""
    rows = Bill.objects.of(world.cast.yun).filter(unit=world.units[index], item=item or world.item)
    found: Bill = rows.get(voided_on__isnull=True)
    return found


def test_a_bill_keeps_area_and_price_and_says_them(world: World) -> None:
    world.bill()
    bill = only(world, 0)
    assert bill.unit.gross_area == 9063
    assert (bill.fen, bill.sentence) == (25376, "90.63 ㎡ × 2.80 元")
    assert bill.due_on == date(2026, 2, 28)


def test_large_areas_and_large_prices_are_billed_to_the_fen(world: World) -> None:
    shop = world.units[0]
    Unit.objects.of(world.cast.yun).filter(pk=shop.pk).update(gross_area=9_999_999)
    station = world.set("基站电费", "fixed", 9_000_000, uses=("home",))
    world.bill()
    assert only(world, 0).fen == 27_999_997  # 99,999.99 m² at 2.80 yuan
    assert only(world, 0, station).fen == 90_000


def test_a_run_publishes_what_each_home_owes_into_the_books(world: World) -> None:
    run = world.bill()
    assert (run.bills, run.state) == (12, "published")
    total = standing(world.cast.yun).aggregate(fen=Sum("fen"))["fen"]
    assert run.fen == total == world.stands("1122") == -world.stands("4001")
    voucher = Voucher.objects.of(world.cast.yun).get(origin=run.items.get().pk)
    assert Entry.objects.of(world.cast.yun).filter(voucher=voucher).count() == 13
    world.agrees()


def test_a_second_run_adds_nothing_and_says_what_stood(world: World) -> None:
    world.bill()
    again = world.draft()
    row = RunItem.objects.of(world.cast.yun).get(run=again)
    assert (again.bills, row.expected, row.created, row.skipped) == (0, 12, 0, {"known": 12})
    with pytest.raises(Refused, match="没有账单"):
        publish_run(again, by=world.desk, now=NOW)
    assert not totals_of(again)[0].silent


def test_the_same_token_gives_the_same_run_and_publishing_twice_changes_nothing(
    world: World,
) -> None:
    once = uuid7()
    first, second = (
        draft_run(world.cast.a.compound, FEB, once=once, by=world.desk, now=NOW) for _ in range(2)
    )
    assert first.pk == second.pk
    for _ in range(2):
        publish_run(first, by=world.desk, now=NOW)
    assert Voucher.objects.of(world.cast.yun).count() == 1


def test_one_month_has_one_draft_and_a_dropped_one_leaves_nothing(world: World) -> None:
    run = world.draft()
    with pytest.raises(Refused, match=run.number):
        world.draft()
    drop_run(run, by=world.desk, now=NOW)
    assert not Bill.objects.of(world.cast.yun).exists()
    assert world.draft().bills == 12


def test_a_published_run_cannot_be_dropped(world: World) -> None:
    run = world.bill()
    with pytest.raises(Refused, match="已经出账"):
        drop_run(run, by=world.desk, now=NOW)


def test_a_new_price_leaves_the_past_and_holds_from_its_month(world: World) -> None:
    world.bill()
    with pytest.raises(Refused, match="2026-02 已经按原价出账"):
        set_price(world.item, Price(30_000, FEB), by=world.desk, now=NOW)
    set_price(world.item, Price(30_000, MAR), by=world.desk, now=NOW)
    world.bill(MAR)
    world.bill(JAN)
    prices = dict(Bill.objects.of(world.cast.yun).values_list("period", "price"))
    assert prices == {JAN: 28_000, FEB: 28_000, MAR: 30_000}


def test_missed_months_are_named_and_caught_up_at_their_own_price(world: World) -> None:
    set_price(world.item, Price(30_000, MAR), by=world.desk, now=NOW)
    world.bill(MAR)
    assert missed_months(world.cast.a.compound, NOW.date()) == [JAN, FEB]
    world.bill(JAN)
    assert only_price(world, JAN) == 28_000
    with pytest.raises(Refused, match="不能出账"):
        world.draft(date(2023, 1, 1))


def only_price(world: World, month: date) -> int:
    rows = Bill.objects.of(world.cast.yun).filter(period=month)
    (price,) = set(rows.values_list("price", flat=True))
    return int(price)


def test_vacant_homes_get_their_discount_and_exempt_ones_none(world: World) -> None:
    set_price(world.item, Price(28_000, FEB, vacant_percent=70), by=world.desk, now=NOW)
    vacant, exempt = Term("vacant", FEB, "空置证明"), Term("exempt", FEB, "物业用房")
    for unit, term in ((world.units[0], vacant), (world.units[1], exempt)):
        set_term(world.item, unit, term, once=uuid7(), by=world.desk, now=NOW)
    run = world.bill()
    bill = only(world, 0)
    assert (bill.fen, bill.percent) == ((9063 * 28_000 * 70 + 500_000) // 1_000_000, 70)
    assert bill.sentence == "90.63 ㎡ × 2.80 元，空置按 70% 收"
    assert run.items.get().skipped == {"exempt": 1}


def test_a_term_ends_before_the_month_named_and_not_behind_a_bill(world: World) -> None:
    term = set_term(
        world.item,
        world.units[0],
        Term("exempt", JAN, "装修"),
        once=uuid7(),
        by=world.desk,
        now=NOW,
    )
    end_term(term, FEB, by=world.desk, now=NOW)
    world.bill(JAN)
    world.bill(FEB)
    assert Bill.objects.of(world.cast.yun).filter(unit=world.units[0]).get().period == FEB
    late = Term("exempt", FEB, "迟了")
    with pytest.raises(Refused, match="已经出账"):
        set_term(world.item, world.units[0], late, once=uuid7(), by=world.desk, now=NOW)


def test_the_owner_pays_from_the_month_after_handing_over(world: World) -> None:
    new, unsold = world.units[0], world.units[1]
    new.delivered_on = date(2026, 2, 10)
    new.save(update_fields=["delivered_on"])
    unsold.status = "unsold"
    unsold.save(update_fields=["status"])
    world.bill(FEB)
    world.bill(MAR)
    rows = Bill.objects.of(world.cast.yun).filter(unit__in=[new, unsold])
    payers = {(b.unit_id, b.period): b.payer for b in rows}
    assert payers[new.pk, FEB] == payers[unsold.pk, FEB] == payers[unsold.pk, MAR] == "developer"
    assert payers[new.pk, MAR] == "owner"


def test_each_use_has_its_own_price(world: World) -> None:
    shop = world.units[3]
    shop.use = "shop"
    shop.save(update_fields=["use"])
    item = world.set("商铺物业费", "area", 28_000, uses=("shop",))
    set_price(item, Price(56_000, JAN, "shop"), by=world.desk, now=NOW)
    world.bill()
    assert only(world, 3, item).price == 56_000
    assert not Bill.objects.of(world.cast.yun).filter(unit=shop, item=world.item).exists()


def test_a_home_without_area_is_named_as_the_reason_it_has_no_bill(world: World) -> None:
    unit = world.units[0]
    unit.gross_area = 0
    unit.save(update_fields=["gross_area"])
    assert world.bill().items.get().skipped == {"no_area": 1}


def test_a_run_that_makes_nothing_though_it_should_is_an_alarm(world: World) -> None:
    world.set("水费", "meter", 45_000)
    run = world.draft()
    water = next(row for row in totals_of(run) if row.row.item.name == "水费")
    assert water.silent
    assert water.reasons == [("not_read", 12)]


def test_the_first_reading_bills_nothing_and_a_swapped_meter_both_parts(world: World) -> None:
    water, home = world.set("水费", "meter", 45_000, title="4003"), world.units[0]

    def read(month: date, *shown: int) -> Any:
        return read_meter(water, home, month, Read(*shown), by=world.desk, now=NOW)

    assert read(JAN, 431_900).used == 0
    january = world.bill(JAN)
    assert january.items.get(item=water).skipped == {"first": 1, "not_read": 11}
    with pytest.raises(Refused, match="小于上期"):
        read(FEB, 431_800)
    read(FEB, 300, 432_400, 0)
    world.bill(FEB)
    bill = only(world, 0, water)
    assert (bill.measure, bill.fen) == (800, 3600)
    assert bill.sentence == "用量 8 × 4.50 元（换表：4,319 → 4,324，新表 0 → 3）"
    with pytest.raises(Refused, match="已经出账"):
        read(FEB, 500)


def test_a_shared_cost_is_split_to_the_fen_and_never_over_collected(world: World) -> None:
    power = world.set("公摊电费", "shared")
    building = world.cast.a.buildings[0]
    cost = Cost(FEB, 10_001, "1 号楼楼道用电", "area", building)
    share_cost(power, cost, once=uuid7(), by=world.desk, now=NOW)
    parts = SharedPart.objects.of(world.cast.yun).aggregate(fen=Sum("fen"))["fen"]
    assert parts == 10_001
    with pytest.raises(Refused, match="已经有人分摊过"):
        share_cost(power, cost, once=uuid7(), by=world.desk, now=NOW)
    world.bill()
    world.draft()
    rows = Bill.objects.of(world.cast.yun).filter(item=power)
    assert rows.aggregate(fen=Sum("fen"))["fen"] == 10_001
    assert rows.first().sentence == "1 号楼楼道用电 100.01 元 按建筑面积分"
    world.agrees()


def test_spaces_are_charged_by_their_number(world: World) -> None:
    parking, home = world.set("车位费", "parking", 1_500_000, title="4002"), world.units[0]
    for n, note in ((1, "B1-046"), (1, "B1-047")):
        term = Term("spaces", JAN, note, n)
        set_term(parking, home, term, once=uuid7(), by=world.desk, now=NOW)
    vacant = Term("vacant", JAN, "空置")
    with pytest.raises(Refused, match="空置只登记在别的费用项里"):
        set_term(parking, home, vacant, once=uuid7(), by=world.desk, now=NOW)
    world.bill()
    bill = only(world, 0, parking)
    assert (bill.fen, bill.sentence) == (30_000, "2 个车位 × 150.00 元")


def test_an_ended_item_is_charged_no_more_and_cannot_end_in_the_past(world: World) -> None:
    fixed = world.set("垃圾清运费", "fixed", 100_000)
    world.bill(FEB)
    with pytest.raises(Refused, match="已经出账"):
        end_item(fixed, FEB, by=world.desk, now=NOW)
    end_item(fixed, MAR, by=world.desk, now=NOW)
    assert world.bill(MAR).items.count() == 1


def test_only_the_desk_sets_prices_and_bills(world: World) -> None:
    for role, word in (("committee_chair", "由物业服务企业办理"), ("owner", "没有找到")):
        actor = world.cast.actor(role, NOW.date())
        with pytest.raises(Refused, match=word):
            set_price(world.item, Price(1, MAR), by=actor, now=NOW)
        with pytest.raises(Refused, match=word):
            draft_run(world.cast.a.compound, FEB, once=uuid7(), by=actor, now=NOW)


def test_a_run_asks_the_same_however_many_homes(
    world: World, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(24):
        run = world.draft()
    with django_assert_max_num_queries(30):
        publish_run(run, by=world.desk, now=NOW)


def test_two_runs_of_one_month_never_bill_a_home_twice(world: World) -> None:
    """A draft of another month's run does not count; a bill's key does not either: the table says so."""
    first = world.draft()
    second = BillRun(
        street=world.cast.yun, compound=world.cast.a.compound, number="CZ-X", period=FEB,
        state="published", made_by="x", made_at=NOW,
    )  # fmt: skip
    second.save(force_insert=True)
    bill = Bill.objects.of(world.cast.yun).filter(run=first).first()
    bill.pk, bill.run = uuid7(), second
    with pytest.raises(IntegrityError), transaction.atomic():
        bill.save(force_insert=True)
