"""Backup and restore, as an operator does them, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from mulin.site.backup.manifest import read
from tests.postgres import cluster, server_programs
from tests.site.installation import FILL, Installation

HEADS = """
from mulin.ground.record.models import Head
from mulin.ground.estate.models import Person
print(sorted((str(h.street_id), h.seq, h.hash) for h in Head.objects.all()), Person.objects.count())
"""
OPEN_PICTURES = """
from mulin.ground.papers import vault
from mulin.ground.papers.models import Paper
print([len(vault.get(p.street_id, p.digest, sealed=p.sealed)) > 50 for p in Paper.objects.all()])
"""

pytestmark = pytest.mark.soak
needs_server = pytest.mark.skipif(server_programs() is None, reason="no PostgreSQL here")
Fresh = Callable[..., Installation]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server for this module; databases are made in it one by one."""
    with cluster() as url:
        yield url


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=[needs_server])],
)
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """``fresh()``: an installation with a database that has no tables yet, or those of another."""
    numbers = count()

    def make(like: Installation | None = None) -> Installation:
        var = tmp_path_factory.mktemp("var")
        if request.param == "sqlite":
            if like is not None:
                shutil.copy(like.var / "mulin.sqlite3", var)
            return Installation(var)
        url = request.getfixturevalue("server")
        name = f"backup{next(numbers)}"
        template = f" TEMPLATE {name_of(like)}" if like else ""
        made = subprocess.run(
            ["psql", "-q", url, "-c", f"CREATE DATABASE {name}{template}"],
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stderr
        return Installation(var, url.replace("/mulin?", f"/{name}?"))

    return make


def name_of(site: Installation) -> str:
    """The database in its address."""
    return site.database_url.rpartition("@/")[2].partition("?")[0]


@pytest.fixture(scope="module")
def migrated(fresh: Fresh) -> Installation:
    """Tables and nothing in them."""
    site = fresh()
    site.manage("migrate", "-v0")
    return site


@pytest.fixture(scope="module")
def filled(fresh: Fresh, migrated: Installation) -> Installation:
    """An installation with two streets, facts and papers."""
    site = fresh(migrated)
    site.python(FILL)
    return site


@pytest.fixture(scope="module")
def _backup(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup") / "first"
    done = filled.mulin("backup", str(folder))
    assert done.returncode == 0, done.stderr
    assert "不含密钥" in done.stdout
    return folder


@pytest.fixture
def backup(_backup: Path, tmp_path: Path) -> Path:
    """A copy of the backup that a test may spoil."""
    return Path(shutil.copytree(_backup, tmp_path / "copy"))


def test_a_backup_restored_elsewhere_has_the_same_rows_chain_and_papers(
    filled: Installation, fresh: Fresh, backup: Path
) -> None:
    other = fresh()
    done = other.mulin("restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert other.python(HEADS) == filled.python(HEADS)
    assert "主密钥不是备份时的那一把" in done.stdout
    (other.var / "keys" / "master.key").unlink(missing_ok=True)
    shutil.copy(filled.var / "keys" / "master.key", other.var / "keys" / "master.key")
    assert other.python(OPEN_PICTURES).strip() == "[True, True]"
    assert other.mulin("verify").returncode == 0


def test_the_manifest_tells_rows_heads_and_every_files_digest(
    filled: Installation, backup: Path
) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["tables"]["record_fact"] == 12
    assert manifest["tables"]["papers_paper"] == 2
    assert [head["seq"] for head in manifest["chains"].values() if head["seq"]] == [12]
    assert sum(name.startswith("papers/") for name in manifest["files"]) >= 2
    inside = "".join(p.name for p in backup.rglob("*"))
    assert "master.key" not in inside
    assert "django.key" not in inside


@pytest.mark.parametrize("part", ["database.*", "papers/*/*/*", "manifest.json"])
def test_one_flipped_byte_is_named_and_nothing_is_restored(
    fresh: Fresh, backup: Path, part: str
) -> None:
    victim = next(path for path in sorted(backup.glob(part)) if path.is_file())
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(bytes(data))
    other = fresh()
    refused = other.mulin("restore", str(backup))
    assert refused.returncode == 2
    assert victim.name in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (other.var / "mulin.sqlite3").exists()


def test_a_missing_and_an_added_file_are_named(fresh: Fresh, backup: Path) -> None:
    lost = next(path for path in sorted(backup.rglob("papers/*/*/*")) if path.is_file())
    lost.unlink()
    (backup / "papers" / "smuggled").write_text("x")
    checked = fresh().mulin("verify", str(backup))
    assert checked.returncode == 1
    assert f"{lost.name} 不见了" in checked.stderr
    assert "smuggled 不在清单里" in checked.stderr


def test_an_installation_with_data_is_replaced_only_when_it_is_typed_out(
    fresh: Fresh, migrated: Installation, filled: Installation, backup: Path
) -> None:
    other = fresh(migrated)
    other.python("from tests import cast; cast.build()")
    refused = other.mulin("restore", str(backup))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    stopped = other.mulin("restore", str(backup), "--replace", said="y\n")
    assert stopped.returncode == 2
    assert "什么都没有改动" in stopped.stderr
    assert other.python(HEADS).startswith("[]")
    done = other.mulin("restore", str(backup), "--replace", said="替换\n")
    assert done.returncode == 0, done.stderr
    assert other.python(HEADS) == filled.python(HEADS)


def test_a_backup_never_writes_over_anything(filled: Installation, backup: Path) -> None:
    refused = filled.mulin("backup", str(backup))
    assert refused.returncode == 2
    assert "不会覆盖" in refused.stderr


def test_a_failed_backup_leaves_nothing_behind(filled: Installation, tmp_path: Path) -> None:
    broken = replace(filled, extra={"MULIN_KEY_FILE": "/dev/null/no", "HOME": str(tmp_path)})
    failed = broken.mulin("backup", str(tmp_path / "target"), "--with-keys", said="")
    assert failed.returncode != 0
    assert not list(tmp_path.glob("*target*"))
    assert not list(tmp_path.glob(".target*"))


def test_keys_travel_sealed_by_a_passphrase(
    filled: Installation, fresh: Fresh, tmp_path: Path
) -> None:
    passphrase = {"MULIN_BACKUP_PASSPHRASE": "云溪街道 2026 年三月"}
    folder = tmp_path / "with keys"
    made = replace(filled, extra=passphrase).mulin("backup", str(folder), "--with-keys")
    assert made.returncode == 0, made.stderr
    master = (filled.var / "keys" / "master.key").read_text()
    assert json.loads(master)["keys"]["1"].encode() not in (folder / "keys.sealed").read_bytes()
    other = fresh()
    wrong = replace(other, extra={"MULIN_BACKUP_PASSPHRASE": "猜一个十二位以上的口令"})
    refused = wrong.mulin("restore", str(folder), "--with-keys")
    assert refused.returncode == 2
    assert "口令不对" in refused.stderr
    done = replace(other, extra=passphrase).mulin("restore", str(folder), "--with-keys")
    assert done.returncode == 0, done.stderr
    assert (other.var / "keys" / "master.key").read_text() == master
    assert other.python(OPEN_PICTURES).strip() == "[True, True]"


def test_a_chain_changed_inside_the_backup_is_found_though_the_digests_were_recomputed(
    filled: Installation, fresh: Fresh, tmp_path: Path
) -> None:
    filled.mulin("seal")
    liar = fresh(filled)
    liar.python(
        "from mulin.ground.record.models import Fact\n"
        "f = Fact.objects.order_by('id')[5]\n"
        "Fact.objects.of(f.street_id).filter(pk=f.pk).update(body={'number': 99})"
    )
    folder = tmp_path / "lie"
    assert liar.mulin("backup", str(folder)).returncode == 0
    refused = fresh().mulin("restore", str(folder))
    assert refused.returncode == 2
    assert "第 6 环" in refused.stderr


def test_a_backup_of_a_newer_version_is_refused_before_anything_is_touched(
    fresh: Fresh, backup: Path
) -> None:
    manifest = read(backup)
    manifest.migrations.append("record.0999_of_tomorrow")
    manifest.write(backup)
    refused = fresh().mulin("restore", str(backup))
    assert refused.returncode == 2
    assert "record.0999_of_tomorrow" in refused.stderr


def test_a_backup_of_the_other_kind_of_database_is_refused(fresh: Fresh, backup: Path) -> None:
    manifest = read(backup)
    manifest.engine = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest.engine]
    manifest.write(backup)
    refused = fresh().mulin("restore", str(backup))
    assert refused.returncode == 2
    assert "DATABASE_URL" in refused.stderr


def test_a_folder_that_is_no_backup_is_told_apart(fresh: Fresh, tmp_path: Path) -> None:
    refused = fresh().mulin("restore", str(tmp_path))
    assert refused.returncode == 2
    assert "不是睦邻的备份" in refused.stderr
