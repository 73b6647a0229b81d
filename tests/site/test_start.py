"""The parts of ``start.py`` that need no installation."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mulin.site.console import Stop, cause_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(tmp_path: Path) -> ModuleType:
    """A fresh copy of the module whose folders are the test's own."""
    spec = importlib.util.spec_from_file_location("mulin_start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ROOT = tmp_path
    module.BOOT = tmp_path / "boot"
    module.BOOT.mkdir()
    return module


def test_a_python_that_is_too_old_says_which_one_is_needed() -> None:
    source = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0)\n"
        f"runpy.run_path({str(ROOT / 'start.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, env={"PATH": "/nowhere"}
    )
    assert done.returncode == 1
    assert "需要 Python 3.11、3.12 或 3.13，这里是 3.9" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("Temporary failure in name resolution", "网络"),
        ("npm error code ENOTFOUND", "网络"),
        ("error: Failed to fetch: dns error", "网络"),
        ("OSError: [Errno 28] No space left on device", "磁盘"),
        ("npm error code ENOSPC", "磁盘"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "校验值"),
        ("npm error code EINTEGRITY", "校验值"),
        ("ERROR: No matching distribution found for django==5.2.19", "镜像"),
        ("[SSL: CERTIFICATE_VERIFY_FAILED]", "证书"),
        ("PermissionError: [Errno 13] Permission denied", "权限"),
    ],
)
def test_known_troubles_are_told_in_words(output: str, word: str) -> None:
    told = cause_of(f"some\nlong\noutput\n{output}\n")
    assert told is not None
    assert word in told


def test_an_unknown_trouble_names_the_log(start: ModuleType) -> None:
    with pytest.raises(Stop, match=r"sh 没有成功。（详情见 boot/try.log）"):
        start.run("try", "sh", "-c", "echo something odd; exit 3")
    assert "something odd" in (start.BOOT / "try.log").read_text()


def test_a_disk_without_room_is_told_before_anything_is_installed(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.need_room()
    monkeypatch.setattr(start, "ROOM", 10**18)
    with pytest.raises(Stop, match="磁盘只剩"):
        start.need_room()


def test_without_ensurepip_the_systems_pip_serves(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "find_spec", lambda name: None if name == "ensurepip" else name)
    monkeypatch.setattr(start, "pip_version", lambda: (23, 0))
    assert start.pip_command() == [sys.executable, "-m", "pip"]


@pytest.mark.parametrize("pip", [None, (22, 0)])
def test_without_pip_the_package_to_install_is_named(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, pip: tuple[int, int] | None
) -> None:
    monkeypatch.setattr(start, "find_spec", lambda name: pip if name == "pip" else None)
    monkeypatch.setattr(start, "pip_version", lambda: pip)
    with pytest.raises(Stop, match=r"sudo apt install python3\.\d+-venv"):
        start.pip_command()


@pytest.mark.parametrize(("told", "version"), [("v20.20.2", 20), ("v18.0.0", 18), ("what?", 0)])
def test_nodes_version_is_read(start: ModuleType, tmp_path: Path, told: str, version: int) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {told}\n")
    node.chmod(0o755)
    assert start.node_version(str(node)) == version
    assert start.node_version(str(tmp_path / "absent")) == 0


def test_a_stamp_changes_with_any_part(start: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("a==1")
    first = start.digest(lock, "3.11", "/here")
    assert start.digest(lock, "3.12", "/here") != first
    assert start.digest(lock, "3.11", "/there") != first
    lock.write_text("a==2")
    assert start.digest(lock, "3.11", "/here") != first


def test_an_incomplete_node_modules_is_installed_again(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package-lock.json").write_text('{"packages": {"": {}, "node_modules/a": {}}}')
    ran: list[str] = []
    monkeypatch.setattr(start, "find_npm", lambda: ("npm", {}))
    monkeypatch.setattr(start, "run", lambda what, *command, env=None: ran.append(what))
    package = tmp_path / "node_modules" / "a" / "package.json"
    for _ in range(2):
        start.install_assets()
        package.parent.mkdir(parents=True, exist_ok=True)
        package.write_text("{}")
    assert ran == ["npm"], "complete and stamped: nothing to do"
    package.unlink()
    start.install_assets()
    assert ran == ["npm", "npm"]


def test_an_unknown_word_shows_how_it_is_used(start: ModuleType) -> None:
    assert start.main(["--help"]) == 0
    assert start.main(["--faster"]) == 2
