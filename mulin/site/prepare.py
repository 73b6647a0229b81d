"""Everything between "installed" and "serving": check, migrate, translate, collect, first data.

``python -m mulin.site.prepare`` runs it all in one process; ``--files`` only what needs no
database (translations and static files), as tests want it. Done again, it takes a second or two.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from traceback import format_exc

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import call_command, get_commands
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from mulin.kit import clock
from mulin.site.backup.engines import Sqlite, is_empty
from mulin.site.console import Stop, cause_of, complain, say, step
from mulin.site.given import config
from mulin.site.translations import compile_all


def load() -> None:
    """Set Django up."""
    config()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.site.settings")
    django.setup()


def check() -> None:
    """Django's system checks and ours; errors stop the start, warnings are shown."""
    found = checks.run_checks()
    for message in found:
        if checks.WARNING <= message.level < checks.ERROR:
            say(f"  ! {message.id} {message.msg} {message.hint or ''}")
    serious = [message for message in found if message.level >= checks.ERROR]
    if serious:
        told = "\n  ".join(f"{m.id} {m.msg} {m.hint or ''}".strip() for m in serious)
        raise Stop(f"检查没有通过，先改好再启动：\n  {told}")


def migrate() -> None:
    """Bring the database to this version; one that a newer version wrote is left untouched."""
    try:
        executor = MigrationExecutor(connection)
        refuse_newer(executor.loader)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            keep_copy(clock.now())
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except DatabaseError as problem:
        raise Stop(bad_database(problem)) from problem


def refuse_newer(loader: MigrationLoader) -> None:
    """Stop where the database knows a migration of ours that this version does not."""
    ours = {app for app, _ in loader.disk_migrations}
    known = set(loader.disk_migrations).union(
        *(migration.replaces for migration in loader.disk_migrations.values())
    )
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in known
    )
    if unknown:
        raise Stop(
            f"数据库是更新版本的程序写的（{unknown[-1]}），旧程序不能打开："
            "请换回新版程序，或用 mulin restore 恢复旧版的备份。"
        )


def keep_copy(now: datetime) -> Path | None:
    """Before an upgrade changes an SQLite database with data in it, keep it; the last three stay.

    On PostgreSQL the operator backs up (``mulin backup``) as usual: a dump may take long.
    """
    if connection.vendor != "sqlite" or is_empty():
        return None
    folder = config().var_dir / "before-upgrade"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in sorted(folder.glob("*.sqlite3"))[:-2]:
        old.unlink()
    copy = folder / f"{now:%Y%m%d-%H%M%S}.sqlite3"
    Sqlite().dump(copy)
    return copy


def bad_database(problem: Exception) -> str:
    """Why the database cannot be used, in one sentence."""
    told = " ".join(str(problem).split())
    if "full" in told or "No space" in told:
        return "磁盘空间不够，数据库无法写入：请清理后再启动。"
    if "readonly" in told or "unable to open" in told:
        return f"数据库文件无法写入：请检查目录的权限（{told}）。"
    if "no such table" in told or "relation" in told:
        return "数据库还没有建好，或不是这个版本的：请先启动一次（make run 或 mulin serve）。"
    if "not a database" in told or "malformed" in told:
        return "数据库文件已损坏：请用 mulin restore 从备份恢复。"
    if "locked" in told:
        return "数据库正被别的程序占用：请先停掉它再启动。"
    if "password authentication" in told or "does not exist" in told or "role" in told:
        return f"数据库拒绝了连接：请检查 DATABASE_URL 的用户、口令和库名（{told}）。"
    if "connection" in told or "resolve" in told:
        return f"连不上数据库：请检查 DATABASE_URL，并确认 PostgreSQL 已启动（{told}）。"
    return f"数据库出错：{told}"


def collect() -> bool:
    """Collect static files where one of them changed; False where there was nothing to do."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(root.name + ".stamp")
    value = static_digest()
    if stamp.is_file() and stamp.read_text() == value and (root / "staticfiles.json").is_file():
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, skip_checks=True)
    stamp.write_text(value)
    return True


def static_digest() -> str:
    """One stamp over every static file's name and content, and over the code that collects them."""
    whole = hashlib.sha256()
    for name, content in sorted(static_files()):
        whole.update(f"{name}\0{content}\n".encode())
    return whole.hexdigest()


def static_files() -> Iterator[tuple[str, str]]:
    """Each static file's name with the digest of its content."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            with storage.open(name) as source:
                yield (
                    f"{getattr(storage, 'prefix', None) or ''}/{name}",
                    hashlib.sha256(source.read()).hexdigest(),
                )
    code = Path(__file__).with_name("assets.py")
    yield "assets.py", hashlib.sha256(code.read_bytes()).hexdigest()


def first_data() -> str:
    """Load the demo street where the database is empty; returns how to sign in."""
    if not config().demo or "demo" not in get_commands():
        return ""
    with step("演示街道"):
        call_command("demo", if_empty=True, verbosity=0, stdout=StringIO(), skip_checks=True)
    told = StringIO()
    call_command("demo", sign_ins=True, stdout=told, skip_checks=True)
    return told.getvalue().strip()


def prepare(files_only: bool) -> None:
    """All steps in order, each shown with its time."""
    with step("读取设置"):
        load()
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        (("翻译", compile_all), ("页面文件", collect))
        if files_only
        else (("检查", check), ("数据库", migrate), ("翻译", compile_all), ("页面文件", collect))
    )
    for title, do in steps:
        with step(title):
            do()
    sign_ins = "" if files_only else first_data()
    if sign_ins:
        say(f"\n{sign_ins}\n")


def main(arguments: list[str]) -> int:
    """0 when everything is ready, 1 with one sentence otherwise."""
    try:
        prepare("--files" in arguments)
    except Stop as stop:
        complain(str(stop))
        return 1
    except OSError as problem:
        known = cause_of(str(problem))
        complain(known or f"无法读写 {problem.filename}：{problem.strerror}。")
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        log = config().var_dir / "boot" / "prepare.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(format_exc(), encoding="utf-8")
        complain(f"准备时程序出错（{type(problem).__name__}：{problem}），详情见 {log}。")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
