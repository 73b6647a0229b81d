"""What a campaign template says; each stands in a file of its own in ``kinds/``."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Aim:
    """Something that is counted in every compound: how many were to be done, how many were."""

    code: str
    title: str
    unit: str
    each: int = 0
    """How many a compound usually sets itself; 0: it writes its own number."""


@dataclass(frozen=True)
class Work:
    """A task that every compound, or every building of it, gets when the campaign is opened."""

    title: str
    by_building: bool = False
    aim: str = ""
    """The aim a finished task counts for."""


@dataclass(frozen=True)
class Ware:
    """A material that is usually needed, and the unit it is counted in."""

    name: str
    unit: str


@dataclass(frozen=True)
class Post:
    """A place that is manned: hours of one watch, and how many watches make a day."""

    title: str
    begins: str = "08:00"
    hours: int = 12
    watches: int = 2


@dataclass(frozen=True)
class Paper:
    """A text for the board: the office reads and changes it before it is posted."""

    title: str
    body: str


@dataclass(frozen=True)
class Kind:
    """One template. Titles are said; a campaign keeps its own copy of what it started from."""

    code: str
    title: str
    about: str
    days: int
    emergency: bool = False
    aims: tuple[Aim, ...] = ()
    works: tuple[Work, ...] = ()
    posts: tuple[Post, ...] = ()
    wares: tuple[Ware, ...] = ()
    papers: tuple[Paper, ...] = ()
    helps: tuple[tuple[str, str], ...] = ()
    """Codes and words of the help a household may need; empty: nobody knocks on doors."""
    look: str = ""
    """What to look at and ask for at a door."""
    purpose: str = ""
    """What the data of the doors are for."""
    keep_days: int = 30
    """Days after the end when they are destroyed."""
    disinfects: bool = False
    order: int = field(default=50)
    """Where it stands in the list of templates."""

    @property
    def knocks(self) -> bool:
        return bool(self.helps)
