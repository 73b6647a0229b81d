"""Money is taken, kept ahead, used, given back, let go: and the books always say what the bills say."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.deliver import billing
from mulin.deliver.billing.actions import ordering
from mulin.deliver.billing.actions.ordering import (
    accept_order,
    look_after,
    make_order,
    pay_in_sandbox,
    settle_order,
)
from mulin.deliver.billing.actions.owing import (
    Sent,
    ask_waiver,
    cash_up,
    remind,
    settle_waiver,
)
from mulin.deliver.billing.actions.taking import Money, refund, take, use_prepaid, void_bill
from mulin.deliver.billing.actions.together import take_many
from mulin.deliver.billing.channels.base import Paid
from mulin.deliver.billing.channels.offered import CHANNELS, channels_of
from mulin.deliver.billing.channels.sandbox import SIGNATURE, message, sign
from mulin.deliver.billing.documents import ASKS
from mulin.deliver.billing.models import Allocation, Bill, FeeAccount, Payment, PayOrder
from mulin.deliver.billing.queries.bills import open_bills, owed_by
from mulin.deliver.billing.queries.collected import own_homes, prepaid_of
from mulin.deliver.billing.queries.figures import cleared, rates
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from tests.deliver.billing.world import FEB, JAN, MAR, NOW, TODAY, World

SANDBOX = CHANNELS["sandbox"]


def test_a_home_pays_and_its_bills_its_account_and_the_books_agree(world: World) -> None:
    world.bill(JAN)
    world.bill(FEB)
    unit = world.units[0]
    payment = world.pay(unit, 30_000)
    parts = list(
        Allocation.objects.of(world.cast.yun).filter(payment=payment).order_by("day", "id")
    )
    assert [part.fen for part in parts] == [25_376, 4_624]
    assert owed_by(unit) == 2 * 25_376 - 30_000
    assert world.stands("1001") == 30_000
    world.agrees()


def test_what_is_too_much_is_refused_with_the_sum_or_kept_ahead(world: World) -> None:
    world.bill()
    unit = world.units[0]
    with pytest.raises(Refused, match=r"只欠 253\.76 元，多出 46\.24 元"):
        world.pay(unit, 30_000)
    world.pay(unit, 30_000, ahead=True)
    assert prepaid_of(unit) == 4_624
    world.agrees()
    world.bill(MAR)
    used = use_prepaid(unit, once=uuid7(), by=world.desk, now=NOW)
    assert used is not None
    assert (used.fen, prepaid_of(unit), owed_by(unit)) == (4_624, 0, 25_376 - 4_624)
    assert use_prepaid(unit, once=uuid7(), by=world.desk, now=NOW) is None
    world.agrees()


def test_the_same_token_takes_once(world: World) -> None:
    world.bill()
    once = uuid7()
    given_money = Money(25_376, "cash")
    unit = world.units[0]
    first, second = (take(unit, given_money, once=once, by=world.desk, now=NOW) for _ in range(2))
    assert first.pk == second.pk
    assert Payment.objects.of(world.cast.yun).count() == 1


def test_a_paid_bill_that_is_voided_is_red_in_the_books_and_billed_anew_by_the_next_run(
    world: World,
) -> None:
    world.bill()
    unit = world.units[0]
    world.pay(unit)
    bill = Bill.objects.of(world.cast.yun).get(unit=unit)
    void_bill(bill, "面积登记错误", by=world.desk, now=NOW)
    assert (prepaid_of(unit), owed_by(unit)) == (25_376, 0)
    world.agrees()
    unit.gross_area = 9_000
    unit.save(update_fields=["gross_area"])
    again = world.bill()
    assert again.bills == 1
    assert owed_by(unit) == 25_200
    world.agrees()


def test_only_what_is_paid_ahead_is_given_back(world: World) -> None:
    world.bill()
    unit = world.units[0]
    world.pay(unit, 30_000, ahead=True)
    with pytest.raises(Refused, match=r"预存只有 46\.24 元"):
        refund(unit, 5_000, "cash", "退", once=uuid7(), by=world.desk, now=NOW)
    back = refund(unit, 4_624, "cash", "已售房", once=uuid7(), by=world.desk, now=NOW)
    assert back.kind == "refund"
    assert (prepaid_of(unit), world.stands("1001")) == (0, 25_376)
    world.agrees()


def test_many_homes_pay_by_one_list_or_none_of_them(world: World) -> None:
    world.bill(JAN)
    world.bill(FEB)
    due = {unit.pk: owed_by(unit) for unit in world.units[:5]}
    wrong = {**due, world.units[0].pk: 1}
    with pytest.raises(Refused, match=r"1-1-101：名单 0\.01，欠 507\.52"):
        take_many(world.cast.a.compound, wrong, "transfer", once=uuid7(), by=world.desk, now=NOW)
    once = uuid7()
    for _ in range(2):
        done = take_many(world.cast.a.compound, due, "transfer", once=once, by=world.desk, now=NOW)
        assert done == 5
    assert world.stands("1002") == sum(due.values())
    assert [owed_by(unit) for unit in world.units[:5]] == [0] * 5
    assert Allocation.objects.of(world.cast.yun).count() == 10
    world.agrees()


def test_a_waiver_needs_a_second_person_and_never_passes_what_is_owed(world: World) -> None:
    world.bill()
    unit = world.units[0]
    bill = Bill.objects.of(world.cast.yun).select_related("unit").get(unit=unit)
    with pytest.raises(Refused, match="只欠"):
        ask_waiver(bill, 25_377, "协商", once=uuid7(), by=world.desk, now=NOW)
    asked = ask_waiver(bill, 5_000, "渗漏未修好", once=uuid7(), by=world.desk, now=NOW)
    with pytest.raises(Refused, match="另一个人"):
        settle_waiver(asked, True, "", by=world.desk, now=NOW)
    settle_waiver(asked, True, "同意", by=world.officer, now=NOW)
    assert owed_by(unit) == 20_376
    assert world.stands("5001") == 5_000
    world.agrees()
    void_bill(bill, "重出", by=world.desk, now=NOW)
    assert world.stands("5001") == 0
    world.agrees()


def test_steps_of_reminding_come_in_order_and_a_week_apart(world: World) -> None:
    world.bill(JAN)
    unit = world.units[0]
    with pytest.raises(Refused, match="温馨提示"):
        remind(unit, Sent("notice", "paper"), once=uuid7(), by=world.desk, now=NOW)
    first = remind(
        unit, Sent("kind", "phone", "vacant", "下月回来"), once=uuid7(), by=world.desk, now=NOW
    )
    assert (first.months, first.fen) == (1, 25_376)
    with pytest.raises(Refused, match="刚提醒过"):
        remind(unit, Sent("kind", "phone"), once=uuid7(), by=world.desk, now=NOW)
    world.pay(unit)
    later = NOW + timedelta(days=30)
    with pytest.raises(Refused, match="没有过了期限"):
        remind(unit, Sent("kind", "phone"), once=uuid7(), by=world.desk, now=later)


def test_no_word_of_fees_threatens_water_or_power() -> None:
    folder = Path(billing.__file__).parent
    paper = (folder / "typst" / "reminder.typ").read_text(encoding="utf-8") + "".join(ASKS.values())
    for word in ("停水", "停电", "停气", "停热", "断水", "断电", "门禁"):
        assert word not in paper


def test_a_till_is_counted_once_and_a_difference_says_why(world: World) -> None:
    world.bill()
    world.pay(world.units[0])
    world.pay(world.units[1], method="transfer")
    place = world.cast.a.compound
    with pytest.raises(Refused, match=r"差 -0\.76 元"):
        cash_up(place, TODAY, 25_300, "", by=world.desk, now=NOW)
    done = cash_up(place, TODAY, 25_300, "找零少收", by=world.desk, now=NOW)
    assert (done.receipts, done.cash, done.other) == (2, 25_376, 25_379)
    assert cash_up(place, TODAY, 99, "", by=world.desk, now=NOW).pk == done.pk


def test_the_collection_rate_counts_only_the_years_own_money_and_is_never_rounded_up(
    world: World,
) -> None:
    world.bill(JAN)
    world.bill(FEB)
    for unit in world.units[:-1]:
        world.pay(unit)
    asked = Bill.objects.of(world.cast.yun).aggregate(fen=Sum("fen"))["fen"]
    got = Allocation.objects.of(world.cast.yun).aggregate(fen=Sum("fen"))["fen"]
    (row,) = rates(world.cast.yun.pk, [world.cast.a.compound.pk], "compound", 2026)
    assert [one.asked for one in row.years] == [0, 0, asked]
    assert row.years[2].received == got
    assert row.years[2].rate == f"{got * 10_000 // asked / 100:.2f}%"
    Allocation.objects.of(world.cast.yun).update(day=TODAY.replace(year=2027))
    (row,) = rates(world.cast.yun.pk, None, "company", 2026)
    assert row.years[2].received == 0
    assert cleared(world.cast.yun.pk, None, 2027).owed == asked
    assert cleared(world.cast.yun.pk, None, 2027).received == got
    months = rates(world.cast.yun.pk, None, "period", 2026)
    assert [one.name for one in months] == ["01", "02", ""]
    assert sum(one.years[2].asked for one in months[:2]) == months[2].years[2].asked == asked


class Ordered:
    """An owner's order for everything his home owes."""

    def __init__(self, world: World, role: str = "owner") -> None:
        self.world = world
        self.owner = world.cast.actor(role, TODAY)
        self.unit = own_homes(self.owner, TODAY)[0]
        world.bill()
        self.order = self.make()

    def make(self) -> PayOrder:
        bills = [bill.pk for bill in open_bills(self.unit)]
        return make_order(self.unit, bills, SANDBOX, once=uuid7(), by=self.owner, now=NOW)

    def settle(self, fen: int | None = None) -> PayOrder:
        paid = Paid(self.order.number, "SBX1", self.order.fen if fen is None else fen)
        return settle_order(self.world.cast.yun, SANDBOX, paid, now=NOW)


def test_a_paid_order_settles_its_bills_once_however_often_it_is_told(world: World) -> None:
    ordered = Ordered(world)
    for _ in range(3):
        assert ordered.settle().state == "paid"
    assert Payment.objects.of(world.cast.yun).count() == 1
    assert owed_by(ordered.unit) == 0
    assert world.stands("1012") == ordered.order.fen
    world.agrees()


def test_two_taps_make_one_order(world: World) -> None:
    ordered = Ordered(world)
    assert ordered.make().number == ordered.order.number


def test_another_amount_waits_for_a_person_and_then_is_taken_as_it_came(world: World) -> None:
    ordered = Ordered(world)
    fen = ordered.order.fen - 100
    assert ordered.settle(fen).state == "wrong"
    assert owed_by(ordered.unit) == ordered.order.fen
    done = accept_order(ordered.order, by=world.desk, now=NOW)
    assert (done.state, owed_by(ordered.unit)) == ("paid", 100)
    world.agrees()


def test_money_that_comes_late_is_kept_ahead_where_the_counter_was_faster(world: World) -> None:
    ordered = Ordered(world)
    world.pay(ordered.unit)
    later = NOW + timedelta(hours=1)
    assert look_after(world.cast.yun, SANDBOX, now=later) == 1
    ordered.order.refresh_from_db()
    assert ordered.order.state == "closed"
    assert ordered.settle().state == "paid"
    assert prepaid_of(ordered.unit) == ordered.order.fen
    world.agrees()


def test_a_lost_callback_is_asked_for(world: World) -> None:
    ordered = Ordered(world)
    pay_in_sandbox(ordered.order, ordered.order.fen, now=NOW)
    assert look_after(world.cast.yun, SANDBOX, now=NOW) == 0
    assert look_after(world.cast.yun, SANDBOX, now=NOW + ordering.ASK_AFTER * 2) == 1
    assert owed_by(ordered.unit) == 0


def test_nobody_orders_for_another_home_and_no_real_street_is_offered_the_sandbox(
    world: World,
) -> None:
    ordered = Ordered(world)
    stranger = world.cast.actor("other_compound_owner", TODAY)
    with pytest.raises(Refused, match="没有找到"):
        make_order(ordered.unit, [], SANDBOX, once=uuid7(), by=stranger, now=NOW)
    street = world.cast.yun
    street.synthetic = False
    assert channels_of(street) == []


def test_a_callback_is_believed_only_with_its_signature(world: World) -> None:
    ordered = Ordered(world)
    url = reverse("billing:callback", args=[world.cast.yun.slug, "sandbox"])
    body = message(Paid(ordered.order.number, "SBX9", ordered.order.fen))
    client = Client(enforce_csrf_checks=True)

    def call(sent: bytes, signature: str) -> Any:
        header = {"HTTP_" + SIGNATURE.upper().replace("-", "_"): signature}
        return client.post(url, sent, content_type="application/json", **header)

    assert call(body, "0" * 64).status_code == 400
    assert call(body.replace(b"SBX9", b"SBX8"), sign(body)).status_code == 400
    assert owed_by(ordered.unit) == ordered.order.fen
    for _ in range(2):
        answer = call(body, sign(body))
        assert (answer.status_code, answer.content) == (200, b"SUCCESS")
    assert owed_by(ordered.unit) == 0
    unknown = json.dumps({"number": "ZF-1", "trade": "x", "fen": 1}).encode()
    assert call(unknown, sign(unknown)).status_code == 400
    assert Payment.objects.of(world.cast.yun).count() == 1


def test_the_table_itself_refuses_more_than_a_bill_asks(world: World) -> None:
    world.bill()
    bill = Bill.objects.of(world.cast.yun).first()
    bill.paid = bill.fen + 1
    with pytest.raises(IntegrityError):
        bill.save(update_fields=["paid"])


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("pay", "ahead", "void", "use", "refund", "waive", "bill")),
        st.integers(0, 2),
        st.integers(1, 60_000),
    ),
    max_size=10,
)


@settings(
    max_examples=7,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
def test_whatever_is_done_bills_accounts_and_books_agree_to_the_fen(
    world: World, acts: Any
) -> None:
    with transaction.atomic():
        months = [JAN, FEB, MAR]
        for what, n, fen in acts:
            unit = world.units[n]
            try:
                _act(world, what, unit, fen, months)
            except Refused:
                continue
        world.agrees()
        rows = Bill.objects.of(world.cast.yun)
        for bill in rows.filter(voided_on__isnull=True):
            got = (
                Allocation.objects.of(world.cast.yun).filter(bill=bill).aggregate(f=Sum("fen"))["f"]
            )
            assert (got or 0) == bill.paid <= bill.fen
        taken = Payment.objects.of(world.cast.yun).filter(kind="taken")
        refunded = Payment.objects.of(world.cast.yun).filter(kind="refund")
        inside = taken.aggregate(f=Sum("fen"))["f"] or 0
        outside = refunded.aggregate(f=Sum("fen"))["f"] or 0
        held = FeeAccount.objects.of(world.cast.yun).aggregate(f=Sum("prepaid"))["f"] or 0
        paid = rows.aggregate(f=Sum("paid"))["f"] or 0
        assert inside - outside == held + paid
        transaction.set_rollback(True)


def _act(world: World, what: str, unit: Any, fen: int, months: list[Any]) -> None:
    bill = open_bills(unit).first()
    by, now = world.desk, NOW
    if what == "bill":
        world.bill(months[fen % 3])
    elif what in ("pay", "ahead"):
        world.pay(unit, fen, ahead=what == "ahead")
    elif what == "use":
        use_prepaid(unit, once=uuid7(), by=by, now=now)
    elif what == "refund":
        refund(unit, fen, "cash", "退", once=uuid7(), by=by, now=now)
    elif what == "waive" and bill is not None:
        asked = ask_waiver(bill, fen, "协商", once=uuid7(), by=by, now=now)
        settle_waiver(asked, True, "", by=world.officer, now=now)
    elif what == "void":
        found = Bill.objects.of(world.cast.yun).filter(unit=unit, voided_on__isnull=True)
        for one in found.filter(run__state="published").select_related("unit")[:1]:
            void_bill(one, "重出", by=by, now=now)
