"""SM4-GCM (GB/T 32907) envelopes and HMAC-SM3 (GB/T 32905) blind indexes."""

from __future__ import annotations

import os
from collections.abc import Callable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from mulin.ground.secrets.keyring import current_key, derived

_VERSION = 1
_NONCE = 12
_TAG = 16
_HEAD = 2 + _NONCE


class Unsealable(ValueError):  # noqa: N818 - what it is, not an error of ours
    """The envelope was altered, moved to another place, or its key is gone."""


def seal(street_id: UUID, context: str, plain: bytes) -> bytes:
    """``plain`` as an envelope that opens only for this street and context."""
    return sealer_for(street_id, context)(plain)


def sealer_for(street_id: UUID, context: str) -> Callable[[bytes], bytes]:
    """A function that seals many values of one context: the key is derived once."""
    number = current_key()
    algorithm = SM4(derived(number, "seal", street_id))
    head, associated = bytes((_VERSION, number)), context.encode()

    def seal_one(plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        encryptor = Cipher(algorithm, GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated)
        body = encryptor.update(plain) + encryptor.finalize()
        return head + nonce + body + encryptor.tag

    return seal_one


def unseal(street_id: UUID, context: str, envelope: bytes) -> bytes:
    """What was sealed. Raises Unsealable where anything does not fit."""
    box = bytes(envelope)
    if len(box) < _HEAD + _TAG or box[0] != _VERSION:
        raise Unsealable(f"{context}: not an envelope of this version")
    nonce, body, tag = box[2:_HEAD], box[_HEAD:-_TAG], box[-_TAG:]
    try:
        key = derived(box[1], "seal", street_id)
        decryptor = Cipher(SM4(key), GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(context.encode())
        return decryptor.update(body) + decryptor.finalize()
    except (InvalidTag, KeyError) as error:
        raise Unsealable(f"{context}: altered, moved, or sealed with an unknown key") from error


def seal_text(street_id: UUID, context: str, plain: str) -> bytes:
    """Seal text; the empty text stays empty, so that "not known" needs no key."""
    return seal(street_id, context, plain.encode()) if plain else b""


def unseal_text(street_id: UUID, context: str, envelope: bytes) -> str:
    """The text that :func:`seal_text` sealed."""
    return unseal(street_id, context, envelope).decode() if envelope else ""


def blind(street_id: UUID, kind: str, value: str) -> bytes:
    """A keyed index of 16 bytes: equal values of one street and kind meet, nothing else shows.

    Always made with key 1, so that rotating the sealing key does not lose the index.
    """
    return blinder_for(street_id, kind)(value)


def blinder_for(street_id: UUID, kind: str) -> Callable[[str], bytes]:
    """A function that indexes many values of one kind: the key is set up once."""
    keyed = HMAC(derived(1, f"blind/{kind}", street_id, 32), SM3())

    def blind_one(value: str) -> bytes:
        mac = keyed.copy()
        mac.update(value.encode())
        return mac.finalize()[:16]

    return blind_one
