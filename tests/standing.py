"""What the tests of a file start from, built once for all of them; each takes back what it changed.

    kept, world = standing(lambda cast: judged(voting(cast)))

``world`` is then a fixture of that file. It stands in an open transaction, so a file with tests
that commit (``transactional_db``) cannot have one. Every test gets a copy of its own.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from mulin.decide.assembly.queries import frozen
from tests import conftest
from tests.cast import Cast


def standing(build: Callable[[Cast], Any]) -> tuple[Any, Any]:
    """Two fixtures: what is built, for the module, and each test's copy of it."""

    @pytest.fixture(scope="module")
    def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[bytes]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield pickle.dumps(build(conftest.cast_now()))
            transaction.set_rollback(True)

    @pytest.fixture
    def world(kept: bytes, db: None) -> Any:
        frozen.forget()  # what another test made of the same vote
        return pickle.loads(kept)  # noqa: S301 - our own

    return kept, world
