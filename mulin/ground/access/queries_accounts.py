"""The questions of the account screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Prefetch, Q, QuerySet

from mulin.ground.access.models import Account, Membership
from mulin.ground.access.queries import BY_HOME, in_force
from mulin.ground.access.queries_standing import memberships_of
from mulin.ground.estate.models import Appointment, Compound, Ownership, Person, Tenancy
from mulin.ground.record.models import Fact, PersonalRead
from mulin.kit.rights import EMPLOYED, Actor, Grant, Role, Scope
from mulin.kit.words import said


def account_of(street_id: UUID, membership_id: UUID) -> Membership | None:
    """One membership of the street, with account and person."""
    rows = Membership.objects.of(street_id).filter(id=membership_id)
    found: Membership | None = rows.select_related("account", "person", "street").first()
    return found


def person_of(street_id: UUID, person_id: UUID) -> Person | None:
    """A person of the street."""
    found: Person | None = Person.objects.of(street_id).filter(id=person_id).first()
    return found


def accounts_of(street_id: UUID, today: date) -> QuerySet[Membership]:
    """Memberships of a street, each with account, person and the posts held today."""
    posts = held_on(Appointment.objects.of(street_id), today).select_related("organisation")
    rows = Membership.objects.of(street_id).select_related("account", "person")
    return rows.prefetch_related(
        Prefetch("person__appointments", queryset=posts.order_by("valid_from"), to_attr="posts")
    )


def held_on(posts: QuerySet[Appointment], today: date) -> QuerySet[Appointment]:
    """Appointments in force; their ``valid_to`` is the last day."""
    return posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today)


def in_state(rows: QuerySet[Membership], state: str, today: date) -> QuerySet[Membership]:
    """Narrow to ``active``, ``initial`` (password not yet changed), ``locked`` or ``ended``."""
    if state == "ended":
        return rows.filter(valid_to__lte=today)
    rows = rows.filter(in_force(today), account__is_active=state != "locked")
    if state == "locked":
        return rows
    return rows.filter(account__initial_until__isnull=state == "active")


def in_role(
    rows: QuerySet[Membership], role: str, street_id: UUID, today: date
) -> QuerySet[Membership]:
    """Narrow to people who hold a role today, by post or by home."""
    held: QuerySet[Any]
    if role in BY_HOME:
        model = Ownership if role == Role.OWNER else Tenancy
        held = model.objects.of(street_id).filter(in_force(today), person__isnull=False)
    else:
        held = held_on(Appointment.objects.of(street_id), today).filter(role=role)
    return rows.filter(person_id__in=held.values("person_id"))


def state_of(membership: Membership, today: date) -> str:
    """The state of one account, in the words of :func:`in_state`."""
    if not membership.holds_on(today):
        return "ended"
    if not membership.account.is_active:
        return "locked"
    return "initial" if membership.account.initial_until else "active"


def people_without_account(street_id: UUID, words: str, today: date) -> list[Person]:
    """Living people of that name or initials who cannot sign in yet; at most thirty."""
    if not words:
        return []
    signed = Membership.objects.of(street_id).filter(in_force(today)).values("person_id")
    people = Person.objects.of(street_id).filter(
        Q(name__icontains=words) | Q(initials__istartswith=words),
        ~Q(pk__in=signed),
        merged_into__isnull=True,
        died_on__isnull=True,
    )
    return list(people.order_by("name", "id")[:30])


def suggested_username(person: Person) -> str:
    """Initials and the last four digits of the telephone, where both are known."""
    tail = person.phone_masked[-4:]
    return f"{person.initials.lower()}{tail if tail.isdigit() else ''}"


def street_count(account: Account, today: date) -> int:
    """In how many streets the account acts today."""
    return len({m.street_id for m in memberships_of(account, today)})


def facts_about(street_id: UUID, membership_id: UUID) -> list[Fact]:
    """What was done to one account, newest first."""
    facts = Fact.objects.of(street_id).filter(subject_id=membership_id)
    return list(facts.order_by("-id")[:50])


def reads_of(actor: Actor) -> QuerySet[PersonalRead]:
    """Who read this person's data in the clear, newest first."""
    rows = PersonalRead.objects.of(actor.street_id).filter(person_id=actor.person_id)
    return rows.order_by("-id")


@dataclass(frozen=True)
class SignedIn:
    """One device that is signed in; ``here`` is the one that asks."""

    device: str
    address: str
    since: datetime
    here: bool


def sessions_of(account: Account, current_key: str | None) -> list[SignedIn]:
    """The account's living sessions, newest first; those that ended are forgotten."""
    rows = UserSession.objects.purge_and_list(account)
    rows.sort(key=lambda row: row.created_at, reverse=True)
    return [
        SignedIn(device_words(r.user_agent), r.ip, r.created_at, r.session_key == current_key)
        for r in rows
    ]


def device_words(agent: str) -> str:
    """A browser's name for itself, as people call the device."""
    for mark, name in DEVICES:
        if mark in agent:
            return name
    return said("其他设备")


DEVICES = (
    ("MicroMessenger", said("微信")),
    ("iPhone", said("苹果手机")),
    ("iPad", said("苹果平板")),
    ("Android", said("安卓手机")),
    ("Windows", said("Windows 电脑")),
    ("Macintosh", said("苹果电脑")),
    ("Linux", said("Linux 电脑")),
)


def has_second_factor(account: Account) -> bool:
    """Whether a code from the telephone is asked at sign-in."""
    return Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists()


@dataclass(frozen=True)
class HeldPost:
    """A post somebody holds or will hold; ``passes`` where a colleague can take it over."""

    words: str
    reach: str
    until: date | None
    passes: bool


def posts_held(membership: Membership, today: date) -> list[HeldPost]:
    """The posts of one person from today on; one statement."""
    rows = Appointment.objects.of(membership.street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), person_id=membership.person_id
    )
    found = rows.select_related("organisation", "community", "compound", "building")
    return [
        HeldPost(
            f"{row.organisation.name} {row.title}",
            str(row.building or row.compound or row.community or ""),
            row.valid_to,
            row.role in EMPLOYED,
        )
        for row in found.order_by("valid_from", "id")
    ]


def posts_in_words(membership: Membership) -> str:
    """The posts that :func:`accounts_of` fetched, as people name them."""
    posts: list[Appointment] = membership.person.posts
    return "；".join(f"{post.organisation.name} {post.title}" for post in posts)


def reaches(actor: Actor) -> list[tuple[Grant, str]]:
    """Each grant with the name of the place it reaches; one statement."""
    ids = {c for g in actor.grants for c in g.compounds}
    found = Compound.objects.of(actor.street_id).filter(id__in=ids) if ids else ()
    names = {compound.pk: compound.name for compound in found}
    return [(grant, _reach(grant, names)) for grant in actor.grants]


def _reach(grant: Grant, names: Mapping[UUID, str]) -> str:
    if grant.scope is Scope.STREET:
        return said("全街道")
    if grant.scope is Scope.BUILDING:
        return said("所负责的楼栋")
    return "、".join(sorted(names[c] for c in grant.compounds if c in names)) or said(
        "（没有在管的小区）"
    )
