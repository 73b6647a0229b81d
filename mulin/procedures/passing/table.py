"""Which thing becomes which by one button: one visible table (house rule 9).

A passage opens the other thing by that room's own verb, in the same matter, and links the two. Who
may open the other thing may pass to it; who may not sees no button.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mulin.deliberate.mediation.causes import CAUSES
from mulin.deliberate.mediation.permissions import may_apply
from mulin.deliberate.meetings.permissions import CARRIERS
from mulin.deliberate.meetings.permissions import may_raise as may_raise_issue
from mulin.discover.intake.permissions import may_note as may_note_ticket
from mulin.discover.intake.queries.categories import categories_of
from mulin.discover.patrols.permissions import may_find
from mulin.discover.referrals.permissions import may_note as may_note_violation
from mulin.ground.ledger.permissions import may_keep
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said
from mulin.law.safety.catalogue import all_templates
from mulin.law.violations.catalogue import violations
from mulin.procedures.passing import opening
from mulin.procedures.passing.opening import Asked, books_for

Choices = Sequence[tuple[str, str]]
WORKERS = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.PROPERTY_MANAGER,
    Role.MEDIATOR,
    Role.SYSTEM,
)
"""Who works with the things; residents have pages of their own without these buttons."""


def anything(row: Any) -> bool:
    """However it stands."""
    return True


def no_choices(row: Any) -> Choices:
    """Nothing is to be chosen."""
    return ()


def categories(row: Any) -> Choices:
    """The street's categories of tickets."""
    return [(one.code, one.name) for one in categories_of(row.street_id).categories]


def hazards(row: Any) -> Choices:
    """Kinds of hazards."""
    return [(one.code, one.title) for one in all_templates().values()]


def breaches(row: Any) -> Choices:
    """Kinds of violations."""
    return [(one.code, one.title) for one in violations().values()]


def causes(row: Any) -> Choices:
    """Kinds of disputes."""
    return [(one.code, one.name) for one in CAUSES]


def to_be_booked(row: Any) -> bool:
    """Who pays is decided, and it is not the resident."""
    return bool(row.fen) and row.payer in opening.PAID_FROM


def may_note(actor: Actor, row: Any) -> bool:
    """Write a ticket for the place."""
    return may_note_ticket(actor, row.compound_id) is None


def may_let_out(actor: Actor, row: Any) -> bool:
    """A mediation's handler, who has no desk for tickets: what he writes is raised without his name."""
    return bool(row.compound_id)


def may_report(actor: Actor, row: Any) -> bool:
    """Report a hazard there."""
    return bool(row.compound_id) and may_find(actor, row.compound_id) is None


def may_refer(actor: Actor, row: Any) -> bool:
    """Write a violation down there."""
    return bool(row.compound_id) and may_note_violation(actor, row.compound_id) is None


def may_bring_up(actor: Actor, row: Any) -> bool:
    """Bring an issue up for who carries deliberation there."""
    place = row.compound
    if place is None or not actor.has(*CARRIERS, compound_id=place.pk):
        return False
    return may_raise_issue(actor, place) is None


def may_ask(actor: Actor, row: Any) -> bool:
    """Ask for a mediation there."""
    return may_apply(actor, row.compound_id) is None


def may_book(actor: Actor, row: Any) -> bool:
    """Keep an account set in which it belongs."""
    return any(may_keep(actor, books) is None for books in books_for(row))


@dataclass(frozen=True)
class Route:
    """From a thing to another, by this verb. ``usual``: source's kind of its own → what is chosen."""

    source: str
    target: str
    words: str
    icon: str
    verb: Callable[[Asked], UUID]
    may: Callable[[Actor, Any], bool]
    choices: Callable[[Any], Choices] = no_choices
    label: str = ""
    usual: tuple[tuple[str, str], ...] = ()
    holds: Callable[[Any], bool] = anything

    @property
    def code(self) -> str:
        return f"{self.source}-{self.target}"

    def first_choice(self, row: Any) -> str:
        """What is usually chosen for a thing of its kind."""
        own = str(getattr(row, "kind", "")) if self.source != "ticket" else str(row.category)
        return dict(self.usual).get(own, "")


HAZARD_TICKETS = (
    ("elevator", "lift"), ("fire_gear", "fire"), ("fire_lane", "fire"), ("gate_watch", "service"),
    ("illegal_building", "violation"), ("lighting", "power"), ("other", "danger"),
    ("outer_wall", "roof_wall"), ("playground", "facility"), ("power", "power"),
    ("pump_room", "facility"), ("stairway", "fire"), ("waste", "clean"), ("well_cover", "danger"),
)  # fmt: skip
TICKET_HAZARDS = (
    ("lift", "elevator"), ("trapped", "elevator"), ("danger", "other"), ("power", "power"),
    ("clean", "waste"), ("fire", "fire_lane"), ("roof_wall", "outer_wall"),
    ("facility", "playground"), ("violation", "illegal_building"), ("leak", "other"),
    ("door", "gate_watch"),
)  # fmt: skip
TICKET_BREACHES = (
    ("violation", "illegal_building"), ("fire", "fire_lane"), ("green", "green"),
    ("noise", "noise_smoke"), ("power", "wire_charging"),
)  # fmt: skip
BREACH_TICKETS = (
    ("fire_lane", "fire"), ("wire_charging", "power"), ("green", "green"),
    ("noise_smoke", "noise"), ("illegal_building", "violation"), ("structure", "violation"),
    ("change_of_use", "violation"), ("facade", "roof_wall"), ("common_parts", "other"),
)  # fmt: skip


def _ticket(source: str, usual: tuple[tuple[str, str], ...] = ()) -> Route:
    return Route(
        source, "ticket", said("转为工单"), "clipboard-list", opening.ticket, may_note, categories,
        said("哪一类"), usual,
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    _ticket("hazard", HAZARD_TICKETS),
    _ticket("affair"),
    _ticket("referral", BREACH_TICKETS),
    _ticket("report"),
    _ticket("task"),
    Route("case", "ticket", said("转为工单"), "clipboard-list", opening.ticket, may_let_out,
          categories, said("哪一类")),
    Route("ticket", "hazard", said("转为隐患"), "triangle-alert", opening.hazard, may_report, hazards,
          said("哪种隐患"), TICKET_HAZARDS),
    Route("report", "hazard", said("转为隐患"), "triangle-alert", opening.hazard, may_report, hazards,
          said("哪种隐患")),
    Route("ticket", "referral", said("转执法移送"), "gavel", opening.referral, may_refer, breaches,
          said("哪一类"), TICKET_BREACHES),
    Route("hazard", "referral", said("转执法移送"), "gavel", opening.referral, may_refer, breaches,
          said("哪一类"), (("illegal_building", "illegal_building"), ("fire_lane", "fire_lane"))),
    Route("ticket", "case", said("转人民调解"), "handshake", opening.case, may_ask, causes,
          said("纠纷类别"), (("noise", "noise"), ("leak", "leak"), ("fee", "fees"), ("service", "service"),
          ("parking", "parking"), ("lift", "lift"))),
    Route("ticket", "issue", said("转为议题"), "messages-square", opening.issue, may_bring_up),
    Route("hazard", "issue", said("转为议题"), "messages-square", opening.issue, may_bring_up),
    Route("ticket", "voucher", said("入账"), "receipt", opening.voucher, may_book,
          holds=to_be_booked),
)  # fmt: skip

BY_CODE = {route.code: route for route in ROUTES}
