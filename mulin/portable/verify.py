"""`mulin verify FILE [--anchor HASH]`: check an exported record with its result and proof.

Recounts the vote, compares with the result in the file, and recomputes every hash from the record
to the head of the chain; needs no database. Prints `consistent`, or `anchored` where HASH, as
printed on a notice, is the head (or lies on the way from the count to it); details follow. Exit 0;
1 with one sentence for the first thing that does not hold, or where HASH is none of the chain's; 2
where the file cannot be used.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mulin.kit.canonical import fingerprint
from mulin.law.record import decision_record, proof, public_record
from mulin.law.record.differences import first_difference
from mulin.law.record.proof import Proof
from mulin.law.record.reading import Node, Unusable, load
from mulin.portable.tally import recount
from mulin.portable.terminal import Words, put, read_bytes

USAGE = """用法：mulin verify FILE [--anchor HASH]

核对一份导出的表决记录（完整或公开）：重新计票，与所附结果比较，并逐个核对校验值，直到当日链头。
不需要数据库。FILE 写 - 时读标准输入。
通过时第一行是 consistent；给出的 HASH（公告或公开栏上印的链头）对得上时是 anchored。

  --anchor HASH  公告或公开栏上印的链头，64 位

不写 FILE 时核对数据库：mulin verify [--anchor HASH]；写备份目录时核对备份：mulin verify DIR。

退出码：0 通过；1 有一处不成立，或 HASH 对不上，原因写在标准错误上；2 文件不能用，原因逐条写明。"""

JUDGING = "PollJudged"
"""The kind of fact that commits to a record, its result and its public record."""
BESIDE = {
    decision_record.FORMAT: ("poll", "result", "head", "proof"),
    public_record.FORMAT: ("head", "proof"),
}
"""Members that stand beside what is committed: everything else in the file is part of it."""


class Broken(Exception):  # noqa: N818 - says what was found
    """Something in the file does not hold; the message is its sentence."""


@dataclass(frozen=True)
class Checked:
    """A record that holds, as far as the head in it."""

    document: Mapping[str, Any]
    proof: Proof

    @property
    def is_public(self) -> bool:
        return bool(self.document["format"] == public_record.FORMAT)


def main(argv: Sequence[str]) -> int:
    """Run the command on the words after `mulin verify`; returns the exit code."""
    if {"-h", "--help"} & set(argv):
        return put(sys.stdout, USAGE, code=0)
    try:
        file, anchor = _words(argv)
        checked = check(load(read_bytes(file)))
    except Unusable as refusal:
        return put(sys.stderr, "\n".join(refusal.faults), code=2)
    except RecursionError:
        return put(sys.stderr, "文件嵌套层数过多，不是可以核对的记录。", code=2)
    except Broken as broken:
        return put(sys.stderr, _writable(str(broken)), code=1)
    link = proof.position_of(checked.proof, anchor) if anchor else None
    word = "consistent" if link is None else "anchored"
    put(sys.stdout, _writable("\n".join([word, *_details(checked, anchor, link)])), code=0)
    if anchor and link is None:
        return put(sys.stderr, _not_anchored(checked.proof, anchor), code=1)
    return 0


def _words(argv: Sequence[str]) -> tuple[str, str]:
    parser = Words("verify", USAGE)
    parser.add_argument("FILE")
    parser.add_argument("--anchor")
    found = parser.parse_args(list(argv))
    if found.anchor is None:
        return found.FILE, ""
    # People copy it from paper, where it may be broken into groups.
    anchor = re.sub(r"[\s-]", "", found.anchor).lower()
    if not proof.DIGEST.fullmatch(anchor):
        raise Unusable(["--anchor：链头应为 64 位十六进制数字，请照公告上印的完整抄写。"])
    return found.FILE, anchor


def check(document: object) -> Checked:
    """The record with everything in it checked.

    Raises `Unusable` with one sentence per fault, `Broken` with the first thing that does not hold.
    """
    counted = recount(document)
    checked = _read(document)
    _check_result(checked, counted)
    _check_digests(checked)
    broken = proof.broken(checked.proof)
    if broken:
        raise Broken(broken)
    _check_head(checked)
    return checked


def _read(document: object) -> Checked:
    """The members beside the record. ``document`` is a record: it has been counted."""
    root = Node(document, "", [])
    is_full = root.member("format").value == decision_record.FORMAT
    root.member("result").is_object()
    root.member("poll").text("应为表决的编号")
    head = root.member("head")
    if head.is_object():
        head.member("date").day()
        proof.digest(head.member("hash"))
    found = proof.read(root.member("proof"))
    if found is not None:
        _read_committed(root.member("proof").member("fact"), is_full=is_full)
    if found is not None and not root.faults:
        _refuse_strange(root.member("proof"), proof.write(found))
        _refuse_strange(head, {"date": None, "hash": None})
        _refuse_unhashable(root)
    if root.faults or found is None or not isinstance(document, dict):
        raise Unusable(root.faults)
    return Checked(document, found)


def _read_committed(fact: Node, *, is_full: bool) -> None:
    kind, body = fact.member("kind"), fact.member("body")
    if kind.value != JUDGING:
        kind.refuse(f'应为 "{JUDGING}"（开票计票的事实）')
        return
    names = ("record_digest", "result_digest") if is_full else ("public_digest",)
    for name in names:
        proof.digest(body.member(name))
    for name in ("title", "number"):
        body.member(name).text()


def _refuse_strange(node: Node, known: Any) -> None:
    """Beside the record, a member that the format does not know would be covered by no digest."""
    if isinstance(node.value, dict):
        for key, inside in node.members():
            if key in known:
                _refuse_strange(inside, known[key])
            else:
                node.faults.append(f"{inside.path}：格式里没有这一项，不受校验值保护，请删去。")
    elif isinstance(node.value, list):
        for element, like in zip(node.elements(), known, strict=True):
            _refuse_strange(element, like)


def _refuse_unhashable(root: Node) -> None:
    """What has no canonical form was never committed: floats, and letters no encoding knows."""
    try:
        fingerprint(root.value)
    except ValueError:
        root.faults.append("文件里有小数或无法写出的字符，数量应为整数或加引号的文字。")


def _check_result(checked: Checked, counted: dict[str, Any]) -> None:
    """A public record is recounted to the strict counts; its clause is only covered by its digest."""
    written = checked.document["result"]
    if checked.is_public:
        counted, written = _without_clause(counted), _without_clause(written)
    titles = {motion["id"]: motion.get("title") or "" for motion in checked.document["motions"]}
    difference = first_difference(counted, written, titles)
    if difference:
        raise Broken(difference)


def _without_clause(result: Any) -> Any:
    motions = result.get("motions")
    if not isinstance(motions, list):
        return result
    strict = [
        {key: value for key, value in motion.items() if key != "clause"}
        if isinstance(motion, dict)
        else motion
        for motion in motions
    ]
    return result | {"motions": strict}


def _check_digests(checked: Checked) -> None:
    document, body = checked.document, checked.proof.body
    beside = BESIDE[document["format"]]
    committed = {key: value for key, value in document.items() if key not in beside}
    if checked.is_public:
        _compare("公开记录", fingerprint(committed), body["public_digest"])
    else:
        _compare("表决记录（房屋、票、规则等）", fingerprint(committed), body["record_digest"])
        _compare("计票结果", fingerprint(document["result"]), body["result_digest"])
    if document["poll"] != body["number"]:
        raise Broken(f"编号写的是 {document['poll']}，开票时存证的是 {body['number']}。")


def _compare(what: str, ours: str, theirs: str) -> None:
    if ours != theirs:
        raise Broken(
            f"{what}与开票时存证的不一致：按文件重算的校验值是 {ours}，存证的是 {theirs}。"
        )


def _check_head(checked: Checked) -> None:
    head, end = checked.document["head"], checked.proof.head
    for name, theirs, ours in (
        ("hash", head["hash"], end.hash),
        ("date", head["date"], end.day.isoformat()),
    ):
        if theirs != ours:
            raise Broken(f"head.{name} 写的是 {theirs}，证明里的链头是 {ours}。")


def _details(checked: Checked, anchor: str, link: int | None) -> list[str]:
    document, found = checked.document, checked.proof
    compound, body, end = document["compound"], found.body, found.head
    kind = "公开记录" if checked.is_public else "完整记录"
    lines = [
        f"{kind}：{compound.get('name') or compound['region']} {body['number']} {body['title']}",
        *(_verdict(m, document) for m in document["result"]["motions"]),
        f"存证：第 {found.seq} 环，{found.fact['on']}；其后 {len(found.path)} 环逐环相接。",
        f"链头：{end.day.isoformat()}，第 {end.seq} 环",
        end.hash,
    ]
    if link is not None:
        where = "就是当日链头" if link == end.seq else f"是第 {link} 环，在开票与链头之间"
        lines.append(f"您给出的 {anchor[:8]}…{where}：记录在印出它之前就已存证，此后没有改动。")
    elif not anchor:
        lines.append("请与公告或公开栏上印的链头比对：mulin verify FILE --anchor 印出的链头。")
    return lines


def _verdict(motion: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    titles = {m["id"]: m.get("title") for m in document["motions"]}
    return f"「{titles[motion['id']] or motion['id']}」{'通过' if motion['passed'] else '未通过'}"


def _not_anchored(found: Proof, anchor: str) -> str:
    return (
        f"文件前后一致，但 {anchor[:8]}… 不是第 {found.seq} 环到第 {found.head.seq} 环的校验值："
        f"请核对抄写，并用开票之后、{found.head.day.isoformat()} 及以前印出的链头。"
        "确认无误仍对不上的，这份文件不可采信。"
    )


def _writable(text: str) -> str:
    """Control characters of a file never reach the terminal."""
    return "".join(c if c == "\n" or c.isprintable() else "\ufffd" for c in text)
