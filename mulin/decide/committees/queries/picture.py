"""Who sat when, as bars over a term: places in parts of ten thousand, so that pages only draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from mulin.decide.committees.models import Member, Term
from mulin.decide.committees.queries.bodies import last_day, sits, title_of
from mulin.ground.estate.models import Organisation

WHOLE = 10_000


@dataclass(frozen=True)
class Bar:
    """One seat: from where to where it was held. ``start`` and ``length`` are of ``WHOLE``."""

    member: Member
    title: str
    start: int
    length: int
    last: date | None
    sits: bool


@dataclass(frozen=True)
class TermPicture:
    """A term with its seats; ``today`` None where the day lies outside."""

    term: Term
    first: date
    last: date
    today: int | None
    planned: int
    bars: tuple[Bar, ...]
    sitting: int
    whole: int = WHOLE


def pictures_of(
    body: Organisation,
    terms: Sequence[Term],
    members: Mapping[UUID, Sequence[Member]],
    today: date,
) -> list[TermPicture]:
    """Every term of a body, the latest first."""
    return [_picture(body, term, members.get(term.pk, ()), today) for term in terms]


def _picture(body: Organisation, term: Term, members: Sequence[Member], today: date) -> TermPicture:
    """From the first day to whichever comes last: the planned end, the real end, or today."""
    last = term.ended_on or max(term.ends_on, today)
    first = min([term.starts_on, *(m.listed_on for m in members)])
    span = max((last - first).days, 1)

    def at(day: date) -> int:
        return min(max((day - first).days, 0), span) * WHOLE // span

    bars = []
    for member in members:
        left = last_day(member)
        start = at(member.listed_on)
        stop = at((left or min(last, today)) + timedelta(days=1))
        bars.append(
            Bar(
                member,
                title_of(body.kind, member.post),
                start,
                max(stop - start, WHOLE // 100),
                left,
                term.is_open and sits(member, today),
            )
        )
    sitting = sum(bar.sits and not bar.member.is_alternate for bar in bars)
    inside = at(today) if first <= today <= last else None
    return TermPicture(term, first, last, inside, at(term.ends_on), tuple(bars), sitting)
