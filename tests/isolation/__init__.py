"""Who must never get in: every address × strangers, the other street, the other compound.

``routes()`` finds every address of the site. Each room has a file here, found by looking into this
folder: ``EXAMPLES`` gives a real object of the street ``yun`` and its compound A for each
parameter of the room's addresses; ``PUBLIC`` names, with the reason, what is open to everybody.
"""

from tests.isolation.assembly import entry, motion, poll
from tests.isolation.committees import term
from tests.isolation.meetings import issue, meeting
from tests.isolation.procedures import procedure
from tests.isolation.walk import EXAMPLES, MARK, PUBLIC, Route, arguments, is_public, routes
from tests.isolation.works import lift

__all__ = [
    "EXAMPLES",
    "MARK",
    "PUBLIC",
    "Route",
    "arguments",
    "entry",
    "is_public",
    "issue",
    "lift",
    "meeting",
    "motion",
    "poll",
    "procedure",
    "routes",
    "term",
]
