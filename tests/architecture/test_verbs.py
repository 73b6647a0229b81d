"""Verbs put facts on record, write where verbs are, and are told what day it is."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.architecture.allowed import CLOCK_READERS, NO_FACT, WRITERS
from tests.architecture.source import Function, Module, called, functions, modules

ACTIONS = [m for m in modules() if m.role.startswith("actions")]
RECORDERS = {"record"}


CHANGES = {"atomic", "save", "update", "create", "bulk_create", "erase", "write_new"}


def _verbs(module: Module) -> list[Function]:
    """Public functions that somebody does: told by whom, and changing rows."""
    return [
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "by" in {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)}
        and _reaches(node.name, CHANGES)
    ]


def _reaches(name: str, wanted: set[str], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function calls one of the names, itself or through others of its apps."""
    calls = _bodies().get(name, set()) - seen
    if calls & wanted:
        return True
    return any(_reaches(call, wanted, seen | calls | {name}) for call in calls)


@cache
def _bodies() -> dict[str, set[str]]:
    """Function name → what it calls, over all actions files and helpers beside them."""
    found: dict[str, set[str]] = {}
    for module in modules():
        if module.app in {m.app for m in ACTIONS}:
            for node in functions(module.tree):
                found.setdefault(node.name, set()).update(called(node))
    return found


@pytest.mark.parametrize("module", ACTIONS, ids=lambda m: m.name)
def test_every_verb_puts_a_fact_on_record(module: Module) -> None:
    silent = {
        name
        for node in _verbs(module)
        if (name := f"{module.name}.{node.name}") not in NO_FACT
        and not _reaches(node.name, RECORDERS)
    }
    assert not silent, "they put no fact on record: record one, or give a reason in allowed.py"


def test_every_exemption_names_a_verb_that_stands() -> None:
    assert set(NO_FACT) <= {f"{m.name}.{node.name}" for m in ACTIONS for node in _verbs(m)}


WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ERASES = {"erase", "_raw_delete"}
ON_ROWS = ("objects", ".filter(", ".of(", ".all(", ".exclude(")


def _writes(call: ast.Call) -> bool:
    """Whether a call writes rows: by its name, and for common names by what it is called on."""
    target = call.func
    if isinstance(target, ast.Name):
        return target.id == "write_new"
    if not isinstance(target, ast.Attribute):
        return False
    receiver = ast.unparse(target.value)
    if target.attr in ERASES:
        return True
    if target.attr in {"update", "delete", "create"}:
        return any(mark in receiver for mark in ON_ROWS)
    if target.attr == "save":
        words = {keyword.arg for keyword in call.keywords}
        return not call.args and (not words or bool(words & {"force_insert", "update_fields"}))
    return target.attr in WRITES


def _may_write(module: Module) -> bool:
    by_role = module.role.startswith(("actions", "jobs", "management"))
    # The demo is told in verbs; what of it writes rows itself stands in its own seed files.
    return by_role or module.place in WRITERS


def test_only_verbs_write() -> None:
    found = [
        f"{module.place}:{call.lineno}: {ast.unparse(call)[:80]}"
        for module in modules()
        if not _may_write(module)
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and _writes(call)
    ]
    assert found == []


CLOCKS = {"clock.now", "clock.today", "timezone.now", "date.today", "datetime.now", "time.time"}


def _reads_clock(module: Module) -> list[str]:
    return [
        f"{module.place}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCKS
    ]


def _may_read_clock(module: Module) -> bool:
    door = "pages" in module.role or module.role.startswith(("jobs", "api", "management"))
    above = module.place.startswith(("mulin/site/", "mulin/demo/"))
    return above or door or module.place in CLOCK_READERS


def test_days_and_instants_are_arguments() -> None:
    found = [line for m in modules() if not _may_read_clock(m) for line in _reads_clock(m)]
    found = [line for line in found if not line.startswith("mulin/kit/clock.py")]
    assert found == []


def test_no_reader_of_the_clock_is_named_in_vain() -> None:
    by_place = {m.place: m for m in modules()}
    assert [place for place in CLOCK_READERS if not _reads_clock(by_place[place])] == []


def test_nothing_is_imported_inside_functions_but_by_commands() -> None:
    found = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        if not module.place.endswith(("apps.py", "cli.py", "given.py"))
        and "management" not in module.place
        for function in functions(module.tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_facts_are_stated_where_every_process_reads_them() -> None:
    """A fact declared beside its verb has no sentence in a process that never called the verb."""
    elsewhere = [
        f"{module.place}:{node.name}"
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Event" for base in node.bases)
        and not module.role.startswith("events")
    ]
    assert elsewhere == []
