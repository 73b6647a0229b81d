"""A list page with fifty rows beside a bare Django page, both served as production serves.

Limit: ``bench/bare_site.py``, startproject's middleware, one statement, fifty rows in a plain
table. Ours: the register's list of units, over 50,000 of them, and the list of votes, with two
gauges in each row, as an officer of the street opens them: the whole shell, the tree, search,
filters. Eight browsers, two processes, in turn (A B C A B C) on the same database; the median of
the ratios is printed and the rows are kept in ``bench/results/list_page.csv``. ``p50`` is what one
browser alone waits. How many statements each page needs is kept in the tests.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from served import CLIENTS, ROOT, Browser, Site, on_each_engine, serving, set_up, spend

RESULTS = ROOT / "bench" / "results" / "list_page.csv"
HEAD = ("engine", "page", "round", "requests", "per_second", "cpu_ms", "p50_ms")
ROUNDS, PAGES, UNITS, VOTES = 5, 25, 50_000, 60
"""Pages: for each browser and round."""
OURS = {"units": "/register/", "votes": "/votes/"}
TARGET, TARGET_P50 = 0.6, 25
Row = tuple[str, str, int, int, float, float, float]


def make_register(units: int, votes: int) -> str:
    """So many units and votes in a compound of the tests' cast; the cookie of a street officer."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from mulin.decide.assembly.models import Poll
    from mulin.ground.estate.models import Unit
    from mulin.kit import clock
    from mulin.kit.ids import uuid7
    from tests import cast as casting
    from tests.decide.assembly.world import voting

    world = voting(casting.build(), now=clock.now())
    model = world.cast.a.units[0]
    copies = [
        Unit(
            street_id=model.street_id, compound_id=model.compound_id, building_id=model.building_id,
            stairwell_id=model.stairwell_id, label=f"9-1-{number}", room=str(number),
            order=1000 + number, voting_area=8962, gross_area=11203, area_source="register",
        )
        for number in range(units)
    ]  # fmt: skip
    Unit.objects.bulk_create(copies, batch_size=2000)
    fields = [f.attname for f in Poll._meta.local_concrete_fields if f.attname != "id"]
    polls = []
    for number in range(votes):
        same = {name: getattr(world.poll, name) for name in fields}
        polls.append(Poll(**{**same, "id": uuid7(), "number": f"BJ-2026-{1000 + number}"}))
    Poll.objects.bulk_create(polls)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    client.force_login(world.cast.accounts["street_officer"])
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def measure(engine: str, rounds: int, pages: int, units: int) -> list[Row]:
    """All rounds on one engine."""
    set_up()
    cookie = make_register(units, VOTES)
    rows: list[Row] = []
    with serving() as ours, serving("bare_site") as bare:
        asked: dict[str, tuple[Site, str]] = {
            "bare": (bare, "/units/"),
            **{name: (ours, path) for name, path in OURS.items()},
        }
        for number in range(rounds + 1):  # the first warms up and is not kept
            for page, (site, path) in asked.items():
                row = (engine, page, number, *_one_turn(site, path, cookie, pages))
                if number:
                    rows.append(row)
                    print(*row, flush=True)
    return rows


def _one_turn(site: Site, path: str, cookie: str, pages: int) -> tuple[int, float, float, float]:
    browsers = [Browser(site.port, {"sessionid": cookie}) for _ in range(CLIENTS)]

    def look(browser: Browser) -> None:
        answer = browser.get(path)
        assert answer.status == 200, (path, answer.status, answer.location)
        assert answer.text.count("<tr") >= 50, path

    spent = spend(site, [[lambda b=b: look(b)] * pages for b in browsers])
    alone = spend(site, [[lambda: look(browsers[0])] * pages])
    for browser in browsers:
        browser.hang_up()
    return spent.requests, round(spent.rate, 1), round(spent.cpu_ms, 2), round(alone.p50_ms, 1)


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--child", default="")
    asked = parser.parse_args(argv)
    if asked.child:
        rows = measure(asked.child, asked.rounds, asked.pages, asked.units)
        with RESULTS.open("a", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)
        return
    given = {"rounds": asked.rounds, "pages": asked.pages, "units": asked.units}
    arguments = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    on_each_engine(str(Path(__file__)), arguments, RESULTS, HEAD)
    _tell()


def _tell() -> None:
    with RESULTS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for engine in dict.fromkeys(row["engine"] for row in rows):
        mine = [row for row in rows if row["engine"] == engine]
        rate = {(r["page"], r["round"]): float(r["per_second"]) for r in mine}
        cpu = {(r["page"], r["round"]): float(r["cpu_ms"]) for r in mine}
        rounds = {r["round"] for r in mine}
        for page in OURS:
            ratio = median(rate[page, n] / rate["bare", n] for n in rounds)
            work = median(cpu["bare", n] / cpu[page, n] for n in rounds)
            wait = median(float(r["p50_ms"]) for r in mine if r["page"] == page)
            print(
                f"{engine}, {page}: {ratio:.0%} of the bare page's rate, {work:.0%} by CPU "
                f"(target {TARGET:.0%}); alone {wait:.0f} ms (target {TARGET_P50})"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
