"""One thing becomes another by one button: the other room's verb, then the link between the two."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from mulin.discover.grids.actions_reports import answer_report
from mulin.discover.grids.permissions import may_keep
from mulin.ground.matters.actions.passing import note_origin, note_passage
from mulin.ground.matters.links import Piece
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.typed import filled
from mulin.kit.words import said
from mulin.procedures.passing.offers import LONGEST, became, may_pass
from mulin.procedures.passing.opening import Asked
from mulin.procedures.passing.table import Route
from mulin.procedures.passing.things import THINGS
from mulin.procedures.permissions import HIDDEN


def pass_on(
    route: Route, row_id: UUID, text: str, choice: str, *, once: UUID, by: Actor, now: datetime
) -> Piece:
    """Turn a thing into another in the same matter, once: asked again, it gives back what it became."""
    source, target = THINGS[route.source], THINGS[route.target]
    with transaction.atomic():
        row = _held(route, row_id, by)
        known = became(route, row)
        if known is not None:
            return target.piece(target.row(by.street_id, known))
        if not route.holds(row):
            raise Refused(
                Refusal(said("还没有定由谁出钱、多少钱。"), said("请先在工单上定由谁出钱。"))
            )
        plain = filled(text, LONGEST, said("没有写是什么情况。"), said("一句话写清要办什么。"))
        if route.choices(row) and choice not in dict(route.choices(row)):
            raise Refused(Refusal(said("没有选类别。"), said("请选一类。")))
        asked = Asked(source, row, source.told(row), plain, choice, once, by, now)
        made = target.row(by.street_id, route.verb(asked))
        ends = source.named(row), target.named(made)
        note_passage(*ends, by=by, now=now)
        note_origin(*ends, by=by, now=now)
        piece = target.piece(made)
        _answer(route, row, piece, by=by, now=now)
        return piece


def _held(route: Route, row_id: UUID, by: Actor) -> Any:
    """The thing, held, for who may turn it into the other."""
    thing = THINGS[route.source]
    alone = thing.model.objects.of(by.street_id).select_for_update(of=("self",))
    if not alone.filter(pk=row_id).exists():
        raise Refused(HIDDEN)
    row = thing.row(by.street_id, row_id)
    if row is None or not may_pass(by, route, row):
        raise Refused(HIDDEN)
    return row


def _answer(route: Route, row: Any, piece: Piece, *, by: Actor, now: datetime) -> None:
    """Who reported from the net reads what became of it, where nobody answered yet."""
    if route.source != "report" or row.answered_at is not None:
        return
    if may_keep(by, row.compound_id) is None:
        words = said("已转为{what} {number}，按它的时限办。", what=piece.kind, number=piece.number)
        answer_report(row, words, by=by, now=now)
