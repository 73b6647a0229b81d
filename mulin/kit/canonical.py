"""Canonical JSON and its SM3 digest: the same value always gives the same bytes.

Sorted keys, no spaces, UTF-8, integers only: floats have no one spelling and are refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

_spell = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_PLAIN = (str, int, type(None))
_EXACTLY = frozenset({str, int, bool, type(None)})


def canonical(value: Any) -> bytes:
    """``value`` as canonical JSON. Raises ValueError for floats and other types."""
    _refuse_floats(value)
    return _spell(value).encode()


def sm3(data: bytes) -> str:
    """SM3 (GB/T 32905) as 64 hexadecimal digits."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize().hex()


def fingerprint(value: Any) -> str:
    """SM3 of the canonical form."""
    return sm3(canonical(value))


def _refuse_floats(value: Any) -> None:
    if type(value) in _EXACTLY or isinstance(value, _PLAIN):
        return
    if type(value) is dict or isinstance(value, Mapping):  # the second asks an abstract class
        for key, inner in value.items():
            if not isinstance(key, str):
                raise ValueError(f"keys must be text: {key!r}")
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
    else:
        raise ValueError(f"no canonical form for {type(value).__name__}")
