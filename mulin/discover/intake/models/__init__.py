"""The nouns of intake: tickets with what belongs to them, rules, duty, return visits."""

from mulin.discover.intake.models.papers import TicketPaper
from mulin.discover.intake.models.points import PlacePoint
from mulin.discover.intake.models.rules import CategorySheet, DispatchRule, DutyShift
from mulin.discover.intake.models.tickets import (
    OPEN,
    RUNNING,
    UNDONE,
    Follower,
    Pause,
    Remark,
    Ticket,
)
from mulin.discover.intake.models.visits import HotlineBatch, ReturnVisit, VisitRound

__all__ = [
    "OPEN",
    "RUNNING",
    "UNDONE",
    "CategorySheet",
    "DispatchRule",
    "DutyShift",
    "Follower",
    "HotlineBatch",
    "Pause",
    "PlacePoint",
    "Remark",
    "ReturnVisit",
    "Ticket",
    "TicketPaper",
    "VisitRound",
]
