"""Serve: the web server and the worker, started and stopped together.

``python -m mulin.site.serve`` prepares (a process of its own, so that none of its memory stays),
then watches gunicorn and ``manage.py work``. Ctrl-C, SIGTERM, a closed terminal, one of the two
ending, or this process being killed: each leaves nothing behind.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from mulin.site.console import Stop, complain, say
from mulin.site.given import config

STOP_SECONDS = 15.0
READY_SECONDS = 60.0
PORT_SECONDS = 3.0
_PR_SET_PDEATHSIG = 1
PREPARE = (sys.executable, "-m", "mulin.site.prepare")
WORK = (sys.executable, "-m", "django", "work", "--settings", "mulin.site.settings")


class Stopped(Exception):  # noqa: N818 - asked to, not an error
    """Somebody asked us to stop."""


def die_with_parent() -> None:
    """In a child, before it runs: end when the supervisor ends, however it does (Linux)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Children:
    """The processes we started, each leading a group of its own."""

    def __init__(self) -> None:
        self._started: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *command: str, fd: int | None = None) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=die_with_parent,
            pass_fds=() if fd is None else (fd,),
        )
        self._started[name] = child
        return child

    def ended(self) -> str | None:
        """The name of one that ended by itself."""
        return next((n for n, child in self._started.items() if child.poll() is not None), None)

    def forget(self, name: str) -> None:
        """Leave out one that has done its work."""
        del self._started[name]

    def stop(self) -> None:
        """Ask all, wait for all, then make sure of all."""
        for child in self._started.values():
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._started.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(deadline - time.monotonic(), 0.1))
            _signal_group(child, signal.SIGKILL)
            child.wait()
        self._started.clear()


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def run_command(door: socket.socket) -> list[str]:
    """The web server's command line, from the settings."""
    return [
        sys.executable, "-m", "gunicorn", "mulin.site.wsgi",
        "--bind", f"fd://{door.fileno()}",
        "--worker-class", "gthread",
        "--workers", str(config().web_workers or min(os.cpu_count() or 1, 4)),
        "--threads", str(config().web_threads),
        "--no-control-socket", "--log-level", "warning", "--timeout", "120",
        "--graceful-timeout", "8", "--keep-alive", "5",
    ]  # fmt: skip


def address() -> str:
    """Where a browser on this machine finds the site."""
    host = config().bind if config().bind not in ("0.0.0.0", "::", "") else "127.0.0.1"  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{config().port}/"


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Hold the data folder for ourselves; the second start says who has it."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Stop(f"睦邻已经在运行（{lock.read().strip() or '正在启动'}）："
                       "先停掉它，或直接打开上面的地址。") from None  # fmt: skip
        _write_over(lock, f"进程 {os.getpid()}，{address()}")
        try:
            yield
        finally:
            _write_over(lock, "")


def _write_over(file: IO[str], text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()


@contextmanager
def listening() -> Iterator[socket.socket]:
    """Our port, held from the first moment: nobody can take it while we prepare, and a browser
    that comes early waits instead of being turned away. One just closing is waited for."""
    bind, port = config().bind, config().port
    deadline = time.monotonic() + PORT_SECONDS
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        while True:
            try:
                door.bind((bind, port))
                door.listen(1024)
                break
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                    raise Stop(_bad_port(problem, bind, port)) from None
                time.sleep(0.2)
        yield door


def _bad_port(problem: OSError, bind: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"端口 {port} 已被别的程序占用：请关掉它，或换一个端口，例如 PORT={other} make run。"
    if problem.errno == errno.EACCES:
        return f"没有权限使用端口 {port}：请换 1024 以上的端口，例如 PORT=8000 make run。"
    return f"无法在 {bind}:{port} 上监听（{problem.strerror}）：请检查 MULIN_BIND 和 PORT。"


def wait_until_ready(children: Children) -> None:
    """Until the site answers."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if name := children.ended():
            raise Stop(f"{name}没有启动成功，原因见上面的输出。")
        try:
            urllib.request.urlopen(address() + "healthz", timeout=5).close()  # noqa: S310 - our own address
            return
        except urllib.error.HTTPError as answer:
            if answer.code < 500:
                return
            raise Stop(f"首页出错（HTTP {answer.code}），原因见上面的输出。") from None
        except OSError:
            time.sleep(0.1)
    raise Stop(f"网页服务 {READY_SECONDS:.0f} 秒内没有应答。")


def _asked_to_stop(number: int, frame: object) -> None:
    raise Stopped


def serve() -> int:
    """Prepare, start, watch. 0 when asked to stop, 1 when something ended by itself."""
    children = Children()
    with only_one(config().var_dir), listening() as door:
        try:
            if children.start("准备", *PREPARE).wait() != 0:
                return 1
            children.forget("准备")
            children.start("网页服务", *run_command(door), fd=door.fileno())
            children.start("后台任务", *WORK)
            wait_until_ready(children)
            say(f"✓ 已启动：{address()}  按 Ctrl-C 停止")
            while not (name := children.ended()):
                time.sleep(0.3)
            complain(f"{name}意外退出，已全部停止；请再启动一次，原因见上面的输出。")
            return 1
        except Stopped:
            say("\n正在停止……")
            return 0
        finally:
            _ignore_signals()
            children.stop()


def _listen_to_signals() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # nohup leaves SIGHUP ignored, and so do we.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _asked_to_stop)


def _ignore_signals() -> None:
    """A second Ctrl-C must not leave half of the children behind."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def main() -> int:
    """Exit code 0 after a wanted stop, 1 with one sentence otherwise."""
    _listen_to_signals()
    try:
        return serve()
    except Stop as stop:
        complain(str(stop))
    except Stopped:
        return 0
    except OSError as problem:
        complain(f"无法读写 {problem.filename}：{problem.strerror}。")
    return 1


if __name__ == "__main__":
    sys.exit(main())
