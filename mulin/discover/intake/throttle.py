"""How often one visitor without an account may report: counted by address, kept for an hour."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

HOURLY = 6


def too_often(request: HttpRequest) -> bool:
    """Count this report; whether it is one too many."""
    key = f"intake/point/{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key) > HOURLY
    except ValueError:  # the hour ended between the two calls
        return False
