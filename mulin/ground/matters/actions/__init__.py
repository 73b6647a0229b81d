"""The verbs of matters; what other rooms call stands at the door."""

from mulin.ground.matters.actions.chain import close, move_stage, open_matter, reopen
from mulin.ground.matters.actions.common import About

__all__ = ["About", "close", "move_stage", "open_matter", "reopen"]
