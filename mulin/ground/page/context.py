"""What every template knows: the shell around a page. Costs no query unless a shell draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property

from mulin.ground.page import navigation
from mulin.ground.page.address import place_address
from mulin.kit import clock
from mulin.kit.rights import Actor, Role
from mulin.law.catalogue import UnknownRegion, nearest

BIG_COOKIE = "mulin_big"
"""``1`` while this browser wants large type."""

PHONE_PATHS = ("/m/",)
"""Addresses of the residents' pages; ``MULIN_PHONE_PATHS`` in the settings replaces them."""

RESIDENTS = frozenset({Role.OWNER, Role.TENANT})
BY_PHONE = RESIDENTS | {Role.GRID_WORKER}
"""Who has the phone's shell: a building's head is a neighbour with a task."""


class Shell:
    """The frame around a page. Each part is worked out when a template first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor | None = getattr(request, "actor", None)

    @cached_property
    def nav(self) -> tuple[navigation.Group, ...]:
        return navigation.navigation(self.actor, self.request.path, navigation.table())

    @cached_property
    def active(self) -> navigation.Link | None:
        links = (link for group in self.nav for link in group.links)
        return next((link for link in links if link.active), None)

    @cached_property
    def memberships(self) -> Sequence[Any]:
        """The streets this account belongs to, for the switcher; as the middleware left them."""
        return tuple(getattr(self.request, "memberships", ()) or ())

    @cached_property
    def street(self) -> Any:
        return getattr(self.request, "street", None)

    @cached_property
    def law(self) -> str:
        """The name of the region whose law applies here; empty where the code is not known."""
        if self.street is None:
            return ""
        try:
            return nearest(self.street.region).name
        except UnknownRegion:
            return ""

    @cached_property
    def asof(self) -> datetime:
        """When the figures on the page were read."""
        return clock.now()

    @cached_property
    def base(self) -> str:
        """The shell template for pages that serve both: refusals and errors."""
        if is_phone(self.request):
            return "phone/base.html"
        return "console/base.html" if self.actor else "public/base.html"

    def __getattr__(self, name: str) -> str | None:
        """``url_<name>``: an address the shell links to, None where no app offers it."""
        if name.startswith("url_"):
            return first_address(*URLS.get(name.removeprefix("url_"), ()))
        raise AttributeError(name)


URLS: dict[str, tuple[str, ...]] = {
    "home": ("desk:home", "home"),
    "search": ("desk:search",),
    "messages": ("notices:inbox", "desk:messages"),
    "switch": ("access:switch",),
    "account": ("access:me", "account_change_password"),
    "factor": ("mfa_index",),
    "sign_in": ("account_login",),
    "sign_out": ("account_logout",),
    "language": ("page:language", "set_language"),
    "text_size": ("page:text_size",),
    "look": ("page:look",),
}
"""The shell's own links, with the addresses tried in turn: an absent app must not break a page."""


def first_address(*names: str) -> str | None:
    return next((url for name in names if (url := place_address(name))), None)


def is_phone(request: HttpRequest) -> bool:
    """Whether the residents' shell belongs around this page."""
    paths = getattr(settings, "MULIN_PHONE_PATHS", PHONE_PATHS)
    if request.path.startswith(tuple(paths)):
        return True
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.grants:
        return False
    return all(grant.role in BY_PHONE for grant in actor.grants)


@dataclass(frozen=True)
class Crumb:
    """One place in the breadcrumb above a page; the last one has no address."""

    label: str
    url: str = ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor: ``shell``, and the few names pages use themselves."""
    frame = Shell(request)
    return {
        "shell": frame,
        "actor": frame.actor,
        "big": request.COOKIES.get(BIG_COOKIE) == "1",
        "nav": SimpleLazyObject(lambda: frame.nav),
        "asof": SimpleLazyObject(lambda: frame.asof),
    }
