"""Front-end files: which ones leave ``node_modules``, how all are named and compressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core import checks
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import (
    CompressedManifestStaticFilesStorage,
)

ASSETS = {
    "vendor/tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
}
"""Name on the site → file in ``node_modules``. Nothing else is served or collected from there."""


Problems = list[checks.CheckMessage]


class NodeStorage(FileSystemStorage):
    """Reads the white-listed names where npm put them."""

    prefix: str | None = None

    def path(self, name: str) -> str:
        return str(Path(settings.NODE_MODULES) / ASSETS[name.replace("\\", "/")])


class NodeAssetsFinder(BaseFinder):
    """A staticfiles finder over the white-list: no copy step, no bundler."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.storage = NodeStorage(location=str(settings.NODE_MODULES))

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        source = ASSETS.get(path)
        if source is None:
            return []
        found = str(Path(settings.NODE_MODULES) / source)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, NodeStorage]]:
        for name in ASSETS:
            yield name, self.storage

    def check(self, **kwargs: object) -> Problems:
        return [
            checks.Error(
                f"front-end file missing: node_modules/{source}",
                hint="Run `npm ci --ignore-scripts`, or `python3 start.py`, which does it.",
                id="mulin.E101",
            )
            for source in ASSETS.values()
            if not (Path(settings.NODE_MODULES) / source).exists()
        ]


class AssetStorage(CompressedManifestStaticFilesStorage):
    """Hashed names and compressed copies; source maps, which are not shipped, are left alone.

    Imports are rewritten in our own scripts only: others name modules in their comments.
    """

    support_js_module_import_aggregation = True
    manifest_strict = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kept: dict[str, list[Any]] = {
            glob.replace("*.js", "app/*.js"): [
                p for p in found if "sourceMappingURL" not in p[0].pattern
            ]
            for glob, found in vars(self)["_patterns"].items()
        }
        self._patterns = kept
