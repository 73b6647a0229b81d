"""The press: one typst compilation, here or in a process of its own.

typst keeps what it laid out for the next ten compilations, about 2 MB a page. That is welcome for
one notice and ruinous for a building's ballots (measured: 500 pages, 3 s, 0.9 GB), so a pile is set
in a child process that gives its memory back and leaves the web server's threads alone. Knows no
framework: the child starts in a tenth of a second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

PILE = 150_000
"""Characters of data from which a job is a pile: some forty ballots."""
PATIENCE = 600
"""Seconds after which a pile is given up."""
MODULE = "mulin.ground.papers.press"
FAULT = 3


class Unsettable(Exception):  # noqa: N818 - says what the job is
    """typst's own words on why a job cannot be set."""


@dataclass(frozen=True)
class Job:
    """All that typst is told. ``folders`` are pairs of a font folder and its time of change."""

    template: str
    root: str
    data: str
    folders: tuple[tuple[str, int], ...]
    system_fonts: bool
    day: str
    tagged: bool = True


def pdf(job: Job) -> bytes:
    """The job as PDF/A-2b. Raises Unsettable."""
    return _in_child(job) if len(job.data) > PILE else _pdf_here(job)


def png(job: Job, ppi: int) -> list[bytes]:
    """The job's pages as pictures. Raises Unsettable."""
    out = _compile(job, format="png", ppi=ppi)
    return [out] if isinstance(out, bytes) else out


@lru_cache(maxsize=8)
def catalogue(system_fonts: bool, folders: tuple[tuple[str, int], ...]) -> typst.Fonts:
    """Every face found in the folders and, where asked, on the system; read once."""
    paths: list[Any] = [path for path, _ in folders]
    return typst.Fonts(include_system_fonts=system_fonts, font_paths=paths)


def _pdf_here(job: Job) -> bytes:
    out = _compile(job, format="pdf", pdf_standards=["a-2b"], pdf_tags=job.tagged)
    return out if isinstance(out, bytes) else out[0]


def _compile(job: Job, **how: Any) -> bytes | list[bytes]:
    compiler = typst.Compiler(
        Path(job.template),
        root=Path(job.root),
        font_paths=catalogue(job.system_fonts, job.folders),
        sys_inputs={"data": job.data},
    )
    try:
        out = compiler.compile(timestamp=datetime.fromisoformat(job.day).replace(tzinfo=UTC), **how)
    except typst.TypstError as error:
        raise Unsettable(f"{error.message}\n{error.diagnostic}") from error
    if out is None:
        raise Unsettable("typst gave nothing")
    return out


def _in_child(job: Job) -> bytes:
    above = str(Path(__file__).resolve().parents[3])
    paths = os.pathsep.join(filter(None, (above, os.environ.get("PYTHONPATH", ""))))
    done = subprocess.run(  # noqa: S603 - our own module, no shell, data on standard input
        [sys.executable, "-m", MODULE],
        input=json.dumps(asdict(job)).encode(),
        capture_output=True,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    if done.returncode == FAULT:
        raise Unsettable(done.stderr.decode())
    if done.returncode:
        raise RuntimeError(f"the press stopped with {done.returncode}: {done.stderr[-500:]!r}")
    return done.stdout


def main() -> int:
    """The child: a job as JSON on standard input, the PDF on standard output."""
    told = json.load(sys.stdin)
    told["folders"] = tuple((path, changed) for path, changed in told["folders"])
    try:
        sys.stdout.buffer.write(_pdf_here(Job(**told)))
    except Unsettable as fault:
        sys.stderr.write(str(fault))
        return FAULT
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
