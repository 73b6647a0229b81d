"""What a room tells the desk: plain values, so that rooms need not know the desk.

A room offers any of these functions in its ``contributions.py``::

    def my_turn(actor, today) -> Iterable[Task]           what waits for this person at a desk
    def waits_for(actor, today) -> Iterable[Task]         what waits for him as a resident, on his phone
    def about_unit(unit, actor, today) -> Iterable[Panel] what the room knows of a home
    def verbs(unit, actor, today) -> Iterable[Verb]       what can be done about a home
    def found(words, actor) -> Iterable[Hit]              what the room finds for words
    def about_person(person, actor, today) -> Iterable[Panel]  what the room knows of a person
    def person_verbs(person, actor, today) -> Iterable[Verb]   what can be done for a person

Each asks a fixed number of statements and gives nothing that the actor may not see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.kit.rights import Refusal


@dataclass(frozen=True)
class Task:
    """Something that waits for a person. ``state`` is one of the marks: soon, late, now, idle.

    ``note`` says where it stands, ``article`` which rule sets ``due``, ``verb`` what is done there.
    """

    title: str
    url: str
    due: date | None = None
    state: str = "now"
    note: str = ""
    article: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a panel: what, where it leads, and its state as mark and word.

    ``when`` is a day that says something of it; where ``ends`` is set, the day by which it ends.
    """

    text: str
    url: str = ""
    when: str = ""
    state: str = "idle"
    word: str = ""
    note: str = ""
    ends: bool = False


@dataclass(frozen=True)
class Panel:
    """What a room knows about a home, never more than the actor may see."""

    title: str
    lines: tuple[Line, ...] = ()
    note: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Verb:
    """Something to do about a home; ``group`` is its heading, ``icon`` a lucide name.

    Where ``refusal`` is set, the verb is shown greyed beside that sentence. ``key`` is the letter
    that opens it from the keyboard.
    """

    group: str
    label: str
    url: str
    icon: str
    refusal: Refusal | None = None
    key: str = ""


@dataclass(frozen=True)
class Hit:
    """Something found: what it is, its title, where it leads."""

    kind: str
    title: str
    url: str
    note: str = ""
