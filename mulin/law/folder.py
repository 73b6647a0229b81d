"""What stands in a folder of the law: a new file is found by being there."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def modules_in(package: ModuleType) -> Iterator[tuple[str, ModuleType]]:
    """The modules of a package with their names, in the order of names."""
    for name in sorted(info.name for info in iter_modules(package.__path__)):
        yield name, import_module(f"{package.__name__}.{name}")
