"""Sealing many persons at once: in a second process where the machine has a second core.

Sealing and indexing cost as much as everything else a large import does. Small ones are sealed
where they are: starting a process takes longer.
"""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings

from mulin.ground.estate.identities import Sealer
from mulin.ground.estate.initials import initials

AWAY = 10_000
"""Persons after whom a second process is worth its start."""
ROOT = Path(__file__).resolve().parents[3]

Named = tuple[str, str, str, str]
"""Name, telephone, kind and number of the document."""
Sealed = tuple[Any, ...]
"""Initials, then the values of ``PHONE_FIELDS`` and ``IDENTITY_FIELDS``."""


class Sealing:
    """Seals lists of persons for one import, in the order they are handed over."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self._there: _SecondProcess | None = None
        self._persons = 0

    def start(self, persons: Sequence[Named]) -> Callable[[], list[Sealed]]:
        """Begin sealing; call what comes back for the result."""
        self._persons += len(persons)
        here = partial(_sealed, self._sealer, persons)
        if self._persons < AWAY or (os.cpu_count() or 1) < 2:
            return here
        if self._there is None:
            self._there = _SecondProcess(self._sealer.street_id)
        return partial(_first_of, self._there.start(persons), here)

    def close(self) -> None:
        """Let the second process go."""
        if self._there is not None:
            self._there.close()


class _SecondProcess:
    """A process that seals what it is sent; a thread waits for its answers."""

    def __init__(self, street_id: UUID) -> None:
        also = {"PYTHONPATH": str(ROOT), "MULIN_KEY_FILE": str(settings.MULIN_KEY_FILE)}
        self._process = subprocess.Popen(  # noqa: S603 - this very module
            [sys.executable, "-m", "mulin.ground.estate.sealing", street_id.hex],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **also},
        )
        self._thread = ThreadPoolExecutor(1)

    def start(self, persons: Sequence[Named]) -> Callable[[], list[Sealed]]:
        return self._thread.submit(self._ask, persons).result

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.shutdown(cancel_futures=True)

    def _ask(self, persons: Sequence[Named]) -> list[Sealed]:
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise EOFError
        _send(to, persons)
        answer: list[Sealed] = _received(back)
        return answer


def _first_of(there: Callable[[], list[Sealed]], here: Callable[[], list[Sealed]]) -> list[Sealed]:
    try:
        return there()
    except (OSError, EOFError, ValueError, TypeError):  # it could not start, or was ended
        return here()


def _sealed(sealer: Sealer, persons: Sequence[Named]) -> list[Sealed]:
    return [
        (initials(name), *sealer.phone_values(phone), *sealer.document_values(kind, number))
        for name, phone, kind, number in persons
    ]


def _answer(street_id: UUID, asked: IO[bytes], answers: IO[bytes]) -> None:
    """The second process: until nothing more is asked."""
    sealer = Sealer(street_id)
    gc.disable()
    while True:
        try:
            persons = _received(asked)
        except EOFError:
            return
        _send(answers, _sealed(sealer, persons))


def _send(to: IO[bytes], value: Any) -> None:
    packed = marshal.dumps(value)
    to.write(len(packed).to_bytes(8, "big"))
    to.write(packed)
    to.flush()


def _received(back: IO[bytes]) -> Any:
    """What the other process sent, read at once: ``marshal.load`` would ask value by value."""
    size = int.from_bytes(back.read(8), "big")
    return marshal.loads(back.read(size))  # noqa: S302 - nobody but our own two processes writes here


if __name__ == "__main__":
    _answer(UUID(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
