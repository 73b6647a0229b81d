"""Casting through the real pages: eight phones at once, against the server production runs.

Each phone proves itself with a letter's code, opens the ballot, signs with its finger and hands it
in; then reads the receipt. Measured are the last request alone (``cast``), the whole walk of six
requests (``walk``), and beside them what the same server answers when asked whether it is alive
(``alive``: middleware and one statement). Rounds go A B A B on SQLite in a file with
``synchronous=FULL``, then on PostgreSQL with fsync; rows are kept in
``bench/results/casting_http.csv``. Beside the rate stands the CPU a request costs the server and
the database, which a busy machine distorts less.
"""

from __future__ import annotations

import argparse
import base64
import csv
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from served import (
    CLIENTS,
    ROOT,
    Browser,
    Site,
    Spent,
    on_each_engine,
    serving,
    set_up,
    spend,
    token_in,
)

RESULTS = ROOT / "bench" / "results" / "casting_http.csv"
HEAD = ("engine", "what", "round", "requests", "per_second", "cpu_ms", "p50_ms")
ROUNDS, BALLOTS = 5, 40
"""Ballots: for each phone and round."""
TARGET = 300
TAIL = "123X"
Row = tuple[str, str, int, int, float, float, float]


@dataclass
class Phone:
    """One owner on the way through the pages."""

    browser: Browser
    vote: str
    number: int
    code: str
    ticks: dict[str, str]
    signature: str
    once: str = ""

    def prove_and_choose(self) -> None:
        """Four requests, up to the page with the signature."""
        self.browser.get(f"/m/{self.vote}/")
        proved = self.browser.post(f"/m/{self.vote}/", {"code": self.code, "last_four": TAIL})
        assert proved.status == 302, proved.text
        ballot = self.browser.get(self.at())
        assert ballot.status == 200, ballot.text
        page = self.browser.post(self.at("sign/"), self.ticks)
        self.once = token_in(page.text, "once")

    def cast(self) -> None:
        form = {**self.ticks, "once": self.once, "agree": "1", "signature": self.signature}
        answer = self.browser.post(self.at("cast/"), form)
        assert answer.status == 302, (answer.status, answer.text[-3000:])

    def read_receipt(self) -> None:
        assert self.browser.get(self.at("receipt/")).status == 200
        self.browser.hang_up()

    def at(self, step: str = "") -> str:
        return f"/m/{self.vote}/mine/{self.number}/{step}"


def make_vote(entries: int) -> tuple[str, dict[str, str], list[tuple[int, str]]]:
    """A vote of so many owners, one room each; its address, what is ticked, numbers and codes."""
    from django.db import connection

    from mulin.decide.assembly.actions.codes import code_blind
    from mulin.decide.assembly.models import RollEntry, RollHolder, RollUnit
    from mulin.decide.assembly.queries.voter import address_of
    from mulin.ground.estate.identities import id_tail
    from mulin.kit import clock
    from mulin.kit.ids import readable_code, uuid7
    from tests import cast as casting
    from tests.decide.assembly.world import voting

    world = voting(casting.build(), now=clock.now())
    street, poll = world.street, world.poll
    tail = id_tail(street, TAIL)
    rows: dict[Any, list[Any]] = {RollEntry: [], RollUnit: [], RollHolder: []}
    owners = []
    for number in range(1000, 1000 + entries):
        common = {"street_id": street, "poll": poll}
        entry = RollEntry(
            **common, seq=number, cluster=number, key=f"p:{number:032x}", names=f"演示{number}",
            first_unit=f"9-1-{number}", units=1, area=8962, code=readable_code(4),
        )  # fmt: skip
        unit = RollUnit(
            **common, entry=entry, unit_id=uuid7(), label=entry.first_unit, area=8962,
            area_source="register", use="home", status="delivered",
        )  # fmt: skip
        code = readable_code(2)
        holder = RollHolder(
            **common, entry=entry, signer=entry.key, name=entry.names, id_tail=tail,
            code_blind=code_blind(poll, code),
        )  # fmt: skip
        for model, row in ((RollEntry, entry), (RollUnit, unit), (RollHolder, holder)):
            rows[model].append(row)
        owners.append((number, code))
    for model, made in rows.items():
        model.objects.bulk_create(made, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the days between locking and voting would have done
    ticks = {f"m{m.order}": "agree" for m in world.motions}
    return address_of(poll), ticks, owners


def drawn(seed: int) -> str:
    """A signature as the phone sends it, each one another."""
    from PIL import Image, ImageDraw

    chance, picture = Random(seed), Image.new("RGBA", (600, 240))
    pen = ImageDraw.Draw(picture)
    for _ in range(8):
        points = [(chance.randrange(600), chance.randrange(240)) for _ in range(12)]
        pen.line(points, fill="black", width=5, joint="curve")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def measure(engine: str, rounds: int, ballots: int) -> list[Row]:
    """All rounds on one engine; each ballot is another owner's."""
    set_up()
    vote, ticks, owners = make_vote((rounds + 1) * CLIENTS * ballots)
    rows: list[Row] = []
    with serving(worker=True) as site:
        for number in range(rounds + 1):  # the first warms up and is not kept
            share = owners[number * CLIENTS * ballots : (number + 1) * CLIENTS * ballots]
            phones = [
                Phone(Browser(site.port), vote, n, code, ticks, drawn(n)) for n, code in share
            ]
            teams = [phones[at::CLIENTS] for at in range(CLIENTS)]
            for what, spent in _one_round(site, teams, ballots).items():
                if number:
                    figures = (round(spent.rate, 1), round(spent.cpu_ms, 2), round(spent.p50_ms, 1))
                    rows.append((engine, what, number, spent.requests, *figures))
                    print(*rows[-1], flush=True)
    return rows


def _one_round(site: Site, teams: list[list[Phone]], ballots: int) -> dict[str, Spent]:
    alive = [Browser(site.port) for _ in teams]
    plain = spend(site, [[lambda b=b: b.get("/healthz")] * ballots for b in alive])
    for browser in alive:
        browser.hang_up()
    before = spend(site, [[phone.prove_and_choose for phone in team] for team in teams])
    cast = spend(site, [[phone.cast for phone in team] for team in teams])
    after = spend(site, [[phone.read_receipt for phone in team] for team in teams])
    walk = Spent(
        cast.requests,
        before.seconds + cast.seconds + after.seconds,
        before.cpu + cast.cpu + after.cpu,
        tuple(map(sum, zip(before.each, cast.each, after.each, strict=True))),
    )
    return {"alive": plain, "cast": cast, "walk": walk}


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--ballots", type=int, default=BALLOTS)
    parser.add_argument("--child", default="")
    asked = parser.parse_args(argv)
    if asked.child:
        rows = measure(asked.child, asked.rounds, asked.ballots)
        with RESULTS.open("a", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)
        return
    given = ["--rounds", str(asked.rounds), "--ballots", str(asked.ballots)]
    on_each_engine(str(Path(__file__)), given, RESULTS, HEAD)
    _tell()


def _tell() -> None:
    with RESULTS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for engine in dict.fromkeys(row["engine"] for row in rows):
        told = []
        for what in ("alive", "cast", "walk"):
            mine = [r for r in rows if (r["engine"], r["what"]) == (engine, what)]
            rate, cpu = (median(float(r[name]) for r in mine) for name in ("per_second", "cpu_ms"))
            told.append(f"{what} {rate:.0f}/s, {cpu:.1f} ms CPU")
        print(f"{engine}: {'; '.join(told)} (target: {TARGET} cast/s)")


if __name__ == "__main__":
    main(sys.argv[1:])
