"""Keys in a backup: left out, unless they are sealed by a passphrase (scrypt, SM4-GCM)."""

from __future__ import annotations

import base64
import json
import os
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

from mulin.site.console import Stop

FILE = "keys.sealed"
_COST = {"n": 2**15, "r": 8, "p": 1}


def key_files() -> dict[str, Path]:
    """Every key file by its name in the backup."""
    return {
        "master.key": Path(settings.MULIN_KEY_FILE),
        "django.key": Path(settings.VAR) / "keys" / "django.key",
    }


def fingerprints() -> dict[str, str]:
    """For each master key a mark by which it is known again, and nothing can be opened."""
    path = key_files()["master.key"]
    if not path.is_file():
        return {}
    ring = json.loads(path.read_text())["keys"]
    return {number: _mark(bytes.fromhex(key)) for number, key in ring.items()}


def _mark(key: bytes) -> str:
    mac = HMAC(key, SM3())
    mac.update(b"mulin-backup fingerprint")
    return mac.finalize().hex()[:16]


def seal(passphrase: str) -> bytes:
    """All key files, readable with the passphrase only."""
    plain = json.dumps({n: p.read_text() for n, p in key_files().items() if p.is_file()}).encode()
    salt, nonce = os.urandom(16), os.urandom(12)
    sealer = Cipher(algorithms.SM4(_derive(passphrase, salt)), modes.GCM(nonce)).encryptor()
    body = sealer.update(plain) + sealer.finalize()
    parts = {"salt": salt, "nonce": nonce, "body": body, "tag": sealer.tag}
    return json.dumps({n: base64.b64encode(v).decode() for n, v in parts.items()}).encode()


def unseal(sealed: bytes, passphrase: str) -> dict[str, str]:
    """The key files' contents by name. Raises :class:`Stop` for a wrong passphrase."""
    parts = {name: base64.b64decode(value) for name, value in json.loads(sealed).items()}
    key = _derive(passphrase, parts["salt"])
    opener = Cipher(algorithms.SM4(key), modes.GCM(parts["nonce"], parts["tag"])).decryptor()
    try:
        plain = opener.update(parts["body"]) + opener.finalize()
    except InvalidTag:
        raise Stop("口令不对，密钥没有打开；数据没有改动。") from None
    return {str(name): str(text) for name, text in json.loads(plain).items()}


def put_back(contents: dict[str, str], now: datetime) -> list[str]:
    """Write the keys; other keys in their place are put aside, never overwritten."""
    told = []
    for name, path in key_files().items():
        if name not in contents or (path.is_file() and path.read_text() == contents[name]):
            continue
        if path.is_file():
            aside = path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")
            path.rename(aside)
            told.append(f"原来的 {name} 改名为 {aside.name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(contents[name])
    return told


def _derive(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=16, **_COST).derive(passphrase.encode())
