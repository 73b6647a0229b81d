"""Sealed values: SM4-GCM envelopes, blind indexes, and the key ring they hang on.

>>> from mulin.ground import secrets
>>> box = secrets.seal(street_id, "person.phone", b"13800001234")
>>> secrets.unseal(street_id, "person.phone", box)

The context is authenticated: a value moved to another field or street does not open.
"""

from mulin.ground.secrets.envelope import (
    Unsealable,
    blind,
    blinder_for,
    seal,
    seal_text,
    sealer_for,
    unseal,
    unseal_text,
)

__all__ = [
    "Unsealable",
    "blind",
    "blinder_for",
    "seal",
    "seal_text",
    "sealer_for",
    "unseal",
    "unseal_text",
]
