"""What a starting program says to the person at the terminal: short steps, and one sentence
where it cannot go on. Standard library only, for ``start.py`` uses it before anything is installed.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):  # noqa: N818 - not a fault of the program
    """The program cannot go on; the message is the one sentence that says why and what to do."""


def say(line: str = "") -> None:
    """One line, at once."""
    print(line, flush=True)


def complain(sentence: str) -> None:
    """The sentence a person needs, on standard error."""
    print(f"✗ {sentence}", file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show that ``title`` is under way, and how long it took. At a terminal the seconds run."""
    begun, ended = time.monotonic(), threading.Event()
    live = sys.stdout.isatty()

    def tick() -> None:
        while not ended.wait(1.0):
            print(f"\r… {title} {time.monotonic() - begun:.0f} 秒", end="", flush=True)

    clock = threading.Thread(target=tick, daemon=True)
    if live:
        print(f"… {title}", end="", flush=True)
        clock.start()
    try:
        yield
    except BaseException:
        ended.set()
        if live:
            print("\r\033[K", end="", flush=True)
        raise
    ended.set()
    if live:
        clock.join()
    say(f"{chr(13) + chr(27) + '[K' if live else ''}✓ {title} {time.monotonic() - begun:.1f} 秒")


_CAUSES = (
    (
        r"certificate|CERTIFICATE_VERIFY|SSLError|self.signed",
        "软件包源的证书没有通过验证：请检查系统时间和根证书，单位自建证书可设 SSL_CERT_FILE。",
    ),
    (
        r"No space left on device|ENOSPC|disk is full|DiskFull",
        "磁盘空间不够了：请清理出至少 2 GB 再启动。",
    ),
    (
        r"name resolution|Name or service not known|nodename nor servname|ENOTFOUND|EAI_AGAIN"
        r"|Network is unreachable|ENETUNREACH|NewConnectionError|ConnectTimeout|ETIMEDOUT"
        r"|ECONNREFUSED|ECONNRESET|dns error|Connection refused|Could not connect|timed out"
        r"|error sending request|tcp connect error|ProxyError",
        "连不上软件包源：请检查网络；内网或网络慢时可设 PIP_INDEX_URL（用 uv 时设 UV_DEFAULT_INDEX）"
        "和 NPM_CONFIG_REGISTRY 指向可用的镜像，再启动一次。",
    ),
    (
        r"HASHES? (ARE|DO) NOT MATCH|do not match the hashes|Hash mismatch|EINTEGRITY",
        "下载的软件包与锁定的校验值不符：镜像可能有问题，请换一个软件包源再试。",
    ),
    (
        r"No matching distribution|no version of|No solution found|ETARGET|E404|404 Not Found",
        "软件包源里没有锁定的版本：镜像可能还没同步，请换一个软件包源或稍后再试。",
    ),
    (
        r"Permission denied|EACCES|EROFS|Read-only file system",
        "没有写入权限：请用拥有此目录的账号启动。",
    ),
)


def cause_of(output: str) -> str | None:
    """The sentence for a known trouble seen in a tool's output; None where it is not known."""
    for pattern, sentence in _CAUSES:
        if re.search(pattern, output, re.IGNORECASE):
            return sentence
    return None
