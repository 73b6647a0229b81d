"""Everything about one person at the counter: homes, what rooms know, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from mulin.desk import contributions
from mulin.ground.estate.models import Person
from mulin.ground.estate.permissions import may_unmask
from mulin.ground.estate.queries.facts import RECENT, Said, facts_about
from mulin.ground.estate.queries.persons import compounds_of_person, homes_of, posts_of
from mulin.kit.contributions import Panel, Verb
from mulin.kit.rights import Actor

FIELDS = ("name", "phone", "id_number")


@dataclass(frozen=True)
class PersonPage:
    """What the counter shows about one person, masked."""

    homes: Any
    posts: Any
    panels: tuple[Panel, ...]
    verbs: tuple[Verb, ...]
    facts: tuple[Said, ...]
    may_show: dict[str, bool]

    @property
    def why_not(self) -> tuple[str, ...]:
        """Why verbs are greyed, each sentence once."""
        return tuple(dict.fromkeys(str(v.refusal) for v in self.verbs if v.refusal))


def person_page(person: Person, actor: Actor, today: date) -> PersonPage:
    """A person as this actor may see him."""
    places = compounds_of_person(person)
    return PersonPage(
        homes=homes_of(person),
        posts=posts_of(person),
        panels=tuple(contributions.about_person(person, actor, today)),
        verbs=tuple(contributions.person_verbs(person, actor, today)),
        facts=tuple(facts_about(person.street_id, person.pk, limit=RECENT)),
        may_show={f: may_unmask(actor, f, places, person_id=person.pk) is None for f in FIELDS},
    )
