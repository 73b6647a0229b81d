"""The screens of fees, as the desk, the second person and the owner use them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.deliver.billing.actions.owing import Sent, remind
from mulin.deliver.billing.models import Bill, BillRun, FeeItem, Payment, PayOrder, Waiver
from mulin.deliver.billing.queries.bills import owed_by
from mulin.ground.jobs.worker import drain
from mulin.kit import clock
from mulin.kit.ids import uuid7
from tests.deliver.billing.world import FEB, JAN, NOW, World


@pytest.fixture
def desk(client_as: Any) -> Client:
    client: Client = client_as("property_manager")
    return client


def seen(client: Client, name: str, *args: Any, **query: str) -> str:
    page = client.get(reverse(name, args=args), query)
    assert page.status_code == 200, (name, page.status_code)
    return page.content.decode()


def test_a_month_from_the_fee_item_to_the_receipt_and_the_till(world: World, desk: Client) -> None:
    place = world.cast.a.compound
    made = desk.post(
        reverse("billing:item_new", args=[place.pk]),
        {
            "once": str(uuid7()), "name": "垃圾清运费", "basis": "fixed", "price": "10.00",
            "uses": ["home"], "title_code": "4099", "agreed": "物业服务合同第 14 条",
            "since": "2026-01", "due_day": "28",
        },
        follow=True,
    )  # fmt: skip
    assert "费用项已设好" in made.content.decode()
    assert FeeItem.objects.of(world.cast.yun).count() == 2
    month = clock.today().replace(day=1)
    desk.post(
        reverse("billing:draft", args=[place.pk]), {"month": f"{month:%Y-%m}", "once": str(uuid7())}
    )
    drain(clock.now)
    run = BillRun.objects.of(world.cast.yun).get()
    page = seen(desk, "billing:run", run.pk)
    assert "24" in page
    assert "物业费" in page
    desk.post(reverse("billing:publish", args=[run.pk]))
    drain(clock.now)
    unit = world.units[0]
    found = desk.get(reverse("billing:counter", args=[place.pk]), {"room": unit.label})
    assert found["Location"] == reverse("billing:home", args=[unit.pk])
    page = seen(desk, "billing:home", unit.pk)
    assert "90.63 ㎡ × 2.80 元" in page
    assert "贰佰陆拾叁元柒角陆分" in page
    bills = [str(b.pk) for b in Bill.objects.of(world.cast.yun).filter(unit=unit)]
    paid = desk.post(
        reverse("billing:home", args=[unit.pk]),
        {"verb": "take", "once": str(uuid7()), "choosing": "1", "bill": bills, "fen": "263.76",
         "method": "cash", "payer": "家人"},
        follow=True,
    )  # fmt: skip
    assert "贰佰陆拾叁元柒角陆分" in paid.content.decode()
    payment = Payment.objects.of(world.cast.yun).get()
    paper = desk.get(reverse("billing:receipt", args=[payment.pk]))
    assert paper.content.startswith(b"%PDF")
    till = desk.post(
        reverse("billing:cash_up", args=[place.pk]),
        {"day": f"{clock.today()}", "counted": "263.76", "why": ""},
        follow=True,
    )
    assert "今天已经日结" in till.content.decode()
    assert "100.00%" not in seen(desk, "billing:rates", by="item")


def test_what_is_wrong_is_said_in_the_form_and_nothing_typed_is_lost(
    world: World, desk: Client
) -> None:
    world.bill()
    unit = world.units[0]
    page = desk.post(
        reverse("billing:home", args=[unit.pk]),
        {
            "verb": "take",
            "once": str(uuid7()),
            "fen": "9,999.99",
            "method": "cash",
            "payer": "老王",
        },
    )
    text = page.content.decode()
    assert page.status_code == 422
    assert "多出 9,746.23 元" in text
    assert 'value="老王"' in text
    page = desk.post(
        reverse("billing:item", args=[world.item.pk]),
        {"verb": "price", "price": "三块", "vacant": "100", "since": "2026-13", "use": ""},
    )
    assert "“三块”不是单价" in page.content.decode()
    assert "月份写成 2026-11 这样" in page.content.decode()


def test_a_bank_list_is_taken_whole_or_the_line_is_named(world: World, desk: Client) -> None:
    world.bill()
    url = reverse("billing:batch", args=[world.cast.a.compound.pk])
    lines = "\n".join(f"{u.label}\t{owed_by(u) / 100:.2f}" for u in world.units[:3])
    once = str(uuid7())
    bad = desk.post(url, {"once": once, "method": "transfer", "lines": lines + "\n9-9-999 1.00"})
    assert "底册里没有这些户：9-9-999" in bad.content.decode()
    bad = desk.post(url, {"once": once, "method": "transfer", "lines": "1-1-101"})
    assert "第 1 行看不懂" in bad.content.decode()
    done = desk.post(url, {"once": once, "method": "transfer", "lines": lines}, follow=True)
    assert "3 户已入账" in done.content.decode()


def test_a_wrong_bill_is_voided_and_a_part_let_go_by_two(
    world: World, desk: Client, client_as: Any
) -> None:
    world.bill()
    bill = Bill.objects.of(world.cast.yun).filter(unit=world.units[0]).get()
    url = reverse("billing:bill", args=[bill.pk])
    desk.post(url, {"verb": "waive", "once": str(uuid7()), "fen": "50", "why": "渗漏"})
    waiver = Waiver.objects.of(world.cast.yun).get()
    settle = reverse("billing:waiver", args=[waiver.pk])
    assert "另一个人批准" in desk.post(settle, {"agreed": "1"}, follow=True).content.decode()
    officer = client_as("street_officer")
    assert "已批准" in officer.post(settle, {"agreed": "1"}, follow=True).content.decode()
    page = desk.post(url, {"verb": "void", "void-why": "面积错了"}, follow=True).content.decode()
    assert "已作废" in page
    assert "面积错了" in page


def test_who_owes_is_reminded_step_by_step_on_a_kind_paper(world: World, desk: Client) -> None:
    world.bill(FEB)
    unit, place = world.units[0], world.cast.a.compound
    page = seen(desk, "billing:arrears", place.pk)
    assert unit.label in page
    assert "不停水停电" in page
    url = reverse("billing:owing", args=[unit.pk])
    told = desk.post(
        url, {"once": str(uuid7()), "step": "kind", "via": "visit", "reason": "quality",
              "note": "卫生间渗水"}, follow=True,
    )  # fmt: skip
    assert "卫生间渗水" in told.content.decode()
    assert "渗漏等房屋质量" in seen(desk, "billing:arrears", place.pk)
    paper = desk.get(reverse("billing:slip", args=[unit.pk, "kind"]))
    assert paper.content.startswith(b"%PDF")


def test_an_owner_sees_why_pays_by_code_and_has_the_receipt(world: World, client_as: Any) -> None:
    world.bill(FEB)
    owner: Client = client_as("owner")
    page = owner.get(reverse("fees:mine"), follow=True).content.decode()
    assert "× 2.80 元" in page
    assert "合同第 12 条" in page
    unit = world.units[0]
    due = owed_by(unit)
    ordered = owner.post(
        reverse("fees:pay", args=[unit.pk]), {"once": str(uuid7()), "channel": "sandbox"}
    )
    order = PayOrder.objects.of(world.cast.yun).get()
    assert ordered["Location"] == reverse("fees:order", args=[order.number])
    assert order.fen == due
    sandbox = reverse("fees:sandbox", args=[order.number])
    owner.post(sandbox, {"way": "lost"})
    assert owed_by(unit) == due
    page = owner.post(reverse("fees:order", args=[order.number]), follow=True).content.decode()
    assert "钱到了，账单已核销" in page
    assert owed_by(unit) == 0
    order.refresh_from_db()
    assert owner.get(reverse("billing:receipt", args=[order.payment_id])).status_code == 200
    for stranger in ("other_compound_owner", "tenant"):
        client = client_as(stranger)
        assert client.get(reverse("fees:home", args=[unit.pk])).status_code == 404
        assert client.get(reverse("billing:receipt", args=[order.payment_id])).status_code == 404


def test_the_committee_reads_sums_and_no_single_home(world: World, client_as: Any) -> None:
    world.bill()
    chair: Client = client_as("committee_chair")
    place = world.cast.a.compound
    assert "收什么" in seen(chair, "billing:compound", place.pk)
    refused = chair.get(reverse("billing:bills", args=[place.pk]))
    assert refused.status_code == 403
    assert "业委会只看合计" in refused.content.decode()


@pytest.mark.parametrize("months", [1, 3])
def test_lists_ask_the_same_however_many_bills(
    world: World, desk: Client, months: int, django_assert_max_num_queries: Any
) -> None:
    for month in range(1, months + 1):
        world.bill(date(2026, month, 1))
    place = world.cast.a.compound.pk
    for name, most in (
        ("billing:bills", 14), ("billing:arrears", 15), ("billing:payments", 9),
        ("billing:compound", 18),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            desk.get(reverse(name, args=[place]))
    with django_assert_max_num_queries(11):
        desk.get(reverse("billing:list"))


def test_what_a_single_home_pays_or_owes_is_not_told_to_who_answers_for_the_compound(
    world: World, client_as: Any
) -> None:
    world.bill(JAN)
    late, paying = world.units[:2]
    remind(late, Sent("kind", "phone"), once=uuid7(), by=world.desk, now=NOW)
    world.pay(paying)
    told = client_as("committee_chair").get("/").content.decode()
    assert "2026-01 出账" in told
    assert "温馨提示" not in told
    assert "缴费" not in told
    assert "温馨提示" in client_as("street_officer").get("/").content.decode()
