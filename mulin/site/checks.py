"""System checks on how this installation is set up. Each has an id, a sentence and what to do.

``mulin.E1xx`` stop the start, ``mulin.W1xx`` are shown, ``mulin.W2xx`` appear with ``--deploy``.
``docs/settings.md`` lists them.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags
from django.db import connection

LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
OLDEST_SQLITE = (3, 35)
OLDEST_POSTGRES = 130000


def register() -> None:
    """Called once when the site is ready."""
    checks.register(_listed(check_folders))
    checks.register(_listed(check_keys), Tags.security)
    checks.register(_listed(check_addresses), Tags.security)
    checks.register(_listed(check_time_zone))
    checks.register(_listed(check_database), Tags.database)
    checks.register(_listed(check_production), Tags.security, deploy=True)


def _listed(find: Callable[..., Iterator[CheckMessage]]) -> Callable[..., list[CheckMessage]]:
    """Django wants a list; the checks below find one thing after another."""

    @wraps(find)
    def run(app_configs: object = None, **options: object) -> list[CheckMessage]:
        return list(find(**options))

    return run


def check_folders(**_: object) -> Iterator[CheckMessage]:
    """Data folders must be ours to write."""
    for path in (Path(settings.VAR), Path(settings.PAPERS_ROOT)):
        there = next(folder for folder in (path, *path.parents) if folder.exists())
        if not os.access(there, os.W_OK):
            yield Error(
                f"{path} 不能写入。",
                hint=f"把 {there} 交给运行睦邻的账号，或用 MULIN_VAR_DIR 指向别处。",
                id="mulin.E110",
            )


def check_keys(**_: object) -> Iterator[CheckMessage]:
    """The master key must exist where it is said to be, and be its owner's only."""
    path = Path(settings.MULIN_KEY_FILE)
    own = path.parent == Path(settings.VAR) / "keys"
    if not path.exists():
        if not own:
            yield Error(
                f"MULIN_KEY_FILE 指向的 {path} 不存在。",
                hint="把原来的密钥文件放到那里；新装时去掉这项设置，会自动生成一把。",
                id="mulin.E111",
            )
        return
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Error(
                f"主密钥 {path} 别的账号也能读。", hint=f"执行 chmod 600 {path}。", id="mulin.E112"
            )
    except OSError as problem:
        yield Error(f"主密钥 {path} 读不了：{problem.strerror}。", id="mulin.E113")


def check_addresses(**_: object) -> Iterator[CheckMessage]:
    """The address printed in QR codes must be one that the site answers to."""
    if not settings.MULIN_PUBLIC_URL:
        return
    parts = urlsplit(settings.MULIN_PUBLIC_URL)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        yield Error(
            f"MULIN_PUBLIC_URL（{settings.MULIN_PUBLIC_URL}）不是完整的网址。",
            hint="写成 https://mulin.example.gov.cn 这样，不带路径。",
            id="mulin.E120",
        )
    elif "*" not in settings.ALLOWED_HOSTS and not _answers_to(parts.hostname):
        yield Error(
            f"二维码上印的网址是 {parts.hostname}，但网站不接受这个域名。",
            hint=f"在 MULIN_ALLOWED_HOSTS 里加上 {parts.hostname}。",
            id="mulin.E121",
        )


def _answers_to(host: str) -> bool:
    return any(
        host == allowed or (allowed.startswith(".") and f".{host}".endswith(allowed))
        for allowed in settings.ALLOWED_HOSTS
    )


def check_time_zone(**_: object) -> Iterator[CheckMessage]:
    """Statutory days are Chinese days."""
    try:
        ZoneInfo("Asia/Shanghai")
    except ZoneInfoNotFoundError:
        yield Error(
            "这台机器没有时区数据，算不出中国的日期。",
            hint="执行 sudo apt install tzdata。",
            id="mulin.E130",
        )


def check_database(databases: list[str] | None = None, **_: object) -> Iterator[CheckMessage]:
    """Versions that know the statements we use. Asked for with ``--database default``."""
    if not databases:
        return
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Error(
            f"SQLite {sqlite3.sqlite_version} 太旧。",
            hint="需要 3.35 以上：请换用较新的系统或 Python。",
            id="mulin.E140",
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0])
        if version < OLDEST_POSTGRES:
            yield Error(
                f"PostgreSQL {version // 10000} 太旧。", hint="需要 13 以上。", id="mulin.E141"
            )


def check_production(**_: object) -> Iterator[CheckMessage]:
    """What is fine on one's own machine and not where residents can reach it."""
    told = checks.Warning
    if settings.DEBUG:
        yield Error("调试模式开着，出错页会泄露内部信息。", hint="去掉 DEBUG。", id="mulin.E200")
    if "*" in settings.ALLOWED_HOSTS:
        yield told(
            "网站接受任何域名。", hint="把 MULIN_ALLOWED_HOSTS 写成自己的域名。", id="mulin.W201"
        )
    if not settings.SESSION_COOKIE_SECURE:
        yield told(
            "没有声明使用 HTTPS，登录凭证可能被窃听。",
            hint="在反向代理上启用 HTTPS，并设 MULIN_HTTPS=1。",
            id="mulin.W202",
        )
    elif not settings.MULIN_PROXIES:
        yield told(
            "没有声明反向代理，所有访问者看起来都是同一个地址：一个人乱试口令，所有人都会被锁住。",
            hint="让反向代理传 X-Forwarded-For，并设 MULIN_PROXIES=1（有几层写几）。",
            id="mulin.W206",
        )
    if not settings.MULIN_PUBLIC_URL:
        yield told(
            "没有设公开网址，张贴的二维码会印成本机地址。",
            hint="设 MULIN_PUBLIC_URL=https://你的域名。",
            id="mulin.W203",
        )
    if connection.vendor == "sqlite":
        yield told(
            "数据库是 SQLite，一个街道试用足够，正式使用请用 PostgreSQL。",
            hint="设 DATABASE_URL=postgresql://用户:口令@主机:5432/库名。",
            id="mulin.W204",
        )
    if Path(settings.MULIN_KEY_FILE).is_relative_to(Path(settings.VAR)):
        yield told(
            "主密钥和数据放在同一个目录，一起被盗就等于没有加密。",
            hint="用 MULIN_KEY_FILE 把它放到不随数据备份的地方。",
            id="mulin.W205",
        )
