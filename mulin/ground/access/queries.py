"""Who acts: the actor that posts, homes and contracts make of a membership."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from mulin.ground.access.mandates import grants_of_mandates
from mulin.ground.access.models import Account, Membership
from mulin.ground.access.queries_standing import (
    Home,
    Post,
    compounds_of,
    managed_by,
    posts_and_homes,
)
from mulin.ground.estate.models import Compound, Person
from mulin.ground.streets.models import Street
from mulin.kit.rights import Actor, Grant, Role, Scope
from mulin.kit.words import said

STREET_WIDE = frozenset({Role.STREET_OFFICER, Role.SOCIAL_WORKER, Role.AUDITOR})
"""Roles that reach the whole street where neither their post nor their organisation has a place.

Others then reach nothing; and a post in a body of one compound never reaches beyond it.
"""

BY_HOME = frozenset({Role.OWNER, Role.TENANT})
"""Roles that follow from the register, never from an appointment."""


def actor_of(
    account: Account, street: Street, person: Person, today: date, membership_id: UUID | None = None
) -> Actor:
    """What this person may in this street today; at most three trips, nothing kept. (A workshop's
    person costs two more for its mandates.)

    Posts count from ``valid_from`` to ``valid_to``, both included; ownership and tenancy end on
    the day before ``valid_to``; a company's people reach only what it manages today,
    a workshop's only what its mandates cover today.
    """
    posts, homes = posts_and_homes(person, today)
    grants = (*_grants_of_posts(street, posts, today), *_grants_of_homes(homes))
    return Actor(
        street_id=street.pk,
        account_id=account.pk,
        person_id=person.pk,
        name=person.name,
        post=post_words(posts, homes, person.pk),
        grants=grants,
        membership_id=membership_id,
        units=frozenset(unit for _, unit, _ in homes),
    )


def actor_of_membership(membership: Membership, today: date) -> Actor:
    """The actor of a membership whose account, street and person are at hand."""
    return actor_of(membership.account, membership.street, membership.person, today, membership.pk)


def post_words(posts: Iterable[Post], homes: Iterable[Home], person_id: UUID) -> str:
    """How facts and screens name this person: ``物业科 科长`` or ``业主``.

    Somebody's deputy has both named: ``物业科 科员（代物业科 科长）``.
    """
    own = lent = ""
    for post in posts:
        words = f"{post.organisation_name} {post.title}"
        if post.person_id == person_id:
            own = own or words
        else:
            lent = lent or words
    if own:
        return (said("{own}（代{lent}）", own=own, lent=lent) if lent else own)[:80]
    kinds = {role for role, _, _ in homes}
    return said("业主") if Role.OWNER in kinds else said("住户") if kinds else ""


def in_force(today: date) -> Q:
    """Rows whose ``valid_to`` is the first day on which they no longer hold."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=today)


def _grants_of_homes(homes: Iterable[Home]) -> list[Grant]:
    places = dict.fromkeys((Role(role), compound) for role, _, compound in homes)
    return [
        Grant(role, Scope.COMPOUND, compound, compounds=frozenset({compound}))
        for role, compound in places
    ]


def _grants_of_posts(street: Street, posts: list[Post], today: date) -> list[Grant]:
    working = [p for p in posts if p.role not in BY_HOME and p.role != Role.SYSTEM]
    companies = {p.organisation_id for p in working if p.role == Role.PROPERTY_MANAGER}
    managed = managed_by(street.pk, companies, today)
    communities = {c for p in working if (c := _community(p)) is not None}
    inside = compounds_of(street.pk, communities)
    lent = frozenset(p.organisation_id for p in posts if p.role == Role.WORKSHOP_WORKER)
    grants = [_grant(post, inside, managed) for post in working]
    grants += grants_of_mandates(street.pk, lent, today)
    return list(dict.fromkeys(g for g in grants if g is not None))


def _community(post: Post) -> UUID | None:
    """The community a post reaches, where it names nothing narrower."""
    if post.building_id or post.compound_id:
        return None
    if post.community_id:
        return post.community_id
    if post.organisation_compound_id:
        return None
    return post.organisation_community_id


def _grant(
    post: Post,
    inside: Mapping[UUID, frozenset[UUID]],
    managed: Mapping[UUID, frozenset[UUID]],
) -> Grant | None:
    """The narrowest place a post names, as a grant; None where it reaches nothing."""
    role, organisation = Role(post.role), post.organisation_id
    if role is Role.WORKSHOP_WORKER:
        return None
    if role in (Role.ENFORCER, Role.MEDIATOR):  # reach what is theirs, whatever the place
        return Grant(role, Scope.ORGANISATION, organisation, organisation)
    if role is Role.PROPERTY_MANAGER:
        return _company_grant(post, inside, managed.get(organisation, frozenset()))
    if post.building_id:
        return Grant(role, Scope.BUILDING, post.building_id, organisation)
    compound = post.compound_id
    community = _community(post)
    if compound is None and community is None:
        compound = post.organisation_compound_id
    if compound:
        return Grant(role, Scope.COMPOUND, compound, organisation, frozenset({compound}))
    if community:
        reached = inside.get(community, frozenset())
        return Grant(role, Scope.COMMUNITY, community, organisation, reached)
    if role in STREET_WIDE:
        return Grant(role, Scope.STREET, post.street_id, organisation)
    return None


def _company_grant(
    post: Post, inside: Mapping[UUID, frozenset[UUID]], managed: frozenset[UUID]
) -> Grant | None:
    reached = managed
    if post.building_id:
        reached = managed & {post.building_compound_id}
    elif post.compound_id:
        reached = managed & {post.compound_id}
    elif (community := _community(post)) is not None:
        reached = managed & inside.get(community, frozenset())
    if not reached:
        return None
    return Grant(
        Role.PROPERTY_MANAGER,
        Scope.ORGANISATION,
        post.organisation_id,
        post.organisation_id,
        reached,
    )


def compound_names(actor: Actor) -> Mapping[UUID, str]:
    """Every compound of the actor's street, also those that ended, for records that name them."""
    return dict(Compound.objects.of(actor.street_id).values_list("id", "name"))
