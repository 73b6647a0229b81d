"""Mandates, what is said under them, the month's report, the green channel."""

from mulin.decide.workshop.models.green import Contact, GreenParty, GreenRequest
from mulin.decide.workshop.models.mandates import Advice, Mandate, MandatePaper, Workshop
from mulin.decide.workshop.models.reports import Report

__all__ = [
    "Advice",
    "Contact",
    "GreenParty",
    "GreenRequest",
    "Mandate",
    "MandatePaper",
    "Report",
    "Workshop",
]
