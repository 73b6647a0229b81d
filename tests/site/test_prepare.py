"""Between installed and serving: what a start does to the data, and what it leaves alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError

from mulin.site import prepare
from tests.site.installation import Installation


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("database or disk is full", "磁盘空间不够"),
        ("attempt to write a readonly database", "权限"),
        ("unable to open database file", "权限"),
        ("file is not a database", "已损坏"),
        ("database disk image is malformed", "已损坏"),
        ("database is locked", "占用"),
        ("no such table: streets_street", "还没有建好"),
        ('relation "streets_street" does not exist', "还没有建好"),
        ('FATAL: password authentication failed for user "x"', "DATABASE_URL"),
        ('FATAL: database "none" does not exist', "DATABASE_URL"),
        ("connection refused\nIs the server running?", "PostgreSQL"),
        ("could not translate host name: failed to resolve host", "PostgreSQL"),
        ("something never seen", "something never seen"),
    ],
)
def test_what_a_database_says_becomes_a_sentence(told: str, word: str) -> None:
    sentence = prepare.bad_database(OperationalError(told))
    assert word in sentence
    assert "\n" not in sentence


@pytest.mark.soak
def test_an_upgrade_keeps_the_database_as_it_was_three_times_at_most(tmp_path: Path) -> None:
    site = Installation(tmp_path / "var")
    site.manage("migrate", "-v0")
    steps = "from mulin.site import prepare; prepare.migrate()"
    site.python(steps)
    kept = site.var / "before-upgrade"
    assert not kept.exists(), "nothing to do: nothing copied"
    undo(site)
    site.python(steps)
    assert not kept.exists(), "nothing in it: nothing worth keeping"
    site.python("from tests import cast; cast.build()")
    for number in range(4):
        (kept / f"2020010{number}-000000.sqlite3").parent.mkdir(exist_ok=True)
        (kept / f"2020010{number}-000000.sqlite3").touch()
    undo(site)
    site.python(steps)
    copies = sorted(kept.glob("*.sqlite3"))
    assert len(copies) == 3
    with closing(sqlite3.connect(copies[-1])) as copy:
        assert copy.execute("SELECT count(*) FROM streets_street").fetchone() == (2,)


def undo(site: Installation) -> None:
    """Make the last migration of the sessions look as if it had not been made."""
    with closing(sqlite3.connect(site.var / "mulin.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        database.execute("DROP TABLE django_session")


@pytest.fixture
def files(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Static files collected into the test's folder; which runs there were."""
    ran: list[str] = []

    def collect(name: str, **options: object) -> None:
        ran.append(name)
        (tmp_path / "static").mkdir(exist_ok=True)
        (tmp_path / "static" / "staticfiles.json").write_text("{}")

    settings.STATIC_ROOT = tmp_path / "static"  # type: ignore[attr-defined]
    monkeypatch.setattr(prepare, "call_command", collect)
    return ran


def test_static_files_are_collected_again_only_when_one_of_them_changed(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert prepare.collect()
    assert not prepare.collect()
    monkeypatch.setattr(prepare, "static_files", lambda: iter([("/app/app.js", "changed")]))
    assert prepare.collect()
    assert files == ["collectstatic"] * 2


def test_a_lost_manifest_is_made_again(files: list[str], tmp_path: Path) -> None:
    assert prepare.collect()
    (tmp_path / "static" / "staticfiles.json").unlink()
    assert prepare.collect()
