"""The verbs of accounts. An initial password is shown once to the officer and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from mulin.ground.access.entry import keep
from mulin.ground.access.events import (
    AccountCreated,
    AccountLocked,
    AccountUnlocked,
    MembershipEnded,
    MembershipGranted,
    PasswordChanged,
    PasswordReset,
    SignedOutElsewhere,
)
from mulin.ground.access.models import AccessToken, Account, Membership
from mulin.ground.access.permissions import (
    may_change_membership,
    may_create_account,
    may_end_membership,
    may_switch,
    may_take_over_sign_in,
)
from mulin.ground.access.queries_standing import memberships_of
from mulin.ground.access.throttle import forget_failures
from mulin.ground.estate.models import Person
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.ids import readable_code, uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

INITIAL_DAYS = 14
"""How long an initial password opens the door."""


@dataclass(frozen=True)
class HandedOut:
    """A membership and the password to hand over; empty where this was a second click."""

    membership: Membership
    password: str


def create_account(
    person: Person, username: str, *, by: Actor, now: datetime, membership_id: UUID | None = None
) -> HandedOut:
    """Make an account for a person, or let an existing account of that name act as the person.

    ``membership_id`` is the once-token of the form: a second click finds the first result. An
    account that already acts elsewhere keeps its password. Raises Refused for a taken name.
    """
    require(may_create_account(by, person))
    with transaction.atomic():
        done = Membership.objects.of(by.street_id).filter(id=membership_id).first()
        if done is not None:
            return HandedOut(done, "")
        refuse_second(person, day_of(now))
        if Account.objects.filter(username__iexact=username).exists():
            raise Refused(
                Refusal(
                    said("用户名“{username}”已有人使用。", username=username),
                    said("请换一个，例如姓名拼音加手机尾号。"),
                )
            )
        password = readable_code()
        account = Account(username=username, initial_until=day_of(now) + timedelta(INITIAL_DAYS))
        account.set_password(password)
        account.save(force_insert=True)
        membership = _join(account, person, membership_id or uuid7(), now)
        _record(AccountCreated(person=person.name, username=username), membership, by, now)
    return HandedOut(membership, password)


def grant_membership(account: Account, person: Person, *, by: Actor, now: datetime) -> Membership:
    """Let an account that exists act as a person of this street too; its password stays its own.

    Where the same account acted as this person before, that membership begins again.
    """
    require(may_create_account(by, person))
    with transaction.atomic():
        refuse_second(person, day_of(now))
        membership = _rejoin(account, person, now) or _join(account, person, uuid7(), now)
        event = MembershipGranted(person=person.name, username=account.username)
        _record(event, membership, by, now)
    return membership


def end_membership(membership: Membership, why: str, *, by: Actor, now: datetime) -> None:
    """From today on the account acts in this street no more; its sessions notice at once."""
    today = day_of(now)
    require(may_end_membership(by, membership, today))
    with transaction.atomic():
        Membership.objects.of(by.street_id).filter(id=membership.pk).update(
            valid_to=today, ended_why=why
        )
        event = MembershipEnded(
            since=today.isoformat(),
            why=why,
            person=membership.person.name,
            username=membership.account.username,
        )
        _record(event, membership, by, now)


def reset_password(membership: Membership, why: str, *, by: Actor, now: datetime) -> str:
    """A new initial password, returned once; second factor, sessions and tokens of it end."""
    account = _taken_over(membership, by, day_of(now))
    password = readable_code()
    with transaction.atomic():
        account.set_password(password)
        account.initial_until = day_of(now) + timedelta(INITIAL_DAYS)
        account.save(update_fields=["password", "initial_until"])
        Authenticator.objects.filter(user_id=account.pk).delete()
        _end_sessions(account, keeping=None)
        held = AccessToken.objects.of(by.street_id).filter(membership=membership)
        held.filter(revoked_at__isnull=True).update(revoked_at=now)
        _record(PasswordReset(why=why, username=account.username), membership, by, now)
    forget_failures(account)
    return password


def lock_account(membership: Membership, why: str, *, by: Actor, now: datetime) -> None:
    """Stop an account from signing in and end its sessions."""
    account = _taken_over(membership, by, day_of(now))
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=False)
        _end_sessions(account, keeping=None)
        _record(AccountLocked(why=why, username=account.username), membership, by, now)


def unlock_account(membership: Membership, *, by: Actor, now: datetime) -> None:
    """Let an account sign in again, and forget its failed attempts."""
    require(may_change_membership(by, membership, day_of(now)))
    account = membership.account
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=True)
        _record(AccountUnlocked(username=account.username), membership, by, now)
    forget_failures(account)


def change_own_password(
    account: Account, password: str, *, actor: Actor | None, now: datetime
) -> None:
    """Set the account's own new password; it is then no longer an initial one."""
    with transaction.atomic():
        account.set_password(password)
        account.initial_until = None
        account.save(update_fields=["password", "initial_until"])
        if actor is not None:
            record(
                PasswordChanged(username=account.username),
                by=actor,
                at=now,
                on=day_of(now),
                subject_id=actor.membership_id,
            )


def sign_out_elsewhere(account: Account, *, keeping: str, actor: Actor, now: datetime) -> int:
    """End the account's sessions on all other devices; returns how many."""
    with transaction.atomic():
        count = _end_sessions(account, keeping=keeping)
        record(
            SignedOutElsewhere(count=count, username=account.username),
            by=actor,
            at=now,
            on=day_of(now),
            subject_id=actor.membership_id,
        )
    return count


def switch_membership(
    session: SessionBase, account: Account, membership: Membership | None, *, today: date
) -> None:
    """Put this session into another of the account's streets. Raises Refused."""
    require(may_switch(account, membership, today))
    assert membership is not None  # noqa: S101 - may_switch refuses None
    keep(session, membership)


def _taken_over(membership: Membership, by: Actor, today: date) -> Account:
    streets = len({m.street_id for m in memberships_of(membership.account, today)})
    require(may_take_over_sign_in(by, membership, today, streets=streets))
    account: Account = membership.account
    return account


def refuse_second(person: Person, today: date) -> None:
    """A person acts through one account at a time."""
    held = Membership.objects.of(person.street_id).filter(person_id=person.pk)
    for membership in held.select_related("account"):
        if membership.holds_on(today):
            name = membership.account.username
            raise Refused(
                Refusal(
                    said("{name}已有账号“{username}”。", name=person.name, username=name),
                    said("忘记密码可以重新设置。"),
                )
            )


def _join(account: Account, person: Person, membership_id: UUID, now: datetime) -> Membership:
    membership = Membership(
        id=membership_id,
        street_id=person.street_id,
        account=account,
        person=person,
        valid_from=day_of(now),
    )
    membership.save(force_insert=True)
    return membership


def _rejoin(account: Account, person: Person, now: datetime) -> Membership | None:
    rows = Membership.objects.of(person.street_id).filter(account=account, person=person)
    former: Membership | None = rows.first()
    if former is not None:
        former.valid_from, former.valid_to, former.ended_why = day_of(now), None, ""
        former.save(update_fields=["valid_from", "valid_to", "ended_why"])
    return former


def _end_sessions(account: Account, *, keeping: str | None) -> int:
    sessions = UserSession.objects.filter(user_id=account.pk)
    ended = [s for s in sessions if s.session_key != keeping]
    for session in ended:
        session.end()
    return len(ended)


def _record(event: object, membership: Membership, by: Actor, now: datetime) -> None:
    record(event, by=by, at=now, on=day_of(now), subject_id=membership.pk)  # type: ignore[arg-type]
