"""A private PostgreSQL for the tests: made in a temporary folder, gone when the command ends.

``python tests/postgres.py [--durable] COMMAND…`` runs the command with ``DATABASE_URL`` pointing
at it. ``--durable`` keeps fsync on, for tests of what survives a crash.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
INITDB = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
PROGRAMS = ("initdb", "postgres", "pg_isready", "createdb")
START_SECONDS = 60


def server_programs() -> Path | None:
    """The folder of ``initdb``: on the path, or where Debian keeps the newest version."""
    found = shutil.which("initdb")
    home = Path(found).resolve().parent if found else None
    if home and all((home / name).exists() for name in PROGRAMS):
        return home
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda path: float(path.parts[-3]), reverse=True)
    return newest[0].parent if newest else None


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """A running server's ``DATABASE_URL``; its database is called ``mulin``.

    Listens on a Unix socket in its own folder only, so any number run side by side.
    """
    programs = server_programs()
    if programs is None:
        raise RuntimeError("no PostgreSQL server here: apt-get install postgresql")
    home = Path(tempfile.mkdtemp(prefix="mulin-pg-"))
    # The server refuses root; Debian's package brings an account for it.
    as_server = _as_postgres(home) if os.geteuid() == 0 else []
    data = home / "data"
    server: subprocess.Popen[bytes] | None = None
    try:
        _quiet([*as_server, str(programs / "initdb"), "-D", str(data), "-U", "postgres", *INITDB])
        options = ["listen_addresses=", f"unix_socket_directories={home}", "max_connections=60"]
        options += [] if durable else FAST
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(
                [*as_server, str(programs / "postgres"), "-D", str(data)]
                + [word for option in options for word in ("-c", option)],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _wait(programs, home, server)
        _quiet([str(programs / "createdb"), "-h", str(home), "-U", "postgres", "mulin"])
        yield f"postgresql://postgres@/mulin?host={home}"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(home, ignore_errors=True)


def _as_postgres(home: Path) -> list[str]:
    shutil.chown(home, "postgres", "postgres")
    home.chmod(0o755)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return ["runuser", "-u", "postgres", "--"]
    return [setpriv, "--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=INT"]


def _quiet(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{Path(command[-1]).name}: {done.stderr.strip() or done.stdout}")


def _wait(programs: Path, home: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        probe = [str(programs / "pg_isready"), "-q", "-h", str(home), "-U", "postgres"]
        if subprocess.run(probe).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{(home / 'log').read_text()[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def main(arguments: list[str]) -> int:
    """Run a command beside a server of its own; its exit code."""
    durable = arguments[:1] == ["--durable"]
    command = arguments[durable:]
    if not command:
        print(__doc__)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster(durable=durable) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
