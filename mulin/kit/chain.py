"""The arithmetic of a street's chain of facts: what one link's hash is made of.

The same for the sealer that links, for every check of a database, and for a proof that anybody
recomputes from a file.
"""

from __future__ import annotations

from mulin.kit.canonical import sm3

GENESIS = "0" * 64
"""What the first link holds as the hash before it."""


def link_hash(prev: str, seq: int, digest: str) -> str:
    """SM3 over the hash of the link before, this link's number, and the digest of its fact."""
    return sm3(f"{prev}:{seq}:{digest}".encode())
