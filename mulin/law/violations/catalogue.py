"""Every kind that stands in ``kinds/``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mulin.law.folder import modules_in
from mulin.law.violations import kinds
from mulin.law.violations.shape import Violation


@cache
def violations() -> Mapping[str, Violation]:
    """Code → kind, in the order of the files."""
    found = [module.VIOLATION for _name, module in modules_in(kinds)]
    if len({one.code for one in found}) < len(found):
        raise ValueError("two files of violations have one code")
    return {one.code: one for one in found}
