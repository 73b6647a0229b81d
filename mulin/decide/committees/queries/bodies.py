"""Bodies a person may see, one body's terms, and who sits in them over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.decide.committees.models import BodyPaper, Member, Term
from mulin.decide.committees.models.terms import seated_on
from mulin.decide.committees.permissions import KEEPERS, KINDS, communities_of, reach
from mulin.ground.estate.models import Community, Compound, Organisation
from mulin.ground.record.models import Fact
from mulin.ground.record.queries import Said, sentences
from mulin.kit.rights import Actor
from mulin.kit.words import said

POSTS: dict[str, tuple[str, str, str, str]] = {
    Organisation.Kind.PARTY_BRANCH: (said("书记"), said("副书记"), said("委员"), said("候补委员")),
}
"""What a kind of body calls its posts where it is not 主任、副主任、委员、候补委员."""

STATES = (
    ("running", said("在任期内")),
    ("overdue", said("任期已届满")),
    ("none", said("没有在任的届")),
)


def title_of(kind: str, post: str) -> str:
    """What a post is called in a body of that kind."""
    order = [p.value for p in Member.Post]
    if kind in POSTS:
        return POSTS[kind][order.index(post)]
    return str(Member.Post(post).label)


def bodies_for(actor: Actor, today: date) -> QuerySet[Organisation]:
    """Bodies the actor may see with their present term and how many sit in it, by name."""
    rows = Organisation.objects.of(actor.street_id).filter(kind__in=KINDS, ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        wide = Q(compound_id__isnull=True, community_id__in=communities_of(actor))
        rows = rows.filter(Q(compound_id__in=within) | wide)
    found: QuerySet[Organisation] = with_terms(rows, today).order_by("name", "id")
    return found


def with_terms(rows: Any, today: date) -> Any:
    """Organisations with the fields of their open term, and the members in office."""
    open_terms = Term.objects.filter(
        street_id=OuterRef("street_id"), body_id=OuterRef("pk"), ended_on__isnull=True
    )
    sitting = Member.objects.filter(
        seated_on(today),
        street_id=OuterRef("street_id"),
        term__body_id=OuterRef("pk"),
        term__ended_on__isnull=True,
    )
    counted = sitting.order_by().values("term__body_id").annotate(n=Count("id")).values("n")
    fields = {
        f"term_{name}": Subquery(open_terms.values(name)[:1])
        for name in ("id", "ordinal", "ends_on", "seats", "filing_number", "seal", "account")
    }
    return rows.select_related("compound", "community").annotate(
        **fields, sitting=Coalesce(Subquery(counted), 0)
    )


def in_state(rows: Any, state: str, today: date) -> Any:
    """Narrow a list of bodies to one of ``STATES``."""
    if state == "none":
        return rows.filter(term_ends_on__isnull=True)
    return rows.filter(**{"term_ends_on__lt" if state == "overdue" else "term_ends_on__gte": today})


def kind_counts(rows: Any) -> Counter[str]:
    """How many bodies there are of each kind."""
    found = rows.order_by().values_list("kind").annotate(n=Count("pk"))
    return Counter(dict(found))


def body_of(street_id: UUID, body_id: UUID) -> Organisation | None:
    """One body of a street."""
    rows = Organisation.objects.of(street_id).select_related("compound", "community", "street")
    found: Organisation | None = rows.filter(pk=body_id).first()
    return found


def term_of(street_id: UUID, term_id: UUID) -> Term | None:
    """One term with its body."""
    rows = Term.objects.of(street_id).select_related("body__compound", "body__community")
    found: Term | None = rows.filter(pk=term_id).first()
    return found


def term_in_office(body: Organisation) -> Term | None:
    """The term a body is in, overdue or not."""
    rows = Term.objects.of(body.street_id).filter(body=body, ended_on__isnull=True)
    found: Term | None = rows.first()
    return found


def member_of(street_id: UUID, member_id: UUID) -> Member | None:
    """One seat with its term and body."""
    rows = Member.objects.of(street_id).select_related("term__body__compound", "person")
    found: Member | None = rows.filter(pk=member_id).first()
    return found


def terms_of(body: Organisation) -> list[Term]:
    """Every term, the latest first."""
    rows = Term.objects.of(body.street_id).filter(body=body)
    return list(rows.order_by("-ordinal"))


def ordinals_around(body: Organisation, since: date) -> tuple[int | None, int | None]:
    """The term that sat when something began, and the one after it; None where none is registered.

    A term elected or begun since then is the one that came.
    """
    rows = Term.objects.of(body.street_id).filter(body=body).order_by("ordinal")
    found = [(t.ordinal, (t.elected_on or t.starts_on) >= since) for t in rows]
    before = [ordinal for ordinal, fresh in found if not fresh]
    came = [ordinal for ordinal, fresh in found if fresh]
    sits = before[-1] if before else None
    comes = came[0] if came else sits + 1 if sits else None
    return sits, comes


def members_of(terms: Iterable[Term]) -> dict[UUID, list[Member]]:
    """Seats of these terms by term: chair first, then by the day they began; one statement."""
    wanted = list(terms)
    found: dict[UUID, list[Member]] = {term.pk: [] for term in wanted}
    if wanted:
        rows = Member.objects.of(wanted[0].street_id).filter(term_id__in=found)
        rows = rows.select_related("person", "appointment")
        order = [p.value for p in Member.Post]
        for row in sorted(rows, key=lambda m: (order.index(m.post), m.rank, m.listed_on, m.pk)):
            found[row.term_id].append(row)
    return found


def last_day(member: Member) -> date | None:
    """The last day in the seat; a post that ended in the register ends it too."""
    ends = [d for d in (member.left_on, _post_end(member)) if d is not None]
    return min(ends) if ends else None


def sits(member: Member, day: date) -> bool:
    """Whether the seat (or the place among the alternates) is held on ``day``."""
    last = last_day(member)
    return member.listed_on <= day and (last is None or last >= day)


def papers_of(body: Organisation) -> list[BodyPaper]:
    """The papers in a body's file, newest first."""
    rows = BodyPaper.objects.of(body.street_id).filter(term__body=body)
    return list(rows.select_related("paper", "term").order_by("-id"))


def history_of(body: Organisation, terms: Iterable[Term]) -> list[Said]:
    """What happened to a body and its terms, newest first."""
    about = [body.pk, *(term.pk for term in terms)]
    facts = Fact.objects.of(body.street_id).filter(subject_id__in=about)
    return sentences(facts)


def places_to_keep(actor: Actor) -> QuerySet[Compound]:
    """Compounds whose bodies the actor registers, by name."""
    rows = Compound.objects.of(actor.street_id).filter(ended_on__isnull=True)
    if not actor.has(*KEEPERS):
        mine = (g.compounds for g in actor.grants if g.role in KEEPERS)
        rows = rows.filter(pk__in=frozenset().union(*mine))
    found: QuerySet[Compound] = rows.order_by("name", "id")
    return found


def communities_to_show(actor: Actor) -> list[Community]:
    """Communities for a filter or form, by name."""
    rows = Community.objects.of(actor.street_id).filter(ended_on__isnull=True)
    within = reach(actor)
    if within is not None:
        rows = rows.filter(compound__id__in=within).distinct()
    return list(rows.order_by("name"))


def _post_end(member: Member) -> date | None:
    appointment = member.appointment
    return appointment.valid_to if appointment is not None else None
