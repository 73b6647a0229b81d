"""The nouns of an owners' vote."""

from mulin.decide.assembly.models.ballots import Ballot, CountSheet, Delivery
from mulin.decide.assembly.models.motions import Candidate, Motion
from mulin.decide.assembly.models.official import OfficialBallot, OfficialImport
from mulin.decide.assembly.models.polls import Poll, PollOfficer, RulesOfProcedure
from mulin.decide.assembly.models.results import Objection, ReminderRound
from mulin.decide.assembly.models.roll import RollEntry, RollHolder, RollUnit

__all__ = [
    "Ballot",
    "Candidate",
    "CountSheet",
    "Delivery",
    "Motion",
    "Objection",
    "OfficialBallot",
    "OfficialImport",
    "Poll",
    "PollOfficer",
    "ReminderRound",
    "RollEntry",
    "RollHolder",
    "RollUnit",
    "RulesOfProcedure",
]
