"""Through what text messages leave: an adapter, chosen by the setting ``MULIN_MESSAGES``.

``file``     appends to ``var/outbox/``: for installations without a contract with a gateway;
             somebody with a telephone sends what stands there
``printed``  sends nothing: every message goes on the list that is printed and carried
``a.b.C``    a class of your own, made without arguments

A gateway is reached by a class of your own: twenty lines that POST to the address your contract
names (no vendor's interface is built in, since none is the same)::

    class Gateway:
        def send(self, to: str, text: str) -> None:
            request = urllib.request.Request(URL, json.dumps({...}).encode(), HEADERS)
            try:
                answer = urllib.request.urlopen(request, timeout=20)
            except urllib.error.HTTPError as error:
                raise NotDelivered("短信平台没有收下。", for_good=error.code < 500) from error

Give up within 20 seconds. Never write a number to a log; sentences raised are shown to the office.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from mulin.kit import clock


class Channel(Protocol):
    """Something that carries a text to a telephone number."""

    def send(self, to: str, text: str) -> None:
        """Returns once the text is handed over. Raises NotDelivered, or GoesByHand."""


class NotDelivered(Exception):  # noqa: N818 - says what happened
    """The channel did not take the message; ``for_good``: trying again will not help.

    ``sentence`` is shown to the office and must not hold the number.
    """

    def __init__(self, sentence: str, *, for_good: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.for_good = for_good


class GoesByHand(Exception):  # noqa: N818 - says what to do
    """This channel carries nothing: the message belongs on the printed list."""


class FileChannel:
    """Appends ``time, number, text`` to one CSV file a day that only its owner may read."""

    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        self.folder = Path(settings.MULIN_OUTBOX)
        self.now = now

    def send(self, to: str, text: str) -> None:
        now = self.now().astimezone(clock.SHANGHAI)
        line = io.StringIO()
        csv.writer(line).writerow([now.strftime("%Y-%m-%d %H:%M:%S"), to, text])
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / f"{now:%Y-%m-%d}.csv"
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", newline="") as out:
            fcntl.flock(out, fcntl.LOCK_EX)  # two workers, one line at a time
            out.write(line.getvalue())
            out.flush()
            os.fsync(out.fileno())


class PrintedChannel:
    """Sends nothing: what would be sent is printed and carried."""

    def send(self, to: str, text: str) -> None:
        raise GoesByHand


BUILT_IN: dict[str, type[Channel]] = {"file": FileChannel, "printed": PrintedChannel}


def chosen() -> Channel:
    """The channel of this installation. Raises ImportError where the setting names none."""
    name: str = settings.MULIN_MESSAGES
    made: Channel = (BUILT_IN.get(name) or import_string(name))()
    return made
