"""An account set is opened with its chart, gets titles of its own, and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from mulin.ground.estate.models import Compound, Organisation
from mulin.ground.ledger.actions.common import held, say
from mulin.ground.ledger.events import BooksEnded, BooksOpened, TitleAdded, TitleEnded
from mulin.ground.ledger.models import Books, Entry, Title, Voucher
from mulin.ground.ledger.permissions import HIDDEN, may_keep, may_open_books
from mulin.ground.ledger.queries.balances import trial_balance
from mulin.ground.ledger.queries.books import titles_of
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.typed import filled
from mulin.kit.words import said
from mulin.law.books.catalogue import all_charts
from mulin.law.books.chart import Nature
from mulin.law.books.chart import Title as ChartTitle

NUMBERS = "ZT"
"""Account sets are numbered ZT-2026-0001: 账套."""


@dataclass(frozen=True)
class Opening:
    """What an account set begins with; ``limit`` in fen."""

    kind: str
    name: str
    keeper: Organisation
    compound: Compound | None
    opened_on: date
    limit: int


def open_books(opening: Opening, *, once: UUID, by: Actor, now: datetime) -> Books:
    """Open an account set with all titles of its chart; the same ``once`` again gives it back."""
    place = opening.compound.pk if opening.compound is not None else None
    for thing in (opening.compound, opening.keeper):
        if thing is not None and thing.street_id != by.street_id:
            raise Refused(HIDDEN)
    require(may_open_books(by, place))
    chart = all_charts().get(opening.kind)
    if chart is None:
        raise Refused(Refusal(said("没有选账套的类别。"), said("请在列出的类别里选一个。")))
    name = filled(opening.name, 60, said("没有写账套名称。"), said("最多 60 个字。"))
    if opening.opened_on > day_of(now):
        raise Refused(Refusal(said("启用日期在今天以后。"), said("到那天再启用。")))
    with transaction.atomic():
        known: Books | None = Books.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            return known
        _one_of_a_kind(opening, by)
        books = Books(
            id=once,
            street_id=by.street_id,
            number=draw_number(by.street_id, NUMBERS, day_of(now).year),
            kind=chart.code,
            name=name,
            compound=opening.compound,
            keeper=opening.keeper,
            limit=opening.limit,
            opened_on=opening.opened_on,
        )
        books.save(force_insert=True)
        Title.objects.bulk_create(_titles(books, chart.titles))
        event = BooksOpened(books.number, books.name, chart.name, books.keeper.name)
        say(event, books, books.pk, by=by, now=now)
        return books


def _one_of_a_kind(opening: Opening, by: Actor) -> None:
    same = Books.objects.of(by.street_id).filter(
        kind=opening.kind,
        compound=opening.compound,
        keeper=opening.keeper,
        ended_on__isnull=True,
    )
    if same.exists():
        raise Refused(
            Refusal(
                said("这个单位已经有同一类的账套在用。"),
                said("请在原来的账套里记账，或者先停用它。"),
            )
        )


def _titles(books: Books, titles: tuple[ChartTitle, ...]) -> list[Title]:
    above = {title.parent for title in titles}
    return [
        Title(
            street_id=books.street_id,
            books=books,
            code=title.code,
            name=title.name,
            nature=title.nature.value,
            by_unit=title.by_unit,
            bank=title.bank,
            leaf=title.code not in above,
        )
        for title in titles
    ]


def add_title(books: Books, code: str, name: str, *, by: Actor, now: datetime) -> Title:
    """Add a title under one of the account set; it takes over its nature.

    A title that took lines itself keeps none below it: what it holds would stand under neither.
    """
    typed = filled(name, 40, said("没有写科目名称。"), said("最多 40 个字。"))
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_keep(by, fresh))
        above = _above(fresh, code)
        title = Title(
            street_id=by.street_id,
            books=fresh,
            code=code,
            name=typed,
            nature=above.nature,
            by_unit=above.by_unit,
            bank=above.bank,
        )
        title.save(force_insert=True)
        if above.leaf:
            above.leaf = False
            above.save(update_fields=["leaf"])
        say(TitleAdded(fresh.number, code, typed), fresh, title.pk, by=by, now=now)
        return title


def _above(books: Books, code: str) -> Title:
    """The title under which a new one may stand; raises Refused where there is none."""
    titles = {title.code: title for title in titles_of(books)}
    if code in titles:
        raise Refused(Refusal(said("科目编码 {code} 已经有了。", code=code), said("请换一个。")))
    above = titles.get(code[:-2])
    if above is None or not code.isdigit() or len(code) > 10:
        raise Refused(
            Refusal(
                said("科目编码 {code} 上面没有科目。", code=code or "—"),
                said("在上级科目的编码后面加两位数字，例如 400101。"),
            )
        )
    if Entry.objects.of(books.street_id).filter(title=above).exists():
        raise Refused(
            Refusal(
                said("{title} 已经记过账，不能再分下级。", title=above),
                said("请在它的上级下面另设科目。"),
            )
        )
    return above


def end_title(title: Title, *, by: Actor, now: datetime) -> Title:
    """Take a title out of use; it must stand at nothing."""
    today = day_of(now)
    with transaction.atomic():
        books = held(title.books_id, by)
        require(may_keep(by, books))
        row = next((t for t in titles_of(books) if t.pk == title.pk), None)
        if row is None:
            raise Refused(HIDDEN)
        if row.ended_on is not None:
            return row
        stands = trial_balance(books, today, today)
        if any(one.closing for one in stands.rows if one.title.pk == row.pk):
            raise Refused(
                Refusal(said("{title} 还有余额。", title=row), said("请先把余额转到别的科目。"))
            )
        if row.code == books.chart.carried_to or Nature(row.nature) is Nature.FUND:
            raise Refused(Refusal(said("净资产科目不能停用。"), said("年终结转要用到它。")))
        row.ended_on = today
        row.save(update_fields=["ended_on"])
        say(TitleEnded(books.number, row.code, row.name), books, row.pk, by=by, now=now)
        return row


def end_books(books: Books, why: str, *, by: Actor, now: datetime) -> Books:
    """End an account set: every voucher entered, nothing left to stand. It stays readable."""
    today = day_of(now)
    reason = filled(why, 200, said("没有写为什么停用。"), said("例如“移交新物业，余额已转出”。"))
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_open_books(by, fresh.compound_id))
        if fresh.ended_on is not None:
            return fresh
        rows = Voucher.objects.of(by.street_id).filter(books=fresh)
        if rows.exclude(state=Voucher.State.ENTERED).exists():
            raise Refused(Refusal(said("还有没有记账的凭证。"), said("请先记账，或者作废草稿。")))
        left = [row.title for row in trial_balance(fresh, today, today).leaves if row.closing]
        if left:
            raise Refused(
                Refusal(
                    said("还有 {n} 个科目有余额，例如 {title}。", n=len(left), title=left[0]),
                    said("请把余额移交出去，再停用。"),
                )
            )
        fresh.ended_on = today
        fresh.save(update_fields=["ended_on"])
        say(BooksEnded(fresh.number, fresh.name, reason), fresh, fresh.pk, by=by, now=now)
        return fresh
