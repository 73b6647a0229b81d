"""Something to back up and verify: two streets, twelve facts, one public and one sealed picture."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from PIL import Image

from mulin.ground.papers.actions import store
from mulin.ground.record.actions import record
from mulin.ground.record.events import Event
from mulin.kit.rights import Actor, system_actor
from tests import cast as casting

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class BackupTried(Event):
    """A fact of the tests."""

    sentence = "备份演练第 {number} 次"
    number: int


def fill() -> None:
    """Into an empty database."""
    street = casting.build().yun
    by = system_actor(street.pk)
    facts(by)
    for klass, colour in (("public", "white"), ("sensitive", "black")):
        out = io.BytesIO()
        Image.new("RGB", (40, 30), colour).save(out, "PNG")
        store(
            street,
            out.getvalue(),
            kind="test.photo",
            title="照片",
            klass=klass,
            by=by,
            today=date(2026, 3, 2),
        )


def facts(by: Actor) -> None:
    """Twelve of them."""
    for number in range(12):
        with transaction.atomic():
            record(BackupTried(number), by=by, at=NOW, on=NOW.date())
