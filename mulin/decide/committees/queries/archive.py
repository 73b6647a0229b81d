"""All papers of a committee by category and term, and what is missing of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from mulin.decide.committees.models import (
    Advice,
    BodyPaper,
    Disclosed,
    Inspection,
    Meeting,
    MeetingPaper,
    PanelPaper,
    PetitionPaper,
    SealUse,
    Term,
)
from mulin.ground.estate.models import Organisation
from mulin.ground.notices.models import PublicNotice
from mulin.ground.papers.models import Paper
from mulin.kit.clock import SHANGHAI
from mulin.kit.words import plain, said
from mulin.law.committee_archive import Category, Gap, gaps
from mulin.law.disclosure import BY_CODE

C = Category
OF_A_VOTE = ("poll", "result")
ITEM_CATEGORY = {"members": C.FILING, "rules": C.RULES, "contract": C.CONTRACTS}
"""Items of disclosure that are no accounts."""


@dataclass(frozen=True)
class Filed:
    """One paper of the file: its number, category, what it is, its day and the term it belongs to."""

    number: int
    category: Category
    what: str
    day: date
    ordinal: int | None
    paper: Paper

    @property
    def name(self) -> str:
        """Its name inside the archive: folder of the category, number, what it is."""
        folder = f"{list(C).index(self.category) + 1:02d} {plain(self.category.label)}"
        return f"{folder}/{self.number:03d} {self.paper.filename}"


@dataclass(frozen=True)
class Shelf:
    """One category with its papers and what it lacks."""

    category: Category
    papers: tuple[Filed, ...]
    gaps: tuple[Gap, ...]


Found = tuple[Category, str, date, Term | None, Paper]


def file_of(body: Organisation, term: Term | None = None) -> list[Filed]:
    """Every paper of a body, of one term or of all; in the order of category and day.

    A paper that stands in several places is listed once.
    """
    terms = list(Term.objects.of(body.street_id).filter(body=body).order_by("ordinal"))
    found = [*_kept(body), *_met(body), *_used(body), *_asked(body), *_open(body), *_hung(body)]
    order = list(C)
    found.sort(key=lambda one: (order.index(one[0]), one[2], one[4].pk))
    seen: set[Any] = set()
    filed: list[Filed] = []
    for category, what, day, its, paper in found:
        of = its or term_on(terms, day)
        if paper.pk in seen or (term is not None and (of is None or of.pk != term.pk)):
            continue
        seen.add(paper.pk)
        ordinal = of.ordinal if of else None
        filed.append(Filed(len(filed) + 1, category, what, day, ordinal, paper))
    return filed


def shelves_of(body: Organisation, filed: Sequence[Filed], term: Term | None) -> list[Shelf]:
    """The file category by category, each with what is missing; empty ones without a gap are left out."""
    missing = gaps({one.category.value for one in filed}, list(_more(body, term)))
    shelves = [
        Shelf(
            category,
            tuple(one for one in filed if one.category is category),
            tuple(gap for gap in missing if gap.category is category),
        )
        for category in C
    ]
    return [shelf for shelf in shelves if shelf.papers or shelf.gaps]


def term_on(terms: Iterable[Term], day: date) -> Term | None:
    """The term that sat on a day."""
    return next(
        (t for t in terms if t.starts_on <= day and (t.ended_on is None or day <= t.ended_on)), None
    )


def _kept(body: Organisation) -> Iterator[Found]:
    rows = BodyPaper.objects.of(body.street_id).filter(term__body=body)
    for row in rows.select_related("paper", "term"):
        yield C(row.category), row.what, _day(row.paper), row.term, row.paper


def _met(body: Organisation) -> Iterator[Found]:
    rows = MeetingPaper.objects.of(body.street_id).filter(meeting__term__body=body)
    kinds = MeetingPaper.Kind
    for row in rows.select_related("paper", "meeting__term"):
        category = C.MINUTES if row.kind in (kinds.MINUTES, kinds.SIGN_IN) else C.NOTICES
        what = said("{title}：{kind}", title=row.meeting.title, kind=row.get_kind_display())
        yield category, what, row.meeting.held_on, row.meeting.term, row.paper


def _used(body: Organisation) -> Iterator[Found]:
    rows = SealUse.objects.of(body.street_id).filter(term__body=body)
    for row in rows.select_related("paper", "term"):
        what = said("{thing}：{purpose}", thing=row.get_thing_display(), purpose=row.purpose)
        yield C.SEAL, what, row.used_on or _day(row.paper), row.term, row.paper


def _asked(body: Organisation) -> Iterator[Found]:
    """Requests to see, petitions that were handed in, panels and advisers."""
    street = body.street_id
    shown = Inspection.objects.of(street).filter(body=body, paper__isnull=False)
    for row in shown.select_related("paper"):
        yield C.REQUESTS, row.get_kind_display(), row.answered_on or row.asked_on, None, row.paper
    sheets = PetitionPaper.objects.of(street).filter(
        petition__compound_id=body.compound_id, petition__handed_on__isnull=False
    )
    for sheet in sheets.select_related("paper", "petition"):
        what = said("{title}：{what}", title=sheet.petition.title, what=sheet.what)
        yield C.REQUESTS, what, sheet.petition.handed_on, None, sheet.paper
    given = PanelPaper.objects.of(street).filter(item__panel__body=body)
    for one in given.select_related("paper", "item"):
        what = said("{title}：{what}", title=one.item.title, what=one.what)
        yield C.ADVICE, what, one.item.meets_on, None, one.paper
    told = Advice.objects.of(street).filter(body=body, paper__isnull=False)
    for advice in told.select_related("paper"):
        yield C.ADVICE, advice.get_topic_display(), advice.answered_on, None, advice.paper


def _open(body: Organisation) -> Iterator[Found]:
    rows = Disclosed.objects.of(body.street_id).filter(body=body, paper__isnull=False)
    for row in rows.select_related("paper"):
        item = BY_CODE.get(row.item)
        what = item.title if item else row.item
        yield ITEM_CATEGORY.get(row.item, C.MONEY), what, row.published_on, None, row.paper


def _hung(body: Organisation) -> Iterator[Found]:
    """Notices of the compound that have a paper: those of votes are the votes' archive."""
    notices = PublicNotice.objects.of(body.street_id).filter(
        compound_id=body.compound_id, paper_id__isnull=False
    )
    wanted = list(notices.order_by("starts_on", "id"))
    papers = Paper.objects.of(body.street_id).in_bulk([n.paper_id for n in wanted])
    for notice in wanted:
        if paper := papers.get(notice.paper_id):
            category = C.VOTES if notice.purpose in OF_A_VOTE else C.NOTICES
            yield category, notice.title, notice.starts_on, None, paper


def _more(body: Organisation, term: Term | None) -> Iterator[Gap]:
    """Meetings that left no signed minutes; terms that were never filed."""
    met = Meeting.objects.of(body.street_id).filter(term__body=body, state=Meeting.State.HELD)
    terms = Term.objects.of(body.street_id).filter(body=body)
    if term is not None:
        met, terms = met.filter(term=term), terms.filter(pk=term.pk)
    minutes = MeetingPaper.objects.filter(
        street_id=OuterRef("street_id"),
        meeting_id=OuterRef("pk"),
        kind=MeetingPaper.Kind.MINUTES,
    )
    for meeting in met.filter(~Exists(minutes)).order_by("held_on", "id"):
        yield Gap(
            C.MINUTES,
            said(
                "{day} {title}：没有签字的会议记录",
                day=meeting.held_on.isoformat(),
                title=meeting.title,
            ),
        )
    for one in terms.filter(filing_number="").order_by("ordinal"):
        yield Gap(C.FILING, said("第{n}届：没有登记备案号", n=one.ordinal))


def _day(paper: Paper) -> date:
    return paper.created_on.astimezone(SHANGHAI).date()
