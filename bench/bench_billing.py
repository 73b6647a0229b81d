"""A month billed for a street, beside one INSERT … SELECT of the same schema on the same rows.

Limit: one statement that writes every bill of every compound, with its unique and foreign keys.
Our way: a run for each compound (draft: prices, terms, reasons, totals, fact), then the same with the run
published and a ledger line for each home posted. A second run over all must create nothing. The
ways take turns on the same data; rows are taken away between them.

    python tests/postgres.py python bench/bench_billing.py --compounds 50     (or without, on SQLite)
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.site.settings")

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import DateField, F, TextField, UUIDField, Value  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from mulin.deliver.billing.actions.items import NewItem, Price, set_item  # noqa: E402
from mulin.deliver.billing.actions.running import draft_run, publish_run  # noqa: E402
from mulin.deliver.billing.models import Bill, BillRun, FeeItem, RunItem  # noqa: E402
from mulin.ground.estate.models import (  # noqa: E402
    Community,
    Compound,
    Organisation,
    Unit,
)
from mulin.ground.ledger.actions.opening import Opening, open_books  # noqa: E402
from mulin.ground.ledger.models import Entry, Voucher  # noqa: E402
from mulin.ground.streets.bulk import insert_from  # noqa: E402
from mulin.ground.streets.models import Street  # noqa: E402
from mulin.kit.ids import uuid7  # noqa: E402
from mulin.kit.rights import system_actor  # noqa: E402

COMPOUNDS, UNITS, ROUNDS = 500, 460, 3
MONTH, NOW = date(2026, 2, 1), datetime(2026, 2, 2, tzinfo=UTC)
RESULTS = ROOT / "bench" / "results" / "billing.csv"


def world(compounds: int) -> tuple[Street, list[Compound], list[FeeItem]]:
    """A street of compounds of 460 homes, each with an account set and one fee by area."""
    street = Street.objects.create(slug="bench", name="bench", region="510100", synthetic=True)
    by = system_actor(street.pk)
    community = Community.objects.create(street=street, name="bench")
    company = Organisation.objects.create(street=street, kind="property_company", name="bench")
    places, items = [], []
    for number in range(compounds):
        place = Compound.objects.create(
            street=street,
            community=community,
            slug=f"c{number}",
            name=f"c{number}",
            region="510100",
        )
        Unit.objects.bulk_create(
            [
                Unit(
                    street=street, compound=place, label=f"1-1-{n}", room=f"{n}", order=n,
                    gross_area=6000 + n * 7,
                )
                for n in range(UNITS)
            ],
            batch_size=1000,
        )  # fmt: skip
        opening = Opening("fees_lump_sum", "bench", company, place, date(2026, 1, 1), 0)
        open_books(opening, once=uuid7(), by=by, now=NOW)
        new = NewItem("fee", "area", "4001", "contract", Price(28_000, date(2026, 1, 1)))
        items.append(set_item(place, new, once=uuid7(), by=by, now=NOW))
        places.append(place)
    return street, places, items


def limit(street: Street, places: list[Compound], items: list[FeeItem]) -> int:
    """One statement for all compounds: the same table, keys and columns, nothing judged."""
    with transaction.atomic():
        run = BillRun.objects.create(
            street=street, compound=places[0], number="L", period=MONTH, made_by="l", made_at=NOW
        )
        rows = Unit.objects.of(street).filter(ended_on__isnull=True)
        return insert_from(
            Bill,
            rows,
            {
                "run_id": Value(run.pk, UUIDField()),
                "item_id": Value(items[0].pk, UUIDField()),
                "unit_id": F("pk"),
                "period": Value(MONTH, DateField()),
                "due_on": Value(MONTH, DateField()),
                "payer": Value("owner", TextField()),
                "measure": F("gross_area"),
                "price": Value(28_000),
                "percent": Value(100),
                "words": Value("", TextField()),
                "fen": (F("gross_area") * 28_000 + 5_000) / 10_000,
            },
        )


def drafts(street: Street, places: list[Compound], *, publish: bool) -> int:
    """A run for each compound, as the job does it."""
    by, made = system_actor(street.pk), 0
    for place in places:
        run = draft_run(place, MONTH, once=uuid7(), by=by, now=NOW)
        made += run.bills
        if publish:
            publish_run(run, by=by, now=NOW)
    return made


def erase(street: Street) -> None:
    for model in (Bill, RunItem, BillRun, Entry, Voucher):
        model.objects.of(street).erase()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def timed(way: Callable[[], int]) -> tuple[float, int]:
    start = perf_counter()
    made = way()
    return perf_counter() - start, made


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--compounds", type=int, default=COMPOUNDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(argv)
    connection.settings_dict["TEST"]["MIGRATE"] = False  # tables from the models, as the tests do
    old: Any = setup_databases(verbosity=0, interactive=False)
    try:
        street, places, items = world(asked.compounds)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ways: dict[str, Callable[[], int]] = {
            "one INSERT … SELECT": lambda: limit(street, places, items),
            "runs": lambda: drafts(street, places, publish=False),
            "runs, published and posted": lambda: drafts(street, places, publish=True),
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(asked.rounds):
            for name, way in ways.items():
                took, made = timed(way)
                assert made == asked.compounds * UNITS, (name, made)
                seconds[name].append(took)
                if name.endswith("posted"):
                    again, none = timed(lambda: drafts(street, places, publish=False))
                    assert none == 0, "a second run creates nothing"
                    seconds.setdefault("again, nothing new", []).append(again)
                erase(street)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        write(seconds, asked.compounds, grown)
    finally:
        teardown_databases(old, verbosity=0)


def write(seconds: dict[str, list[float]], compounds: int, grown: int) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["way", "round", "seconds"])
        for name, times in seconds.items():
            rows.writerows([name, turn, f"{took:.6f}"] for turn, took in enumerate(times, 1))
    least = seconds["one INSERT … SELECT"]
    print(f"{compounds * UNITS:,} bills in {compounds} compounds on {connection.vendor}")
    print("targets: runs 2 x the statement, posted 5 x; memory flat")
    for name, times in seconds.items():
        ratio = median(took / one for took, one in zip(times, least, strict=True))
        print(f"{name:<28}{median(times):8.3f} s   {ratio:5.2f} x the statement")
    print(f"memory grew by {grown / 1024:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
