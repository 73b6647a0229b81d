"""Several at the same thing at the same moment, each with a connection of its own."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections


@contextmanager
def in_a_file(path: Path) -> Iterator[None]:
    """Move SQLite's database out of memory for a while; PostgreSQL stays where it is."""
    if connection.vendor != "sqlite":
        yield
        return
    held, name = connection.connection, connection.settings_dict["NAME"]
    target = sqlite3.connect(path)
    held.backup(target)
    target.close()
    settings = connections.settings["default"]
    connection.connection = None
    connection.settings_dict["NAME"] = settings["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings["NAME"] = name
        connection.connection = held


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run all jobs, each in a thread of its own; what each returned or raised."""
    gate = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return job()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))
