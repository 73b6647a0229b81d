"""What a year may bring and cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mulin.ground.ledger.actions.common import held, say
from mulin.ground.ledger.events import BudgetSet
from mulin.ground.ledger.models import Books, Budget
from mulin.ground.ledger.permissions import may_keep
from mulin.ground.ledger.queries.books import titles_of
from mulin.kit.canonical import fingerprint
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law.books.chart import Nature


def set_budget(
    books: Books, year: int, amounts: Mapping[str, int], *, by: Actor, now: datetime
) -> int:
    """Write the budget of a year by title, in fen; how many titles it names."""
    with transaction.atomic():
        fresh = held(books.pk, by)
        require(may_keep(by, fresh))
        titles = {t.code: t for t in titles_of(fresh) if t.leaf and Nature(t.nature).of_year}
        strange = [code for code in amounts if code not in titles]
        if strange or any(fen < 0 for fen in amounts.values()):
            raise Refused(
                Refusal(said("预算只写收入和支出科目，金额不能是负数。"), said("请改正后再保存。"))
            )
        Budget.objects.of(by.street_id).filter(books=fresh, year=year).erase()
        Budget.objects.bulk_create(
            [
                Budget(street_id=by.street_id, books=fresh, title=titles[code], year=year, fen=fen)
                for code, fen in sorted(amounts.items())
            ]
        )
        digest = fingerprint(sorted([code, fen] for code, fen in amounts.items()))
        event = BudgetSet(fresh.number, year, len(amounts), digest)
        say(event, fresh, fresh.pk, by=by, now=now)
        return len(amounts)
