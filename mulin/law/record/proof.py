"""That a vote's record stood in its street's chain of facts, the open format `mulin-proof/1`.

A proof holds the statement of one fact (the opening and counting of the ballots, which names the
digests of the record and of its result), the link of that fact, and for every later link up to a
day's head the digest of its fact and its own hash. Whoever has the file recomputes each link from
the one before and arrives at the head, which is printed on notices and shown on the public board.

Digests are SM3 (64 hexadecimal digits) over canonical JSON: sorted keys, no spaces, UTF-8,
integers only. Of later facts nothing but digests is here; of personal fields only commitments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mulin.kit.canonical import fingerprint
from mulin.kit.chain import link_hash
from mulin.kit.words import said
from mulin.law.record.reading import Node, shown

FORMAT = "mulin-proof/1"
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Step:
    """A later link: its number, the digest of its fact, its hash."""

    seq: int
    fact: str
    hash: str


@dataclass(frozen=True, slots=True)
class DayEnd:
    """Where the path ends: the link that is the street's head of a day."""

    day: date
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact's statement, its link (`seq`, `prev`, `hash`), the later links, and the head."""

    fact: Mapping[str, Any]
    seq: int
    prev: str
    hash: str
    path: tuple[Step, ...]
    head: DayEnd

    @property
    def body(self) -> Mapping[str, Any]:
        """The public fields of the fact."""
        body: Mapping[str, Any] = self.fact["body"]
        return body


def write(proof: Proof) -> dict[str, Any]:
    """The document `mulin-proof/1`; `read` gives the same proof back."""
    return {
        "format": FORMAT,
        "fact": dict(proof.fact),
        "link": {"seq": proof.seq, "prev": proof.prev, "hash": proof.hash},
        "path": [{"seq": s.seq, "fact": s.fact, "hash": s.hash} for s in proof.path],
        "head": {
            "date": proof.head.day.isoformat(),
            "seq": proof.head.seq,
            "hash": proof.head.hash,
        },
    }


def read(node: Node) -> Proof | None:
    """The proof a node holds; None where it has faults, which are noted in the node's list."""
    already = len(node.faults)
    if not node.is_object():
        return None
    kind, link, head = node.member("format"), node.member("link"), node.member("head")
    if kind.value != FORMAT:
        kind.refuse(said('应为 "{format}"', format=FORMAT))
        return None
    proof = Proof(
        fact=_statement(node.member("fact")),
        seq=link.member("seq").whole(1),
        prev=digest(link.member("prev")),
        hash=digest(link.member("hash")),
        path=tuple(_step(step) for step in node.member("path").objects()),
        head=DayEnd(
            day=head.member("date").day(),
            seq=head.member("seq").whole(1),
            hash=digest(head.member("hash")),
        ),
    )
    return proof if len(node.faults) == already else None


def digest(node: Node) -> str:
    """An SM3 digest: 64 hexadecimal digits, small letters."""
    if isinstance(node.value, str) and DIGEST.fullmatch(node.value):
        return node.value
    node.refuse(said("应为 64 位十六进制的 SM3 校验值（小写）"))
    return ""


def broken(proof: Proof) -> str:
    """The first link that does not hold, in one sentence; empty where the head is reached."""
    if link_hash(proof.prev, proof.seq, fingerprint(proof.fact)) != proof.hash:
        return said(
            "第 {seq} 环不成立：按开票的事实、前一环的校验值和环号重算，与这一环记载的校验值不同。",
            seq=proof.seq,
        )
    at, tip = proof.seq, proof.hash
    for step in proof.path:
        if step.seq != at + 1:
            return said(
                "第 {at} 环缺失：第 {before} 环后面接的是第 {seq} 环。",
                at=at + 1,
                before=at,
                seq=step.seq,
            )
        if link_hash(tip, step.seq, step.fact) != step.hash:
            return said("第 {seq} 环不成立：按前一环重算，与这一环记载的校验值不同。", seq=step.seq)
        at, tip = step.seq, step.hash
    if (proof.head.seq, proof.head.hash) != (at, tip):
        return said(
            "链头不成立：路径止于第 {at} 环 {tip}，链头却记为第 {seq} 环。",
            at=at,
            tip=tip,
            seq=proof.head.seq,
        )
    return ""


def position_of(proof: Proof, anchor: str) -> int | None:
    """The number of the link, from the fact's own to the head, whose hash is `anchor`."""
    if proof.hash == anchor:
        return proof.seq
    return next((step.seq for step in proof.path if step.hash == anchor), None)


def _step(node: Node) -> Step:
    return Step(
        seq=node.member("seq").whole(1),
        fact=digest(node.member("fact")),
        hash=digest(node.member("hash")),
    )


def _statement(node: Node) -> Mapping[str, Any]:
    if not node.is_object() or not node.member("body").is_object():
        return {"body": {}}
    node.member("kind").text()
    node.member("on").day()
    statement: Mapping[str, Any] = node.value  # type: ignore[assignment]
    try:
        fingerprint(statement)
    except ValueError:
        node.faults.append(
            said(
                "{path}：{statement}不可用，只能有文字、整数、真假值和 null。",
                path=node.path,
                statement=shown(statement),
            )
        )
    return statement
