"""The screens of the books, as the keeper, the second person and others use them."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.ground.ledger.models import BankLine, Entry, Voucher
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.law.books.voucher import Line
from tests.ground.ledger.world import World, lines

FEB = date(2026, 2, 10)


@pytest.fixture
def keeper(client_as: Any) -> Client:
    client: Client = client_as("committee_chair")
    return client


@pytest.fixture
def officer(client_as: Any) -> Client:
    client: Client = client_as("street_officer")
    return client


def typed(**more: str) -> dict[str, str]:
    """A voucher's form with two lines filled in."""
    return {
        "once": str(uuid7()),
        "rows": "4",
        "day": "2026-02-10",
        "memo": "收电梯广告费",
        "kind": "ordinary",
        "l0-title": "1002",
        "l0-debit": "12,000.00",
        "l1-title": "4002",
        "l1-credit": "12000",
        **more,
    }


def test_a_voucher_goes_from_the_form_through_the_second_person_into_the_balance(
    world: World, keeper: Client, officer: Client
) -> None:
    url = reverse("ledger:voucher_new", args=[world.books.pk])
    page = keeper.post(url, typed(), follow=True)
    assert "壹万贰仟元整" in page.content.decode()
    voucher = Voucher.objects.get()
    keeper.post(reverse("ledger:voucher_send", args=[voucher.pk]))
    told = keeper.post(reverse("ledger:voucher_enter", args=[voucher.pk]), follow=True)
    assert "要由另一个人复核记账" in told.content.decode()
    home = officer.get(reverse("ledger:books", args=[world.books.pk])).content.decode()
    assert "1 张凭证等着复核" in home
    officer.post(reverse("ledger:voucher_enter", args=[voucher.pk]))
    home = officer.get(reverse("ledger:books", args=[world.books.pk])).content.decode()
    assert home.count("12,000.00") >= 4
    assert Entry.objects.count() == 2


def test_what_does_not_balance_says_the_gap_and_keeps_what_was_typed(
    world: World, keeper: Client
) -> None:
    url = reverse("ledger:voucher_new", args=[world.books.pk])
    page = keeper.post(url, typed(**{"l1-credit": "11999.99"}))
    text = page.content.decode()
    assert page.status_code == 422
    assert "差 0.01" in text
    assert 'value="11999.99"' in text
    page = keeper.post(url, typed(**{"l0-debit": "一万二"}))
    assert "“一万二”不是金额" in page.content.decode()
    assert not Voucher.objects.exists()


def test_more_rows_are_added_without_losing_any(world: World, keeper: Client) -> None:
    url = reverse("ledger:voucher_new", args=[world.books.pk])
    page = keeper.post(url, typed(more="1"))
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="l7-title"' in text
    assert 'value="12,000.00"' in text


def test_every_figure_of_the_balance_opens_its_lines(world: World, officer: Client) -> None:
    world.enter(FEB, *lines(3000))
    page = officer.get(
        reverse("ledger:account", args=[world.books.pk, "1002"]) + "?first=2026-01-01"
    )
    text = page.content.decode()
    assert "收电梯广告费" in text
    assert "2026-02 记-0001" in text


def test_the_books_leave_as_a_workbook_and_as_beancount(world: World, officer: Client) -> None:
    world.enter(FEB, *lines(123456))
    span = "?first=2026-01-01&last=2026-03-01"
    answer = officer.get(reverse("ledger_files:workbook", args=[world.books.pk]) + span)
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["科目余额表", "明细账", "凭证"]
    last = list(book["科目余额表"].values)[-1]
    assert last[1:] == ("合计", 0, 0, 1234.56, 1234.56, 1234.56, 1234.56)
    text = b"".join(
        officer.get(
            reverse("ledger_files:beancount", args=[world.books.pk]) + span
        ).streaming_content
    ).decode()
    assert "  Assets:T1002  1234.56 CNY" in text
    assert "  Income:T4002  -1234.56 CNY" in text


STATEMENT = (
    "某某银行账户明细\n交易日期,收入,支出,对方户名,摘要,流水号\n"
    "2026-02-10,1000.00,,广告公司（演示）,广告费,A1\n2026-02-11,,40.5,供电公司（演示）,电费,A2\n合计,1000,40.5,,,\n"
)


def upload(client: Client, world: World, text: str, **more: str) -> Any:
    url = reverse("ledger_files:statement", args=[world.books.pk, "1002"])
    file = SimpleUploadedFile("明细.csv", text.encode("gb18030"))
    return client.post(url, {"file": file, **more}, follow=True)


def test_a_statement_is_read_matched_and_read_again_without_doubling(
    world: World, keeper: Client
) -> None:
    world.enter(FEB, *lines(100000))
    page = upload(keeper, world, STATEMENT).content.decode()
    assert "新导入 2 笔，早已有 0 笔，自动核对上 1 笔" in page
    assert "早已有 2 笔" in upload(keeper, world, STATEMENT).content.decode()
    assert sorted(BankLine.objects.values_list("fen", flat=True)) == [-4050, 100000]
    page = keeper.get(reverse("ledger:bank", args=[world.books.pk])).content.decode()
    assert "两边相等" in page


def test_a_statement_with_a_mistake_is_not_taken_and_the_cell_is_named(
    world: World, keeper: Client
) -> None:
    page = upload(keeper, world, STATEMENT.replace("1000.00,", "一千,"))
    text = page.content.decode()
    assert page.status_code == 422
    for word in ("一千", "不是金额", "收入"):
        assert word in text
    assert not BankLine.objects.exists()
    assert "没有找到表头" in upload(keeper, world, "甲,乙\n1,2\n").content.decode()


WITH_BALANCES = (
    "交易日期,收入,支出,余额,流水号\n"
    "2026-02-12,,10,1060.00,A3\n2026-02-11,,40.00,1070.00,A2\n2026-02-10,1000.00,,1110.00,A1\n"
)


def test_a_statement_whose_balance_does_not_go_on_lacks_a_row_and_says_where(
    world: World, keeper: Client
) -> None:
    lacking = WITH_BALANCES.replace("2026-02-11,,40.00,1070.00,A2\n", "")
    page = upload(keeper, world, lacking)
    text = page.content.decode()
    assert page.status_code == 422
    assert "余额接不上：照上一笔算应当是 1,100.00" in text
    assert "1,060.00" in text
    assert not BankLine.objects.exists()
    assert "新导入 2 笔" in upload(keeper, world, lacking, broken="on").content.decode()


def test_what_the_bank_says_is_left_stands_beside_what_its_lines_come_to(
    world: World, keeper: Client
) -> None:
    upload(keeper, world, WITH_BALANCES)
    there = reverse("ledger:bank", args=[world.books.pk])
    page = keeper.get(there).content.decode()
    assert '对账单上写的余额 <b class="m-num">1,060.00</b>' in page
    assert "比流水多 110.00" in page
    page = keeper.get(there, {"last": "2026-02-11"}).content.decode()
    assert "1,070.00" in page


def test_a_line_of_the_bank_is_matched_by_hand(world: World, keeper: Client) -> None:
    for _ in range(2):
        world.enter(FEB, *lines(100000))
    upload(keeper, world, STATEMENT)
    line = BankLine.objects.get(mark="A1")
    url = reverse("ledger:bank_line", args=[line.pk])
    assert keeper.get(url).content.decode().count("就是这一笔") == 2
    entry = Entry.objects.filter(title__code="1002").first()
    keeper.post(url, {"entry": str(entry.pk)})
    line.refresh_from_db()
    assert line.entry_id == entry.pk
    keeper.post(reverse("ledger:bank_undo", args=[line.pk]))
    line.refresh_from_db()
    assert line.entry_id is None


def test_a_month_is_closed_and_opened_again_by_two(
    world: World, keeper: Client, officer: Client
) -> None:
    page = keeper.post(reverse("ledger:close", args=[world.books.pk]), follow=True)
    assert "已结账" in page.content.decode()
    month = world.books.months.get()
    url = reverse("ledger:month_ask", args=[month.pk])
    keeper.post(url, {"why": "漏记一张发票"})
    page = keeper.post(reverse("ledger:month_reopen", args=[month.pk]), follow=True)
    assert "另一个人同意" in page.content.decode()
    officer.post(reverse("ledger:month_reopen", args=[month.pk]))
    month.refresh_from_db()
    assert month.closed_on is None


def test_a_budget_shows_what_is_over(world: World, keeper: Client) -> None:
    world.enter(FEB, Line("5001", debit=500), Line("1002", credit=500), memo="电费")
    url = reverse("ledger:budget", args=[world.books.pk, 2026])
    page = keeper.post(url, {"t5001": "4.99", "t4002": "100"}, follow=True).content.decode()
    assert "超预算" in page
    assert "预算已保存" in page


def test_books_are_opened_by_the_community_and_read_by_whom_they_concern(
    world: World, client_as: Any
) -> None:
    worker, auditor, owner = (client_as(who) for who in ("community_worker", "auditor", "owner"))
    listed = reverse("ledger:list")
    assert "云栖苑公共收益" in auditor.get(listed).content.decode()
    assert owner.get(listed).status_code == 403
    page = worker.post(
        reverse("ledger:new"),
        {
            "once": str(uuid7()),
            "kind": "works",
            "compound": str(world.cast.a.compound.pk),
            "keeper": str(world.cast.a.committee.pk),
            "name": "电梯改造共建资金",
            "opened_on": f"{clock.today() - timedelta(days=1)}",
            "limit": "0",
        },
        follow=True,
    )
    assert "账套已启用" in page.content.decode()
    refused = auditor.get(reverse("ledger:voucher_new", args=[world.books.pk]))
    assert refused.status_code == 403


@pytest.mark.parametrize("count", [1, 12])
def test_the_balance_and_the_list_ask_the_same_however_many_lines(
    world: World, officer: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    for n in range(count):
        world.enter(FEB, *lines(100 + n))
    for name, most in (("ledger:books", 13), ("ledger:vouchers", 12)):
        with django_assert_max_num_queries(most):
            officer.get(reverse(name, args=[world.books.pk]))
