"""A pact held against every rule of the folder: named findings with clause, reason and article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mulin.law.folder import modules_in
from mulin.law.pacts import rules
from mulin.law.pacts.reading import Clause, Ground, Rule, Topic, Weight, sentences
from mulin.law.terms import Citation


@dataclass(frozen=True)
class Finding:
    """What a rule found: in which clause (empty: in the whole pact), at which words, and what to do."""

    rule: str
    clause: str
    title: str
    reason: str
    instead: str
    source: Citation
    weight: Weight
    quote: str = ""
    start: int = 0

    @property
    def contradicts(self) -> bool:
        return self.weight is Weight.CONTRADICTION


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of the folder, by file and then in its order. Raises ValueError for a clash of codes."""
    found = tuple(
        rule for _name, module in modules_in(rules) for rule in getattr(module, "RULES", ())
    )
    _told_apart([rule.code for rule in (*found, *all_topics())])
    return found


@cache
def all_topics() -> tuple[Topic, ...]:
    """Every topic a pact has to settle."""
    return tuple(
        topic for _name, module in modules_in(rules) for topic in getattr(module, "TOPICS", ())
    )


def check(kind: str, clauses: Sequence[Clause], ground: Ground) -> tuple[Finding, ...]:
    """Everything the rules say of a pact, clause by clause; of the whole pact last."""
    found = [finding for clause in clauses for finding in _in(kind, clause, ground)]
    return (*found, *_missing(kind, clauses))


def _in(kind: str, clause: Clause, ground: Ground) -> Iterator[Finding]:
    """Each rule once a clause, at the first words that it is about."""
    for rule in all_rules():
        if rule.speaks_of(kind):
            finding = next(_by(rule, clause, ground), None)
            if finding is not None:
                yield finding


def _by(rule: Rule, clause: Clause, ground: Ground) -> Iterator[Finding]:
    for begins, sentence in sentences(clause.text):
        for start, _end in rule.finds(sentence):
            judged = rule.judged(ground, sentence)
            if judged is not None:
                yield Finding(
                    rule.code, clause.key, rule.title, rule.reason, rule.instead,
                    judged.source, judged.weight, sentence.strip(), begins + start,
                )  # fmt: skip


def _missing(kind: str, clauses: Iterable[Clause]) -> Iterator[Finding]:
    whole = "\n".join(f"{clause.title}\n{clause.text}" for clause in clauses)
    for topic in all_topics():
        if kind in topic.kinds and topic.words.search(whole) is None:
            yield Finding(
                topic.code, "", topic.title, topic.reason, topic.instead, topic.source, Weight.HINT
            )


def _told_apart(codes: Sequence[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f"two rules of one code: {', '.join(twice)}")
