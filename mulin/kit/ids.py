"""Identifiers: UUID version 7 (RFC 9562), and codes that people read aloud and type."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0

# Crockford's base 32: no I, L, O, U, so that nothing is misread over the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def uuid7() -> UUID:
    """A time-ordered UUID; strictly growing within one process."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 bits below them, so order holds inside one millisecond.
        _last = max((time.time_ns() << 12) // 1_000_000, _last + 1)
        stamp = _last
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62
    return UUID(int=value | secrets.randbits(62))


def uuid7_floor(milliseconds: int) -> UUID:
    """The smallest identifier drawn at ``milliseconds`` since 1970: a bound for range scans."""
    return UUID(int=max(milliseconds, 0) << 80 | 0x7 << 76 | 0b10 << 62)


def readable_code(groups: int = 3) -> str:
    """A random code such as ``7K4M-29QX-8DHT``: 20 bits a group."""
    drawn = secrets.randbits(groups * 20)
    bare = [ALPHABET[drawn >> at & 31] for at in range(0, groups * 20, 5)]
    return "-".join("".join(bare[at : at + 4]) for at in range(0, len(bare), 4))


def normal_code(typed: str) -> str:
    """What a person typed, as :func:`readable_code` would have written it."""
    bare = "".join(c for c in typed.upper() if c.isalnum()).translate(_MISREAD)
    return "-".join(bare[i : i + 4] for i in range(0, len(bare), 4))
