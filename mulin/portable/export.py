"""`mulin export decision NUMBER --to FILE`: the record of a vote with its result and its proof.

Writes `mulin-decision/1`, or with `--public` `mulin-public/1`, as canonical JSON. The full record
goes on record with its reason, or with the account that took it without one. Exit 0, or 2 with one
sentence; a file is written whole or not at all, and never over another unless `--force` says so.
"""

from __future__ import annotations

import getpass
import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mulin.decide.assembly.actions.exporting import export_full, public_document
from mulin.decide.assembly.models import Poll
from mulin.kit import clock
from mulin.kit.canonical import canonical
from mulin.kit.rights import Refused, system_actor
from mulin.law.record.reading import Unusable
from mulin.portable.naming import poll_numbered
from mulin.portable.terminal import Words, put

USAGE = """用法：mulin export decision NUMBER --to FILE [--public] [--street CODE] [--reason TEXT] [--force]

导出一次表决的记录、结果和证明（JSON），可用 mulin verify FILE 核对，用 mulin tally FILE 重新计票。

  NUMBER         表决编号，例如 BJ-2026-0117
  --to FILE      写到这个文件
  --public       公开记录：只有面积、选择和人数，任何人都可以要
  --street CODE  街道代码；几个街道都有这个编号时才要写
  --reason TEXT  导出完整记录的理由，记入存证，例如“法院调取，案号……”；不写就记下是谁在命令行导出
  --force        文件已存在时覆盖

退出码：0 已写出；2 不能导出，原因写在标准错误上。"""

PRIVATE, PUBLIC = 0o600, 0o644


def main(argv: Sequence[str]) -> int:
    """Run the command on the words after `mulin export`; Django is set up by the caller."""
    if {"-h", "--help"} & set(argv):
        return put(sys.stdout, USAGE, code=0)
    try:
        order = _words(argv)
        target = _target(order)
        poll = poll_numbered(order.number, order.street)
        document = _document(order, poll)
        _write(target, document, PUBLIC if order.public else PRIVATE)
    except Unusable as refusal:
        return put(sys.stderr, "\n".join(refusal.faults), code=2)
    except Refused as refused:
        return put(sys.stderr, str(refused.refusal), code=2)
    what = "公开记录" if order.public else "完整记录"
    head = document["head"]
    told = f"已写出{what} {poll.number} {poll.title}：{target}\n链头 {head['date']} {head['hash']}"
    if not order.public and not order.reason.strip():
        put(sys.stderr, f"理由记作“{_reason(order)}”；要写明请用 --reason。", code=0)
    return put(sys.stdout, told, code=0)


def _words(argv: Sequence[str]) -> Namespace:
    parser = Words("export", USAGE)
    parser.add_argument("what", metavar="decision", choices=["decision"])
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("--to", metavar="FILE", required=True, type=Path)
    parser.add_argument("--public", action="store_true")
    parser.add_argument("--street")
    parser.add_argument("--reason", default="")
    parser.add_argument("--force", action="store_true")
    return parser.parse_args(list(argv))


def _target(order: Namespace) -> Path:
    """Where to write. Refused before anything is asked of the database, and put on record."""
    target: Path = order.to
    if target.is_dir():
        raise Unusable([f"{target}：这是一个文件夹，请写出文件名。"])
    if not target.parent.is_dir():
        raise Unusable([f"{target}：没有 {target.parent} 这个文件夹，请先建好。"])
    if target.exists() and not order.force:
        raise Unusable([f"{target}：文件已存在，没有改动；要覆盖请加 --force。"])
    if not os.access(target.parent, os.W_OK):
        raise Unusable([f"{target}：没有写入 {target.parent} 的权限。"])
    return target


def _document(order: Namespace, poll: Poll) -> dict[str, Any]:
    now = clock.now()
    if order.public:
        return public_document(poll, now=now)
    actor = system_actor(poll.street_id, "命令行导出")
    return export_full(poll, _reason(order), by=actor, now=now)


def _reason(order: Namespace) -> str:
    """What goes on record: the reason given, or who took the record at the terminal without one."""
    given: str = order.reason.strip()
    return given or f"命令行导出，没有另写理由（系统账号 {_account()}）"


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return str(os.getuid())


def _write(target: Path, document: dict[str, Any], mode: int) -> None:
    """Canonical JSON beside the target, then moved into its place."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(canonical(document) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(mode)
        partial.replace(target)
    except OSError as problem:
        raise Unusable([f"{target}：写不了，{problem.strerror}。"]) from problem
    finally:
        partial.unlink(missing_ok=True)
