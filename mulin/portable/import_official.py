"""``mulin import-official FILE NUMBER --ballots N --system NAME``: the official system's ballots.

Exit 0: read and taken (or, with ``--dry-run``, only judged); 1: faults, one a line on standard error
as ``sheet!row column: value: rule``, or a total that does not agree, nothing taken; 2: not a readable
file, or unusable arguments. What is taken is sealed like every ballot; the file is not kept.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from mulin.decide.assembly.actions import official
from mulin.decide.assembly.models import OfficialImport, Poll
from mulin.decide.assembly.official_rows import RowFault
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused, system_actor
from mulin.law.record.reading import Unusable
from mulin.portable.naming import poll_numbered
from mulin.portable.official_pages import read_upload
from mulin.portable.roster_archives import Unreadable
from mulin.portable.terminal import Words, put, read_bytes

USAGE = """用法：mulin import-official FILE NUMBER --ballots N --system NAME [--street CODE] [--dry-run]
                             [--leave-faulty]

把官方投票系统导出的票导入一次表决，和纸质票一起封存、一起计。

  FILE            结果文件：mulin-official-ballots/1 的 JSON，或 .xlsx、.xls、.csv
  NUMBER          表决编号，例如 BJ-2026-0117
  --ballots N     官方系统上显示的票数；和文件对不上就不导入
  --system NAME   官方系统的名称，写进存证
  --street CODE   街道代码；只有一个街道时不用写
  --dry-run       只核对，不导入
  --leave-faulty  有错的不导入，其余照导

退出码：0 已导入（或核对无误）；1 有错或票数对不上，没有导入；2 文件或参数不能用。"""

CLEAN, FAULTY, UNUSABLE = 0, 1, 2


class _OnlyLooking(Exception):  # noqa: N818 - takes a dry run back
    def __init__(self, batch: OfficialImport) -> None:
        self.batch = batch


def main(argv: Sequence[str]) -> int:
    """Run the command on the words after its name; Django is set up by the caller."""
    if {"-h", "--help"} & set(argv):
        return put(sys.stdout, USAGE, code=CLEAN)
    try:
        order = _words(argv)
        poll = poll_numbered(order.number, order.street)
        batch = _run(order, poll)
    except Unusable as refusal:
        return put(sys.stderr, "\n".join(refusal.faults), code=UNUSABLE)
    except Unreadable as error:
        return put(sys.stderr, str(error), code=UNUSABLE)
    except Refused as refused:
        return put(sys.stderr, str(refused.refusal), code=FAULTY)
    return _report(order, batch)


def _words(argv: Sequence[str]) -> Namespace:
    parser = Words("import-official", USAGE)
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("--ballots", required=True)
    parser.add_argument("--system", required=True)
    parser.add_argument("--street")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--leave-faulty", action="store_true")
    order = parser.parse_args(list(argv))
    if not (order.ballots.isascii() and order.ballots.isdigit() and 0 < int(order.ballots) < 10**7):
        raise Unusable(["--ballots 后面写官方系统上显示的票数，例如 --ballots 1204。"])
    return order


def _run(order: Namespace, poll: Poll) -> OfficialImport:
    """Read, and take where nothing is wrong: one transaction, or nothing at all."""
    name = Path(order.file).name
    file = read_upload(poll, read_bytes(order.file), name, order.system.strip())
    by, now = system_actor(poll.street_id, "命令行导入"), clock.now()
    try:
        with transaction.atomic():
            batch = official.read_official(
                poll, file, int(order.ballots), import_id=uuid7(), by=by, now=now
            )
            wrong = batch.faulty and not order.leave_faulty
            if order.dry_run or wrong or not batch.agrees or not batch.fresh:
                raise _OnlyLooking(batch)
            return official.take_official(batch.pk, leave_faulty=order.leave_faulty, by=by, now=now)
    except _OnlyLooking as looked:
        return looked.batch


def _report(order: Namespace, batch: OfficialImport) -> int:
    for fault in batch.faults:
        put(sys.stderr, RowFault(**fault).sentence, code=FAULTY)
    told = (
        f"文件里 {batch.ballots} 张票：可导入 {batch.fresh} 张，"
        f"以前导入过 {batch.known} 张，有错 {batch.faulty} 张。"
    )
    if not batch.agrees:
        told += f"\n您写的是 {order.ballots} 张，文件里是 {batch.ballots} 张，对不上，没有导入。"
        return put(sys.stderr, told, code=FAULTY)
    if batch.faulty and not order.leave_faulty:
        return put(
            sys.stderr,
            f"{told}\n没有导入；有错的不导、其余照导，请加 --leave-faulty。",
            code=FAULTY,
        )
    if order.dry_run:
        return put(sys.stdout, f"{told}\n只核对，没有导入。", code=CLEAN)
    if not batch.taken:
        return put(sys.stdout, f"{told}\n没有新的票，什么也没有改变。", code=CLEAN)
    done = f"{told}\n已导入 {batch.taken} 张并封存。文件摘要（SM3）{batch.file_digest}"
    return put(sys.stdout, done, code=CLEAN)
