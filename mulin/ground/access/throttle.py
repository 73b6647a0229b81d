"""Failed sign-ins are counted by allauth, per user name and per address; unlocking forgets the first."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache

from mulin.ground.access.models import Account

_APP, _ACTION = "allauth.account", "login_failed"


def attempts_key(username: str) -> str:
    """The name under which failures of one user name are counted."""
    return f"sign-in:{username.strip().lower()}"


def forget_failures(account: Account) -> None:
    """Let the account try again at once; the counters per address stay."""
    keys = (attempts_key(account.username), f"mfa-auth-user-{account.pk}")
    for rate in get_rates(app=_APP, action=_ACTION, config=app_settings.RATE_LIMITS):
        for key in keys if rate.per == "key" else ():
            cache.delete(get_cache_key(None, app=_APP, action=_ACTION, rate=rate, key=key))
