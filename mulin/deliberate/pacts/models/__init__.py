"""The nouns of the room: pacts with their versions and clauses, what is said of them, duty lists."""

from mulin.deliberate.pacts.models.duties import Duty, DutyList
from mulin.deliberate.pacts.models.pacts import Clause, Pact, Version
from mulin.deliberate.pacts.models.talk import Comment, HintAnswer

__all__ = ["Clause", "Comment", "Duty", "DutyList", "HintAnswer", "Pact", "Version"]
