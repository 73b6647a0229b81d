"""Templates of campaigns: a new file here with a ``KIND`` is found, and offered, by being there."""

from __future__ import annotations

import sys

from mulin.discover.campaigns.kind import Kind
from mulin.law.folder import modules_in


def _found() -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for name, module in modules_in(sys.modules[__name__]):
        kind = module.KIND
        if kind.code != name:
            raise ValueError(f"kinds/{name}.py calls itself {kind.code!r}")
        if unknown := {work.aim for work in kind.works} - {"", *(aim.code for aim in kind.aims)}:
            raise ValueError(f"kinds/{name}.py counts for unknown aims {sorted(unknown)}")
        if kind.knocks and not kind.purpose:
            raise ValueError(f"kinds/{name}.py knocks on doors and does not say what for")
        found[name] = kind
    return found


BY_CODE = dict(sorted(_found().items(), key=lambda pair: (pair[1].order, pair[0])))
"""Every template by its code, in the order of the list."""
