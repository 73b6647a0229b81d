"""Public revenue of the largest compound: contracts, uses by decision, a published quarter, questions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.deliver.revenue.actions.authorities import Ground, note_authority
from mulin.deliver.revenue.actions.common import File
from mulin.deliver.revenue.actions.contracts import Terms, sign_contract
from mulin.deliver.revenue.actions.income import book_dues, receive
from mulin.deliver.revenue.actions.spending import Wanted, propose, settle
from mulin.deliver.revenue.actions.telling import answer, ask, publish_period
from mulin.deliver.revenue.models import BooksQuestion, IncomeDue, Spending, UseAuthority
from mulin.deliver.revenue.queries.telling import closed_through, rhythm_at
from mulin.demo import photos
from mulin.demo.board import hang
from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.ground.ledger.models import Books
from mulin.ground.notices.models import PublicNotice
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7

DECIDED = "2026 年业主大会第 2 项决议（公共收益使用方案）"
LATE = "premises"
"""The kind of contract whose money does not come on its day."""


def revenue(scene: Scene, now: datetime) -> Telling:
    """From the contracts to the questions, four months long."""
    begin = day_of(scene.now).replace(day=1)
    yield at(begin + timedelta(days=8), 10)
    books = (
        Books.objects.of(scene.street)
        .select_related("compound", "keeper", "street")
        .get(kind="public_revenue", compound=scene.compounds[0])
    )
    bill = (
        "合同和票据（演示）.png",
        photos.letter("合同、发票、收据", ["（演示，均为虚构）"]).getvalue(),
    )
    _sign(scene, books, begin, bill)
    yield at(begin + timedelta(days=9), 15)
    _collect(scene, books)
    yield at(begin + timedelta(days=20), 14)
    authority = _decide(scene, books, begin, bill)
    yield at(begin + timedelta(days=41), 10)
    _collect(scene, books)
    yield at(begin + timedelta(days=46), 11)
    _spend(scene, books, bill, authority)
    yield from _tell(scene, books, begin)
    yield at(begin + timedelta(days=101), 10)
    _collect(scene, books)
    yield at(begin + timedelta(days=110), 16)
    wanted = Wanted("5002", "3 号楼门厅灯具和门锁更换", "演示维修队", 684_000, authority.pk)
    _propose(scene, books, wanted, bill)
    yield at(day_of(now) - timedelta(days=2), 19)
    _ask(scene, books, "门禁主机为什么不走维修资金？", "共用部位维修")


def _sign(scene: Scene, books: Books, begin: date, bill: File) -> None:
    first = begin + timedelta(days=9)
    last = date(first.year + 1, first.month, first.day) - timedelta(days=1)
    signed = (
        Terms("tidal", "演示医院", "错时停车：工作日白天供医院职工停放", "西区地面 40 个车位", 980_000,
              1, first, last, DECIDED),
        Terms("station", "演示通信", "通信基站场地", "9 号楼屋顶 6 平方米", 1_200_000, 6, first, last,
              "2025 年业主大会第 4 项决议"),
        Terms("premises", "演示便利店", "共有用房出租", "东门旁 26 平方米", 660_000, 3, first, last,
              DECIDED),
    )  # fmt: skip
    by, now = scene.acting("weiyuan"), scene.now
    for terms in signed:
        sign_contract(books, terms, (bill,), once=uuid7(), by=by, now=now)


def _collect(scene: Scene, books: Books) -> None:
    """What is due is booked; all pay but the shop, which pays half."""
    by, now, today = scene.acting("weiyuan"), scene.now, day_of(scene.now)
    book_dues(books, today, by=by, now=now)
    dues = IncomeDue.objects.of(scene.street).filter(books=books, due_on__lte=today)
    for due in dues.select_related("contract"):
        fen = due.open // 2 if due.contract.kind == LATE else due.open
        if fen and not (due.contract.kind == LATE and due.received):
            receive(due, fen, today, once=uuid7(), by=by, now=now)


def _decide(scene: Scene, books: Books, begin: date, bill: File) -> UseAuthority:
    ground = Ground(
        "earlier",
        DECIDED,
        "公共收益用于共用部位维修、小区活动、业委会经费和抵补物业费",
        ("5002", "5003", "5004", "5006"),
        8_000_000,
        begin,
        date(begin.year, 12, 31),
    )
    by = scene.acting("weiyuan")
    return note_authority(books, ground, (bill,), once=uuid7(), by=by, now=scene.now)


def _propose(scene: Scene, books: Books, wanted: Wanted, bill: File) -> Spending:
    by = scene.acting("weiyuan")
    return propose(books, wanted, (bill,), once=uuid7(), by=by, now=scene.now)


def _spend(scene: Scene, books: Books, bill: File, authority: UseAuthority) -> None:
    """Proposed by one member, settled by the chair."""
    use = authority.pk
    for wanted in (
        Wanted("5006", "错时停车收入抵补全体业主物业费", "物业服务企业（演示）", 1_500_000, use),
        Wanted("5003", "重阳节邻里活动", "演示社工站", 320_000, use),
        Wanted("3102", "补充住宅专项维修资金", "维修资金专户", 2_600_000),
    ):
        row = _propose(scene, books, wanted, bill)
        settle(row, day_of(scene.now), by=scene.acting("yeweihui"), now=scene.now)


def _tell(scene: Scene, books: Books, begin: date) -> Telling:
    """The first period that is over and closed is published, asked about and answered."""
    last = rhythm_at(books, begin).period(begin).last
    when = max(at(last + timedelta(days=12), 9), scene.now)
    yield when
    if closed_through(books, last):
        by = scene.acting("yeweihui")
        words = "错时停车收入按决议抵补物业费。"
        row = publish_period(books, begin, words, once=uuid7(), by=by, now=scene.now)
        notice = PublicNotice.objects.of(books.street_id).get(pk=row.notice_id)
        hang(notice, by=by, now=scene.now)
    yield when + timedelta(days=3)
    asked = _ask(scene, books, "电梯广告一个月收多少？合同谁签的？", "广告收入")
    yield when + timedelta(days=5)
    words = "每月 4,200 元，业委会按业主大会决议签订，合同和票据在“公开的账”里可以点开看。"
    answer(asked, words, by=scene.acting("yeweihui"), now=scene.now)


def _ask(scene: Scene, books: Books, text: str, about: str) -> BooksQuestion:
    return ask(books, text, about, once=uuid7(), by=scene.acting("yezhu"), now=scene.now)
