"""The nouns of the bodies of a street."""

from mulin.decide.committees.models.advisers import Advice, Adviser
from mulin.decide.committees.models.meetings import Attendance, Meeting, MeetingPaper, Resolution
from mulin.decide.committees.models.opening import Disclosed
from mulin.decide.committees.models.owners import (
    HandoverItem,
    Inspection,
    Petition,
    PetitionPaper,
    SealUse,
    Signature,
)
from mulin.decide.committees.models.panels import (
    Applicant,
    Panel,
    PanelItem,
    PanelPaper,
    PanelQuestion,
)
from mulin.decide.committees.models.terms import BodyPaper, Member, Term, Willing

__all__ = [
    "Advice",
    "Adviser",
    "Applicant",
    "Attendance",
    "BodyPaper",
    "Disclosed",
    "HandoverItem",
    "Inspection",
    "Meeting",
    "MeetingPaper",
    "Member",
    "Panel",
    "PanelItem",
    "PanelPaper",
    "PanelQuestion",
    "Petition",
    "PetitionPaper",
    "Resolution",
    "SealUse",
    "Signature",
    "Term",
    "Willing",
]
