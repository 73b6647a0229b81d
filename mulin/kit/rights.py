"""Who acts, what they may, and a refusal that explains itself: plain values without a framework.

The pages build an :class:`Actor` from a membership and its posts (``ground/access``); every
``permissions.py`` judges it; every verb calls :func:`require`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from mulin.kit.words import joined, said

SYSTEM = said("系统")


class Role(StrEnum):
    """What a post lets its holder do. A person may hold several."""

    STREET_OFFICER = "street_officer"
    COMMUNITY_WORKER = "community_worker"
    COMMITTEE_MEMBER = "committee_member"
    VOTE_COUNTER = "vote_counter"
    WITNESS = "witness"
    PROPERTY_MANAGER = "property_manager"
    ENFORCER = "enforcer"
    SOCIAL_WORKER = "social_worker"
    WORKSHOP_WORKER = "workshop_worker"
    MEDIATOR = "mediator"
    AUDITOR = "auditor"
    GRID_WORKER = "grid_worker"
    OWNER = "owner"
    TENANT = "tenant"
    SYSTEM = "system"


EMPLOYED = frozenset(
    {
        Role.STREET_OFFICER,
        Role.COMMUNITY_WORKER,
        Role.PROPERTY_MANAGER,
        Role.ENFORCER,
        Role.SOCIAL_WORKER,
        Role.WORKSHOP_WORKER,
        Role.AUDITOR,
    }
)
"""Posts a colleague can take over or fill in for. Elected and sworn ones are held in person."""


class Power(StrEnum):
    """What a street delegates to a workshop; it reaches the compounds of the mandate, no further."""

    SUGGEST = "suggest"
    SUPERVISE = "supervise"
    ALLOCATE = "allocate"
    GUIDE = "guide"


class Scope(StrEnum):
    """How far a grant reaches."""

    STREET = "street"
    COMMUNITY = "community"
    COMPOUND = "compound"
    BUILDING = "building"
    ORGANISATION = "organisation"
    UNIT = "unit"


@dataclass(frozen=True)
class Grant:
    """One role over one place; ``compounds`` lists the compounds a community grant reaches."""

    role: Role
    scope: Scope
    scope_id: UUID
    organisation_id: UUID | None = None
    compounds: frozenset[UUID] = frozenset()
    powers: frozenset[Power] = frozenset()

    def reaches(self, compound_id: UUID | None) -> bool:
        """Whether this grant covers the compound; a street's grant covers all of it."""
        if self.scope is Scope.STREET:
            return True
        return compound_id is not None and compound_id in self.compounds


@dataclass(frozen=True)
class Actor:
    """Somebody doing something in one street, with what their posts grant them today."""

    street_id: UUID
    account_id: int | None
    person_id: UUID | None
    name: str
    post: str = ""
    grants: tuple[Grant, ...] = ()
    membership_id: UUID | None = None
    units: frozenset[UUID] = field(default=frozenset())
    token_scopes: frozenset[str] | None = None
    """What a program that acts with this person's token was given; None: the person himself."""

    def roles_in(self, compound_id: UUID | None) -> frozenset[Role]:
        """Every role this person holds over that compound."""
        return frozenset(g.role for g in self.grants if g.reaches(compound_id))

    def has(self, *roles: Role, compound_id: UUID | None = None) -> bool:
        """Whether any of the roles is held over the compound, or street-wide where it is None."""
        return any(role in self.roles_in(compound_id) for role in roles)

    def mandated(self, power: Power, compound_id: UUID | None) -> bool:
        """Whether a mandate in force today gives that power over the compound."""
        return compound_id is not None and compound_id in self.mandate(power)

    def mandate(self, power: Power) -> frozenset[UUID]:
        """The compounds over which a mandate in force today gives that power."""
        return frozenset().union(*(g.compounds for g in self.grants if power in g.powers))

    @property
    def is_street(self) -> bool:
        """Whether any grant reaches the whole street."""
        return any(g.scope is Scope.STREET for g in self.grants)

    @property
    def compounds(self) -> frozenset[UUID]:
        """Compounds reached by grants below the street."""
        return frozenset().union(*(g.compounds for g in self.grants))

    @property
    def organisations(self) -> frozenset[UUID]:
        """Organisations this person holds a post in."""
        return frozenset(g.organisation_id for g in self.grants if g.organisation_id)


def system_actor(street_id: UUID, name: str = SYSTEM) -> Actor:
    """The software itself, acting for a street in a job or command."""
    return Actor(
        street_id=street_id,
        account_id=None,
        person_id=None,
        name=name,
        post=SYSTEM,
        grants=(Grant(Role.SYSTEM, Scope.STREET, street_id),),
    )


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done, and what to do instead. Shown as it stands.

    ``hidden`` refusals answer like an address that does not exist: a stranger learns nothing.
    """

    why: str
    what_to_do: str = ""
    hidden: bool = False

    def __str__(self) -> str:
        return joined("", (self.why, self.what_to_do))


class Refused(Exception):  # noqa: N818 - the word the field uses
    """Raised by a verb whose permission said no; the page shows the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


class LoginNeeded(Exception):  # noqa: N818 - not an error: the answer is the sign-in page
    """Nobody acts; the middleware of ``ground/access`` sends them to the sign-in page and back."""


def acting(request: object) -> Actor:
    """Who acts in a request, as the middleware found. Raises LoginNeeded where nobody does."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise LoginNeeded
    return actor


def acting_within(request: object, scope: str) -> Actor:
    """Who acts, where a token covers the scope. Raises LoginNeeded, and Refused beyond it."""
    actor = acting(request)
    if actor.token_scopes is not None and scope not in actor.token_scopes:
        raise Refused(
            Refusal(
                said("这个令牌不包括这一类数据。"),
                said("请由持有人在“我的账号”里另签发一个带此范围的令牌。"),
            )
        )
    return actor


def require(refusal: Refusal | None) -> None:
    """Go on only where nothing was refused."""
    if refusal is not None:
        raise Refused(refusal)
