"""Counting 230,000 ballots in 500 compounds, beside one SQL statement on the same rows.

Limit: SQLite in memory sums area and persons per compound and choice in one statement, and judges
nothing. Our way: the whole tally (who is one person, which ballots count, checks, verdict) in plain
Python, on records in memory; and once more with the rows fetched and the records built. The ways
take turns (A B C A B C …) on the same data; the median of the ratios is printed, the rows are kept
in `bench/results/tally.csv`.
"""

from __future__ import annotations

import argparse
import csv
import gc
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mulin.law.decision import (  # noqa: E402 - the project need not be installed
    DEVELOPER,
    Ballot,
    Choice,
    DecisionRecord,
    Holder,
    Motion,
    Unit,
    UnitStatus,
    UnitUse,
)
from mulin.law.national import NATIONAL  # noqa: E402
from mulin.law.questions import DecisionKind  # noqa: E402
from mulin.law.tally import majorities_of, tally  # noqa: E402

COMPOUNDS, UNITS, ROUNDS = 500, 460, 7
DAY = date(2026, 6, 1)
NOBODY: frozenset[str] = frozenset()
KIND = DecisionKind.USE_MAINTENANCE_FUND
MOTION = Motion("m", KIND)
MAJORITIES = majorities_of(NATIONAL, [KIND], DAY)
RESULTS = ROOT / "bench" / "results" / "tally.csv"

SCHEMA = """
CREATE TABLE unit (compound INTEGER, id TEXT, area INTEGER, owner TEXT, sold INTEGER);
CREATE TABLE ballot (compound INTEGER, owner TEXT, choice TEXT, PRIMARY KEY (compound, owner));
"""
STATEMENT = """
WITH person AS (SELECT compound, owner, sum(area) AS area FROM unit GROUP BY compound, owner)
SELECT person.compound, sum(area), count(*),
       sum(area) FILTER (WHERE choice = 'agree'), count(*) FILTER (WHERE choice = 'agree'),
       sum(area) FILTER (WHERE choice = 'against'), count(*) FILTER (WHERE choice = 'against'),
       sum(area) FILTER (WHERE choice = 'abstain'), count(*) FILTER (WHERE choice = 'abstain')
FROM person LEFT JOIN ballot USING (compound, owner)
GROUP BY person.compound ORDER BY person.compound
"""


def database(compounds: int) -> sqlite3.Connection:
    """Every home has a ballot; a tenth belongs to owners of two, a few are still the developer's."""
    chance = Random(1)
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    for compound in range(compounds):
        owners = [f"p{i - (i % 20 == 19)}" if i % 40 else DEVELOPER for i in range(UNITS)]
        units = [
            (compound, f"u{i}", chance.randrange(4500, 18000), owner, int(owner != DEVELOPER))
            for i, owner in enumerate(owners)
        ]
        choices = chance.choices(["agree", "against", "abstain"], [6, 3, 1], k=UNITS)
        cast = {owner: (compound, owner, choices[i]) for i, owner in enumerate(owners)}
        # So that there are as many ballots as units, the missing ones come from off the roll.
        strangers = [(compound, f"x{i}", "agree") for i in range(UNITS - len(cast))]
        connection.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?)", units)
        connection.executemany("INSERT INTO ballot VALUES (?, ?, ?)", [*cast.values(), *strangers])
    connection.commit()
    return connection


class _Holders(dict[str, Holder]):
    def __missing__(self, owner: str) -> Holder:
        self[owner] = group = frozenset((owner,))
        return group


def records(connection: sqlite3.Connection) -> Iterator[DecisionRecord]:
    """A record per compound, from its rows."""
    units = connection.execute("SELECT compound, id, area, owner, sold FROM unit ORDER BY rowid")
    cast = connection.execute("SELECT compound, owner, choice FROM ballot ORDER BY rowid")
    choice_of = {choice.value: choice for choice in Choice}
    by_compound = groupby(units, key=lambda row: row[0]), groupby(cast, key=lambda row: row[0])
    for (compound, rows), (_, papers) in zip(*by_compound, strict=True):
        # One group for each owner, shared by his units and his ballot, as the roll's entries are.
        holders: dict[str, Holder] = _Holders({DEVELOPER: DEVELOPER})
        yield DecisionRecord(
            compound=str(compound),
            region="510100",
            opened_on=DAY,
            units=tuple(
                Unit(
                    id_,
                    area,
                    UnitUse.HOME,
                    UnitStatus.DELIVERED if sold else UnitStatus.UNSOLD,
                    holders[owner] if sold else NOBODY,
                )
                for _, id_, area, owner, sold in rows
            ),
            motions=(MOTION,),
            ballots=tuple(
                Ballot(
                    holders[owner],
                    {"m": choice_of[choice]},
                    owner,
                )
                for _, owner, choice in papers
            ),
        )


def count(given: Iterator[DecisionRecord] | list[DecisionRecord]) -> list[tuple[int, ...]]:
    """Our figures in the statement's columns."""
    rows = []
    for number, record in enumerate(given):
        (verdict,) = tally(record, MAJORITIES)
        sides = verdict.strict.sides
        assert sides is not None
        weights = (verdict.roll, sides.agree, sides.against, sides.abstain)
        rows.append((number, *(n for w in weights for n in (w.area, w.persons))))
    return rows


def timed(way: Callable[[], list[tuple[int, ...]]]) -> tuple[float, list[tuple[int, ...]]]:
    gc.collect()
    start = perf_counter()
    rows = way()
    return perf_counter() - start, rows


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--compounds", type=int, default=COMPOUNDS)
    asked = parser.parse_args(argv)
    connection = database(asked.compounds)
    kept = list(records(connection))
    gc.freeze()
    ways: dict[str, Callable[[], list[tuple[int, ...]]]] = {
        "one SQL statement": lambda: connection.execute(STATEMENT).fetchall(),
        "tally": lambda: count(kept),
        "fetch, build, tally": lambda: count(records(connection)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(asked.rounds):
        outcomes = []
        for name, way in ways.items():
            took, rows = timed(way)
            seconds[name].append(took)
            outcomes.append(rows)
        assert outcomes[0] == outcomes[1] == outcomes[2], "the ways disagree"
    single = [timed(lambda: count(kept[:1]))[0] for _ in range(asked.rounds)]
    write(seconds, single, asked.compounds)


def write(seconds: dict[str, list[float]], single: list[float], compounds: int) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["way", "round", "seconds"])
        for name, times in (seconds | {"one compound": single}).items():
            rows.writerows([name, turn, f"{took:.6f}"] for turn, took in enumerate(times, 1))
    limit = seconds["one SQL statement"]
    print(f"{compounds * UNITS:,} ballots in {compounds} compounds, {len(single)} rounds")
    print("targets: tally 1.5 x the statement, one compound 10 ms")
    for name, times in seconds.items():
        ratio = median(took / least for took, least in zip(times, limit, strict=True))
        print(f"{name:<22}{median(times):8.3f} s   {ratio:5.2f} x the statement")
    print(f"{'one compound':<22}{median(single) * 1000:8.3f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
