"""The six steps of one issue with their days, by the law's process and what was really done."""

from __future__ import annotations

from datetime import date

from mulin.deliberate.meetings.models import Issue
from mulin.ground.calendar.queries import calendar_of
from mulin.law.catalogue import nearest
from mulin.law.process_catalogue import process_named
from mulin.law.progress import Done, Events, Line, State, Timetable
from mulin.law.timetable import timetable

PROCESS = "deliberation"
MARKS = {
    State.DONE: "done",
    State.DONE_LATE: "soon",
    State.LATE: "late",
    State.TURN: "now",
    State.WAITING: "idle",
    State.UNCALLED: "pause",
    State.SPARED: "no",
}
BRANCHES = {"mediate", "vote"}
OUTCOMES = {Issue.State.NOT_AGREED: "not_agreed", Issue.State.TO_THE_OWNERS: "to_the_owners"}


def timetable_of(issue: Issue, today: date) -> Timetable:
    """The process ``deliberation`` as this issue has walked it so far."""
    return timetable(
        process_named(PROCESS),
        nearest(issue.street.region),
        anchor=issue.raised_on,
        opened=issue.raised_on,
        calendar=calendar_of(issue.street_id),
        events=_events(issue),
        today=today if issue.is_open else None,
    )


def due_of(issue: Issue, step: str, today: date) -> date | None:
    """The last day of a step; None where it has none."""
    try:
        return timetable_of(issue, today).line(step).due
    except KeyError:
        return None


def line_of(issue: Issue, today: date) -> list[dict[str, str]]:
    """The steps as drawn: name, day, mark; the branches only where they were taken."""
    table = timetable_of(issue, today)
    return [
        _drawn(line, table.state(line, today))
        for line in table.lines
        if line.step.code not in BRANCHES or line.called_for is True
    ]


def next_due(issue: Issue, today: date) -> Line | None:
    """The most urgent step that somebody can take now."""
    turns = timetable_of(issue, today).turns(today) if issue.is_open else []
    return turns[0] if turns else None


def _drawn(line: Line, state: State) -> dict[str, str]:
    day = line.done.on if line.done else line.due
    name = line.step.title.partition("：")[0]
    return {
        "state": MARKS[state],
        "name": name,
        "when": day.isoformat() if day else "—",
        "text": state.label,
    }


def _events(issue: Issue) -> Events:
    decided = OUTCOMES.get(Issue.State(issue.state), "agreed")
    if issue.touches:
        decided = OUTCOMES[Issue.State.TO_THE_OWNERS]
    days = {
        "collect": (issue.chosen_on, ""),
        "choose": (issue.chosen_on, ""),
        "deliberate": (issue.deliberated_on, decided),
        "carry_out": (issue.carried_out_on, ""),
        "feed_back": (issue.fed_back_on, ""),
        "evaluate": (issue.closed_on if issue.fed_back_on else None, ""),
    }
    return Events({code: Done(day, how) for code, (day, how) in days.items() if day}, {}, {})
