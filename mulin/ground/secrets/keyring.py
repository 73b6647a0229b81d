"""The master keys, kept outside the database, and what is derived from them.

The file is JSON: ``{"current": 1, "keys": {"1": "<64 hex digits>"}}``; a new key is added for
rotation and the old ones still open what they sealed. Production points MULIN_KEY_FILE at a
place that is not backed up beside the data.
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32


@lru_cache(maxsize=4)
def _ring(path: Path) -> tuple[int, dict[int, bytes]]:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "w") as out:
            json.dump({"current": 1, "keys": {"1": os.urandom(KEY_BYTES).hex()}}, out)
    ring = json.loads(path.read_text())
    return int(ring["current"]), {int(k): bytes.fromhex(v) for k, v in ring["keys"].items()}


def current_key() -> int:
    """Number of the key that new values are sealed with."""
    return _ring(_path())[0]


@lru_cache(maxsize=4096)
def derived(number: int, purpose: str, street_id: UUID, length: int = 16) -> bytes:
    """The key of one purpose in one street. Raises KeyError where the ring lacks ``number``."""
    master = _ring(_path())[1][number]
    info = f"mulin/{purpose}/{street_id.hex}".encode()
    return HKDF(algorithm=SM3(), length=length, salt=None, info=info).derive(master)


def _path() -> Path:
    path = Path(settings.MULIN_KEY_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
