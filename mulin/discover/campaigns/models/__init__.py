"""The nouns of campaigns."""

from mulin.discover.campaigns.models.campaigns import (
    Campaign,
    Member,
    Picture,
    Site,
    Target,
    Task,
    Team,
)
from mulin.discover.campaigns.models.doors import Door, Outcome, Visit
from mulin.discover.campaigns.models.duty import Shift, ShiftChange
from mulin.discover.campaigns.models.goods import Disinfection, Entry, Goods, Stock
from mulin.discover.campaigns.models.log import Note
from mulin.discover.campaigns.models.upkeep import Upkeep, UpkeepMark

__all__ = [
    "Campaign",
    "Disinfection",
    "Door",
    "Entry",
    "Goods",
    "Member",
    "Note",
    "Outcome",
    "Picture",
    "Shift",
    "ShiftChange",
    "Site",
    "Stock",
    "Target",
    "Task",
    "Team",
    "Upkeep",
    "UpkeepMark",
    "Visit",
]
