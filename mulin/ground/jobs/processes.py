"""Who a process is, said so that another process of the same machine can tell whether it lives."""

from __future__ import annotations

import os
from pathlib import Path

_PROC = Path("/proc")


def this_process() -> str:
    """Boot, process namespace, number and start time of this process; empty off Linux."""
    return _describe(os.getpid())


def is_dead(described: str) -> bool:
    """True only where the described process certainly ended: same boot, same namespace, gone.

    A number used again is told apart by its start time. Of a process elsewhere nothing is known,
    and the answer is False: its lease decides.
    """
    here, _, _ = this_process().rpartition("/pid/")
    there, _, process = described.rpartition("/pid/")
    if not here or here != there:
        return False
    number = process.partition("@")[0]
    return not number.isdigit() or _describe(int(number)) != described


def _describe(pid: int) -> str:
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        namespace = (_PROC / "self/ns/pid").readlink()
        stat = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    # The name in brackets may itself hold spaces; the start time is the 20th field after it,
    # and a zombie is as dead as a process that is gone.
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else f"{boot}/{namespace}/pid/{pid}@{fields[19]}"
