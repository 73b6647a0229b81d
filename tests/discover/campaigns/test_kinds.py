"""Templates, the split of households, days of a rhythm, amounts: rules that need no database."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.discover.campaigns.kinds import BY_CODE
from mulin.discover.campaigns.quantity import amount, read_amount
from mulin.discover.campaigns.rhythm import days_between
from mulin.discover.campaigns.split import split

ASKED = {"cleanup", "flood", "epidemic", "typhoon", "cold_wave", "fire_week"}
SINCE = date(2026, 1, 1)


def test_the_templates_that_were_asked_for_are_found_by_their_files() -> None:
    assert set(BY_CODE) >= ASKED
    assert BY_CODE["flood"].knocks
    assert not BY_CODE["cleanup"].knocks
    for kind in BY_CODE.values():
        assert kind.days > 0
        assert len(kind.code) <= 20
        codes = [code for code, _word in kind.helps]
        assert len(set(codes)) == len(codes)
        assert all(len(aim.unit) <= 10 for aim in kind.aims)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stairs=st.lists(st.integers(1, 40), min_size=1, max_size=12), teams=st.integers(1, 9))
def test_every_door_is_given_to_one_team_and_teams_walk_on(stairs: list[int], teams: int) -> None:
    keys = [stair for stair, size in enumerate(stairs) for _ in range(size)]
    floors = [(stair, door // 4) for stair, size in enumerate(stairs) for door in range(size)]
    doors = list(range(len(keys)))
    runs = split(doors, teams, keys, floors)
    assert len(runs) == teams
    assert [door for run in runs for door in run] == doors
    for run in runs:
        assert all(b - a == 1 for a, b in pairwise(run))
    # between floors of four: nobody has more than a floor above his share
    if max(map(len, runs)) * 5 > -(-len(doors) // teams) * 6:
        assert max(map(len, runs)) <= -(-len(doors) // teams) + 4


def test_stairwells_stay_whole_where_that_is_fair() -> None:
    keys = [stair for stair in range(6) for _ in range(20)]
    runs = split(list(range(120)), 3, keys, [(k, i) for i, k in enumerate(keys)])
    assert [len(run) for run in runs] == [40, 40, 40]
    one = split(list(range(30)), 2, [0] * 30, [i // 3 for i in range(30)])
    assert [len(run) for run in one] == [15, 15]
    with pytest.raises(ValueError, match="nobody"):
        split([1], 0, [0], [0])


@pytest.mark.parametrize(
    ("rhythm", "days", "gap", "expected"),
    [
        ("weekly", [1, 5], 0, [2, 6, 9, 13, 16, 20, 23, 27]),
        ("monthly", [15, 31], 0, [15, 28]),
        ("every", [], 10, [10, 20]),
    ],
)
def test_a_rhythm_falls_on_its_days(
    rhythm: str, days: list[int], gap: int, expected: list[int]
) -> None:
    first, last = date(2026, 2, 1), date(2026, 2, 28)
    found = [d.day for d in days_between(rhythm, days, gap, SINCE, first, last)]
    assert found == expected


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [("2.5", 250, "2.5"), ("20", 2000, "20"), ("0.05", 5, "0.05"), ("1,200", 120000, "1,200")],
)
def test_amounts_are_exact(typed: str, kept: int, shown: str) -> None:
    assert read_amount(typed) == kept
    assert amount(kept) == shown


@pytest.mark.parametrize("typed", ["", "-1", "1.234", "abc", "1e5"])
def test_what_is_no_amount_is_not_read_as_one(typed: str) -> None:
    assert read_amount(typed) is None
