"""The nouns of the bodies of a street."""

from mulin.decide.committees.models.meetings import Attendance, Meeting, MeetingPaper, Resolution
from mulin.decide.committees.models.terms import BodyPaper, Member, Term, Willing

__all__ = [
    "Attendance",
    "BodyPaper",
    "Meeting",
    "MeetingPaper",
    "Member",
    "Resolution",
    "Term",
    "Willing",
]
