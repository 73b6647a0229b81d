"""Who wants to write into one SQLite file lines up, and nobody who is gone holds up the others."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.utils import DEFAULT_DB_ALIAS

from mulin.ground.streets.sqlite.base import DatabaseWrapper
from mulin.ground.streets.sqlite.queue import Queue, queue_before

HOLDER = """
import sys
from mulin.ground.streets.sqlite.queue import queue_before
assert queue_before(sys.argv[1]).enter(5)
print("in", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "one.sqlite3"


def opened(file: Path) -> DatabaseWrapper:
    settings = {**connections[DEFAULT_DB_ALIAS].settings_dict, "NAME": str(file)}
    options = {"transaction_mode": "IMMEDIATE", "timeout": 0.2}
    return DatabaseWrapper({**settings, "OPTIONS": options}, "queued")


@pytest.fixture
def database(file: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Any:
    """A connection of its own to a file, which ``atomic("queued")`` takes."""
    made = opened(file)
    monkeypatch.setitem(connections.settings, "queued", made.settings_dict)
    connections["queued"] = made
    with django_db_blocker.unblock():
        yield made
        made.close()
    del connections["queued"]


def is_free(file: Path) -> bool:
    """Whether another process could begin at once."""
    code = HOLDER.replace("enter(5)", "enter(0)")
    ended = subprocess.run([sys.executable, "-c", code, str(file)], input=b"", capture_output=True)
    return ended.returncode == 0


def test_a_transaction_keeps_its_turn_until_it_is_committed(
    database: DatabaseWrapper, file: Path
) -> None:
    with transaction.atomic("queued"):
        with transaction.atomic("queued"):
            pass
        assert not is_free(file)
    assert is_free(file)


def test_what_is_rolled_back_or_closed_lets_the_next_one_in(
    database: DatabaseWrapper, file: Path
) -> None:
    with pytest.raises(KeyError), transaction.atomic("queued"):
        raise KeyError
    assert queue_before(str(file)).enter(0)
    queue_before(str(file)).leave()
    with transaction.atomic("queued"):
        database.close()
    assert is_free(file)


def test_threads_of_a_process_go_one_after_the_other(file: Path) -> None:
    queue, order = queue_before(str(file)), list[str]()
    assert queue.enter(0)

    def second() -> None:
        assert queue.enter(5)
        order.append("second")
        queue.leave()

    waiting = threading.Thread(target=second)
    waiting.start()
    order.append("first")
    queue.leave()
    waiting.join(5)
    assert order == ["first", "second"]


def test_a_process_that_is_killed_in_its_turn_holds_up_nobody(file: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"in\n"
    queue = Queue(f"{file}-queue")
    assert not queue.enter(0)
    holder.kill()
    holder.wait(5)
    assert queue.enter(5)
    queue.leave()
    queue.close()


def test_who_waits_in_vain_goes_on_to_the_lock_of_the_database(
    database: DatabaseWrapper, file: Path
) -> None:
    queue = Queue(f"{file}-queue")
    assert queue.enter(0)
    begun = monotonic()
    with transaction.atomic("queued"), database.cursor() as cursor:
        cursor.execute("CREATE TABLE anything (id integer)")
    assert monotonic() - begun >= 0.2
    assert not queue_before(str(file)).enter(0), "the turn was never his"
    queue.leave()
    queue.close()
