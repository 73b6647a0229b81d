"""An .xlsx before it is read: refused where it is none, and looked through for failed formulas."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Protocol

from mulin.kit.words import said

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 400 * MEGABYTE
MOST_ERRORS = 10_000
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_EMPTY_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_FAILED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*? t="e"[^>]*>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>(#[^<]{1,20})</v>'
)

_FAR = re.compile(rb' r="(?:(?:D[Q-Z]|[E-Z][A-Z]|[A-Z]{3,})[0-9]+|[A-Z]{1,2}[0-9]{7,})"')
"""Cells beyond column DP or row 999,999: a few of them make a table of billions of blank cells."""
_PROBE = """
import io, sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
for name in book.sheet_names:
    book.get_sheet_by_name(name)
"""

Wrong = Mapping[str, Mapping[tuple[int, int], str]]
"""Sheet → row and column, counted from 0 → the error a formula ended in."""


class Unreadable(ValueError):  # noqa: N818 - named like the other refusals
    """A file that is no table; the text says why and what to do."""


class Readable(Protocol):
    """An open file that can be rewound."""

    def read(self, size: int = ..., /) -> bytes: ...
    def seek(self, offset: int, whence: int = ..., /) -> int: ...


def check_archive(file: Readable) -> Wrong:
    """Refuse what is no workbook, unpacks to too much, or holds formulas never worked out."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > 5_000:
                raise Unreadable(said("文件解压后过大，已停止读取。请另存为普通的 .xlsx 再上传。"))
            if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names:
                raise Unreadable(said("这不是 Excel 文件。请上传 .xlsx、.xls 或 .csv 格式的名册。"))
            return _failed_formulas(archive, parts)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        raise Unreadable(
            said("文件已损坏，打不开。请在 Excel 或 WPS 里另存一份再上传。")
        ) from error
    finally:
        file.seek(0)


def check_old(file: Readable) -> None:
    """Refuse an .xls that wants a password or is damaged.

    A damaged one can make calamine ask for terabytes and end the process, so that another process
    tries first; such files are small.
    """
    data = file.read()
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(said("文件设了打开密码。请取消密码后再上传。"))
    tried = subprocess.run(  # noqa: S603 - our own words, the file as input
        [sys.executable, "-c", _PROBE], input=data, capture_output=True, check=False, timeout=60
    )
    if tried.returncode:
        raise Unreadable(
            said(
                "文件打不开：设了打开密码，或已损坏。请取消密码，在 Excel 或 WPS 里另存为 .xlsx 再上传。"
            )
        )


def _failed_formulas(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> Wrong:
    """Cells whose formula ended in an error. Raises where one was never worked out."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    for part in parts:
        if not _SHEET_PART.fullmatch(part.filename):
            continue
        failed: dict[tuple[int, int], str] = {}
        read, tail = 0, b""
        with archive.open(part) as stream:
            while block := stream.read(MEGABYTE):
                read += len(block)
                if read > LARGEST_UNPACKED:  # the directory of an archive may lie about sizes
                    raise Unreadable(
                        said("文件解压后过大，已停止读取。请另存为普通的 .xlsx 再上传。")
                    )
                if far := _FAR.search(tail + block):
                    raise Unreadable(
                        said(
                            "单元格 {cell} 离名册太远。请删去名册以外多余的行和列，另存后再上传。",
                            cell=far[0][4:-1].decode(),
                        )
                    )
                if b"<f" in block or b"<f" in tail or b' t="e"' in block or b' t="e"' in tail:
                    _look_at(tail + block, failed)
                tail = block[-1_000:]
        if failed:
            found[_names_of(archive).get(part.filename, "")] = failed
    return found


def _look_at(text: bytes, failed: dict[tuple[int, int], str]) -> None:
    if empty := _EMPTY_FORMULA.search(text):
        raise Unreadable(
            said(
                "单元格 {cell} 的公式没有计算结果。"
                "请在 Excel 或 WPS 里打开、保存一次，或粘贴为数值后再上传。",
                cell=empty[1].decode(),
            )
        )
    for letters, row, word in _FAILED.findall(text):
        if len(failed) < MOST_ERRORS:
            failed[int(row) - 1, _number(letters.decode())] = word.decode(errors="replace")


def _names_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part of the archive → name of the sheet."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    parts = {}
    for link in re.findall(r"<Relationship\b[^>]*>", links):
        key, target = re.search(r'\bId="([^"]*)"', link), re.search(r'\bTarget="([^"]*)"', link)
        if key and target:
            parts[key[1]] = posixpath.normpath(posixpath.join("/xl", target[1])).lstrip("/")
    found = {}
    for sheet in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        name, key = re.search(r'\bname="([^"]*)"', sheet), re.search(r'\b\w+:id="([^"]*)"', sheet)
        if name and key and key[1] in parts:
            found[parts[key[1]]] = unescape(name[1])
    return found


def _number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number - 1
