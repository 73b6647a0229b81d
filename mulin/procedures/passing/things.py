"""The things of rooms that can become one another: how each is found, seen, named and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from mulin.deliberate.mediation.models import Dispute
from mulin.deliberate.mediation.permissions import handles
from mulin.deliberate.mediation.queries.cases import MARKS as CASE_MARKS
from mulin.deliberate.meetings.models import Issue
from mulin.deliberate.meetings.permissions import may_see as may_see_issue
from mulin.deliberate.meetings.queries.pieces import MARKS as ISSUE_MARKS
from mulin.discover.campaigns.models import Task
from mulin.discover.campaigns.queries.campaigns import TASK_MARKS
from mulin.discover.campaigns.queries.tasks import tasks_for
from mulin.discover.counter.models import Application
from mulin.discover.counter.permissions import may_see_application
from mulin.discover.counter.queries.applications import MARKS as AFFAIR_MARKS
from mulin.discover.grids.models import NetReport
from mulin.discover.grids.permissions import may_see_report
from mulin.discover.grids.queries import MARKS as REPORT_MARKS
from mulin.discover.intake.models import Ticket
from mulin.discover.intake.permissions import may_see as may_see_ticket
from mulin.discover.intake.queries.tickets import MARKS as TICKET_MARKS
from mulin.discover.patrols.models import Hazard
from mulin.discover.patrols.permissions import may_see_hazard
from mulin.discover.patrols.queries.hazards import MARKS as HAZARD_MARKS
from mulin.discover.referrals.models import Referral
from mulin.discover.referrals.permissions import may_see as may_see_referral
from mulin.discover.referrals.queries.referrals import MARKS as REFERRAL_MARKS
from mulin.ground.estate.models import Building, Compound
from mulin.ground.ledger.models import Voucher
from mulin.ground.ledger.permissions import may_see as may_see_books
from mulin.ground.matters.actions.passing import Named
from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Matter
from mulin.kit.rights import Actor
from mulin.kit.words import said


@dataclass(frozen=True)
class Told:
    """What a thing says of itself when it becomes another: never who told of it."""

    title: str
    text: str
    compound: Compound | None
    building: Building | None = None
    where: str = ""
    matter: Matter | None = None


@dataclass(frozen=True)
class Thing:
    """A kind of thing. ``hush``: that it exists is told to nobody who does not handle it."""

    kind: str
    word: str
    model: Any
    beside: tuple[str, ...]
    sees: Callable[[Actor, Any], bool]
    marks: Mapping[Any, str]
    url: Callable[[Any], str]
    told: Callable[[Any], Told]
    title: Callable[[Any], str]
    number: Callable[[Any], str]
    milestones: tuple[str, ...] = ()
    hush: bool = False

    def rows(self, street_id: UUID, keys: Iterable[UUID]) -> list[Any]:
        """Those that stand, in one statement."""
        rows = self.model.objects.of(street_id).filter(pk__in=list(keys))
        return list(rows.select_related(*self.beside).order_by("id"))

    def row(self, street_id: UUID, key: UUID) -> Any | None:
        """One of them."""
        return next(iter(self.rows(street_id, [key])), None)

    def piece(self, row: Any) -> Piece:
        """As pages and matters show it."""
        mark = self.marks.get(row.state, "now")
        state = row.get_state_display()
        where = self.url(row)
        return Piece(
            self.word, self.title(row), self.number(row), mark, state, where, row.pk,
            self.milestones,
        )  # fmt: skip

    def named(self, row: Any) -> Named:
        """As the other end names it."""
        place = self.told(row).compound
        found = place.pk if place is not None else None
        return Named(self.kind, self.word, row.pk, self.number(row), found, self.hush)


def _number(row: Any) -> str:
    return str(row.number)


def _title(row: Any) -> str:
    return str(row.title)


def _at(screen: str) -> Callable[[Any], str]:
    return lambda row: reverse(screen, args=[row.pk])


def _ticket(row: Ticket) -> Told:
    """Its house, never its home; what somebody complains of stays with who deals with it."""
    parts = [
        str(row.building) if row.building else "",
        row.point.name if row.point else "",
        row.spot,
    ]
    where = " ".join(part for part in parts if part)
    text = "" if row.shielded else row.text or row.title
    return Told(row.title, text, row.compound, row.building, where, row.matter)


def _hazard(row: Hazard) -> Told:
    title = row.text if row.where in row.text else f"{row.where} {row.text}"
    return Told(title, row.text, row.compound, row.building, row.where, row.matter)


def _report(row: NetReport) -> Told:
    return Told(row.text, row.text, row.compound, row.building, row.where, row.matter)


def _affair(row: Application) -> Told:
    text = said("办件“{title}”（{number}）", title=row.title, number=row.number)
    return Told(row.title, text, row.compound)


def _referral(row: Referral) -> Told:
    title = f"{row.place} {row.get_kind_display()}"
    return Told(title, row.seen, row.compound, row.building, row.place)


def _task(row: Task) -> Told:
    where = row.place or (str(row.building) if row.building else "")
    return Told(row.title, row.note or row.title, row.compound, row.building, where)


def _issue(row: Issue) -> Told:
    return Told(row.title, row.text or row.title, row.compound, None, "", row.matter)


def _case(row: Dispute) -> Told:
    """A mediation lets nothing out by itself: what the other is about is written by who handles it."""
    return Told("", "", row.compound, None, "", row.matter)


def _voucher(row: Voucher) -> Told:
    return Told(row.memo, row.memo, row.books.compound)


def _sees_task(actor: Actor, row: Task) -> bool:
    return bool(tasks_for(actor, row.campaign).filter(pk=row.pk).exists())


THINGS: dict[str, Thing] = {
    one.kind: one
    for one in (
        Thing(
            "ticket", said("工单"), Ticket,
            ("compound", "building", "point", "matter"),
            lambda by, row: may_see_ticket(by, row) is None,
            TICKET_MARKS, _at("intake:ticket"), _ticket, _title, _number,
            ("TicketRaised", "TicketDone", "TicketReplied", "TicketJudged", "TicketDeclined"),
        ),
        Thing(
            "hazard", said("隐患"), Hazard, ("compound", "building", "matter"),
            lambda by, row: may_see_hazard(by, row) is None,
            HAZARD_MARKS, _at("patrols:hazard"), _hazard, lambda row: str(row.where), _number,
            ("HazardFound", "HazardOrdered", "HazardLookedAtAgain"),
        ),
        Thing(
            "report", said("网格报告"), NetReport, ("compound", "building", "matter"),
            lambda by, row: may_see_report(by, row) is None,
            REPORT_MARKS, _at("grids:report"), _report, lambda row: str(row.text), _number,
            ("NetReported",),
        ),
        Thing(
            "affair", said("办件"), Application, ("compound", "station"),
            lambda by, row: may_see_application(by, row) is None,
            AFFAIR_MARKS, _at("counter:application"), _affair, _title, _number,
        ),
        Thing(
            "referral", said("执法移送"), Referral, ("compound", "building", "team"),
            lambda by, row: may_see_referral(by, row) is None,
            REFERRAL_MARKS, _at("referrals:one"), _referral,
            lambda row: str(row.get_kind_display()), _number,
        ),
        Thing(
            "task", said("行动任务"), Task, ("compound", "building", "campaign"),
            _sees_task, TASK_MARKS,
            lambda row: reverse("campaigns:task", args=[row.campaign_id, row.pk]),
            _task, _title, lambda row: str(row.campaign.number),
        ),
        Thing(
            "issue", said("议题"), Issue, ("compound", "matter"),
            lambda by, row: may_see_issue(by, row) is None,
            ISSUE_MARKS, _at("meetings:issue"), _issue, _title, _number,
            ("IssueRaised", "IssueFedBack", "IssueClosed"),
        ),
        Thing(
            "case", said("人民调解"), Dispute, ("compound", "matter"), handles,
            CASE_MARKS, _at("mediation:dispute"), _case, _title, _number, hush=True,
        ),
        Thing(
            "voucher", said("凭证"), Voucher, ("books", "books__compound", "books__keeper"),
            lambda by, row: may_see_books(by, row.books) is None,
            {"draft": "idle", "waiting": "now", "entered": "done"},
            _at("ledger:voucher"), _voucher, lambda row: str(row.memo),
            lambda row: f"{row.books.number} {row.word}", ("VoucherEntered",),
        ),
    )
}  # fmt: skip


def tell(actor: Actor, kind: str, keys: Iterable[UUID]) -> dict[UUID, Piece]:
    """Of things of a kind, those the actor may see, as pages show them."""
    thing = THINGS.get(kind)
    if thing is None:
        return {}
    found = thing.rows(actor.street_id, keys)
    return {row.pk: thing.piece(row) for row in found if thing.sees(actor, row)}
