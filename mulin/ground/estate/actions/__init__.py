"""The register's verbs. Each permits, changes, and puts exactly one fact on record.

All take ``by`` (who) and ``now`` (an instant); creating verbs take ``once``, the identifier a
form carries, so that a second click returns the first result.
"""

from mulin.ground.estate.actions.appointments import appoint, end_appointment, hand_over_posts
from mulin.ground.estate.actions.buildings import create_building, create_stairwell
from mulin.ground.estate.actions.holdings import (
    Stake,
    add_owner,
    current_owners,
    end_ownership,
    transfer_ownership,
)
from mulin.ground.estate.actions.mandates import begin_acting_for, end_acting_for
from mulin.ground.estate.actions.organisations import (
    begin_engagement,
    correct_organisation,
    end_engagement,
    end_organisation,
    register_organisation,
)
from mulin.ground.estate.actions.persons import (
    correct_person,
    details_of,
    register_person,
    unmask,
)
from mulin.ground.estate.actions.places import (
    correct_place,
    create_community,
    create_compound,
    create_grid,
    end_place,
)
from mulin.ground.estate.actions.regrouping import (
    merge_compounds,
    renumber_building,
    split_compound,
)
from mulin.ground.estate.actions.saying import owner_words
from mulin.ground.estate.actions.tenancies import begin_tenancy, end_tenancy
from mulin.ground.estate.actions.unit_changes import UnitPart, merge_units, split_unit
from mulin.ground.estate.actions.units import (
    correct_unit,
    create_unit,
    end_unit,
    renumber_unit,
)

__all__ = [
    "Stake",
    "UnitPart",
    "add_owner",
    "appoint",
    "begin_acting_for",
    "begin_engagement",
    "begin_tenancy",
    "correct_organisation",
    "correct_person",
    "correct_place",
    "correct_unit",
    "create_building",
    "create_community",
    "create_compound",
    "create_grid",
    "create_stairwell",
    "create_unit",
    "current_owners",
    "details_of",
    "end_acting_for",
    "end_appointment",
    "end_engagement",
    "end_organisation",
    "end_ownership",
    "end_place",
    "end_tenancy",
    "end_unit",
    "hand_over_posts",
    "merge_compounds",
    "merge_units",
    "owner_words",
    "register_organisation",
    "register_person",
    "renumber_building",
    "renumber_unit",
    "split_compound",
    "split_unit",
    "transfer_ownership",
    "unmask",
]
