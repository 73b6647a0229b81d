"""The nouns: a street's own answers, trainings with who took part, reception days with who came."""

from mulin.decide.capability.models.answers import OwnAnswer
from mulin.decide.capability.models.receptions import ReceptionDay, Schedule, Visit
from mulin.decide.capability.models.trainings import Participant, Training, TrainingPaper

__all__ = [
    "OwnAnswer",
    "Participant",
    "ReceptionDay",
    "Schedule",
    "Training",
    "TrainingPaper",
    "Visit",
]
