"""Who drafts a pact."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mulin.kit.rights import Actor

Act = Callable[..., Actor]


@pytest.fixture
def chair(actor: Act) -> Actor:
    return actor("committee_chair")


@pytest.fixture
def officer(actor: Act) -> Actor:
    return actor("street_officer")
