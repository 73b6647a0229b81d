"""Everything that a rule of the house lets pass, each with its reason. These lists only shrink."""

from __future__ import annotations

NO_FACT: dict[str, str] = {
    "mulin.ground.access.actions.switch_membership": "a session changes, nothing of the street does",
    "mulin.ground.record.actions.record": "it is what puts facts on record",
    "mulin.ground.record.actions.note_read": "a reading is noted in a table of its own",
    "mulin.ground.streets.actions.draw_number": "part of the verb that publishes under the number",
}
"""Public functions of actions that put no fact on record."""

NO_FACT_APPS: dict[str, str] = {
    "mulin.ground.jobs": "the queue is machinery: the verb that a job runs puts the fact on record",
}
"""Apps whose verbs put no facts on record."""

WRITERS: dict[str, str] = {
    "mulin/ground/streets/models.py": "the base of all rows: erase, update and save are defined here",
    "mulin/ground/access/models.py": "Django asks the manager of accounts to create them",
    "mulin/ground/record/sealer.py": "links facts; the record's second writer, beside its verbs",
    "mulin/ground/jobs/worker.py": "the queue's own state, on a connection of its own",
}
"""Files beside actions and jobs that write rows."""

LONG_FILES: dict[str, int] = {}
"""File → lines it may have where 300 do not suffice."""

LONG_FUNCTIONS: dict[str, int] = {}
"""``file:function`` → lines it may have where 40 do not suffice."""

CLOCK_READERS: dict[str, str] = {
    "mulin/ground/access/middleware.py": "turns a request into an actor of today, as pages do",
    "mulin/ground/access/adapter.py": "allauth's own page calls it",
    "mulin/ground/access/entry.py": "how fresh a sign-in is",
    "mulin/ground/page/context.py": "the shell says when the figures were read",
    "mulin/ground/page/templatetags/mulin.py": "how long ago something was, in words",
    "mulin/ground/jobs/worker.py": "the worker is a command",
}
"""Files beside pages, jobs and commands that read the clock."""
