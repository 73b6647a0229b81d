"""``mulin backup`` and ``mulin restore``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

from mulin.kit import clock
from mulin.site.backup.making import make
from mulin.site.backup.restoring import restore
from mulin.site.commands.words import Words
from mulin.site.console import Stop, say
from mulin.site.given import config
from mulin.site.serve import only_one

PASSPHRASE = "MULIN_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable


def make_backup(words: Sequence[str]) -> int:
    """``mulin backup DIR [--with-keys]``."""
    parser = Words("backup", "把数据库和文书备份到 DIR，取同一时刻；运行中也可以备份。")
    parser.add_argument("folder", metavar="DIR", type=Path, help="还不存在的目录，或空目录")
    parser.add_argument(
        "--with-keys",
        action="store_true",
        help=f"连同密钥，用口令密封（口令也可放在 {PASSPHRASE}）",
    )
    given = parser.parse_args(words)
    passphrase = new_passphrase() if given.with_keys else None
    made = make(given.folder.absolute(), now=clock.now(), passphrase=passphrase)
    say(f"✓ 已备份到 {made.folder}：{made.rows:,} 行数据，{made.papers:,} 个文书文件")
    say(f"  清单校验值（请另记一处）：{made.digest}")
    if passphrase is None:
        say(
            f"  不含密钥：没有密钥，身份证号、手机号和密封的文书打不开。请另行妥善保存 "
            f"{config().key_file or config().var_dir / 'keys' / 'master.key'}，或用 --with-keys。"
        )
    return 0


def restore_backup(words: Sequence[str]) -> int:
    """``mulin restore DIR [--replace] [--with-keys]``."""
    parser = Words("restore", "从 DIR 恢复数据库和文书，恢复后核对行数和存证链。请先停掉睦邻。")
    parser.add_argument("folder", metavar="DIR", type=Path, help="mulin backup 写出的目录")
    parser.add_argument(
        "--replace", action="store_true", help="替换现有数据（会要求输入“替换”确认）"
    )
    parser.add_argument("--with-keys", action="store_true", help="连同密封的密钥一起恢复")
    given = parser.parse_args(words)
    passphrase = known_passphrase() if given.with_keys else None
    with only_one(config().var_dir):
        done = restore(
            given.folder.absolute(),
            now=clock.now(),
            replace=given.replace,
            confirm=typed_confirmation,
            passphrase=passphrase,
        )
    manifest = done.manifest
    say(f"✓ 已恢复 {manifest.made} 的备份：{sum(manifest.tables.values()):,} 行数据，")
    say(f"  行数和 {len(manifest.chains)} 条存证链都与备份清单一致")
    for note in done.notes:
        say(f"  ! {note}")
    return 0


def typed_confirmation() -> bool:
    """Replacing is typed out, so that no stray key does it."""
    say("现有的数据库和文书将被备份替换。确认请输入“替换”两个字后回车：")
    return sys.stdin.readline().strip() == "替换"


def new_passphrase() -> str:
    """From the variable, or typed twice."""
    given = os.environ.get(PASSPHRASE) or getpass("密封密钥的口令（至少 12 个字符）：")
    if len(given) < 12:
        raise Stop("口令至少 12 个字符，没有备份。")
    if PASSPHRASE not in os.environ and getpass("再输入一次：") != given:
        raise Stop("两次输入的口令不同，没有备份。")
    return given


def known_passphrase() -> str:
    """From the variable, or typed once."""
    return os.environ.get(PASSPHRASE) or getpass("备份时密封密钥的口令：")
