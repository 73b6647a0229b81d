"""The nouns of mediation."""

from mulin.deliberate.mediation.models.agreements import Accord, Payment, Promise, Signature
from mulin.deliberate.mediation.models.beyond import Lesson, Measure, Reading, Referral
from mulin.deliberate.mediation.models.cases import Dispute, Seat, Side
from mulin.deliberate.mediation.models.committees import Mediator, Panel, Setting
from mulin.deliberate.mediation.models.sessions import Guest, Talk

__all__ = [
    "Accord",
    "Dispute",
    "Guest",
    "Lesson",
    "Measure",
    "Mediator",
    "Panel",
    "Payment",
    "Promise",
    "Reading",
    "Referral",
    "Seat",
    "Setting",
    "Side",
    "Signature",
    "Talk",
]
