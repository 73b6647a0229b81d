"""A quarter as people walk it: signed, received, spent, published, questioned; and who stays outside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mulin.deliver.revenue.actions.income import book_dues
from mulin.deliver.revenue.actions.telling import publish_period
from mulin.deliver.revenue.models import (
    BooksQuestion,
    IncomeContract,
    IncomeDue,
    Spending,
    Statement,
    UseAuthority,
)
from mulin.ground.ledger.models import Entry
from mulin.ground.notices.models import PublicNotice
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused
from tests.deliver.revenue.world import BILL, NOW, TODAY, World


def bill() -> SimpleUploadedFile:
    return SimpleUploadedFile(BILL[0][0], BILL[0][1], "image/png")


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def at(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def test_a_contract_goes_from_the_form_to_the_books(world: World, client_as: Any) -> None:
    keeper: Client = client_as("committee_chair")
    typed = {
        "once": str(uuid7()), "kind": "locker", "party": "演示物流", "what": "快递柜",
        "place": "东门 2 组", "fen": "600", "every": "3", "begins_on": "2026-01-01",
        "ends_on": "2026-12-31", "decided": "2025 年决议",
    }  # fmt: skip
    url = at("revenue:contract_new", world.books.pk)
    lacking = keeper.post(url, typed)
    assert lacking.status_code == 422
    assert "没有附合同" in text_of(lacking)
    for _ in range(2):
        page = keeper.post(url, {**typed, "papers": bill()}, follow=True)
    contract = IncomeContract.objects.get()
    assert "2,400.00" in text_of(page)
    keeper.post(at("revenue:book_dues", world.books.pk))
    due = IncomeDue.objects.filter(contract=contract).order_by("first")[0]
    once = str(uuid7())
    for _ in range(2):
        page = keeper.post(
            at("revenue:receive", due.pk),
            {"once": once, "fen": "600.00", "day": "2026-04-08"},
            follow=True,
        )
    assert "收齐" in text_of(page)
    listed = text_of(keeper.get(at("revenue:contracts", world.books.pk)))
    assert "600.00" in listed
    late = keeper.get(at("revenue:dues", world.books.pk), {"state": "late"})
    assert text_of(late).count("演示物流") == 3


def test_a_use_goes_from_the_decision_through_two_people(world: World, client_as: Any) -> None:
    keeper, officer = client_as("committee_chair"), client_as("street_officer")
    keeper.post(
        at("revenue:authority_new", world.books.pk),
        {
            "once": str(uuid7()), "basis": "earlier", "reference": "2025 年决议",
            "decision": "用于维修", "titles": ["5002"], "cap": "2000",
            "valid_from": "2026-01-01", "papers": bill(),
        },
    )  # fmt: skip
    authority = UseAuthority.objects.get()
    typed = {
        "once": str(uuid7()), "title": "5002", "what": "门禁主机", "payee": "演示安防",
        "fen": "1500", "authority": str(authority.pk), "papers": bill(),
    }  # fmt: skip
    page = keeper.post(at("revenue:spending_new", world.books.pk), typed, follow=True)
    assert "另一个人复核" in text_of(page)
    row = Spending.objects.get()
    url = at("revenue:settle", row.pk)
    assert "另一个人复核" in text_of(keeper.post(url, {"paid_on": "2026-04-09"}, follow=True))
    assert "看凭证" in text_of(officer.post(url, {"paid_on": "2026-04-09"}, follow=True))
    row.refresh_from_db()
    voucher = text_of(officer.get(at("ledger:voucher", row.voucher_id)))
    assert "发票.png" in voucher
    again = officer.post(at("revenue:turn_down", row.pk), {"why": "晚了"}, follow=True)
    assert "现在是“已付”" in text_of(again)
    over = keeper.post(
        at("revenue:spending_new", world.books.pk),
        {**typed, "once": str(uuid7()), "papers": bill()},
    )
    assert over.status_code == 422
    assert "还剩 500.00" in text_of(over)
    assert "门禁主机" in text_of(keeper.get(at("revenue:authority", authority.pk)))


@pytest.fixture
def told(world: World) -> World:
    """A quarter with income, a cost and a transfer that reaches the share; closed and published."""
    world.contract()
    world.contract(kind="tidal", what="错时停车", fen=120_000)
    book_dues(world.books, date(2026, 3, 31), by=world.keeper, now=NOW)
    world.paid("5001", 20_000, date(2026, 2, 3))
    world.paid("5006", 100_000, date(2026, 3, 3), world.authority(titles=("5006",)))
    world.paid("3102", 200_001, date(2026, 3, 5))
    world.close_quarter()
    publish_period(world.books, date(2026, 1, 1), "", once=uuid7(), by=world.officer, now=NOW)
    return world


def test_a_quarter_is_published_and_everybody_reads_the_same_sums(
    told: World, client: Client, client_as: Any
) -> None:
    row = Statement.objects.get()
    notice = PublicNotice.objects.get(pk=row.notice_id)
    assert notice.purpose == "revenue_statement"
    place = told.cast.a.compound
    board = at("books_board:board", place.street.slug, place.slug)
    public = text_of(client.get(board))
    officer = client_as("street_officer")
    home = text_of(officer.get(at("revenue:home", told.books.pk) + "?of=2026-01-01"))
    poster = text_of(officer.get(at("revenue:poster", told.books.pk)))
    for page in (public, home, poster):
        for sum_of in ("10,000.00", "4,200.00", "200.00", "1,000.00", "2,000.01", "10,999.99"):
            assert sum_of in page
    assert "演示传媒" not in public  # single lines are the owners'
    assert row.number in public
    paper = client.get(at("papers:download", "yun", notice.paper_id))
    assert paper.status_code == 200
    assert paper.content.startswith(b"%PDF")


def test_a_period_is_published_only_when_it_can_no_longer_change(world: World) -> None:
    def publish(day: date, note: str = "") -> Statement:
        return publish_period(world.books, day, note, once=uuid7(), by=world.officer, now=NOW)

    with pytest.raises(Refused, match="没有过完"):
        publish(TODAY)
    with pytest.raises(Refused, match="没有结完"):
        publish(date(2026, 1, 1))
    world.enter(date(2026, 1, 9), 100_000, "1002", "4001")
    world.close_quarter()
    with pytest.raises(Refused, match=r"应为 500\.01 元"):
        publish(date(2026, 1, 1))
    assert publish(date(2026, 1, 1), "四月一并补充").version == 1
    assert publish(date(2026, 3, 1), "更正一笔").version == 2


def test_an_owner_opens_every_figure_and_asks_and_everybody_reads_the_answer(
    told: World, client: Client, client_as: Any
) -> None:
    owner: Client = client_as("owner")
    home = text_of(owner.get(at("open_books:mine"), follow=True))
    for words in (
        "收 4,200.00 元",
        "潮汐车位）挣了 1,200.00",
        "抵了物业费 1,000.00 元",
        "您家是",
    ):
        assert words in home
    rows = owner.get(
        at("open_books:rows", told.books.pk),
        {"title": "5006", "first": "2026-01-01", "last": "2026-03-31"},
    )
    assert "1,000.00" in text_of(rows)
    entry = Entry.objects.get(title__code="5006", debit=100_000)
    line = text_of(owner.get(at("open_books:line", told.books.pk, entry.pk)))
    for words in ("2025 年业主大会决议第 3 项", "演示维修队", "发票.png"):
        assert words in line
    paper = entry.voucher.papers.first()
    assert paper is not None
    assert owner.get(at("papers:download", "yun", paper.paper_id)).status_code == 200
    assert client_as("tenant").get(at("papers:download", "yun", paper.paper_id)).status_code == 404
    assert "演示传媒" in text_of(owner.get(at("open_books:contracts", told.books.pk)))
    url, once = at("open_books:ask", told.books.pk), str(uuid7())
    for _ in range(2):
        owner.post(url, {"once": once, "text": "电梯广告一共几块？", "about": "广告"})
    asked = BooksQuestion.objects.get()
    assert "业主" in asked.home
    place = told.cast.a.compound
    board = at("books_board:board", place.street.slug, place.slug)
    assert "电梯广告一共几块" not in text_of(client.get(board))
    keeper = client_as("committee_chair")
    keeper.post(at("revenue:question", asked.pk), {"answer": "四块，合同附后。"})
    public = text_of(client.get(board))
    assert "四块，合同附后。" in public
    assert told.cast.persons["owner"].name not in public


@pytest.mark.parametrize("who", ["tenant", "other_compound_owner", "stranger", "neighbour_owner"])
def test_who_owns_nothing_here_reads_no_line(told: World, client_as: Any, who: str) -> None:
    other: Client = client_as(who)
    entry = Entry.objects.filter(books=told.books).first()
    assert entry is not None
    for url in (
        at("open_books:books", told.books.pk),
        at("open_books:rows", told.books.pk),
        at("open_books:line", told.books.pk, entry.pk),
        at("open_books:ask", told.books.pk),
        at("revenue:home", told.books.pk),
    ):
        answer = other.get(url)
        assert answer.status_code in (302, 403, 404)
        assert "4,200.00" not in answer.content.decode()


def test_an_owner_reads_and_does_not_work_in_the_room(told: World, client_as: Any) -> None:
    owner: Client = client_as("owner")
    assert owner.get(at("revenue:list")).status_code == 403
    assert owner.get(at("revenue:home", told.books.pk)).status_code == 404
    contract = IncomeContract.objects.first()
    assert contract is not None
    ended = owner.post(at("revenue:contract_end", contract.pk), {"on": "2026-05-01", "why": "x"})
    assert ended.status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_the_pages_ask_the_same_however_many_rows(
    world: World, client_as: Any, count: int, django_assert_max_num_queries: Any
) -> None:
    officer, owner = client_as("street_officer"), client_as("owner")
    for _ in range(count):
        world.contract()
        world.paid("5001", 100, TODAY)
    for client, name, most in (
        (officer, "revenue:home", 40),
        (officer, "revenue:contracts", 14),
        (officer, "revenue:spendings", 14),
        (owner, "open_books:books", 40),
        (owner, "open_books:contracts", 14),
    ):
        with django_assert_max_num_queries(most):
            client.get(reverse(name, args=[world.books.pk]))
