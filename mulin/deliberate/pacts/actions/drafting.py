"""Drafting: a pact from its template, the next version from the last, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mulin.deliberate.pacts.actions.common import drafting, say, still_open, words
from mulin.deliberate.pacts.events import ClauseChanged, PactVersionBegun
from mulin.deliberate.pacts.models import Clause, Comment, HintAnswer, Pact, Version
from mulin.deliberate.pacts.permissions import HIDDEN, may_draft
from mulin.deliberate.pacts.queries.pacts import clauses_of
from mulin.deliberate.pacts.standards import Kind, kinds
from mulin.ground.estate.models import Compound
from mulin.ground.streets.actions import draw_number
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

NUMBERS = "GY"
"""Pacts are numbered GY-2026-0001: 公约."""
LONGEST_TEXT, LONGEST_WHY, MOST_CLAUSES = 2000, 200, 150
State = Version.State
UNDER_WAY = (State.DRAFT, State.COMMENTS, State.VOTING)


@dataclass(frozen=True)
class ClauseDraft:
    """What is typed about one clause."""

    title: str
    text: str
    chapter: str = ""
    article: str = ""
    note: str = ""


def begin_pact(
    compound: Compound, kind: str, why: str, *, once: UUID, by: Actor, now: datetime
) -> Version:
    """The next version of a compound's pact of a kind: from its last version, or from the template.

    The same ``once`` again gives the version that is there.
    """
    if compound.street_id != by.street_id:
        raise Refused(HIDDEN)
    require(may_draft(by, compound.pk))
    reason = words(why, LONGEST_WHY, said("没有写为什么起草。"), said("例如“首次制定”。"))
    if kind not in kinds():
        raise Refused(Refusal(said("没有这一种公约。"), said("请从列表里选。")))
    with transaction.atomic():
        # The compound's row is held, so that two who begin at once do not both make a pact.
        Compound.objects.of(by.street_id).select_for_update().get(pk=compound.pk)
        known: Version | None = Version.objects.of(by.street_id).filter(pk=once).first()
        if known is not None:
            require(None if known.pact.compound_id == compound.pk else HIDDEN)
            return known
        pact = _pact(compound, kinds()[kind], by, now)
        require(_none_under_way(pact))
        version = _begun(pact, reason, once, by, now)
        copied = _copied(version)
        Clause.objects.bulk_create(copied)
        event = PactVersionBegun(pact.title, pact.number, version.number, len(copied), reason)
        say(event, version, by=by, now=now)
        return version


def put_clause(
    version: Version, draft: ClauseDraft, *, clause_id: UUID, by: Actor, now: datetime
) -> Clause:
    """Change the clause with that identifier, or add one at the end of its chapter."""
    text = words(
        draft.text, LONGEST_TEXT, said("没有写条款的内容。"), said("写清谁、做什么。"), lines=True
    )
    title = words(draft.title, 40, said("没有写条目。"), said("几个字说清这一条管什么。"))
    with transaction.atomic():
        fresh = drafting(version, by)
        require(still_open(fresh))
        rows = Clause.objects.of(by.street_id).filter(version=fresh)
        clause: Clause | None = rows.filter(pk=clause_id).first()
        new = clause is None
        if clause is None:
            clause = _new_clause(fresh, clause_id)
        written = {
            "title": title,
            "text": text,
            "chapter": " ".join(draft.chapter.split())[:40],
            "article": " ".join(draft.article.split())[:120],
            "note": " ".join(draft.note.split())[:300],
        }
        if not new and all(getattr(clause, name) == value for name, value in written.items()):
            return clause  # sent twice
        for name, value in written.items():
            setattr(clause, name, value)
        clause.save(force_insert=new)
        _gather_chapters(fresh)
        _changed(fresh, said("增加") if new else said("修改"), title, by, now)
        return clause


def remove_clause(clause: Clause, *, by: Actor, now: datetime) -> None:
    """Take a clause out; what was said of it stays with the version, under its old name."""
    with transaction.atomic():
        fresh = drafting(clause.version, by)
        require(still_open(fresh))
        rows = Clause.objects.of(by.street_id).filter(version=fresh, pk=clause.pk)
        if not rows.exists():
            return
        Comment.objects.of(by.street_id).filter(clause_id=clause.pk).update(clause=None)
        HintAnswer.objects.of(by.street_id).filter(clause_id=clause.pk).erase()
        rows.erase()
        _changed(fresh, said("删去"), clause.title, by, now)


def move_clause(clause: Clause, *, up: bool, by: Actor, now: datetime) -> None:
    """One place up or down; at the end of the list nothing happens."""
    with transaction.atomic():
        fresh = drafting(clause.version, by)
        require(still_open(fresh))
        rows = clauses_of(fresh)
        at = next((i for i, row in enumerate(rows) if row.pk == clause.pk), None)
        if at is None:
            raise Refused(HIDDEN)
        there = at - 1 if up else at + 1
        if not 0 <= there < len(rows):
            return
        rows[at], rows[there] = rows[there], rows[at]
        for order, row in enumerate(rows, start=1):
            row.order = order
        rows[there].chapter = rows[at].chapter if rows[at].chapter else rows[there].chapter
        Clause.objects.of(by.street_id).bulk_update(rows, ["order", "chapter"])
        _changed(fresh, said("移动"), clause.title, by, now)


def _gather_chapters(version: Version) -> None:
    """Clauses of one chapter stand together, chapters in the order in which they first appear."""
    rows = clauses_of(version)
    places: dict[str, int] = {}
    for row in rows:
        places.setdefault(row.chapter, len(places))
    moved = []
    for order, row in enumerate(sorted(rows, key=lambda one: places[one.chapter]), start=1):
        if row.order != order:
            row.order = order
            moved.append(row)
    Clause.objects.of(version.street_id).bulk_update(moved, ["order"])


def _changed(version: Version, what: str, clause: str, by: Actor, now: datetime) -> None:
    pact = version.pact
    event = ClauseChanged(pact.title, pact.number, version.number, what, clause)
    say(event, version, by=by, now=now)


def _pact(compound: Compound, kind: Kind, by: Actor, now: datetime) -> Pact:
    rows = Pact.objects.of(by.street_id).filter(compound=compound, kind=kind.code)
    known: Pact | None = rows.first()
    if known is not None:
        known.compound = compound
        return known
    pact = Pact(
        id=uuid7(),
        street_id=by.street_id,
        compound=compound,
        kind=kind.code,
        number=draw_number(by.street_id, NUMBERS, day_of(now).year),
        title=f"{compound.name}{kind.title}"[:80],
    )
    pact.save(force_insert=True)
    return pact


def _none_under_way(pact: Pact) -> Refusal | None:
    rows = Version.objects.of(pact.street_id).filter(pact=pact, state__in=UNDER_WAY)
    other: Version | None = rows.first()
    if other is None:
        return None
    return Refusal(
        said(
            "《{title}》第 {n} 版还{state}。",
            title=pact.title,
            n=other.number,
            state=other.get_state_display(),
        ),
        said("一次改一版：先办完那一版，或者撤回。"),
    )


def _begun(pact: Pact, why: str, once: UUID, by: Actor, now: datetime) -> Version:
    rows = Version.objects.of(pact.street_id).filter(pact=pact)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    version = Version(
        id=once, street_id=by.street_id, pact=pact, number=last + 1, why=why, begun_on=day_of(now)
    )
    version.save(force_insert=True)
    return version


def _copied(version: Version) -> list[Clause]:
    """The clauses of the version in force, else of the last one, else of the template."""
    rows = Version.objects.of(version.street_id).filter(pact_id=version.pact_id)
    rows = rows.filter(number__lt=version.number)
    before = rows.filter(state=State.IN_FORCE).first() or rows.order_by("-number").first()
    if before is not None:
        return [
            _copy(version, clause.origin, order, clause)
            for order, clause in enumerate(clauses_of(before), start=1)
        ]
    given = version.pact.standard.clauses
    return [_copy(version, uuid7(), order, one) for order, one in enumerate(given, start=1)]


def _copy(version: Version, origin: UUID, order: int, of: object) -> Clause:
    parts = {name: getattr(of, name) for name in ("chapter", "title", "text", "article", "note")}
    return Clause(
        id=uuid7(),
        street_id=version.street_id,
        version=version,
        origin=origin,
        order=order,
        **parts,
    )


def _new_clause(version: Version, clause_id: UUID) -> Clause:
    taken = Clause.objects.of(version.street_id).filter(pk=clause_id).exists()
    require(HIDDEN if taken else None)
    rows = Clause.objects.of(version.street_id).filter(version=version)
    if rows.count() >= MOST_CLAUSES:
        raise Refused(
            Refusal(said("条款太多了，最多 {n} 条。", n=MOST_CLAUSES), said("请合并相近的。"))
        )
    last = rows.aggregate(last=Max("order"))["last"] or 0
    return Clause(
        id=clause_id,
        street_id=version.street_id,
        version=version,
        origin=clause_id,
        order=last + 1,
    )
