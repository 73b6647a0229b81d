"""Where an import begins: the compounds of one's own, and every import there has been."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from mulin.ground.estate.models import ImportBatch
from mulin.kit import clock
from tests.cast import Cast

State = ImportBatch.State


def _imported(cast: Cast, compound: Any, name: str, state: str) -> ImportBatch:
    made: ImportBatch = ImportBatch.objects.create(
        street=cast.yun,
        compound=compound,
        file_name=name,
        state=state,
        created_by="街道",
        created_at=clock.now(),
    )
    return made


@pytest.fixture
def imported(cast: Cast) -> Cast:
    """An import done and one with faults in compound A, one in compound B."""
    _imported(cast, cast.a.compound, "一期名册.xlsx", State.DONE)
    _imported(cast, cast.a.compound, "更正.xlsx", State.FAULTY)
    _imported(cast, cast.b.compound, "别处的.xlsx", State.DONE)
    return cast


def test_a_compound_is_found_by_its_name_and_shows_its_last_import(
    imported: Cast, client_as: Any
) -> None:
    found = client_as("street_officer").get(reverse("roster:home"), {"q": imported.a.compound.name})
    rows = found.context["listing"].rows
    assert [row.pk for row in rows] == [imported.a.compound.pk]
    assert rows[0].latest is not None
    assert found.context["waiting"] == 1


def test_every_import_is_listed_filtered_and_exported(imported: Cast, client_as: Any) -> None:
    client = client_as("street_officer")

    def names(**asked: str) -> list[str]:
        listing = client.get(reverse("roster:imports"), asked).context["listing"]
        return [row.file_name for row in listing.rows]

    assert names() == ["别处的.xlsx", "更正.xlsx", "一期名册.xlsx"]
    assert names(state=State.FAULTY) == ["更正.xlsx"]
    assert names(q="一期") == ["一期名册.xlsx"]
    file = b"".join(
        client.get(reverse("roster:imports"), {"export": "csv"}).streaming_content
    ).decode("utf-8-sig")
    assert "别处的.xlsx" in file


def test_a_community_sees_the_imports_of_its_own_compounds_only(
    imported: Cast, client_as: Any
) -> None:
    client = client_as("community_worker")
    home = client.get(reverse("roster:home")).context["listing"]
    all_of_them = client.get(reverse("roster:imports")).context["listing"]
    mine = {row.pk for row in home.rows}
    assert imported.a.compound.pk in mine
    assert {row.compound_id for row in all_of_them.rows} <= mine
    assert {row.file_name for row in all_of_them.rows} == {"一期名册.xlsx", "更正.xlsx"}


def test_both_lists_cost_the_same_whatever_they_hold(
    imported: Cast, client_as: Any, django_assert_max_num_queries: Any
) -> None:
    client = client_as("street_officer")
    for number in range(60):
        _imported(imported, imported.a.compound, f"{number}.xlsx", State.DONE)
    for name in ("home", "imports"):
        client.get(reverse(f"roster:{name}"))
        with django_assert_max_num_queries(12):
            client.get(reverse(f"roster:{name}"))
