"""What the commands on records share: arguments, files and output, without a database."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from pathlib import Path
from typing import NoReturn, TextIO

from mulin.law.record.reading import Unusable

_MISTAKES = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"多出了 \1"),
    (r"argument (\S+): expected one argument", r"\1 后面缺少内容"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 后面不应有 \2"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能是 \2，可以是 \3"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 不明确，可以是 \2"),
)


class Words(argparse.ArgumentParser):
    """The words after a command. Raises `Unusable` with one Chinese sentence per mistake."""

    def __init__(self, command: str, usage: str) -> None:
        super().__init__(prog=f"mulin {command}", usage=usage, add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        for pattern, told in _MISTAKES:
            message = re.sub(f"^{pattern}$", told, message)
        raise Unusable([f"{message}。{self.prog} --help 有说明。"])


STDIN = "-"
"""In place of a file's name: what comes in through the pipe."""


def read_bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input. Raises `Unusable` where it cannot be read."""
    try:
        return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except FileNotFoundError:
        raise Unusable([f"{name}：找不到这个文件，请检查路径。"]) from None
    except IsADirectoryError:
        raise Unusable([f"{name}：这是一个文件夹，请给出其中的记录文件。"]) from None
    except PermissionError:
        raise Unusable([f"{name}：没有读取这个文件的权限。"]) from None
    except (OSError, ValueError):
        raise Unusable([f"{name}：无法读取这个文件，请检查路径。"]) from None


def put(stream: TextIO, text: str, *, code: int) -> int:
    """Write in UTF-8 wherever the console would choose otherwise; a closed pipe is no fault."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        # Python would complain once more when it closes the stream on leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code
