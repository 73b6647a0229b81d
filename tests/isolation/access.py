"""Accounts, deputies, keys of programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.ground.access.models import AccessToken, Deputy
from tests.cast import Cast, stable_id
from tests.isolation.keeping import AT, Examples, Public, kept


def _deputy(cast: Cast) -> Any:
    row = Deputy(
        id=stable_id("deputy"),
        street=cast.yun,
        away=cast.persons["owner"],
        deputy=cast.persons["street_officer"],
        valid_from=date(2026, 3, 1),
        valid_to=date(2026, 3, 9),
        why="云栖苑休假",
    )
    return kept(row).pk


def _token(cast: Cast) -> Any:
    row = AccessToken(
        id=stable_id("token"),
        street=cast.yun,
        membership=cast.memberships["owner"],
        label="云栖苑取数",
        digest="0" * 64,
        scopes=["register"],
        created_at=AT,
        valid_until=date(2027, 3, 1),
    )
    return kept(row).pk


EXAMPLES: Examples = {
    "deputy_id": _deputy,
    "membership_id": lambda cast: cast.memberships["owner"].pk,
    "token": lambda cast: "guessed",
    "token_id": _token,
}

PUBLIC: Public = {
    "account_login": "the door",
    "account_logout": "the door",
    "account_inactive": "the door",
    "account_reauthenticate": "the door",
    "account_change_password": "the door; asks for a sign-in itself",
    "account_signup": "closed, and says so",
    "account_email": "closed, and says so",
    "account_set_password": "closed, and says so",
    "account_reset_password": "closed, and says so",
    "mfa_": "allauth's own pages of the own account",
    "access:me": "the own account",
    "access:my_reads": "the own account",
    "access:switch": "the own streets",
    "access:sign_out_elsewhere": "the own account",
    "access:tokens": "the own account",
    "access:new_token": "the own account",
    "access:join_code": "the own account",
    "access:roles": "words without data",
}
