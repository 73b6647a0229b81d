"""The nouns of deliberation: issues with their supporters, meetings with those who came."""

from mulin.deliberate.meetings.models.issues import Evaluation, Issue, Support
from mulin.deliberate.meetings.models.meetings import (
    AgendaItem,
    Assignment,
    Attendance,
    Format,
    Meeting,
    Party,
)

__all__ = [
    "AgendaItem",
    "Assignment",
    "Attendance",
    "Evaluation",
    "Format",
    "Issue",
    "Meeting",
    "Party",
    "Support",
]
