"""What a lift may get from the public purse, by the rule that is known here, and why that one.

A region's own verified text comes first. Where none was read, the rule that the street wrote down
serves and is marked 需本地复核; then what was only read at second hand. Else nothing is reckoned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mulin.kit import money
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.cases import LiftSubsidy
from mulin.law.jurisdiction import Confidence, Law, Ruling, Unanswered

LOCAL_REVIEW = said("街道登记的办法，需本地复核")


@dataclass(frozen=True)
class Rule:
    """A rule with where it comes from; ``note`` is shown beside every figure that it gives."""

    value: LiftSubsidy
    source: str
    note: str = ""


@dataclass(frozen=True)
class Reckoned:
    """What one lift may get; ``fen`` is 0 with the reason in ``why``."""

    fen: int
    why: str


def rule_for(law: Law, on: date, own: Rule | None) -> Rule | str:
    """The rule that serves, or in words why there is none."""
    try:
        ruling = law.ask(q.LIFT_SUBSIDY, on)
    except Unanswered as missing:
        return own or missing.reason
    if own is not None and not (ruling.confidence is Confidence.VERIFIED and ruling.verified):
        return own
    return _of(ruling)


def reckon(rule: LiftSubsidy, cost: int, floors: int) -> Reckoned:
    """The subsidy on ``cost`` fen, whole fen and never more than the cost."""
    if floors and floors < rule.least_floors:
        why = said("这栋楼 {n} 层，办法要求 {least} 层及以上。", n=floors, least=rule.least_floors)
        return Reckoned(0, why)
    if rule.percent:
        part = cost * rule.percent // 100
        most = min(part, rule.ceiling) if rule.ceiling else part
        why = said(
            "{cost} 元的 {percent}% 是 {part} 元",
            cost=money.digits(cost),
            percent=rule.percent,
            part=money.digits(part),
        )
        if most < part:
            why = said("{why}，超过上限，按 {most} 元", why=why, most=money.digits(most))
        return Reckoned(most, why)
    found = min(rule.amount, cost)
    return Reckoned(found, said("每台 {sum} 元", sum=money.digits(rule.amount)))


def _of(ruling: Ruling[LiftSubsidy]) -> Rule:
    return Rule(ruling.value, ruling.source.spaced, ruling.note)
