"""The key of a poll: anybody may seal a choice, two counters together may open them.

A poll has an X25519 key pair. Its private half is split (Shamir, two of n) and every counter keeps
one share under a passphrase of his own; one more share lies printed in a sealed envelope at the
residents' committee. Choices are sealed to the public half with SM4-GCM under a fresh key each.
"""

from __future__ import annotations

import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

THRESHOLD = 2
_PRIME = 2**521 - 1
_SHARE_BYTES = 66
_RAW = 32
_NONCE, _TAG = 12, 16
STRETCH = {"n": 2**14, "r": 8, "p": 1}
"""What guessing one passphrase costs: 16 MB and a twentieth of a second."""


class WrongKey(ValueError):  # noqa: N818
    """A passphrase, a share or an envelope does not fit."""


def new_poll_key(shares: int) -> tuple[bytes, list[bytes]]:
    """A public key, and ``shares`` shares of the private one, any two of which restore it."""
    private = X25519PrivateKey.generate()
    secret = int.from_bytes(private.private_bytes_raw(), "big")
    slope = secrets.randbelow(_PRIME)
    points = [(x, (secret + slope * x) % _PRIME) for x in range(1, shares + 1)]
    packed = [bytes((x,)) + y.to_bytes(_SHARE_BYTES, "big") for x, y in points]
    return private.public_key().public_bytes_raw(), packed


def restore(shares: list[bytes], public: bytes) -> X25519PrivateKey:
    """The private key from two different shares. Raises WrongKey where they do not make it."""
    points = {share[0]: int.from_bytes(share[1:], "big") for share in shares}
    if len(points) < THRESHOLD:
        raise WrongKey("two different shares are needed")
    (x1, y1), (x2, y2) = list(points.items())[:THRESHOLD]
    slope = (y2 - y1) * pow(x2 - x1, -1, _PRIME)
    secret = (y1 - slope * x1) % _PRIME
    if secret.bit_length() > _RAW * 8:
        raise WrongKey("the shares do not belong together")
    private = X25519PrivateKey.from_private_bytes(secret.to_bytes(_RAW, "big"))
    if private.public_key().public_bytes_raw() != bytes(public):
        raise WrongKey("the shares do not belong to this poll")
    return private


def keep(share: bytes, passphrase: str, salt: bytes, context: str) -> bytes:
    """A share under a passphrase; only who knows it gets the share back."""
    return _encrypt(_stretched(passphrase, salt), context, share)


def take(kept: bytes, passphrase: str, salt: bytes, context: str) -> bytes:
    """The share that :func:`keep` put away. Raises WrongKey for another passphrase."""
    return _decrypt(_stretched(passphrase, salt), context, bytes(kept))


def new_salt() -> bytes:
    return os.urandom(16)


def seal_choices(public: bytes, context: str, plain: bytes) -> bytes:
    """``plain`` so that only the poll's private key opens it. ``context`` names the ballot."""
    fresh = X25519PrivateKey.generate()
    ours = fresh.public_key().public_bytes_raw()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(bytes(public)))
    return ours + _encrypt(_agreed(shared, ours), context, plain)


def open_choices(private: X25519PrivateKey, context: str, sealed: bytes) -> bytes:
    """What :func:`seal_choices` sealed. Raises WrongKey where it was altered or moved."""
    box = bytes(sealed)
    ours = box[:_RAW]
    shared = private.exchange(X25519PublicKey.from_public_bytes(ours))
    return _decrypt(_agreed(shared, ours), context, box[_RAW:])


def seal_own_copy(key: bytes, context: str, plain: bytes) -> bytes:
    """The voter's own copy, under a key that only his browser keeps."""
    return _encrypt(key[:16], context, plain)


def open_own_copy(key: bytes, context: str, sealed: bytes) -> bytes:
    """The voter's own copy again. Raises WrongKey with another key."""
    return _decrypt(key[:16], context, bytes(sealed))


def _agreed(shared: bytes, ours: bytes) -> bytes:
    return HKDF(algorithm=SM3(), length=16, salt=ours, info=b"mulin/ballot").derive(shared)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    normal = " ".join(passphrase.split())
    return Scrypt(salt=bytes(salt), length=16, **STRETCH).derive(normal.encode())


def _encrypt(key: bytes, context: str, plain: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    encryptor = Cipher(SM4(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(context.encode())
    return nonce + encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _decrypt(key: bytes, context: str, box: bytes) -> bytes:
    nonce, body, tag = box[:_NONCE], box[_NONCE:-_TAG], box[-_TAG:]
    decryptor = Cipher(SM4(key), GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(context.encode())
    try:
        return decryptor.update(body) + decryptor.finalize()
    except (InvalidTag, ValueError) as error:
        raise WrongKey("the passphrase, share or envelope does not fit") from error
