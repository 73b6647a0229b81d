"""Invents owners, tenants and families, each with numbers of his own. Nobody here exists.

Telephone numbers begin with 141 and identity numbers with an area code that begins with 0:
neither is given to anybody.
"""

from __future__ import annotations

from datetime import date
from random import Random

from mulin.demo import names
from mulin.demo.profile import CompoundPlan
from mulin.ground.estate.roster import RosterOwner

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
SECOND_HOME = 0.06
WRONG_NUMBER = 0.04
LEASED_SINCE = date(2026, 1, 1)
SIZES, WEIGHED = (1, 2, 3, 4, 5), (25, 30, 22, 13, 10)
"""Persons in a household, and how often."""


class People:
    """Whoever owns or lives in one compound, in the order of its roster."""

    def __init__(self, plan: CompoundPlan) -> None:
        self.rnd = Random(f"people {plan.slug}")
        self._plan = plan
        self._made = self._companies = 0
        self._earlier: list[tuple[RosterOwner, ...]] = []

    def owners(self, company: float) -> tuple[RosterOwner, ...]:
        """Owners of the next unit: a company, owners of an earlier one, or somebody new."""
        rnd = self.rnd
        if rnd.random() < company:
            return (self._company(),)
        if self._earlier and rnd.random() < SECOND_HOME:
            return rnd.choice(self._earlier)
        dice = rnd.random()
        count = 1 if dice < 0.62 else 2 if dice < 0.97 else 3
        group = tuple(self._person(count) for _ in range(count))
        self._earlier.append(group)
        return group

    def earlier(self) -> tuple[RosterOwner, ...]:
        """Owners of some home who showed their documents; () where nobody did."""
        for _ in range(4):
            group = self.rnd.choice(self._earlier) if self._earlier else ()
            if group and all(owner.id_number for owner in group):
                return group
        return ()

    def tenant(self) -> RosterOwner:
        """Somebody who rents, since one day or another."""
        began = date.fromordinal(LEASED_SINCE.toordinal() - self.rnd.randint(20, 900))
        return self._person(0)._replace(
            role="tenant", numerator=0, denominator=0, since=began, until=None
        )

    def family(self, there: int) -> tuple[RosterOwner, ...]:
        """The others of a household in which ``there`` are already said."""
        size = self.rnd.choices(SIZES, WEIGHED)[0]
        return tuple(
            RosterOwner(names.person(self.rnd), role="family") for _ in range(max(size - there, 0))
        )

    def _company(self) -> RosterOwner:
        self._companies += 1
        return RosterOwner(
            names.company(self._plan.number, self._companies),
            kind="company",
            numerator=1,
            denominator=1,
        )

    def _person(self, among: int) -> RosterOwner:
        rnd, number = self.rnd, self._made
        self._made += 1
        known = rnd.random() < self._plan.phones_known
        wrong = rnd.random() < WRONG_NUMBER
        shown = rnd.random() < self._plan.identities_known
        return RosterOwner(
            name=names.person(rnd),
            phones=(telephone(self._plan.number, number, wrong=wrong),) if known else (),
            id_kind="resident" if shown else "",
            id_number=identity(rnd, self._plan.number, number) if shown else "",
            numerator=1 if among else 0,
            denominator=among,
        )


def telephone(compound: int, number: int, *, wrong: bool) -> str:
    """A number of 141…; a wrong one is that of whoever was entered before."""
    return f"141{compound:03d}{max(number - wrong, 0):05d}"


def identity(rnd: Random, compound: int, number: int) -> str:
    """An identity number with a right check digit and an area nobody comes from."""
    born = f"{rnd.randint(1938, 2003)}{rnd.randint(1, 12):02d}{rnd.randint(1, 28):02d}"
    area = f"0{compound:03d}{number // 1000:02d}"
    head = f"{area}{born}{number % 1000:03d}"
    return head + CHECK[sum(int(d) * w for d, w in zip(head, WEIGHTS, strict=True)) % 11]
