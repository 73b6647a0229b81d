"""The verbs of tokens: given to a program by the person it acts for, taken back by either side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from mulin.ground.access import tokens
from mulin.ground.access.events import TokenIssued, TokenRevoked
from mulin.ground.access.models import AccessToken, Membership, TokenUse
from mulin.ground.access.permissions import may_issue_token, may_revoke_token
from mulin.ground.access.scopes import SCOPES
from mulin.ground.record.actions import record
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said

LONGEST = timedelta(days=366)
MOST = 10
"""Tokens of one person that hold at a time: more are hard to keep an eye on."""


@dataclass(frozen=True)
class Issued:
    """A token's row and the token itself, which is shown once."""

    token: AccessToken
    text: str


def issue_token(
    membership: Membership,
    label: str,
    scopes: Iterable[str],
    until: date,
    *,
    by: Actor,
    now: datetime,
) -> Issued:
    """Let a program read what this person may read, within the scopes, until that day."""
    today, asked = day_of(now), sorted(set(scopes) & set(SCOPES))
    require(may_issue_token(by, membership, today))
    _refuse_bad_terms(asked, until, today)
    with transaction.atomic():
        held = AccessToken.objects.of(by.street_id).filter(
            membership=membership, revoked_at__isnull=True, valid_until__gte=today
        )
        if held.count() >= MOST:
            raise Refused(
                Refusal(said("有效的令牌已有 {most} 个。", most=MOST), said("请先撤销不用的。"))
            )
        secret = tokens.new_secret()
        row = AccessToken(
            id=uuid7(),
            street_id=by.street_id,
            membership=membership,
            label=label,
            digest=tokens.digest(secret),
            scopes=asked,
            created_at=now,
            valid_until=until,
        )
        row.save(force_insert=True)
        words = "、".join(str(SCOPES[scope]) for scope in asked)
        event = TokenIssued(label=label, scopes=words, until=until.isoformat(), person=by.name)
        record(event, by=by, at=now, on=today, subject_id=membership.pk)
    return Issued(row, tokens.written(by.street_id, row.pk, secret))


def revoke_token(row: AccessToken, *, by: Actor, now: datetime) -> None:
    """From now on the token opens nothing."""
    require(may_revoke_token(by, row))
    with transaction.atomic():
        AccessToken.objects.of(by.street_id).filter(id=row.pk).update(revoked_at=now)
        event = TokenRevoked(label=row.label, person=row.membership.person.name)
        record(event, by=by, at=now, on=day_of(now), subject_id=row.membership_id)


def note_use(token: AccessToken, path: str, status: int, address: str, *, now: datetime) -> None:
    """Remember one call of a program: each is some person's."""
    TokenUse.objects.create(
        street_id=token.street_id,
        token=token,
        at=now,
        path=path[:200],
        status=status,
        address=address[:45],
    )


def _refuse_bad_terms(scopes: list[str], until: date, today: date) -> None:
    if not scopes:
        raise Refused(Refusal(said("没有选范围。"), said("请至少选一类可以读取的数据。")))
    if until < today or until - today > LONGEST:
        raise Refused(
            Refusal(said("有效期要在今天到一年之内。"), said("请重选日期；到期可以再签发。"))
        )
