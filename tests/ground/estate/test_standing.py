"""Figures over the register are counted seldom, never wrong after a verb, and never cross streets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.ground.estate import actions
from mulin.ground.estate.actions.merges import decide_distinct
from mulin.ground.estate.jobs import count_standing
from mulin.ground.estate.models import Person
from mulin.ground.estate.queries import standing
from mulin.kit.rights import Actor
from tests.cast import Cast

Act = Callable[..., Actor]


def test_what_was_counted_is_not_counted_again(cast: Cast, actor: Act) -> None:
    first = standing.register_figures(actor("street_officer"))
    assert (first.compounds, first.units, first.homes) == (2, 24, 24)
    standing.pairs_waiting(actor("street_officer"))
    with CaptureQueriesContext(connection) as asked:
        assert standing.register_figures(actor("auditor")) == first
        standing.pairs_waiting(actor("auditor"))
    assert not [q for q in asked if "COUNT" in q["sql"]]


def test_a_verb_of_the_register_makes_the_figures_new(
    cast: Cast, actor: Act, now: datetime
) -> None:
    officer = actor("street_officer")
    assert standing.register_figures(officer).compounds == 2
    actions.create_compound(cast.a.community, slug="new", name="新苑", by=officer, now=now)
    assert standing.register_figures(officer).compounds == 3


def test_each_reads_the_figures_of_what_he_may_read(cast: Cast, actor: Act) -> None:
    assert standing.register_figures(actor("street_officer")).units == 24
    assert standing.register_figures(actor("community_worker")).units == 12
    assert standing.register_figures(actor("neighbour_officer")).units == 12
    assert standing.register_figures(actor("other_compound_owner")).compounds == 0


def test_a_pair_is_counted_until_it_is_decided(cast: Cast, actor: Act, now: datetime) -> None:
    officer, (one, other) = actor("street_officer"), cast.a.owners[3:5]
    for person in (one, other):
        Person.objects.of(cast.yun).filter(id=person.pk).update(id_blind=b"same number")
    assert standing.pairs_waiting(officer) == 1
    decide_distinct(one, other, reason="父子同名", by=officer, now=now)
    assert standing.pairs_waiting(officer) == 0


def test_while_the_worker_counts_pages_show_the_count_before(
    cast: Cast, actor: Act, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "REST", 0)
    officer = actor("street_officer")
    assert count_standing(now=now) == 2
    assert count_standing(now=now) == 0
    actions.create_compound(cast.a.community, slug="new", name="新苑", by=officer, now=now)
    assert standing.register_figures(officer).compounds == 2
    assert standing.register_figures(actor("community_worker")).compounds == 2
    assert count_standing(now=now) == 1
    assert standing.register_figures(officer).compounds == 3
