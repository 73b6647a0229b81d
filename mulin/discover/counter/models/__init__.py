"""The nouns of the counter."""

from mulin.discover.counter.models.applications import Application, HandedPaper, Mandate
from mulin.discover.counter.models.offers import Offer
from mulin.discover.counter.models.stations import Booking, FacilityCheck, Sitting, Station

__all__ = [
    "Application",
    "Booking",
    "FacilityCheck",
    "HandedPaper",
    "Mandate",
    "Offer",
    "Sitting",
    "Station",
]
