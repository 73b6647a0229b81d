"""The nouns: points and plans, rounds and stops, hazards, visits."""

from mulin.discover.patrols.models.hazards import Hazard, HazardStep
from mulin.discover.patrols.models.plans import Plan, Point, Route, Walker
from mulin.discover.patrols.models.rounds import Handover, Round, Stop, StopPhoto
from mulin.discover.patrols.models.visits import Visit, VisitItem

__all__ = [
    "Handover",
    "Hazard",
    "HazardStep",
    "Plan",
    "Point",
    "Round",
    "Route",
    "Stop",
    "StopPhoto",
    "Visit",
    "VisitItem",
    "Walker",
]
