"""Every address of the site, with the examples and exceptions that the rooms beside it name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast
from tests.isolation.keeping import Examples, Public

MARK = "云栖苑"
"""What only ``yun`` knows: it stands in the name of compound A and of every example."""


@dataclass(frozen=True)
class Route:
    """One address: its full name, and the names of its parameters."""

    name: str
    parameters: tuple[str, ...]


def routes(
    patterns: Any = None, spaces: tuple[str, ...] = (), above: tuple[str, ...] = ()
) -> Iterator[Route]:
    """Every named address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        held = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from routes(pattern.url_patterns, inner, held)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield Route(":".join((*spaces, pattern.name)), held)


def _rooms() -> Iterator[ModuleType]:
    """The files of this folder that hold examples or exceptions."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem not in {"__init__", "keeping", "walk"}:
            yield import_module(f"tests.isolation.{file.stem}")


def _gathered(name: str) -> dict[str, Any]:
    """What all rooms name, none of them twice."""
    found: dict[str, Any] = {}
    for room in _rooms():
        own = getattr(room, name, {})
        twice = found.keys() & own.keys()
        assert not twice, f"{room.__name__} names {sorted(twice)} again"
        found |= own
    return found


EXAMPLES: Examples = _gathered("EXAMPLES")
PUBLIC: Public = _gathered("PUBLIC")


def is_public(route: Route) -> bool:
    """Whether strangers may open it."""
    return any(
        route.name == n or (n.endswith((":", "_")) and route.name.startswith(n)) for n in PUBLIC
    )


def arguments(route: Route, cast: Cast) -> dict[str, Any]:
    """Real objects for an address's parameters. KeyError names the one that lacks an example."""
    return {name: EXAMPLES[name](cast) for name in route.parameters}
