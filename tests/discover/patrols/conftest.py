"""Who plans, who walks, who orders."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mulin.kit.rights import Actor

Act = Callable[..., Actor]


@pytest.fixture
def company(actor: Act) -> Actor:
    return actor("property_manager")


@pytest.fixture
def community(actor: Act) -> Actor:
    return actor("community_worker")


@pytest.fixture
def officer(actor: Act) -> Actor:
    return actor("street_officer")
