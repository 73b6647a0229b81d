"""What the benches over HTTP share: both databases in turn, the web server, and browsers.

The server is the one production runs: ``mulin.site.prepare``, then the command line of
``mulin.site.serve`` with two processes, and the worker beside it.
"""

from __future__ import annotations

import csv
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
CLIENTS = 8
WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")


def on_each_engine(
    script: str, arguments: Sequence[str], results: Path, head: Sequence[str]
) -> None:
    """Run the script again with ``--child`` on SQLite, then on PostgreSQL where there is one.

    Each child finds a prepared, empty site and appends its rows to ``results``.
    """
    from tests.postgres import cluster, server_programs

    results.parent.mkdir(exist_ok=True)
    with results.open("w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerow(head)
    path = os.pathsep.join([str(ROOT), str(ROOT / "bench")])
    base = {**os.environ, "MULIN_DEMO": "0", "PYTHONPATH": path, "MULIN_WEB_WORKERS": str(WORKERS)}
    with tempfile.TemporaryDirectory() as folder:
        given = {**base, "MULIN_VAR_DIR": f"{folder}/var", "DATABASE_URL": ""}
        _child(script, [*arguments, "--child", "sqlite"], given)
        if server_programs() is None:
            print("PostgreSQL is left out: there is no server here")
            return
        with cluster(durable=True) as url:
            given |= {"MULIN_VAR_DIR": f"{folder}/var-pg", "DATABASE_URL": url}
            _child(script, [*arguments, "--child", "postgresql"], given)


def _child(script: str, arguments: Sequence[str], given: dict[str, str]) -> None:
    prepare = [sys.executable, "-m", "mulin.site.prepare"]
    subprocess.run(prepare, env=given, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, script, *arguments], env=given, check=True)


def set_up() -> None:
    """Django, with the settings of the environment."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "mulin.site.settings"
    django.setup()


@dataclass(frozen=True)
class Site:
    """A running web server, and which processes work for it."""

    port: int
    pids: tuple[int, ...]

    def cpu(self) -> float:
        """Seconds of CPU that the server, its children and the database have used so far."""
        times = _times()
        wanted = set(self.pids)
        for _ in range(4):  # children of children
            wanted |= {pid for pid, (parent, _) in times.items() if parent in wanted}
        return sum(spent for pid, (_, spent) in times.items() if pid in wanted)


def _times() -> dict[int, tuple[int, float]]:
    """Each process's parent and the CPU it has used, that of its ended children included."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(entry.parent.name)] = int(words[1]), sum(map(int, words[11:15])) / TICKS
    return found


@contextmanager
def serving(settings: str = "mulin.site.settings", *, worker: bool = False) -> Iterator[Site]:
    """The web server on a free port, and the worker; ended when the block ends."""
    from mulin.site import serve

    children: list[subprocess.Popen[bytes]] = []
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(1024)
        commands = [serve.run_command(door), *([list(serve.WORK)] if worker else [])]
        for command in commands:
            children.append(
                subprocess.Popen(
                    command,
                    env=given,
                    cwd=ROOT,
                    pass_fds=(door.fileno(),),
                    preexec_fn=serve.die_with_parent,
                )
            )
        port = door.getsockname()[1]
        try:
            _until_ready(port, children)
            yield Site(port, (*(child.pid for child in children), *_postgres()))
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait()


def _until_ready(port: int, children: Sequence[subprocess.Popen[bytes]]) -> None:
    for _ in range(600):
        if any(child.poll() is not None for child in children):
            break
        try:
            if Browser(port).get("/healthz").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the web server does not answer")


def _postgres() -> tuple[int, ...]:
    """The database server's own process, where there is one."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return (_times()[cursor.fetchone()[0]][0],)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Browser:
    """Keeps its connection and its cookies; sends forms with their token."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None)

    def post(self, path: str, data: dict[str, str]) -> Answer:
        token = self.cookies.get("csrftoken", "")
        return self._send("POST", path, urlencode({**data, "csrfmiddlewaretoken": token}))

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            answer = self._ask(method, path, body, headers)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            if self._line is None:
                raise
            self.hang_up()  # the server has closed a line that lay idle: any browser dials again
            answer = self._ask(method, path, body, headers)
        text = answer.read().decode()
        for kept in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = kept.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.headers.get("Connection", "").lower() == "close":
            self.hang_up()
        return Answer(answer.status, answer.headers.get("Location", ""), text)

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(method, path, body, headers)
        answer = line.getresponse()
        self._line = line
        return answer


@dataclass(frozen=True)
class Spent:
    """What a number of requests took: seconds by the clock, CPU of the server, each one's time."""

    requests: int
    seconds: float
    cpu: float
    each: tuple[float, ...]

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    @property
    def cpu_ms(self) -> float:
        return self.cpu / self.requests * 1000

    @property
    def p50_ms(self) -> float:
        return sorted(self.each)[len(self.each) // 2] * 1000


def spend(site: Site, jobs: Sequence[Sequence[Callable[[], object]]]) -> Spent:
    """Run each client's jobs in a thread of its own, all starting at once."""
    gate = threading.Barrier(len(jobs) + 1)

    def client(mine: Sequence[Callable[[], object]]) -> list[float]:
        gate.wait()
        took = []
        for job in mine:
            began = time.perf_counter()
            job()
            took.append(time.perf_counter() - began)
        return took

    with ThreadPoolExecutor(len(jobs)) as pool:
        running = [pool.submit(client, mine) for mine in jobs]
        cpu = site.cpu()
        gate.wait()
        began = time.perf_counter()
        each = [took for one in running for took in one.result()]
        seconds = time.perf_counter() - began
        return Spent(len(each), seconds, site.cpu() - cpu, tuple(each))


def token_in(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    if found is None:
        raise RuntimeError(f"the page has no field {name}")
    return found[1]
