"""What the verbs of admission share."""

from __future__ import annotations

from mulin.discover.admission.permissions import HIDDEN
from mulin.ground.record.verbs import Row, hold
from mulin.kit.rights import Actor


def alone(row: Row, by: Actor) -> Row:
    """The row as it stands now, held until the verb ends; HIDDEN where it is another street's."""
    return hold(row, by, HIDDEN)
