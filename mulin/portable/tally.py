"""`mulin tally FILE`: recount a vote from its record, full or public, without a database.

Prints the result (`mulin-result/1`) and exits 0, or prints one sentence per fault on standard error
and exits 2. The majorities are those in force on the day the vote was opened, in its region.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mulin.law.catalogue import nearest
from mulin.law.jurisdiction import Unanswered
from mulin.law.national import NATIONAL
from mulin.law.questions import DecisionKind
from mulin.law.record import decision_record, decision_result, public_record
from mulin.law.record.reading import Node, Unusable, load, shown
from mulin.law.tally import CitedMajority, majorities_of
from mulin.law.tally import tally as tally_full
from mulin.portable.terminal import STDIN, put, read_bytes

USAGE = """用法：mulin tally FILE

从一份表决记录（mulin-decision/1 完整记录，或 mulin-public/1 公开记录）重新计票，打印结果 mulin-result/1。
FILE 写 - 时读标准输入。不需要数据库，也不联网。

退出码：0 成功；2 文件不能用，原因逐条写在标准错误上。"""


def main(argv: Sequence[str]) -> int:
    """Run the command on the words after `mulin tally`; returns the exit code."""
    if list(argv) in (["-h"], ["--help"]):
        return put(sys.stdout, USAGE, code=0)
    if len(argv) != 1 or _is_option(argv[0]):
        return put(sys.stderr, USAGE, code=2)
    try:
        result = recount(load(read_bytes(argv[0])))
    except Unusable as refusal:
        return put(sys.stderr, "\n".join(refusal.faults), code=2)
    return put(sys.stdout, json.dumps(result, ensure_ascii=False, indent=2), code=0)


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != STDIN and not Path(word).exists()


def recount(document: object) -> dict[str, Any]:
    """The result of a record of either format. Raises `Unusable` with one sentence per fault."""
    kind = document.get("format") if isinstance(document, dict) else None
    if kind == public_record.FORMAT:
        public = public_record.read(document)
        kinds = (motion.kind for motion in public.motions)
        law = majorities_in(public.region, kinds, public.opened_on)
        return decision_result.write(public_record.tally(public, law))
    if kind == decision_record.FORMAT or not isinstance(document, dict):
        record = decision_record.read(document)
        law = majorities_in(record.region, (m.kind for m in record.motions), record.opened_on)
        return decision_result.write(tally_full(record, law))
    node = Node(document, "", []).member("format")
    node.refuse(f'应为 "{decision_record.FORMAT}" 或 "{public_record.FORMAT}"')
    raise Unusable(node.faults)


def majorities_in(
    region: str, kinds: Iterable[DecisionKind], opened_on: date
) -> dict[DecisionKind, CitedMajority]:
    """The majorities of a region on a day. Raises `Unusable` where no law we know answers."""
    try:
        return majorities_of(nearest(region), kinds, opened_on)
    except Unanswered as refusal:
        first = min(a.since for a in NATIONAL.answers if a.question == refusal.question)
        day = shown(opened_on.isoformat())
        raise Unusable(
            [f"opened_on：{day} 不可用，表决门槛自 {first.isoformat()}（民法典施行）起才有依据。"]
        ) from None
