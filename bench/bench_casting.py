"""Casting a ballot, eight at once, beside the same rows written by one plain transaction.

Limit: ballot and fact, made beforehand, written by two INSERT statements in one transaction: what
the database can do. Our way: the whole verb (who may sign, what is asked, earlier ballots, sealing,
ballot, fact), with the sealer linking the facts beside it. Eight processes each, in turn (A B A B)
on the same vote; the median of the ratios is printed and the rows are kept in
``bench/results/casting.csv``. Beside the rate stands the CPU a ballot costs its process and its
database, which a busy machine distorts less. SQLite in a file with ``synchronous=FULL``, then PostgreSQL with
fsync where there is one.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results" / "casting.csv"
WORKERS = 8
ROUNDS = 5
BALLOTS = 100
"""For each worker, way and round."""
WAYS = ("limit", "verb")
TICKS = os.sysconf("SC_CLK_TCK")
Row = tuple[str, str, int, int, float, float]


def _set_up() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "mulin.site.settings"
    sys.path.insert(0, str(ROOT))
    django.setup()


def make_vote(entries: int) -> Any:
    """A vote of so many owners over a compound of the tests' cast; everything invented."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from mulin.decide.assembly.models import RollEntry, RollHolder
    from mulin.kit.ids import readable_code
    from tests import cast as casting
    from tests.decide.assembly.world import voting

    world = voting(casting.build())
    street, poll = world.street, world.poll
    rows = [
        RollEntry(
            street_id=street,
            poll=poll,
            seq=1000 + n,
            key=f"p:{n:032x}",
            cluster=1000 + n,
            names=f"演示{n}",
            first_unit=f"9-1-{n}",
            units=1,
            area=8962,
            code=readable_code(4),
        )
        for n in range(entries)
    ]
    holders = [
        RollHolder(street_id=street, poll=poll, entry=e, signer=e.key, name=e.names) for e in rows
    ]
    RollEntry.objects.bulk_create(rows, batch_size=2000)
    RollHolder.objects.bulk_create(holders, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the days between locking and voting would have done
    choices = {m.pk.hex: "agree" for m in world.motions}
    return street, poll.pk, [(e.pk, e.key) for e in rows], choices


def work(way: str, share: Any, gate: Any, out: Any) -> None:
    """One of eight: get ready, wait for the others, cast one's share."""
    _set_up()
    from django.db import connection

    street, poll_id, entries, choices = share
    cast = {"limit": plain_writer, "verb": verb_caster}[way](street, poll_id, entries, choices)
    connection.ensure_connection()
    gate.wait()
    began, cpu = perf_counter(), _cpu()
    for entry in entries:
        cast(*entry)
    out.put((began, perf_counter(), _cpu() - cpu))


def _cpu() -> float:
    """Seconds of CPU of this process and of what PostgreSQL runs for it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return process_time()
    status = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    words = status.rpartition(")")[2].split()
    return process_time() + sum(map(int, words[11:13])) / TICKS


def verb_caster(street: Any, poll_id: Any, entries: Any, choices: Any) -> Any:
    """The verb as the phone calls it."""
    from mulin.decide.assembly.actions.casting import cast_online
    from mulin.decide.assembly.actions.taking import Signed
    from mulin.decide.assembly.models import Ballot
    from mulin.kit.ids import uuid7
    from mulin.kit.rights import Actor
    from tests.conftest import NOW

    by = Actor(street, None, None, "业主", "业主")

    def cast(entry_id: Any, signer: str) -> None:
        signed = Signed(entry_id, signer, Ballot.Channel.ONLINE)
        cast_online(poll_id, signed, choices, ballot_id=uuid7(), own_key=b"k" * 16, by=by, now=NOW)

    return cast


def plain_writer(street: Any, poll_id: Any, entries: Any, choices: Any) -> Any:
    """The rows of one ballot that the verb made, with new identifiers, as two INSERTs."""
    from django.db import connection, transaction

    from mulin.decide.assembly.models import Ballot
    from mulin.ground.record.models import Fact
    from mulin.kit.ids import readable_code, uuid7

    verb_caster(street, poll_id, entries, choices)(*entries[0])
    statements = []
    for model in (Ballot, Fact):
        names = [f.column for f in model._meta.concrete_fields]
        quoted = ", ".join(connection.ops.quote_name(n) for n in names)
        marks = ", ".join(["%s"] * len(names))
        sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES ({marks})"
        row = model.objects.of(street).order_by("-id")[0]
        fields = model._meta.concrete_fields
        values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
        statements.append((sql, dict(zip(names, values, strict=True))))
    (ballot_sql, ballot), (fact_sql, fact) = statements
    Ballot.objects.of(street).filter(entry_id=entries[0][0]).erase()
    form = type(ballot["id"])

    def write(entry_id: Any, signer: str) -> None:
        one, two = uuid7(), uuid7()
        as_id = (lambda u: u.hex) if form is str else (lambda u: u)
        ballot.update(
            id=as_id(one), entry_id=as_id(entry_id), signer=signer, receipt=readable_code()
        )
        fact["id"] = as_id(two)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ballot_sql, list(ballot.values()))
            cursor.execute(fact_sql, list(fact.values()))

    return write


def seal_beside(street: Any, stop: Any) -> None:
    """The sealer, linking facts as they come, as it does in production."""
    _set_up()
    from mulin.ground.record.sealer import tick
    from mulin.kit import clock

    while not stop.is_set():
        tick(street, now=clock.now())
        stop.wait(1)


def run(way: str, vote: Any, offset: int, ballots: int) -> tuple[float, float]:
    """Ballots a second of eight workers at once, and milliseconds of CPU for each."""
    street, poll_id, entries, choices = vote
    context = multiprocessing.get_context("spawn")
    gate, out, stop = context.Barrier(WORKERS), context.Queue(), context.Event()
    sealer = context.Process(target=seal_beside, args=(street, stop))
    if way == "verb":
        sealer.start()
    team = []
    for number in range(WORKERS):
        begin = offset + number * ballots
        share = (street, poll_id, entries[begin : begin + ballots], choices)
        team.append(context.Process(target=work, args=(way, share, gate, out)))
    for worker in team:
        worker.start()
    times = [out.get() for _ in team]
    for worker in team:
        worker.join()
    stop.set()
    if way == "verb":
        sealer.join()
    seconds = max(t[1] for t in times) - min(t[0] for t in times)
    cpu_ms = sum(t[2] for t in times) * 1000 / (WORKERS * ballots)
    return WORKERS * ballots / seconds, cpu_ms


def measure(engine: str, rounds: int, ballots: int) -> list[Row]:
    """All rounds on one engine; each ballot is another owner's."""
    _set_up()
    from django.db import connection

    vote = make_vote(rounds * len(WAYS) * WORKERS * ballots)
    connection.close()
    rows: list[Row] = []
    for number in range(rounds):
        for turn, way in enumerate(WAYS):
            offset = (number * len(WAYS) + turn) * WORKERS * ballots
            rate, cpu_ms = run(way, vote, offset, ballots)
            figures = (round(rate, 1), round(cpu_ms, 3))
            rows.append((engine, way, number + 1, WORKERS * ballots, *figures))
            print(*rows[-1], flush=True)
    return rows


def main(argv: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--ballots", type=int, default=BALLOTS)
    parser.add_argument("--child", default="")
    asked = parser.parse_args(argv)
    if asked.child:
        rows = measure(asked.child, asked.rounds, asked.ballots)
        with RESULTS.open("a", newline="") as out:
            csv.writer(out).writerows(rows)
        return
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("w", newline="") as out:
        csv.writer(out).writerow(("engine", "way", "round", "ballots", "per_second", "cpu_ms"))
    _each_engine(["--rounds", str(asked.rounds), "--ballots", str(asked.ballots)])
    _tell()


def _each_engine(arguments: list[str]) -> None:
    sys.path.insert(0, str(ROOT))
    from tests.postgres import cluster, server_programs

    command = [sys.executable, __file__, *arguments, "--child"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "MULIN_VAR_DIR": f"{folder}/var", "DATABASE_URL": ""}
        subprocess.run([*command, "sqlite"], env=environment, check=True)
        if server_programs() is None:
            print("PostgreSQL is left out: there is no server here")
            return
        with cluster(durable=True) as url:
            environment |= {"DATABASE_URL": url, "MULIN_VAR_DIR": f"{folder}/var-pg"}
            subprocess.run([*command, "postgresql"], env=environment, check=True)


def _tell() -> None:
    with RESULTS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for engine in dict.fromkeys(row["engine"] for row in rows):
        mine = [row for row in rows if row["engine"] == engine]
        rate, cpu = (
            {(r["way"], r["round"]): float(r[name]) for r in mine}
            for name in ("per_second", "cpu_ms")
        )
        rounds = {r["round"] for r in mine}
        ratio = median(rate["verb", n] / rate["limit", n] for n in rounds)
        dearer = median(cpu["verb", n] / cpu["limit", n] for n in rounds)
        typical = median(rate["verb", n] for n in rounds)
        spent = median(cpu["verb", n] for n in rounds)
        print(f"{engine}: {ratio:.0%} of the plain transaction, {typical:.0f} ballots a second;")
        print(f"  {spent:.2f} ms of CPU a ballot, {dearer:.2f} times the plain transaction's")


if __name__ == "__main__":
    main(sys.argv[1:])
