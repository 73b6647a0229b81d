"""The store of files: ``PAPERS_ROOT/<street>/<aa>/<digest>``, sealed ones with ``.sealed``.

A file is named by the SM3 of its plain bytes, written once, completely or not at all (temporary
file, fsync, rename), and checked against its name whenever it is read. It is written before the
row that speaks of it: after a crash there may be a file too many, never a row without a file.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings

from mulin.ground import secrets
from mulin.kit.canonical import sm3
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said

MISSING = Refusal(
    said("这份文件的原件在存储中找不到了。"),
    said("请联系街道，由运维人员从备份中恢复；在此之前请勿据此办事。"),
)
TAMPERED = Refusal(
    said("这份文件和存入时的摘要对不上，可能已损坏或被改动，所以没有打开。"),
    said("请联系街道，由运维人员核查并从备份中恢复。"),
)


def put(street_id: UUID, data: bytes, *, sealed: bool) -> str:
    """Keep ``data`` and return its digest; writing the same bytes again changes nothing."""
    digest = sm3(data)
    path = path_of(street_id, digest, sealed=sealed)
    if not _whole(street_id, digest, sealed=sealed):
        stored = secrets.seal(street_id, _context(digest), data) if sealed else data
        _write(path, stored)
    return digest


def get(street_id: UUID, digest: str, *, sealed: bool) -> bytes:
    """The bytes of ``digest``. Raises Refused where they are missing or not what they were."""
    try:
        stored = path_of(street_id, digest, sealed=sealed).read_bytes()
    except FileNotFoundError as error:
        raise Refused(MISSING) from error
    try:
        data = secrets.unseal(street_id, _context(digest), stored) if sealed else stored
    except secrets.Unsealable as error:
        raise Refused(TAMPERED) from error
    if sm3(data) != digest:
        raise Refused(TAMPERED)
    return data


def path_of(street_id: UUID, digest: str, *, sealed: bool) -> Path:
    """Where the file of a digest lies."""
    name = f"{digest}.sealed" if sealed else digest
    return Path(settings.PAPERS_ROOT) / street_id.hex / digest[:2] / name


def _whole(street_id: UUID, digest: str, *, sealed: bool) -> bool:
    """Whether the file is there and sound; a damaged one is written anew."""
    try:
        get(street_id, digest, sealed=sealed)
    except Refused:
        return False
    return True


def _context(digest: str) -> str:
    return f"paper/{digest}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The rename itself must survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
