"""Addresses that leave the screen: on paper and in QR codes, opened later by a resident's camera."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

LOCAL = ("://127.", "://localhost", "://[::1]", "://0.0.0.0")


def public_address(request: HttpRequest, path: str) -> str:
    """The whole address of ``path``: ``MULIN_PUBLIC_URL``, else as this request reached the site."""
    site = settings.MULIN_PUBLIC_URL
    return f"{site}{path}" if site else request.build_absolute_uri(path)


def only_here(request: HttpRequest) -> bool:
    """Whether what is printed now would carry this machine's own address, which no phone opens."""
    return public_address(request, "/").startswith(
        tuple(f"{s}{p}" for s in ("http", "https") for p in LOCAL)
    )
