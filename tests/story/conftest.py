"""The demo street, small, told once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from mulin.demo.profile import plan_street
from mulin.demo.scene import Scene
from mulin.demo.story import tell
from mulin.ground.streets.models import Street
from mulin.kit import clock

SMALL = (70, 40, 30)
HOUSEHOLDS = 20_000
"""Of a full street; told is a sixtieth of it."""
SEED = 20260410
"""A street whose first compound has homes of different sizes."""


@pytest.fixture(scope="package")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Taken back when the package is done; each test rolls back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        plans = plan_street(0.016, seed=SEED, first=SMALL, households=HOUSEHOLDS)
        yield tell(plans, now=clock.now(), say=lambda _: None)
        transaction.set_rollback(True)


@pytest.fixture
def told(scene: Scene, db: None) -> Street:
    return scene.street
