"""Python's search for cycles, put off while many rows pass through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Do not look for cycles of objects inside.

    Bulk work makes millions of tuples and no cycle; every so many of them Python would walk
    through all objects of the site, which cost a fifth of a large import.
    """
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
