"""How each database is copied out at one moment and put back in one piece."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from mulin.site.console import Stop

Ask = Callable[[str], Sequence[tuple[Any, ...]]]


@dataclass(frozen=True)
class Snapshot:
    """What the copy holds: rows a table, head a street, migrations."""

    tables: dict[str, int]
    chains: dict[str, dict[str, Any]]
    migrations: list[str]


class Engine(Protocol):
    """One kind of database."""

    name: str
    file: str

    def dump(self, target: Path) -> Snapshot:
        """Copy the database as it is at one moment, while others go on writing."""

    def restore(self, source: Path, now: datetime) -> str:
        """Replace the database by the copy, wholly or not at all; says where the old one went."""

    def contents(self) -> Snapshot:
        """What the live database holds."""


def engine() -> Engine:
    """The engine of the configured database."""
    return Sqlite() if connection.vendor == "sqlite" else Postgres()


def is_empty() -> bool:
    """Whether nothing would be lost: no tables, or no street and no account in them."""
    tables = connection.introspection.table_names()
    return not any(
        _has_rows(table) for table in ("streets_street", "access_account") if table in tables
    )


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None


def take_stock(ask: Ask, tables: Sequence[str]) -> Snapshot:
    """Count every table, and read the heads of the chains and the migrations."""
    counts = {table: int(ask(f'SELECT count(*) FROM "{table}"')[0][0]) for table in tables}  # noqa: S608
    heads = ask("SELECT street_id, seq, hash FROM record_head") if "record_head" in counts else ()
    done = (
        ask("SELECT app, name FROM django_migrations ORDER BY app, name")
        if "django_migrations" in counts
        else ()
    )
    return Snapshot(
        tables=dict(sorted(counts.items())),
        chains={
            str(street).replace("-", ""): {"seq": int(seq), "hash": tip}
            for street, seq, tip in heads
        },
        migrations=[f"{app}.{name}" for app, name in done],
    )


class Sqlite:
    """One file, copied by SQLite's own online backup."""

    name = "sqlite"
    file = "database.sqlite3"

    def dump(self, target: Path) -> Snapshot:
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            # All pages in one step: a read lock for its length, and writers go on in the log.
            connection.connection.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
            return self._stock(copy)

    def restore(self, source: Path, now: datetime) -> str:
        live, worth_keeping = Path(connection.settings_dict["NAME"]), not is_empty()
        connection.close()
        live.parent.mkdir(parents=True, exist_ok=True)
        fresh = live.with_name(f"{live.name}.restoring")
        shutil.copyfile(source, fresh)
        with closing(sqlite3.connect(fresh)) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if sound != "ok":
            fresh.unlink()
            raise Stop(f"备份里的数据库没有通过完整性检查（{sound}），没有恢复。")
        kept = ""
        if live.exists() and worth_keeping:
            kept = str(live.with_name(f"{live.name}.before-{now:%Y%m%d-%H%M%S}"))
            _fold_log(live)
            live.rename(kept)
        for leftover in ("-wal", "-shm"):
            live.with_name(live.name + leftover).unlink(missing_ok=True)
        fresh.rename(live)
        return kept

    def contents(self) -> Snapshot:
        connection.ensure_connection()
        return self._stock(connection.connection)

    def _stock(self, database: Any) -> Snapshot:
        def ask(sql: str) -> Sequence[tuple[Any, ...]]:
            return list(database.execute(sql).fetchall())

        named = ask(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        return take_stock(ask, [row[0] for row in named])


def _fold_log(live: Path) -> None:
    """Bring what is still in the write-ahead log into the file that is put aside."""
    with closing(sqlite3.connect(live)) as old:
        old.execute("PRAGMA journal_mode=DELETE")


class Postgres:
    """A dump in PostgreSQL's custom format, made and read by its own tools."""

    name = "postgresql"
    file = "database.dump"

    def dump(self, target: Path) -> Snapshot:
        tool = _tool("pg_dump")
        with transaction.atomic(), connection.cursor() as cursor:
            # The counts below and the dump see the very same moment.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            _run([tool, "--format=custom", "--no-owner", "--no-privileges",
                  f"--snapshot={snapshot}", f"--file={target}", f"--dbname={_conninfo()}"])  # fmt: skip
            return self.contents()

    def restore(self, source: Path, now: datetime) -> str:
        read, load = _tool("pg_restore"), _tool("psql")
        connection.close()
        script = source.parent / f".{source.name}.sql"
        # One transaction: the old tables go and the new ones come, or nothing happens.
        command = [load, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
                   f"--command={_DROP_ALL}", f"--file={script}", f"--dbname={_conninfo()}"]  # fmt: skip
        try:
            _run([read, "--no-owner", "--no-privileges", f"--file={script}", str(source)])
            _run(command)
        finally:
            script.unlink(missing_ok=True)
        return ""

    def contents(self) -> Snapshot:
        with connection.cursor() as cursor:

            def ask(sql: str) -> Sequence[tuple[Any, ...]]:
                cursor.execute(sql)
                return list(cursor.fetchall())

            named = ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            return take_stock(ask, [row[0] for row in named])


_DROP_ALL = """
DO $$ DECLARE t record; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', t.tablename);
  END LOOP;
END $$; DROP FUNCTION IF EXISTS public.uuid7();
"""


def _tool(name: str) -> str:
    """A program of PostgreSQL's, from the path or where Debian keeps the newest."""
    found = shutil.which(name)
    if found:
        return found
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    if not versions:
        raise Stop(
            f"这台机器上没有 {name}：请先执行 sudo apt install postgresql-client，再试一次。"
        )
    return str(versions[-1])


def _version(path: Path) -> float:
    return float(path.parts[-3])


def _conninfo() -> str:
    """The connection as libpq writes it, without the password."""
    params = connection.get_connection_params()
    wanted = ("dbname", "user", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey")
    return make_conninfo(**{name: params[name] for name in wanted if params.get(name)})


def _run(command: list[str]) -> None:
    """Run a tool; its last words become the sentence where it fails."""
    password = connection.settings_dict.get("PASSWORD") or ""
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode == 0:
        return
    told = (done.stderr.strip().splitlines() or ["没有说明原因"])[-1]
    tool = Path(command[0]).name
    if "server version" in done.stderr:
        raise Stop(f"{tool} 的版本比数据库旧：请安装与数据库同版本的 postgresql-client。（{told}）")
    raise Stop(f"{tool} 没有成功：{told}")
