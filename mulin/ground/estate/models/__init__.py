"""The nouns of the register."""

from mulin.ground.estate.models.holdings import ActsFor, Ownership, Tenancy
from mulin.ground.estate.models.imports import ImportBatch
from mulin.ground.estate.models.organisations import Appointment, Engagement, Organisation
from mulin.ground.estate.models.persons import DistinctPersons, OtherPhone, Person, PersonMerge
from mulin.ground.estate.models.places import (
    Building,
    Community,
    Compound,
    Grid,
    Stairwell,
    Unit,
)

__all__ = [
    "ActsFor",
    "Appointment",
    "Building",
    "Community",
    "Compound",
    "DistinctPersons",
    "Engagement",
    "Grid",
    "ImportBatch",
    "Organisation",
    "OtherPhone",
    "Ownership",
    "Person",
    "PersonMerge",
    "Stairwell",
    "Tenancy",
    "Unit",
]
