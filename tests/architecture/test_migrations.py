"""Migrations are in step with the models, keep the street rules, and run both ways."""

from __future__ import annotations

import ast
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mulin.ground.streets.checks import faults, tenant_models
from mulin.kit.ids import uuid7
from tests.architecture.schema import look
from tests.architecture.source import HOUSE, ROOT

FILES = sorted(HOUSE.glob("**/migrations/[0-9]*.py"))


@pytest.fixture
def real_migrations(settings: LazySettings, db: None) -> None:
    """The suite makes its tables without migrations; here they count again."""
    settings.MIGRATION_MODULES = {}


def test_no_model_changed_without_its_migration(real_migrations: None) -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_every_app_with_tables_has_migrations() -> None:
    bare = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("mulin.")
        and list(config.get_models())
        and not list((Path(config.path) / "migrations").glob("0001*.py"))
    }
    assert bare == set()


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parts[-3]}/{p.stem}")
def test_a_migration_runs_no_code_of_the_apps_and_makes_no_trigger(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "trigger" not in text.lower()
    calls = {ast.unparse(n.func) for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Call)}
    if not {"migrations.RunPython", "migrations.RunSQL"} & calls:
        return
    # Names a model needs for its fields are data; verbs, questions and models would be code.
    allowed = ("mulin.ground.streets.fields", "mulin.kit.")
    imported = {
        node.module or ""
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mulin.")
    }
    assert {name for name in imported if not name.startswith(allowed)} == set()


def test_the_tables_that_migrations_make_keep_the_street_rules(real_migrations: None) -> None:
    """The models of the last state, as the migrations tell it, under the same checks."""
    state = MigrationLoader(None).project_state().apps
    tables = {model._meta.db_table for model in tenant_models()}
    made = [model for model in state.get_models() if model._meta.db_table in tables]
    assert {model._meta.db_table for model in made} == tables
    assert [fault for model in made for fault in faults(model)] == []


def _schema(script: str, url: str, var: Path) -> dict[str, object]:
    """Run a script of migrations on a database of its own; returns what it prints."""
    env = {
        **os.environ,
        "DATABASE_URL": url,
        "MULIN_VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "mulin.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


LOOK = """
import json, django
django.setup()
from django.core.management import call_command
from django.apps import apps
from tests.architecture.schema import look
"""
FORTH = LOOK + "call_command('migrate', verbosity=0)\nprint(json.dumps(look()))\n"
BACK = (
    LOOK
    + """
labels = [a.label for a in apps.get_app_configs() if a.name.startswith("mulin.") and list(a.get_models())]
call_command("migrate", verbosity=0)
for label in ("account", "mfa", "usersessions", *labels):
    call_command("migrate", label, "zero", verbosity=0)
print(json.dumps({"left": [table for table in look() if table.split("_")[0] in labels]}))
"""
)


@pytest.fixture
def empty(tmp_path: Path, db: None) -> tuple[str, Path]:
    """An empty database of the engine under test: its address, and a folder."""
    if connection.vendor == "sqlite":
        return "", tmp_path / "one"
    kept = connection.settings_dict
    name = f"mulin_migrations_{uuid7().hex}"
    _createdb(name)
    socket = kept["OPTIONS"].get("host", "")
    tail = f"?host={socket}" if socket else ""
    return f"postgresql://{kept['USER']}@{kept['HOST']}/{name}{tail}", tmp_path / name


def _createdb(name: str) -> None:
    params = {
        k: v
        for k, v in connection.get_connection_params().items()
        if k in {"host", "user", "port", "password"}
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **params) as plain:
        plain.execute(f'CREATE DATABASE "{name}"')


@pytest.mark.soak
def test_migrations_make_the_tables_the_models_describe(empty: tuple[str, Path]) -> None:
    """The suite's own database was made straight from the models."""
    forth, straight = _schema(FORTH, *empty), look()
    assert set(forth) == set(straight)
    for table, found in straight.items():
        assert forth[table] == found, table


@pytest.mark.soak
def test_migrations_run_backwards_too(empty: tuple[str, Path]) -> None:
    assert _schema(BACK, *empty) == {"left": []}
