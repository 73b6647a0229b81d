"""What the verbs of works share: the row as it stands, held until we are done."""

from __future__ import annotations

from mulin.deliver.works.models import Project
from mulin.deliver.works.permissions import HIDDEN
from mulin.ground.record.verbs import hold
from mulin.kit.rights import Actor


def alone(project: Project, by: Actor) -> Project:
    """The project as it stands, ours until the transaction ends. Raises Refused elsewhere."""
    return hold(project, by, HIDDEN)
