"""The side navigation: a table of places, shown where the address exists and the person may go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from mulin.ground.page.address import place_address
from mulin.kit.rights import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Item:
    """One place. ``label`` and ``group`` may be lazy translations; ``icon`` is a lucide name.

    ``may`` says who sees it (everybody signed in where None). ``count`` gives the number beside it;
    it is asked once per console page, so it must be one cheap query at most.
    """

    group: str | _StrPromise
    icon: str
    label: str | _StrPromise
    url_name: str
    may: Callable[[Actor], bool] | None = None
    count: Callable[[Actor], int] | None = None


@dataclass(frozen=True)
class Link:
    """An item as it is drawn."""

    icon: str
    label: str | _StrPromise
    url: str
    active: bool = False
    count: int = 0


@dataclass(frozen=True)
class Group:
    """Links under one word; ``open`` says whether they are seen before the word is clicked."""

    label: str | _StrPromise
    links: tuple[Link, ...]
    open: bool = True

    @property
    def active(self) -> bool:
        return any(link.active for link in self.links)


AT_ONE_GLANCE = 20
"""A side with more links than this, which is what an office screen holds, opens folded."""


def table() -> Sequence[Item]:
    """The site's navigation table, named by the setting ``MULIN_NAVIGATION``."""
    path = getattr(settings, "MULIN_NAVIGATION", "mulin.site.navigation.NAVIGATION")
    found: Sequence[Item] = import_string(path)
    return found


def navigation(actor: Actor | None, path: str, items: Iterable[Item]) -> tuple[Group, ...]:
    """What this person sees at ``path``, in the table's order; empty for visitors."""
    if actor is None:
        return ()
    seen = [
        (item, url) for item in items if (url := place_address(item.url_name)) and _may(item, actor)
    ]
    active = _nearest(path, [url for _, url in seen])
    groups: dict[str | _StrPromise, list[Link]] = {}
    for item, url in seen:
        count = item.count(actor) if item.count else 0
        link = Link(item.icon, item.label, url, url == active, count)
        groups.setdefault(item.group, []).append(link)
    return _folded([Group(label, tuple(links)) for label, links in groups.items()])


def _folded(groups: Sequence[Group]) -> tuple[Group, ...]:
    """A short side whole; of a long one the first group and the one we are in."""
    if sum(len(group.links) for group in groups) <= AT_ONE_GLANCE:
        return tuple(groups)
    return tuple(replace(group, open=at == 0 or group.active) for at, group in enumerate(groups))


def _may(item: Item, actor: Actor) -> bool:
    return item.may is None or item.may(actor)


def _nearest(path: str, urls: Sequence[str]) -> str:
    """The longest address that the path lies under; the home page only matches itself."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default="")
