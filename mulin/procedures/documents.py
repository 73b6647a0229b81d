"""The dossier of a procedure as a PDF: cover, contents, steps, entries, papers, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from mulin.ground.papers.queries import Kept
from mulin.ground.papers.typeset import typeset
from mulin.ground.record.queries import newest_head
from mulin.kit.clock import SHANGHAI, day_of
from mulin.law.pinned import unpin
from mulin.law.process_codec import read as read_process
from mulin.law.progress import State
from mulin.procedures import queries, screens
from mulin.procedures.models import Entry, Procedure, Reminder
from mulin.procedures.queries import StepCard

PACKAGE = "mulin.procedures"


def dossier(procedure: Procedure, kept: Sequence[Kept], *, now: datetime) -> bytes:
    """The dossier as it stands now, papers numbered as in ``kept``. Raises Refused for a character
    that no face can write."""
    today = day_of(now)
    with override("zh-hans"):
        table, cards = queries.cards_of(procedure, today)
        data = {
            **_cover(procedure, cards, today, now),
            "steps": [_step(n, card, today) for n, card in enumerate(cards, start=1)],
            "left_out": [{"title": s.title, "why": str.__str__(why)} for s, why in table.left_out],
            "frozen": screens.frozen(procedure, cards),
            "entries": [_entry(entry, card) for entry, card in _in_order(cards)],
            "papers": [_paper(one) for one in kept],
            "said": [
                {"at": _instant(one.at), "text": str.__str__(one.text), "who": one.who}
                for one in reversed(queries.timeline(procedure))
            ],
            "reminders": [_reminder(one, cards) for one in queries.reminders_of(procedure)[::-1]],
        }
    return typeset("dossier", data, on=today, package=PACKAGE)


def _cover(
    procedure: Procedure, cards: Sequence[StepCard], today: date, now: datetime
) -> dict[str, Any]:
    street, compound = procedure.street, procedure.compound
    law = unpin(procedure.law)
    head = newest_head(procedure.street_id)
    done = sum(card.line.done is not None for card in cards)
    state = str(procedure.get_state_display())
    return {
        "head": {
            "street": street.name,
            "compound": compound.name,
            "number": procedure.number,
            "synthetic": street.synthetic,
        },
        "printed": f"{_day(today)}打印",
        "title": procedure.title,
        "anchor_title": str.__str__(read_process(procedure.process).anchor.title),
        "anchor": _day(procedure.anchor),
        "opened": _day(procedure.opened_on),
        "law": f"{str.__str__(law.name)}，{_day(procedure.law_of)}的规定",
        "state": f"{state}：{procedure.why_ended}" if procedure.why_ended else state,
        "done": done,
        "late": sum(card.state is State.LATE for card in cards) if procedure.is_open else 0,
        "chain": {"date": _day(head.day), "hash": head.hash} if head else None,
    }


def _step(number: int, card: StepCard, today: date) -> dict[str, Any]:
    line = card.line
    note = "" if line.due is None or line.due == line.lawful else f"延期前 {line.lawful}"
    if not note and line.planned and not line.done:
        note = "推算"
    outcome = line.done.outcome if line.done else ""
    return {
        "number": number,
        "title": str.__str__(line.step.title),
        "outcome": next(
            (str.__str__(o.title) for o in line.step.outcomes if o.code == outcome), ""
        ),
        "owed_by": str.__str__(line.owed_by.label),
        "due": str(line.due) if line.due else "—",
        "note": note,
        "done": str(line.done.on) if line.done else "—",
        "state": str.__str__(card.state.label),
        "late": card.state in (State.LATE, State.DONE_LATE),
        "source": str.__str__(line.source.spaced) if line.source else "",
    }


def _in_order(cards: Sequence[StepCard]) -> list[tuple[Entry, StepCard]]:
    found = [(entry, card) for card in cards for entry in card.entries]
    return sorted(found, key=lambda pair: pair[0].pk.int)


def _entry(entry: Entry, card: StepCard) -> dict[str, Any]:
    gone = entry.withdrawn_at is not None
    note = f"{entry.note}（已撤回：{entry.why_withdrawn}）" if gone else entry.note
    return {
        "step": str.__str__(card.line.step.title),
        "day": str(entry.day),
        "kind": str(entry.get_kind_display()),
        "at": _instant(entry.at),
        "by": entry.by,
        "note": note,
        "gone": gone,
    }


def _paper(kept: Kept) -> dict[str, Any]:
    paper = kept.paper
    return {
        "number": kept.number,
        "title": paper.title,
        "digest": paper.digest,
        "step": str.__str__(kept.step),
        "kept": str(day_of(paper.created_on)),
        "size": f"{paper.size:,}",
    }


def _reminder(one: Reminder, cards: Sequence[StepCard]) -> dict[str, str]:
    ((_row, name, words),) = screens.reminder_rows([one], cards)
    return {
        "at": _instant(one.sent_at),
        "step": str.__str__(name),
        "when": words,
        "to": one.to or "没有可以提醒的人",
    }


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
