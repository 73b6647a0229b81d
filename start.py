#!/usr/bin/env python3
"""One command: ``python3 start.py`` (or ``make run``) installs what is missing and starts Mulin.

It needs Python 3.11 or later and, the first time, a package index. Everything goes into this
folder: Python packages into ``.venv``, front-end files into ``node_modules``, the rest into
``var``. Each step leaves a stamp of what it was done for, so that a second start takes seconds
and needs no network. From there on ``mulin.site.serve`` takes over in this same process.

``--prepare-dev`` installs the developers' packages too, and starts nothing (``make test`` does it).
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BOOT = ROOT / "var" / "boot"
PYTHONS = ("3.11", "3.12", "3.13")
VERSION = ".".join(map(str, sys.version_info[:2]))
NODE = 20
ROOM = 2 * 1024**3


def find_python() -> None:
    """Go on under a Python that fits, or say which one is needed."""
    if VERSION in PYTHONS:
        return
    for version in PYTHONS:
        other = shutil.which(f"python{version}")
        if other:
            os.execv(other, [other, *sys.argv])
    sys.exit(
        f"✗ 需要 Python 3.11、3.12 或 3.13，这里是 {VERSION}："
        "请先安装，例如 sudo apt install python3.11 python3.11-venv。"
    )


find_python()
try:
    import fcntl
except ImportError:
    sys.exit("✗ 睦邻在 Linux 和 macOS 上运行；Windows 上请在 WSL 里启动。")
from mulin.site.console import Stop, cause_of, complain, say, step  # noqa: E402


def digest(*parts: object) -> str:
    """A stamp over files (their content) and words."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.read_bytes() if isinstance(part, Path) else str(part).encode())
        whole.update(b"\0")
    return whole.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether the step was last done for exactly this."""
    return stamp.is_file() and stamp.read_text() == value


def run(what: str, *command: object, env: dict[str, str] | None = None) -> None:
    """Run a tool with its output in a log; say in one sentence what went wrong."""
    log = BOOT / f"{what}.log"
    with log.open("w+b") as out:
        child = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            code = child.wait()
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        out.seek(0)
        told = out.read().decode(errors="replace")
    if code:
        known = cause_of(told) or f"{Path(str(command[0])).name} 没有成功。"
        raise Stop(f"{known}（详情见 {log.relative_to(ROOT)}）")


def need_room() -> None:
    """Refuse to begin an installation that the disk cannot hold."""
    free = shutil.disk_usage(ROOT).free
    if free < ROOM:
        raise Stop(f"磁盘只剩 {free // 1024**2} MB,安装需要约 2 GB:请先清理再启动。")


# -- Python packages -------------------------------------------------------------------------


def install_python(dev: bool) -> None:
    """Pinned packages into ``.venv``, each checked against its locked digest."""
    runtime, full = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    stamp = VENV / "mulin.stamp"
    wanted = {lock: digest(lock, VERSION, str(ROOT)) for lock in (runtime, full)}
    usable = PYTHON.exists() and (VENV / "lib" / f"python{VERSION}").is_dir()
    if usable and (
        is_stamped(stamp, wanted[full]) or (not dev and is_stamped(stamp, wanted[runtime]))
    ):
        return
    lock = full if dev else runtime
    with step("安装开发工具" if dev else "安装程序包"):
        need_room()
        stamp.unlink(missing_ok=True)
        install_into(VENV, lock, usable)
        link_source()
        stamp.write_text(wanted[lock])


def install_into(venv: Path, lock: Path, usable: bool = False) -> None:
    """A virtual environment with everything in ``lock``: by uv where there is one, else by pip."""
    python = venv / "bin" / "python"
    uv = shutil.which("uv")
    if uv:
        if not usable:
            run("venv", uv, "venv", "--clear", "--no-config", "--python", sys.executable, venv)
        run("packages", uv, "pip", "install", "--no-config", "--require-hashes",
            "--python", python, "-r", lock)  # fmt: skip
        return
    pip = pip_command()
    if not usable:
        shutil.rmtree(venv, ignore_errors=True)
        run("venv", sys.executable, "-m", "venv", "--without-pip", venv)
    if pip is None:
        run("pip", python, "-m", "ensurepip")
        pip = [python, "-m", "pip"]
    run("packages", *pip, "--python", python, "install", "--require-hashes", "--no-input",
        "--disable-pip-version-check", "--retries", "2", "-r", lock,
        env={"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"})  # fmt: skip


def pip_command() -> list[object] | None:
    """None where ensurepip can put pip into a new environment; else the system's own pip."""
    if find_spec("ensurepip"):
        return None
    if find_spec("pip") and pip_version() >= (22, 3):  # the first that serves another environment
        return [sys.executable, "-m", "pip"]
    raise Stop(
        f"这台机器的 Python 没有 pip：请先执行 sudo apt install python{VERSION}-venv,再启动。"
    )


def pip_version() -> tuple[int, ...]:
    """The system pip's version, e.g. ``(23, 0)``."""
    return tuple(int(part) for part in re.findall(r"\d+", metadata.version("pip"))[:2])


def link_source() -> None:
    """Let ``.venv`` see this folder, and give it the ``mulin`` command; no build, no network."""
    for packages in (VENV / "lib").glob("python*/site-packages"):
        (packages / "mulin-source.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "mulin"
    command.unlink(missing_ok=True)
    command.write_text(
        '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m mulin.site.cli "$@"\n'
    )
    command.chmod(0o755)


# -- front-end files -------------------------------------------------------------------------


def install_assets() -> None:
    """The locked npm packages; none of their scripts is run, and Node is not needed afterwards."""
    lock, stamp = ROOT / "package-lock.json", BOOT / "assets.stamp"
    packages = [name for name in json.loads(lock.read_text())["packages"] if name]
    complete = all((ROOT / name / "package.json").is_file() for name in packages)
    if complete and is_stamped(stamp, digest(lock)):
        return
    with step("安装前端文件"):
        need_room()
        npm, env = find_npm()
        run("npm", npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", env=env)
        stamp.write_text(digest(lock))


def find_npm() -> tuple[str, dict[str, str]]:
    """The system's npm where its Node is new enough; else the one PyPI carries."""
    home = Path.home()
    env = {} if os.access(home, os.W_OK) else {"npm_config_cache": str(BOOT / "npm")}
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and node_version(node) >= NODE:
        return npm, env
    venv, lock = BOOT / "node", ROOT / "requirements-assets.lock"
    stamp = venv / "mulin.stamp"
    if not is_stamped(stamp, digest(lock)):
        install_into(venv, lock)
        stamp.write_text(digest(lock))
    return str(venv / "bin" / "npm"), {**env, "PATH": f"{venv / 'bin'}:{os.environ['PATH']}"}


def node_version(node: str) -> int:
    """Node's major version, 0 where it will not tell."""
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", told.stdout)
    return int(found.group(1)) if found else 0


# -- the whole -------------------------------------------------------------------------------


def prepare(dev: bool) -> None:
    """Everything installed; one at a time, however many are started."""
    BOOT.mkdir(parents=True, exist_ok=True)
    with (BOOT / "install.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个启动正在安装，等它装完……")
            fcntl.flock(lock, fcntl.LOCK_EX)
        install_python(dev)
        install_assets()


def end_with_parent() -> None:
    """Under ``make run``: end when make is ended, even by ``kill -9`` (Linux)."""
    if os.environ.pop("MULIN_WITH_PARENT", "") and sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG, kept over exec


def main(arguments: list[str]) -> int:
    """Install, then hand this process over to the site's own supervisor."""
    if arguments not in ([], ["--prepare-dev"]):
        say(__doc__ or "")
        return 0 if arguments in (["-h"], ["--help"]) else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    end_with_parent()
    dev = bool(arguments)
    try:
        prepare(dev)
    except Stop as stop:
        complain(str(stop))
        return 1
    except OSError as problem:
        complain(
            cause_of(f"{problem.strerror}") or f"无法写入 {problem.filename}：{problem.strerror}。"
        )
        return 1
    except KeyboardInterrupt:
        complain("已中断；再启动时会接着装。")
        return 130
    module = ["mulin.site.prepare", "--files"] if dev else ["mulin.site.serve"]
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", *module])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
