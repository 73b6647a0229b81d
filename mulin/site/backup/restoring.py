"""Restoring a backup: checked before anything is touched, and proved afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mulin.ground.papers import vault
from mulin.ground.papers.models import Paper
from mulin.ground.record.verify import verify_street
from mulin.site.backup import keys
from mulin.site.backup.engines import engine, is_empty
from mulin.site.backup.manifest import PAPERS, SHOWN, Manifest, check
from mulin.site.console import Stop


@dataclass
class Restored:
    """What was done, and what people should know."""

    manifest: Manifest
    notes: list[str] = field(default_factory=list)


def restore(
    folder: Path,
    *,
    now: datetime,
    replace: bool,
    confirm: Callable[[], bool],
    passphrase: str | None = None,
) -> Restored:
    """Put a backup in place of an empty installation, or of this one where that is confirmed."""
    manifest = check(folder)
    _fits(manifest)
    opened = keys.unseal((folder / keys.FILE).read_bytes(), passphrase) if passphrase else {}
    if not is_empty():
        if not replace:
            raise Stop(
                "现在的数据库里已有数据，没有恢复。确实要用备份替换它，请加上 --replace 再执行一次。"
            )
        if not confirm():
            raise Stop("没有确认，什么都没有改动。")
    done = Restored(manifest)
    kept = engine().restore(folder / engine().file, now)
    if kept:
        done.notes.append(f"原来的数据库保留为 {kept}")
    done.notes += _papers_back(folder / PAPERS, now)
    done.notes += keys.put_back(opened, now)
    _prove(manifest)
    done.notes += _warnings(manifest)
    return done


def _fits(manifest: Manifest) -> None:
    """Refuse a backup of another kind of database, or of a newer version of the program."""
    if manifest.engine != engine().name:
        raise Stop(
            f"备份来自 {manifest.engine}，现在配置的是 {engine().name}："
            "请把 DATABASE_URL 设成同一种数据库再恢复。"
        )
    known = MigrationLoader(None).disk_migrations
    ours = {app for app, _ in known}
    for name in manifest.migrations:
        app, _, step = name.partition(".")
        if app in ours and (app, step) not in known:
            raise Stop(
                f"备份是更新版本的程序（{manifest.version}）做的，这个版本不认识其中的 {name}："
                "请先升级程序再恢复。"
            )


def _papers_back(source: Path, now: datetime) -> Iterator[str]:
    """Put the papers in place, complete under another name first; old ones are put aside."""
    root = Path(settings.PAPERS_ROOT)
    fresh = root.with_name(f"{root.name}.restoring")
    shutil.rmtree(fresh, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, fresh)
    else:
        fresh.mkdir(parents=True)
    if root.is_dir() and any(root.iterdir()):
        aside = root.with_name(f"{root.name}.before-{now:%Y%m%d-%H%M%S}")
        root.rename(aside)
        yield f"原来的文书保留为 {aside}"
    elif root.is_dir():
        root.rmdir()
    fresh.rename(root)


def _prove(manifest: Manifest) -> None:
    """Counts, then chains and their heads, read back from the restored database."""
    counted = engine().contents().tables
    wrong = [
        f"{table} 应有 {rows} 行，实有 {counted.get(table, 0)} 行"
        for table, rows in manifest.tables.items()
        if counted.get(table) != rows
    ]
    if wrong:
        raise Stop(f"恢复后的行数与备份清单不符：{'；'.join(wrong[:SHOWN])}。")
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    for street, head in manifest.chains.items():
        verdict = verify_street(UUID(street))
        if not verdict.holds:
            raise Stop(f"恢复后的存证链不完整：{verdict.broken}。")
        if (verdict.links, verdict.head) != (head["seq"], head["hash"]):
            raise Stop(
                f"恢复后的存证链止于第 {verdict.links} 环，备份清单写的是第 {head['seq']} 环。"
            )
    connection.close()


def _warnings(manifest: Manifest) -> Iterator[str]:
    """Papers without their file, and keys that are not the ones things were sealed with."""
    missing = sum(
        not vault.path_of(paper.street_id, paper.digest, sealed=paper.sealed).is_file()
        for paper in Paper.objects.only("street_id", "digest", "klass").iterator()
    )
    if missing:
        yield f"有 {missing} 份文书在备份时就已没有原件"
    present = keys.fingerprints()
    if any(present.get(number) != mark for number, mark in manifest.keys.items()):
        yield (
            "现在的主密钥不是备份时的那一把，密封的内容（身份证号、手机号、密封文书）暂时打不开："
            f"请把备份时的密钥文件放到 {keys.key_files()['master.key']}"
        )
