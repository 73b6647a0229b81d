"""The nouns of the bodies of a street."""

from mulin.decide.committees.models.meetings import Attendance, Meeting, MeetingPaper, Resolution
from mulin.decide.committees.models.owners import (
    HandoverItem,
    Inspection,
    Petition,
    PetitionPaper,
    SealUse,
    Signature,
)
from mulin.decide.committees.models.terms import BodyPaper, Member, Term, Willing

__all__ = [
    "Attendance",
    "BodyPaper",
    "HandoverItem",
    "Inspection",
    "Meeting",
    "MeetingPaper",
    "Member",
    "Petition",
    "PetitionPaper",
    "Resolution",
    "SealUse",
    "Signature",
    "Term",
    "Willing",
]
