"""Every verb puts exactly one fact on record: watched while the tests run verbs.

A verb is the outermost function of an app's ``actions`` that is told ``by`` whom; a verb that
calls verbs of other apps has their facts beside its own, each in that app's name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from mulin.ground.record import actions
from mulin.ground.record.models import Fact


class SecondFact(AssertionError):  # noqa: N818 - says what was found
    """A verb put a second fact on record."""


@contextmanager
def one_fact_each() -> Iterator[None]:
    """While this lasts, a verb that records twice fails."""
    seen: dict[FrameType, str] = {}
    write = actions.write_new

    def watched(*rows: Any) -> None:
        write(*rows)
        (fact,) = (row for row in rows if isinstance(row, Fact))
        verb = _verb(sys._getframe(1))
        if verb is None:
            return
        if verb in seen:
            name = f"{_app(verb)}: {verb.f_code.co_name}"
            raise SecondFact(f"{name} recorded {seen[verb]} and then {fact.kind}")
        seen[verb] = fact.kind

    actions.write_new = watched
    try:
        yield
    finally:
        actions.write_new = write
        seen.clear()


def _verb(frame: FrameType | None) -> FrameType | None:
    app, found = "", None
    while frame is not None:
        here = _app(frame)
        if here and here != "mulin/ground/record" and (not app or here == app) and _told_by(frame):
            app, found = here, frame
        frame = frame.f_back
    return found


def _app(frame: FrameType) -> str:
    """The app whose actions this frame is in; empty for everything else."""
    name = frame.f_code.co_filename.replace("\\", "/")
    if "/mulin/" not in name or "/actions" not in name:
        return ""
    return name[name.index("/mulin/") + 1 : name.rindex("/actions")]


def _told_by(frame: FrameType) -> bool:
    code = frame.f_code
    return "by" in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
