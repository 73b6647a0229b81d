"""Addresses of places and rows, and those that leave the screen: on paper and in QR codes."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

LOCAL = ("://127.", "://localhost", "://[::1]", "://0.0.0.0")


def row_address(name: str, key: UUID) -> str:
    """``reverse(name, args=[key])`` for the rows of a list: the pattern is sought once, not for each."""
    before, after = _around(name, get_script_prefix())
    return f"{before}{key}{after}"


def place_address(name: str) -> str | None:
    """The address of a place without a key, or None where no installed app offers it.

    Every page asks for two dozen of them; they change with the table of addresses only.
    """
    return _place(name, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _place(name: str, prefix: str, table: str) -> str | None:
    try:
        return reverse(name, urlconf=table)
    except NoReverseMatch:
        return None


@lru_cache(maxsize=256)
def _around(name: str, prefix: str) -> tuple[str, str]:
    nobody = UUID(int=0)
    before, _, after = reverse(name, args=[nobody]).partition(str(nobody))
    return before, after


def public_address(request: HttpRequest, path: str) -> str:
    """The whole address of ``path``, which a resident's camera opens later.

    ``MULIN_PUBLIC_URL``, else as this request reached the site.
    """
    site = settings.MULIN_PUBLIC_URL
    return f"{site}{path}" if site else request.build_absolute_uri(path)


def only_here(request: HttpRequest) -> bool:
    """Whether what is printed now would carry this machine's own address, which no phone opens."""
    return public_address(request, "/").startswith(
        tuple(f"{s}{p}" for s in ("http", "https") for p in LOCAL)
    )
