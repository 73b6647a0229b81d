"""One command on a machine that has Python and nothing else: no uv, no Node, no root, no network twice.

The clone is the working tree as git would hand it out; its packages come from the configured index.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "env", "dirname", "readlink", "git")
NOWHERE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple",
    "NPM_CONFIG_REGISTRY": "http://127.0.0.1:9/",
    "PIP_RETRIES": "0",
}

pytestmark = pytest.mark.soak


@dataclass
class Clone:
    """A copy of the project on a machine with few programs."""

    folder: Path
    tools: Path
    port: int

    def environment(self, **more: str) -> dict[str, str]:
        dropped = ("MULIN_", "DATABASE_URL", "VIRTUAL_ENV", "DJANGO_", "PYTHONPATH")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(dropped)}
        return {**kept, "PATH": str(self.tools), "PORT": str(self.port), **more}

    def begin(self, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(self.tools / "python3"), "start.py"],
            cwd=self.folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def fail(self, **more: str) -> str:
        """A start that must end by itself with one sentence; what it said."""
        child = self.begin(**more)
        told, _ = child.communicate(timeout=180)
        assert child.returncode == 1, told
        assert "Traceback" not in told
        return told

    def processes(self) -> list[str]:
        """Command lines of everything that runs from this clone."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(self.folder) in words:
                found.append(words)
        return found

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return int(answer.status)


def until_started(child: subprocess.Popen[str], seconds: float = 420) -> str:
    """What it says up to the line with the address."""
    told, deadline = "", time.monotonic() + seconds
    assert child.stdout is not None
    for line in child.stdout:
        told += line
        if "已启动" in line:
            return told
        assert time.monotonic() < deadline, told
    pytest.fail(f"ended before it served:\n{told}")


def gone(clone: Clone, seconds: float = 20) -> bool:
    """Whether every process of the clone ends in time."""
    deadline = time.monotonic() + seconds
    while clone.processes():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_tree(target: Path) -> None:
    """What git knows, and what it would be told of."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def bare_machine(folder: Path) -> Path:
    """A path with Python and a shell's needs; no uv, no node, no npm."""
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (folder / tool).symlink_to(found)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (folder / "python3").symlink_to(Path(sys.base_prefix) / "bin" / version)
    return folder


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """Installed and served once, so that the other tests start what is there."""
    home = tmp_path_factory.mktemp("machine")
    made = Clone(home / "mulin", bare_machine(home / "bin"), free_port())
    made.folder.mkdir()
    copy_tree(made.folder)
    child = made.begin()
    try:
        told = until_started(child)
        assert made.get("/healthz") == 200
        assert made.get("/accounts/login/") == 200
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(40)
    assert "安装程序包" in told
    assert "安装前端文件" in told
    assert "演示账号" in told
    assert gone(made), made.processes()
    return made


def test_a_second_start_installs_nothing_needs_no_network_and_takes_seconds(clone: Clone) -> None:
    begun = time.monotonic()
    child = clone.begin(**NOWHERE)
    try:
        told = until_started(child)
        took = time.monotonic() - begun
        assert clone.get("/healthz") == 200
    finally:
        child.send_signal(signal.SIGINT)
        assert child.wait(40) == 0
    assert "安装" not in told
    assert took < 60, "nothing was left to do"
    assert gone(clone), clone.processes()


def test_killing_the_supervisor_leaves_nothing_running(clone: Clone) -> None:
    child = clone.begin()
    until_started(child)
    assert len(clone.processes()) >= 4
    child.kill()
    child.wait()
    assert gone(clone), clone.processes()


@pytest.mark.parametrize("victim", ["django work", "gunicorn"])
def test_one_of_the_two_ending_stops_the_other_and_says_so(clone: Clone, victim: str) -> None:
    child = clone.begin()
    until_started(child)
    number = next(
        int(entry.parent.name)
        for entry in Path("/proc").glob("[0-9]*/cmdline")
        if victim in (words := entry.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        and str(clone.folder) in words
    )
    os.kill(number, signal.SIGKILL)
    rest, _ = child.communicate(timeout=40)
    assert child.returncode == 1
    assert "意外退出" in rest
    assert gone(clone), clone.processes()


def test_the_second_of_two_starts_says_who_is_running(clone: Clone) -> None:
    child = clone.begin()
    until_started(child)
    try:
        told = clone.fail()
        assert "已经在运行" in told
        assert f":{clone.port}/" in told
        assert clone.get("/healthz") == 200, "the first one was not disturbed"
    finally:
        child.terminate()
        child.wait(40)


def test_a_taken_port_is_told_with_another_one_to_try(clone: Clone) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", clone.port))
        other.listen()
        told = clone.fail()
    assert f"端口 {clone.port} 已被别的程序占用" in told
    assert f"PORT={clone.port + 1}" in told
    assert gone(clone)


def test_a_bad_setting_is_named_with_its_rule(clone: Clone) -> None:
    told = clone.fail(PORT="八千")
    assert "PORT 现在是 '八千'，应为整数" in told


def test_a_database_that_cannot_be_reached_is_told_in_one_sentence(clone: Clone) -> None:
    told = clone.fail(DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert "连不上数据库" in told


def test_a_database_of_a_newer_version_is_left_untouched(clone: Clone, tmp_path: Path) -> None:
    shutil.copytree(clone.folder / "var", tmp_path / "var", ignore=shutil.ignore_patterns("boot"))
    file = tmp_path / "var" / "mulin.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('record', '0999_of_tomorrow', '2030-01-01')"
        )
    told = clone.fail(MULIN_VAR_DIR=str(tmp_path / "var"))
    assert "更新版本" in told
    assert "record.0999_of_tomorrow" in told


def test_a_damaged_database_is_told_in_one_sentence(clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "mulin.sqlite3").write_bytes(b"not a database at all, " * 100)
    assert "已损坏" in clone.fail(MULIN_VAR_DIR=str(tmp_path))


def test_without_network_the_first_start_says_what_is_missing(clone: Clone, tmp_path: Path) -> None:
    lonely = Clone(tmp_path / "mulin", clone.tools, clone.port)
    lonely.folder.mkdir()
    copy_tree(lonely.folder)
    told = lonely.fail(**NOWHERE, PIP_NO_CACHE_DIR="1")
    assert re.search("连不上软件包源|没有锁定的版本", told), told
    assert "PIP_INDEX_URL" in told or "镜像" in told


def test_a_clone_that_was_moved_starts_again(clone: Clone) -> None:
    moved = Clone(clone.folder.with_name("moved"), clone.tools, clone.port)
    clone.folder.rename(moved.folder)
    try:
        child = moved.begin()
        until_started(child)
        command = [str(moved.folder / ".venv" / "bin" / "mulin"), "--help"]
        helped = subprocess.run(command, cwd="/", capture_output=True, text=True)
        child.terminate()
        child.wait(40)
        assert helped.returncode == 0
        assert gone(moved), moved.processes()
    finally:
        moved.folder.rename(clone.folder)
