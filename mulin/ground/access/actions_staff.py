"""The verbs of people who come and go: joining with an account one has, leave, and leaving."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from mulin.ground.access.actions import grant_membership, refuse_second
from mulin.ground.access.events import (
    DeputyEnded,
    DeputyNamed,
    MembershipEnded,
    MembershipReopened,
)
from mulin.ground.access.models import Account, Deputy, JoinCode, Membership
from mulin.ground.access.permissions import (
    may_create_account,
    may_end_deputy,
    may_end_membership,
    may_name_deputy,
    may_reopen,
)
from mulin.ground.access.queries_staff import account_with_code, code_digest, colleagues_of
from mulin.ground.estate.actions import hand_over_posts
from mulin.ground.estate.models import Person
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.ids import readable_code, uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

CODE_DAYS = 3
"""How long a code to join with is good for."""
LONGEST_LEAVE = timedelta(days=92)
"""A deputy for longer than a quarter holds the post: that is an appointment."""


NO_COLLEAGUE = Refusal(
    said("代理人须是同一单位的在任同事。"), said("请换一位，或先在“组织”里为他登记任职。")
)


def new_join_code(account: Account, *, now: datetime) -> str:
    """A code for the account's holder to give to another street, shown once; older ones end."""
    code = readable_code()
    with transaction.atomic():
        JoinCode.objects.filter(account=account).delete()
        JoinCode.objects.create(
            account=account, digest=code_digest(code), valid_until=now + timedelta(CODE_DAYS)
        )
    return code


def join_by_code(person: Person, code: str, *, by: Actor, now: datetime) -> Membership:
    """Let the account whose holder gave this code act as a person of this street too."""
    require(may_create_account(by, person))
    with transaction.atomic():
        account = account_with_code(code, now)
        if account is None:
            raise Refused(
                Refusal(
                    said("加入码不对，或已经过期、用过。"),
                    said("请本人登录后在“我的账号”里重新生成一个，三天内有效。"),
                )
            )
        JoinCode.objects.filter(account=account).delete()
        return grant_membership(account, person, by=by, now=now)


def reopen_membership(membership: Membership, why: str, *, by: Actor, now: datetime) -> None:
    """Somebody who left comes back: the same account acts here again from today."""
    today = day_of(now)
    require(may_reopen(by, membership, today))
    require(may_create_account(by, membership.person))
    with transaction.atomic():
        refuse_second(membership.person, today)
        Membership.objects.of(by.street_id).filter(id=membership.pk).update(
            valid_from=today, valid_to=None, ended_why=""
        )
        event = MembershipReopened(
            why=why, person=membership.person.name, username=membership.account.username
        )
        record(event, by=by, at=now, on=today, subject_id=membership.pk)


def leave(
    membership: Membership,
    successor: Membership | None,
    why: str,
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Somebody leaves the office: posts go to a colleague, the account ends here today.

    Returns how many posts were taken over. The register states in its own fact which they were.
    """
    today = day_of(now)
    require(may_end_membership(by, membership, today))
    _refuse_bad_successor(membership, successor, today)
    with transaction.atomic():
        heir = successor.person if successor else None
        taken = hand_over_posts(membership.person, heir, why=why, by=by, now=now)
        _end_deputies(membership, today)
        Membership.objects.of(by.street_id).filter(id=membership.pk).update(
            valid_to=today, ended_why=why
        )
        event = MembershipEnded(
            since=today.isoformat(),
            why=why,
            person=membership.person.name,
            username=membership.account.username,
        )
        record(event, by=by, at=now, on=today, subject_id=membership.pk)
    return len(taken)


def name_deputy(
    membership: Membership,
    deputy: Membership,
    *,
    since: date,
    until: date,
    why: str,
    by: Actor,
    now: datetime,
) -> Deputy:
    """While somebody is away a colleague has his employed posts too; ``until`` is the last day."""
    require(may_name_deputy(by, membership, day_of(now)))
    _refuse_bad_successor(membership, deputy, day_of(now))
    if not colleagues_of(membership, day_of(now)).filter(id=deputy.pk).exists():
        raise Refused(NO_COLLEAGUE)
    _refuse_bad_days(membership, since, until, day_of(now))
    with transaction.atomic():
        row = Deputy(
            id=uuid7(),
            street_id=by.street_id,
            away=membership.person,
            deputy=deputy.person,
            valid_from=since,
            valid_to=until,
            why=why,
        )
        row.save(force_insert=True)
        event = DeputyNamed(
            since=since.isoformat(),
            until=until.isoformat(),
            why=why,
            person=membership.person.name,
            deputy=deputy.person.name,
        )
        record(event, by=by, at=now, on=day_of(now), subject_id=membership.pk)
    return row


def end_deputy(row: Deputy, membership: Membership, why: str, *, by: Actor, now: datetime) -> None:
    """The colleague is back, or the deputy is another: from today it no longer holds."""
    today = day_of(now)
    require(may_end_deputy(by, row, today))
    with transaction.atomic():
        Deputy.objects.of(by.street_id).filter(id=row.pk).update(ended_on=today)
        event = DeputyEnded(
            since=today.isoformat(), why=why, person=row.away.name, deputy=row.deputy.name
        )
        record(event, by=by, at=now, on=today, subject_id=membership.pk)


def _end_deputies(membership: Membership, today: date) -> None:
    person = membership.person_id
    rows = Deputy.objects.of(membership.street_id).filter(
        Q(away_id=person) | Q(deputy_id=person), ended_on__isnull=True, valid_to__gte=today
    )
    rows.update(ended_on=today)


def _refuse_bad_successor(away: Membership, colleague: Membership | None, today: date) -> None:
    if colleague is None:
        return
    if colleague.street_id != away.street_id or not colleague.holds_on(today):
        raise Refused(
            Refusal(said("这位同事在本街道没有使用中的账号。"), said("请先为他开设账号。"))
        )
    if colleague.person_id == away.person_id:
        raise Refused(Refusal(said("不能由本人接替本人。"), said("请选另一位同事。")))


def _refuse_bad_days(away: Membership, since: date, until: date, today: date) -> None:
    if until < since or until < today:
        raise Refused(Refusal(said("代理的最后一天早于第一天，或已经过去。"), said("请核对日期。")))
    if until - since > LONGEST_LEAVE:
        raise Refused(
            Refusal(
                said("代理最长 {days} 天。", days=LONGEST_LEAVE.days),
                said("时间更长的，请在“组织”里为他登记正式任职。"),
            )
        )
    held = Deputy.objects.of(away.street_id).filter(
        away_id=away.person_id,
        ended_on__isnull=True,
        valid_from__lte=until,
        valid_to__gte=since,
    )
    if row := held.select_related("deputy").first():
        raise Refused(
            Refusal(
                said(
                    "{since} 至 {until} 已由{name}代理。",
                    since=row.valid_from.isoformat(),
                    until=row.valid_to.isoformat(),
                    name=row.deputy.name,
                ),
                said("请先提前结束那一次，或改日期。"),
            )
        )
