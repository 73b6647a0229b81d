"""What the screens of procedures draw: the line of steps, rows with marks, whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.ground.page.address import row_address
from mulin.ground.page.listing import Column, Filter
from mulin.ground.record.queries import Said
from mulin.law import questions as q
from mulin.law.jurisdiction import Unanswered
from mulin.law.pinned import unpin
from mulin.law.process import Duty
from mulin.law.process_catalogue import all_processes
from mulin.law.progress import State
from mulin.procedures.models import Due, Procedure, Reminder
from mulin.procedures.queries import StepCard, dues_of, waiting_dues

MARKS = {
    State.DONE: "done",
    State.DONE_LATE: "soon",
    State.LATE: "late",
    State.TURN: "now",
    State.WAITING: "idle",
    State.UNCALLED: "pause",
    State.SPARED: "idle",
}
SOON = 14
"""Days before its day at which a step is pressing."""
ON_A_LINE = 9
STATE_MARKS = {
    Procedure.State.OPEN: "now",
    Procedure.State.CLOSED: "done",
    Procedure.State.VOIDED: "no",
}


@dataclass(frozen=True)
class Row:
    """One step of the table: mark, word, and the days left or gone in words."""

    card: StepCard
    mark: str
    word: str


@dataclass(frozen=True)
class BoardRow:
    """A procedure on the board, with the steps that wait."""

    procedure: Procedure
    mark: str
    word: str
    dues: tuple[tuple[Due, str, str], ...]


def countdown(day: date | None, today: date) -> tuple[str, str]:
    """Mark and words for a day that is coming or gone."""
    if day is None:
        return "now", _("该办了")
    left = (day - today).days
    if left < 0:
        return "late", ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", -left) % {"n": -left}
    if left == 0:
        return "soon", _("今天到期")
    return ("soon" if left <= SOON else "now"), ngettext("还有 %(n)d 天", "还有 %(n)d 天", left) % {
        "n": left
    }


def rows_of(cards: Sequence[StepCard], today: date) -> list[Row]:
    """Every step with its mark and word."""
    return [_row(card, today) for card in cards]


def _row(card: StepCard, today: date) -> Row:
    if card.line.set_late and card.state in (State.TURN, State.WAITING):
        return Row(card, "late", _set_late(card.line.set_late))
    if card.state in (State.LATE, State.TURN):
        return Row(card, *countdown(card.line.due, today))
    return Row(card, MARKS[card.state], card.state.label)


def _set_late(days: int) -> str:
    """A day was set for it that is too late already."""
    return ngettext("定晚 %(n)d 天", "定晚 %(n)d 天", days) % {"n": days}


def line_of(cards: Sequence[StepCard], today: date) -> list[dict[str, str]]:
    """At most nine steps as drawn on one line, with the next one in view."""
    main = [row for row in rows_of(cards, today) if row.card.line.step.when is None]
    open_at = next((i for i, row in enumerate(main) if not row.card.line.done), len(main) - 1)
    start = max(0, min(open_at - 3, len(main) - ON_A_LINE))
    return [_drawn(row, today) for row in main[start : start + ON_A_LINE]]


def _drawn(row: Row, today: date) -> dict[str, str]:
    """A step on the line: its day beside what that day means, and how far from it."""
    line = row.card.line
    if line.done:
        when = _("%(day)s 办了") % {"day": _short(line.done.on, today)}
        text = _early_or_late((line.due - line.done.on).days) if line.due else ""
    elif row.card.line.set_late and line.fixed:
        when, text = _("定在 %(day)s") % {"day": _short(line.fixed, today)}, row.word
    elif row.card.state is State.LATE and line.due:
        when, text = row.word, _("应于 %(day)s") % {"day": _short(line.due, today)}
    elif line.due:
        when = _("%(day)s 前") % {"day": _short(line.due, today)}
        text = row.word if row.card.state is State.TURN else line.owed_by.label
    else:
        when, text = row.word, line.owed_by.label
    name = line.step.title.partition("：")[0]
    return {"state": row.mark, "name": name, "when": when, "text": text}


def _short(day: date, today: date) -> str:
    """Without the year where it is this one."""
    return day.strftime("%m-%d") if day.year == today.year else day.isoformat()


def _early_or_late(left: int) -> str:
    if left < 0:
        return ngettext("晚 %(n)d 天", "晚 %(n)d 天", -left) % {"n": -left}
    return ngettext("早 %(n)d 天", "早 %(n)d 天", left) % {"n": left} if left else _("当天")


def turns_of(procedure: Procedure, cards: Sequence[StepCard], today: date) -> list[Row]:
    """Whose turn it is, the most urgent first."""
    if not procedure.is_open:
        return []
    waiting = [row for row in rows_of(cards, today) if row.card.state in (State.LATE, State.TURN)]
    return sorted(waiting, key=lambda row: row.card.line.due or date.max)


def head_of(procedure: Procedure, cards: Sequence[StepCard]) -> dict[str, str]:
    """Mark and word of the whole."""
    if not procedure.is_open:
        state = Procedure.State(procedure.state)
        return {"mark": STATE_MARKS[state], "word": str(state.label)}
    late = sum(card.state is State.LATE for card in cards)
    if late:
        words = ngettext("%(n)d 步逾期", "%(n)d 步逾期", late) % {"n": late}
        return {"mark": "late", "word": words}
    planned = sum(bool(card.line.set_late) for card in cards)
    if planned:
        words = ngettext("%(n)d 步定晚了", "%(n)d 步定晚了", planned) % {"n": planned}
        return {"mark": "late", "word": words}
    return {"mark": "now", "word": str(Procedure.State.OPEN.label)}


def frozen(procedure: Procedure, cards: Sequence[StepCard]) -> str:
    """What the outgoing committee may not put to the assembly while an election is prepared."""
    done = {card.line.step.code for card in cards if card.line.done}
    if not procedure.is_open or "form_group" not in done or {"elect", "elect_again"} & done:
        return ""
    try:
        ruling = unpin(procedure.law).ask(q.FROZEN_MATTERS)
    except Unanswered:
        return ""
    named = "、".join(matter.label for matter in ruling.value)
    return _("换届小组产生到新一届选出，原业委会不得召集大会决定：%(named)s（%(source)s）。") % {
        "named": named,
        "source": ruling.source.spaced,
    }


def reminder_words(reminder: Reminder) -> str:
    """When a reminder went out, counted from the due day."""
    if reminder.before < 0:
        gone = -reminder.before
        return ngettext("逾期 %(n)d 天", "逾期 %(n)d 天", gone) % {"n": gone}
    ahead = reminder.before
    return ngettext("提前 %(n)d 天", "提前 %(n)d 天", ahead) % {"n": ahead}


def reminder_rows(
    reminders: Sequence[Reminder], cards: Sequence[StepCard]
) -> list[tuple[Reminder, str, str]]:
    """Each reminder with its step's name and its words."""
    names = {card.line.step.code: card.line.step.title for card in cards}
    return [(one, names.get(one.step, one.step), reminder_words(one)) for one in reminders]


def next_of(turns: Sequence[Row], opener: Callable[[StepCard], str]) -> dict[str, Any] | None:
    """The step that presses most: what it asks for, and what it begins in another room."""
    if not turns:
        return None
    row = turns[0]
    line = row.card.line
    return {
        "row": row,
        "lacking": "、".join(p.title for p in line.step.papers) if not row.card.papers else "",
        "opens": opener(row.card),
    }


def said_here(procedure: Procedure, said: Sequence[Said]) -> list[Said]:
    """Its own sentences without its name and number, which stand above them."""
    name = f"「{procedure.title}」（{procedure.number}）"
    return [replace(one, text=_without(one.text, name)) for one in said]


def _without(text: str, name: str) -> str:
    return text.removeprefix(name).removeprefix("的") if text.startswith(name) else text


def board_rows(procedures: Sequence[Procedure], today: date) -> list[BoardRow]:
    """The rows of the board with their waiting steps, in two statements."""
    dues = dues_of(procedures)
    return [_board_row(row, dues[row.pk], today) for row in procedures]


def _board_row(row: Procedure, dues: list[Due], today: date) -> BoardRow:
    counted = tuple((due, *countdown(due.day, today)) for due in dues)
    state = Procedure.State(row.state)
    late = any(mark == "late" for _due, mark, _words in counted)
    mark = "late" if late and row.is_open else STATE_MARKS[state]
    word = _("有逾期") if late and row.is_open else str(state.label)
    return BoardRow(row, mark, word, counted)


def figures(visible: QuerySet[Procedure], today: date) -> list[tuple[str, str, int, str]]:
    """Mark, name, number and filter of the figures over the board."""
    rows = visible.order_by()
    open_rows = rows.filter(state=Procedure.State.OPEN)
    late = rows.filter(Exists(waiting_dues(day__lt=today)))
    closed = rows.filter(state=Procedure.State.CLOSED)
    return [
        ("now", _("办理中"), open_rows.count(), "?state=open"),
        ("late", _("有逾期"), late.count(), "?late=yes"),
        ("done", _("办结"), closed.count(), "?state=closed"),
    ]


def columns(*, exporting: bool = False) -> tuple[Column, ...]:
    """The columns of the board; its export names the next step and who owes it besides."""
    shown = (
        Column("title", _("程序"), "title", order=("title",), href=_href),
        Column("number", _("编号"), "number", order=("number",), face="m-num"),
        Column("compound", _("小区"), "place_and_about", order=("compound__name", "about")),
        Column("anchor", _("起算日"), "anchor", "day", order=("anchor",)),
        Column("state", _("状态"), "get_state_display"),
        Column("next", _("下一个期限"), "next_day", "day", order=("next_day",)),
    )
    besides = (
        Column("step", _("下一步"), "next_step"),
        Column("duty", _("等谁办"), _duty_words),
        Column("opened", _("启动"), "opened_on", "day"),
        Column("ended", _("办结或作废"), "ended_on", "day"),
        Column("why", _("结果或理由"), "why_ended"),
    )
    return (*shown, *besides) if exporting else shown


def filters(today: date) -> tuple[Filter, ...]:
    """What the board is narrowed by."""
    kinds = [(process.code, process.title) for process in all_processes().values()]
    duties = [(duty.value, duty.label) for duty in Duty]
    days = [("yes", _("有逾期")), ("soon", _("两周内到期")), ("open", _("没有期限"))]
    return (
        Filter("state", _("状态"), Procedure.State.choices, "state"),
        Filter("code", _("程序"), kinds, "code"),
        Filter("late", _("期限"), days, lambda rows, value: _by_day(rows, value, today)),
        Filter("duty", _("等谁办"), duties, _by_duty),
    )


def _by_day(rows: QuerySet[Any], value: str, today: date) -> QuerySet[Any]:
    wanted: dict[str, dict[str, Any]] = {
        "yes": {"day__lt": today},
        "soon": {"day__gte": today, "day__lte": today + timedelta(days=SOON)},
        "open": {"day__isnull": True},
    }
    return rows.filter(Exists(waiting_dues(**wanted[value])))


def _by_duty(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(Exists(waiting_dues(owed_by=value)))


def _duty_words(row: Any) -> str:
    return Duty(row.next_duty).label if row.next_duty else ""


def _href(row: Procedure) -> str:
    return row_address("procedures:procedure", row.pk)
