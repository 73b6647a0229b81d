"""The questions of the account screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from mulin.ground.access.models import Account, Membership
from mulin.ground.access.queries import BY_HOME, in_force, memberships_of
from mulin.ground.estate.models import Appointment, Ownership, Person, Tenancy
from mulin.ground.record.models import Fact, PersonalRead
from mulin.kit.rights import Actor, Role


def account_of(street_id: UUID, membership_id: UUID) -> Membership | None:
    """One membership of the street, with account and person."""
    rows = Membership.objects.of(street_id).filter(id=membership_id)
    found: Membership | None = rows.select_related("account", "person", "street").first()
    return found


def person_of(street_id: UUID, person_id: UUID) -> Person | None:
    """A person of the street."""
    found: Person | None = Person.objects.of(street_id).filter(id=person_id).first()
    return found


def find_accounts(
    street_id: UUID, today: date, *, words: str = "", state: str = "", role: str = ""
) -> QuerySet[Membership]:
    """Memberships by name, state (active, locked, ended) and the role of a post held today."""
    rows = Membership.objects.of(street_id).select_related("account", "person")
    if words:
        rows = rows.filter(Q(person__name__icontains=words) | Q(account__username__icontains=words))
    if state == "ended":
        rows = rows.filter(valid_to__lte=today)
    elif state:
        rows = rows.filter(in_force(today), account__is_active=state == "active")
    if role in BY_HOME:
        model = Ownership if role == Role.OWNER else Tenancy
        homes = model.objects.of(street_id).filter(in_force(today), person__isnull=False)
        rows = rows.filter(person_id__in=homes.values("person_id"))
    elif role:
        posts = Appointment.objects.of(street_id).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today), role=role, valid_from__lte=today
        )
        rows = rows.filter(person_id__in=posts.values("person_id"))
    return rows.order_by("-id")  # type: ignore[no-any-return]


@dataclass(frozen=True)
class AccountRow:
    """A line of the list of accounts; ``posts`` are the titles held today."""

    membership: Membership
    posts: tuple[str, ...]
    current: bool

    @property
    def state(self) -> str:
        """``active``, ``initial`` (password not yet changed), ``locked`` or ``ended``."""
        if not self.current:
            return "ended"
        if not self.membership.account.is_active:
            return "locked"
        return "initial" if self.membership.account.initial_until else "active"


def page_of(
    rows: QuerySet[Membership], number: str | None, size: int, street_id: UUID, today: date
) -> Page[AccountRow]:
    """One page of accounts with the posts of its people: three statements."""
    page = Paginator(rows, size).get_page(number)
    shown = list(page.object_list)
    held: dict[UUID, list[str]] = {}
    posts = Appointment.objects.of(street_id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        person_id__in=[m.person_id for m in shown],
        valid_from__lte=today,
    )
    for post in posts.select_related("organisation").order_by("valid_from"):
        held.setdefault(post.person_id, []).append(f"{post.organisation.name} {post.title}")
    page.object_list = [
        AccountRow(m, tuple(held.get(m.person_id, ())), m.holds_on(today)) for m in shown
    ]
    return page


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
    return rows.order_by("-id")  # type: ignore[no-any-return]


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
    return "其他设备"


DEVICES = (
    ("MicroMessenger", "微信"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def has_second_factor(account: Account) -> bool:
    """Whether a code from the telephone is asked at sign-in."""
    return Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).exists()
