"""The books of a compound's public revenue: four months kept by its committee, two closed, one mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from mulin.demo.diary import Telling
from mulin.demo.scene import Scene, at
from mulin.ground.ledger.actions.banking import Movement, take_statement
from mulin.ground.ledger.actions.budgeting import set_budget
from mulin.ground.ledger.actions.closing import close_month
from mulin.ground.ledger.actions.opening import Opening, open_books
from mulin.ground.ledger.actions.writing import (
    Draft,
    enter_voucher,
    return_voucher,
    send_voucher,
    take_back,
    write_voucher,
)
from mulin.ground.ledger.models import Books, Title, Voucher
from mulin.ground.ledger.queries.bank import reconciliation
from mulin.ground.ledger.queries.books import next_month
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.law.books.voucher import Line

BANK = "1002"
EACH_MONTH = (
    (3, "地面停车费（{m} 月）", BANK, "4001", 1_286_000),
    (5, "电梯轿厢广告，{m} 月（演示传媒）", BANK, "4002", 420_000),
    (8, "快递柜场地费，{m} 月（演示物流）", BANK, "4004", 96_000),
    (12, "充电桩分成，{m} 月（演示能源）", BANK, "4005", 158_350),
    (15, "停车场照明电费，{m} 月", "5001", BANK, 86_420),
    (18, "道闸保养，{m} 月", "5001", BANK, 60_000),
    (22, "公共区域灯具更换，{m} 月", "5002", BANK, 214_900),
)
"""Day, words, debit, credit, fen."""
BUDGET = {"4001": 15_600_000, "4002": 5_000_000, "5001": 1_500_000, "5002": 900_000}
LIMIT = 500_000


def books(scene: Scene, now: datetime) -> Telling:
    """Opened with what was there, kept month by month; the last voucher waits for a second person."""
    today = day_of(now)
    begin = day_of(scene.now).replace(day=1)
    yield at(day_of(scene.now) + timedelta(days=6), 10)
    kept = _opened(scene, begin)
    month = begin
    while month < today.replace(day=1):
        yield from _month(scene, kept, month)
        month = next_month(month)
        if next_month(month) <= today:
            yield at(month + timedelta(days=4), 17)
            by = scene.acting("weiyuan")
            close_month(kept, _before(month), by=by, now=scene.now)
    yield from _mistake(scene, kept, today)
    yield at(today - timedelta(days=2), 15)
    _wait(scene, kept, day_of(scene.now))


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _opened(scene: Scene, begin: date) -> Books:
    compound = scene.compounds[0]
    name = f"{compound.name}公共收益"
    opening = Opening("public_revenue", name, scene.committees[0], compound, begin, LIMIT)
    kept = open_books(opening, once=uuid7(), by=scene.acting("jiedao"), now=scene.now)
    lines = (Line(BANK, debit=18_640_275), Line("3101", credit=18_640_275))
    _enter(scene, kept, Draft(begin, "期初余额，自物业移交清册", lines, Voucher.Kind.OPENING))
    set_budget(kept, begin.year, BUDGET, by=scene.acting("weiyuan"), now=scene.now)
    return kept


def _month(scene: Scene, kept: Books, month: date) -> Telling:
    """What comes every month, and at its end the bank's statement of it."""
    moved = []
    for day, words, debit, credit, fen in EACH_MONTH:
        yield max(at(month.replace(day=day), 16), scene.now)
        on, memo = month.replace(day=day), words.format(m=month.month)
        lines = (Line(debit, debit=fen), Line(credit, credit=fen))
        _enter(scene, kept, Draft(on, memo, lines))
        sign = 1 if debit == BANK else -1
        moved.append(Movement(on, sign * fen, "", memo, f"{month:%y%m}{day:02d}01"))
    yield at(next_month(month) + timedelta(days=1), 10)
    moved.append(
        Movement(next_month(month) - timedelta(days=1), 1_213, "", "结息", f"{month:%y%m}9901")
    )
    bank = Title.objects.of(kept.street_id).get(books=kept, code=BANK)
    left, told = reconciliation(bank, moved[-1].day).bank, []
    for one in sorted(moved, key=lambda one: one.day):
        left += one.fen
        told.append(replace(one, balance=left))
    take_statement(bank, told, by=scene.acting("weiyuan"), now=scene.now)


def _mistake(scene: Scene, kept: Books, today: date) -> Telling:
    """Income under the wrong title: taken back in red, entered anew."""
    when = max(today.replace(day=1), today - timedelta(days=6))
    yield max(at(when, 11), scene.now)
    on = day_of(scene.now)
    wrong = _enter(scene, kept, Draft(on, "社区集市摊位费", _pair("4002", 60_000)))
    yield scene.now + timedelta(hours=3)
    by = scene.acting("weiyuan")
    take_back(wrong, on, "科目记错，应为场地租赁收入", once=uuid7(), by=by, now=scene.now)
    _enter(scene, kept, Draft(on, "社区集市摊位费", _pair("4003", 60_000)))


def _wait(scene: Scene, kept: Books, on: date) -> None:
    """One came back for want of a contract; one waits."""
    by = scene.acting("weiyuan")
    lines = (Line("5002", debit=1_260_000), Line(BANK, credit=1_260_000))
    sent = write_voucher(
        kept, Draft(on, "3 号楼门厅维修预付款", lines), once=uuid7(), by=by, now=scene.now
    )
    send_voucher(sent, by=by, now=scene.now)
    why = "缺维修合同和业委会决议"
    return_voucher(sent, why, by=scene.acting("yeweihui"), now=scene.now)
    draft = Draft(on, "基站场地费，全年（演示通信）", _pair("4004", 2_400_000))
    waits = write_voucher(kept, draft, once=uuid7(), by=by, now=scene.now)
    send_voucher(waits, by=by, now=scene.now)


def _pair(title: str, fen: int) -> tuple[Line, Line]:
    return Line(BANK, debit=fen), Line(title, credit=fen)


def _enter(scene: Scene, kept: Books, draft: Draft) -> Voucher:
    """Written by one member, entered by the chair."""
    by, now = scene.acting("weiyuan"), scene.now
    voucher = write_voucher(kept, draft, once=uuid7(), by=by, now=now)
    return enter_voucher(voucher, by=scene.acting("yeweihui"), now=now)
