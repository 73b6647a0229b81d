"""What a passage opens: each calls the other room's own verb once, with what was known and typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from mulin.deliberate.mediation.actions.applying import Application, register_dispute
from mulin.deliberate.mediation.queries.panels import panels_for
from mulin.deliberate.meetings.actions.issues import raise_issue
from mulin.deliberate.meetings.models import Issue
from mulin.discover.intake.actions.raising import open_ticket
from mulin.discover.intake.models import Ticket
from mulin.discover.patrols.actions.filing import join_matter
from mulin.discover.patrols.actions.finding import HazardDraft, report_hazard
from mulin.discover.referrals.actions.finding import Found, note
from mulin.ground.estate.models import Compound
from mulin.ground.ledger.actions.writing import Draft, write_voucher
from mulin.ground.ledger.models import Books
from mulin.ground.ledger.permissions import may_keep
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor, Refusal, Refused, system_actor
from mulin.kit.words import said
from mulin.law.books.voucher import Line
from mulin.procedures.passing.things import Thing, Told

CHANNELS = {
    "hazard": Ticket.Channel.PATROL,
    "affair": Ticket.Channel.COUNTER,
    "report": Ticket.Channel.STEWARD,
}
"""By which way a ticket came in that was something else before."""
PAID_FROM: dict[str, tuple[tuple[str, str, str], ...]] = {
    "fee": (
        ("fees_lump_sum", "5099", "1002"),
        ("fees_at_cost", "5002", "1002"),
        ("fees_in_trust", "5002", "1002"),
    ),
    "revenue": (("public_revenue", "5002", "1002"),),
    "fund": (("maintenance_fund", "5001", "1001"),),
}
"""Who pays → in which account set that is booked, under which expense, from which money."""


@dataclass(frozen=True)
class Asked:
    """What a passage knows: the thing, what it says of itself, and what was typed on the page."""

    thing: Thing
    row: Any
    told: Told
    text: str
    choice: str
    once: UUID
    by: Actor
    now: datetime

    @property
    def place(self) -> Compound:
        """The compound; a thing that stands in none cannot become what needs one."""
        if self.told.compound is None:
            raise Refused(
                Refusal(said("这一件不在哪个小区。"), said("请先在原来的页面写清是哪个小区。"))
            )
        return self.told.compound

    @property
    def headline(self) -> str:
        """A title: the thing's own, else how what was typed begins."""
        return " ".join((self.told.title or self.text).split())


def ticket(asked: Asked) -> UUID:
    """A ticket in the same matter; who told of it first stays where he is, a mediator unnamed."""
    told = asked.told
    by = system_actor(asked.by.street_id) if asked.thing.hush else asked.by
    made = open_ticket(
        told.compound,
        asked.choice,
        asked.headline[:60],
        asked.text,
        origin=asked.row.pk,
        channel=CHANNELS.get(asked.thing.kind, Ticket.Channel.OTHER),
        building=told.building,
        spot="" if told.building and told.where == str(told.building) else told.where,
        matter=told.matter,
        once=asked.once,
        by=by,
        now=asked.now,
    )
    return made.pk


def hazard(asked: Asked) -> UUID:
    """A hazard of a kind, graded as its kind is."""
    told = asked.told
    where = (told.where or asked.headline)[:80]
    draft = HazardDraft(asked.choice, where, asked.text[:300], building=told.building)
    made = report_hazard(asked.place, draft, (), once=asked.once, by=asked.by, now=asked.now)
    if told.matter is not None:
        join_matter(made, told.matter, by=asked.by, now=asked.now)
    return made.pk


def referral(asked: Asked) -> UUID:
    """A violation that is talked about first: its hours run from the talk, as everybody's do."""
    told = asked.told
    seen_at: datetime = getattr(asked.row, "raised_at", None) or asked.row.found_at
    where = (told.where or asked.headline)[:80]
    found = Found(asked.choice, where, asked.text[:500], seen_at, building=told.building)
    return note(asked.place, found, once=asked.once, by=asked.by, now=asked.now).pk


def issue(asked: Asked) -> UUID:
    """A topic for deliberation, raised by the community."""
    made = raise_issue(
        asked.place,
        asked.headline[:80],
        asked.text,
        Issue.Source.COMMUNITY,
        matter=asked.told.matter,
        once=asked.once,
        by=asked.by,
        now=asked.now,
    )
    return made.pk


def case(asked: Asked) -> UUID:
    """A case of the nearest committee; who raised the matter does not mediate in it."""
    told, by = asked.told, asked.by
    panels = panels_for(told.compound, by.street_id, day_of(asked.now))
    if not panels:
        raise Refused(
            Refusal(said("街道还没有登记调解委员会。"), said("请街道先登记，再申请调解。"))
        )
    application = Application(
        panel=panels[0],
        compound=told.compound,
        source="matter",
        way="counter",
        cause=asked.choice,
        title=asked.headline[:80],
        text=asked.text,
        matter=told.matter,
        reporter=getattr(asked.row, "raiser_id", None),
    )
    return register_dispute(application, once=asked.once, by=by, now=asked.now).pk


def voucher(asked: Asked) -> UUID:
    """A draft that names the ticket, in the account set of who pays; its keeper reads it and enters it."""
    row, today = asked.row, day_of(asked.now)
    for books in books_for(row):
        if may_keep(asked.by, books) is None:
            _kind, expense, money = next(
                one for one in PAID_FROM[row.payer] if one[0] == books.kind
            )
            matter = f" {row.matter.number}" if row.matter_id else ""
            memo = f"{row.number}{matter} {asked.text}"[:100]
            lines = (Line(expense, debit=row.fen), Line(money, credit=row.fen))
            draft = Draft(today, memo, lines)
            return write_voucher(books, draft, once=asked.once, by=asked.by, now=asked.now).pk
    raise Refused(
        Refusal(
            said("没有您能记的账套。"), said("请由记账单位打开这张工单入账，或请社区先设账套。")
        )
    )


def books_for(row: Ticket) -> list[Books]:
    """The account sets of the place in which what the ticket cost belongs."""
    kinds = [kind for kind, _expense, _money in PAID_FROM.get(row.payer, ())]
    rows = Books.objects.of(row.street_id).filter(
        compound_id=row.compound_id, kind__in=kinds, ended_on__isnull=True
    )
    return list(rows.select_related("compound", "keeper", "street").order_by("id"))
