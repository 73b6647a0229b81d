"""Exported records made without a database: a vote, its result, and a small invented chain."""

from __future__ import annotations

from datetime import date
from typing import Any

from mulin.kit.canonical import fingerprint, sm3
from mulin.kit.chain import link_hash
from mulin.law.record import (
    decision_record,
    decision_result,
    decision_writing,
    proof,
    public_record,
)
from mulin.law.record.proof import DayEnd, Proof, Step
from mulin.law.tally import tally
from tests.law.records import MAJORITIES, Document

NUMBER, DAY = "BJ-2026-0117", date(2026, 7, 1)
FIRST, LATER = 812, 4
"""The link of the fact, and how many links follow on its day."""


def judged_fact(document: Document) -> dict[str, Any]:
    """The statement of the fact that this vote was judged, as the chain keeps it."""
    record = decision_record.read(document)
    verdicts = tally(record, MAJORITIES)
    public = public_record.write(public_record.make(record), verdicts, poll=NUMBER)
    body = {
        "title": "2026 年第二次业主大会",
        "number": NUMBER,
        "compound": record.compound,
        "verdict": "；".join(
            f"「{motion.title}」{'通过' if verdict.passed else '未通过'}"
            for motion, verdict in zip(record.motions, verdicts, strict=True)
        ),
        "record_digest": fingerprint(document),
        "result_digest": fingerprint(decision_result.write(verdicts)),
        "public_digest": fingerprint(public),
    }
    return {
        "id": "019f1a2b3c4d7e8f9012345678abcdef",
        "street": "019f1a2b3c4d7e8f9012345678abc000",
        "at": 1782900000000000,
        "on": DAY.isoformat(),
        "kind": "PollJudged",
        "account": None,
        "person": None,
        "by": "慕和南道业主委员会 计票人",
        "compound": "019f1a2b3c4d7e8f9012345678abc001",
        "subject": "019f1a2b3c4d7e8f9012345678abc002",
        "body": body,
        "commitments": {},
    }


def chained(fact: dict[str, Any], *, first: int = FIRST, later: int = LATER) -> Proof:
    """The fact as link ``first`` of a chain, with ``later`` links of other facts up to the head."""
    before = sm3(b"the link before")
    tip = own = link_hash(before, first, fingerprint(fact))
    path = []
    for seq in range(first + 1, first + 1 + later):
        digest = sm3(f"fact {seq}".encode())
        tip = link_hash(tip, seq, digest)
        path.append(Step(seq, digest, tip))
    return Proof(fact, first, before, own, tuple(path), DayEnd(DAY, first + later, tip))


def exported(document: Document, *, later: int = LATER) -> Document:
    """The full record as it is handed out."""
    whole = decision_writing.write(decision_record.read(document))
    result = decision_result.write(tally(decision_record.read(document), MAJORITIES))
    return whole | {"poll": NUMBER, "result": result} | _proved(judged_fact(whole), later)


def exported_public(document: Document, *, later: int = LATER) -> Document:
    """The public record as it is handed out."""
    whole = decision_writing.write(decision_record.read(document))
    record = decision_record.read(document)
    public = public_record.make(record)
    written = public_record.write(public, tally(record, MAJORITIES), poll=NUMBER)
    return written | _proved(judged_fact(whole), later)


def _proved(fact: dict[str, Any], later: int) -> Document:
    made = chained(fact, later=later)
    head = {"date": made.head.day.isoformat(), "hash": made.head.hash}
    return {"head": head, "proof": proof.write(made)}
