"""A petition's signatures against the register: whom each counts for, and whether they suffice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mulin.decide.committees.models import Petition, Signature
from mulin.decide.committees.queries.willing import label_of
from mulin.ground.estate.models import Unit
from mulin.ground.estate.queries.holdings import Holding, holdings_on
from mulin.ground.page.figures import area as area_text
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.body_state import asked
from mulin.law.jurisdiction import Ruling
from mulin.law.pinned import unpin
from mulin.law.shapes import Petition as Rule

COUNTS, TWICE, NOT_OWNER, NO_HOME = "counts", "twice", "not_owner", "no_home"
WORDS: dict[str, tuple[str, str]] = {
    COUNTS: ("done", said("有效")),
    TWICE: ("pause", said("同一业主已计一人")),
    NOT_OWNER: ("no", said("不是这套房的业主")),
    NO_HOME: ("no", said("没有这个房号")),
}


@dataclass(frozen=True)
class Line:
    """One signature and what it counts."""

    signature: Signature
    verdict: str

    @property
    def mark(self) -> str:
        return WORDS[self.verdict][0]

    @property
    def words(self) -> str:
        return WORDS[self.verdict][1]


@dataclass(frozen=True)
class Sum:
    """Signatures together against all owners, and whether the law's share is reached.

    ``rule`` None: no text we know of says how many. Areas are integers of 0.01 m².
    """

    persons: int
    all_persons: int
    area: int
    all_area: int
    rule: Ruling[Rule] | None
    lines: tuple[Line, ...]

    @property
    def enough(self) -> bool:
        if self.rule is None:
            return False
        return self.rule.value.enough(
            area=self.area,
            total_area=self.all_area,
            persons=self.persons,
            total_persons=self.all_persons,
        )

    @property
    def words(self) -> str:
        return self.rule.value.words if self.rule else said("本地没有核到多少业主可以提议")

    @property
    def area_words(self) -> tuple[str, str]:
        return area_text(self.area), area_text(self.all_area)


def petitions_for(actor: Actor) -> Any:
    """Petitions the actor may open, newest first."""
    rows = Petition.objects.of(actor.street_id).select_related("compound")
    if actor.has(Role.STREET_OFFICER, Role.AUDITOR, Role.SYSTEM):
        return rows.order_by("-id")
    office = (Role.COMMUNITY_WORKER, Role.AUDITOR)
    offices = frozenset().union(*(g.compounds for g in actor.grants if g.role in office))
    mine = frozenset().union(
        *(g.compounds for g in actor.grants if g.role is Role.COMMITTEE_MEMBER)
    )
    own = rows.filter(opener_id=actor.person_id) if actor.person_id else rows.none()
    found = rows.filter(compound_id__in=offices) | rows.filter(
        compound_id__in=mine, handed_on__isnull=False
    )
    return (found | own).order_by("-id")


def sum_of(petition: Petition, today: date) -> Sum:
    """Everything a petition counts as of its handing in, or today; five statements."""
    day = petition.handed_on or today
    rows = Signature.objects.of(petition.street_id).filter(petition=petition)
    return counted(petition, list(rows.order_by("id")), holdings_on(petition.compound, day))


def counted(petition: Petition, rows: Sequence[Signature], holdings: Sequence[Holding]) -> Sum:
    """One owner, or one set of owners together, is one person; what is not handed over is one."""
    by_label = {h.label: h for h in holdings}
    counting = [h for h in holdings if h.use != Unit.Use.PARKING]
    area_of: dict[str, int] = {}
    for holding in counting:
        key = _key(holding)
        if key:
            area_of[key] = area_of.get(key, 0) + holding.voting_area
    seen: set[str] = set()
    lines = []
    for row in rows:
        home = by_label.get(row.room)
        lines.append(Line(row, _verdict(row, home, seen)))
    law = unpin(petition.law)
    return Sum(
        len(seen),
        len(area_of),
        sum(area_of.get(key, 0) for key in seen),
        sum(h.voting_area for h in counting),
        asked(law, q.SPECIAL_ASSEMBLY_PETITION, petition.opened_on),
        tuple(lines),
    )


def signed_lines(text: str) -> list[tuple[str, str]]:
    """``4-2-1203 张三`` line by line → room in the register's notation, name."""
    found = []
    for line in text.splitlines():
        room, _blank, name = " ".join(line.replace("，", " ").replace(",", " ").split()).partition(
            " "
        )
        if room:
            found.append((label_of(room)[:40], name.strip()[:80]))
    return list(dict.fromkeys(found))


def _key(holding: Holding) -> str:
    return "developer" if holding.status != Unit.Status.DELIVERED else holding.key


def _verdict(row: Signature, home: Holding | None, seen: set[str]) -> str:
    if home is None or home.use == Unit.Use.PARKING:
        return NO_HOME
    key = _key(home)
    names = {owner.name for owner in home.owners}
    if key == "developer" or row.name not in names:
        return NOT_OWNER
    if key in seen:
        return TWICE
    seen.add(key)
    return COUNTS
