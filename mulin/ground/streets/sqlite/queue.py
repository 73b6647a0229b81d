"""A queue for those who want to write into one SQLite file.

SQLite lets one write at a time, and who comes meanwhile sleeps longer and longer before he looks
again, up to a tenth of a second: with eight at once the file stands idle half of the time, and the
last one is served by luck. So transactions line up before they begin: threads of a process behind
a lock, processes behind an advisory lock on an empty file beside the database. The system lets go of it when
a process ends, however it ends.

Nothing rests on the queue: what may be written is still decided by SQLite. Who has waited in
vain, or writes without a transaction, goes on to SQLite's own lock.
"""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path
from time import monotonic, sleep

LOOK, LONGEST = 0.0005, 0.003
"""Seconds until a process looks again, half as long again each time; only one thread of each does."""


class Queue:
    """The queue before one database file, as this process stands in it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._door = threading.Lock()
        self._file: int | None = None

    def enter(self, patience: float) -> bool:
        """Wait for our turn, at most ``patience`` seconds; whether it came."""
        until = monotonic() + patience
        if not self._door.acquire(timeout=patience):
            return False
        pause = LOOK
        while not self._taken():
            if monotonic() > until:
                self._door.release()
                return False
            sleep(pause)
            pause = min(pause * 1.5, LONGEST)
        return True

    def leave(self) -> None:
        """Let the next one in."""
        fcntl.flock(self._handle(), fcntl.LOCK_UN)
        self._door.release()

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._handle(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _handle(self) -> int:
        if self._file is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._file = os.open(self._path, flags, 0o600)
        return self._file

    def close(self) -> None:
        """Forget the file, and with it a place in the queue that only this process held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


_queues: dict[str, Queue] = {}


def queue_before(database: str) -> Queue:
    """The one queue of this process before a database file."""
    path = f"{Path(database).resolve()}-queue"
    return _queues.get(path) or _queues.setdefault(path, Queue(path))


def _begin_anew() -> None:
    """A forked child lines up for itself: its parent's turn is not its own."""
    for queue in _queues.values():
        queue.close()
    _queues.clear()


os.register_at_fork(after_in_child=_begin_anew)
