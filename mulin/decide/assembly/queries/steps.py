"""What the lawful way of a vote is told in: its steps, how far they are, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.kit.words import noop, said

DONE, NOW, SOON, LATE, IDLE, STOPPED = "done", "now", "soon", "late", "idle", "no"


@dataclass(frozen=True)
class Step:
    """One step as the screen and the notice show it.

    ``when`` is short, ``text`` says how the day was derived, ``cite`` is the article. ``due`` is
    the last day, or None where no rule sets one.
    """

    key: str
    name: str
    state: str
    when: str = ""
    text: str = ""
    cite: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Progressed:
    """What the steps need to know beside the poll itself."""

    entries: int = 0
    delivered: int = 0
    postings: int = 0
    objections_open: int = 0


@dataclass(frozen=True)
class NextStep:
    """What has to be done next, until when, and how pressing it is.

    ``until`` is a template with the blank ``day``.
    """

    text: str
    due: date | None = None
    state: str = IDLE
    until: str = noop("最迟 {day}")

    @property
    def when(self) -> str:
        """``最迟 2026-12-08`` or ``2026-11-26 截止``; empty where no rule sets a day."""
        return said(self.until, day=self.due) if self.due else ""
