"""Making a backup: papers, then the database at one moment, then the papers that came meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from mulin.ground.record.sealer import drain
from mulin.ground.streets.models import Street
from mulin.site.backup import keys
from mulin.site.backup.engines import engine
from mulin.site.backup.manifest import PAPERS, Manifest, file_digest, own_version
from mulin.site.console import Stop


@dataclass(frozen=True)
class Made:
    """A finished backup. ``digest`` is worth noting somewhere else."""

    folder: Path
    digest: str
    rows: int
    papers: int


def make(folder: Path, *, now: datetime, passphrase: str | None = None) -> Made:
    """Write a backup into ``folder``, which must not exist yet or be empty.

    Nothing is left behind where it fails: the folder gets its name when everything is in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(f"{folder} 已经存在且不是空目录：请换一个目录，备份不会覆盖任何文件。")
    partial = folder.with_name(f".{folder.name}.partial-{os.getpid()}")
    partial.mkdir(parents=True)
    partial.chmod(0o700)
    try:
        made = _fill(partial, now, passphrase)
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Made(folder, *made)


def _fill(folder: Path, now: datetime, passphrase: str | None) -> tuple[str, int, int]:
    for street in Street.objects.all():
        drain(street.pk, now=now)
    papers = folder / PAPERS
    # A paper's file is written before its row, so a row of the snapshot has its file in the first
    # or the second pass; what was erased in between is erased from the backup as well.
    copy_papers(papers)
    source = engine()
    try:
        snapshot = source.dump(folder / source.file)
    except DatabaseError as problem:
        raise Stop(f"数据库没有备份成功：{problem}") from problem
    copy_papers(papers)
    if passphrase is not None:
        (folder / keys.FILE).write_bytes(keys.seal(passphrase))
    manifest = Manifest(
        engine=source.name,
        version=own_version(),
        made_at=now.isoformat(timespec="seconds"),
        tables=snapshot.tables,
        chains=snapshot.chains,
        migrations=snapshot.migrations,
        keys=keys.fingerprints(),
        files={name: file_digest(folder / name) for name in sorted(_files(folder))},
    )
    count = sum(name.startswith(f"{PAPERS}/") for name in manifest.files)
    return manifest.write(folder), sum(snapshot.tables.values()), count


def copy_papers(target: Path) -> None:
    """Make ``target`` what the store of papers is now; files already there are kept (they are
    named by their content)."""
    root = Path(settings.PAPERS_ROOT)
    live = set(_files(root)) if root.is_dir() else set()
    for name in sorted(live):
        copy = target / name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copyfile(root / name, copy)
            except FileNotFoundError:  # erased this moment
                copy.unlink(missing_ok=True)
    if target.is_dir():
        for name in set(_files(target)) - live:
            (target / name).unlink()


def _files(folder: Path) -> Iterator[str]:
    """Every finished file below ``folder``, by its path in it."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith(".new-"):
            yield path.relative_to(folder).as_posix()
