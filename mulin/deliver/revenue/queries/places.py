"""Account sets of public revenue: whose they are, the law that holds there, where money stands."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from mulin.deliver.revenue.permissions import HIDDEN, KIND
from mulin.ground.estate.models import Compound
from mulin.ground.ledger.models import Books, Title
from mulin.ground.ledger.queries.books import BESIDE, titles_of, visible
from mulin.ground.streets.models import Street
from mulin.kit.rights import Actor, Refusal, Refused, Role
from mulin.kit.words import said
from mulin.law.catalogue import UnknownRegion, jurisdiction, nearest
from mulin.law.jurisdiction import NATION, Law

FUND = "maintenance_fund"


def books_for(actor: Actor) -> QuerySet[Books]:
    """Account sets of public revenue that the actor works with."""
    rows: QuerySet[Books] = visible(actor).filter(kind=KIND, compound__isnull=False)
    return rows.order_by("compound__name", "-opened_on")


def revenue_of(street_id: UUID, books_id: UUID) -> Books:
    """One account set of public revenue; HIDDEN where the street has none."""
    rows = Books.objects.of(street_id).select_related(*BESIDE, "street")
    found: Books | None = rows.filter(pk=books_id, kind=KIND, compound__isnull=False).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def owned_by(actor: Actor) -> list[Books]:
    """Account sets whose money is the actor's: of the compounds in which he owns a home."""
    places = frozenset().union(*(g.compounds for g in actor.grants if g.role is Role.OWNER))
    rows = Books.objects.of(actor.street_id).filter(kind=KIND, compound_id__in=places)
    return list(rows.select_related(*BESIDE, "street").order_by("ended_on", "-opened_on"))


def books_at(compound: Compound) -> Books | None:
    """The account set in use at a compound, else the last one that was."""
    rows = Books.objects.of(compound.street_id).filter(kind=KIND, compound=compound)
    ordered = rows.select_related(*BESIDE, "street").order_by("-opened_on")
    found: Books | None = ordered.filter(ended_on__isnull=True).first() or ordered.first()
    return found


def compound_at(slug: str, compound: str) -> Compound | None:
    """A compound by the names of its address; None where there is none."""
    street = Street.objects.filter(slug=slug).first()
    if street is None:
        return None
    rows = Compound.objects.of(street.pk).select_related("street")
    found: Compound | None = rows.filter(slug=compound, ended_on__isnull=True).first()
    return found


def fund_beside(books: Books) -> Books | None:
    """The maintenance fund's books of the same compound, where they are kept here."""
    rows = Books.objects.of(books.street_id).filter(
        kind=FUND, compound=books.compound_id, ended_on__isnull=True
    )
    found: Books | None = rows.select_related(*BESIDE).order_by("opened_on").first()
    return found


def law_at(books: Books) -> Law:
    """The law of the compound's region; the nation's where the region is not on record."""
    try:
        return nearest(books.compound.region if books.compound else "")
    except UnknownRegion:
        return jurisdiction(NATION)


def leaf_under(titles: list[Title], code: str) -> Title:
    """The title of that code, or the first below it that takes lines. Raises Refused for neither."""
    for title in titles:
        if title.leaf and title.ended_on is None and title.code.startswith(code):
            return title
    raise Refused(
        Refusal(
            said("账套里没有可以记账的科目 {code}。", code=code), said("请先在账簿的科目里增设。")
        )
    )


def bank_under(books: Books, titles: list[Title] | None = None) -> Title:
    """The bank title that payments go through."""
    return leaf_under(titles if titles is not None else titles_of(books), "1002")
