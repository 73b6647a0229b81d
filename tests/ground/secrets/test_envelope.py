"""Sealed values open where they were sealed, and nowhere else."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB, GCM
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from mulin.ground import secrets
from mulin.ground.secrets import keyring
from mulin.kit.canonical import sm3

HERE = UUID("01900000-0000-7000-8000-000000000001")
THERE = UUID("01900000-0000-7000-8000-000000000002")


def test_sm3_is_the_standards_own() -> None:
    """GB/T 32905-2016, annex A: both examples."""
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_sm4_is_the_standards_own() -> None:
    """GB/T 32907-2016, annex A.1."""
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    encryptor = Cipher(SM4(key), ECB()).encryptor()  # noqa: S305 - the standard's example
    assert encryptor.update(key).hex() == "681edf34d206965e86b3e94f536e4246"


def test_sm4_gcm_is_the_standards_own() -> None:
    """RFC 8998, appendix A.1."""
    encryptor = Cipher(
        SM4(bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")),
        GCM(bytes.fromhex("00001234567800000000ABCD")),
    ).encryptor()
    encryptor.authenticate_additional_data(
        bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    )
    plain = "".join(c * 16 for c in "ABCDEFEA")
    body = encryptor.update(bytes.fromhex(plain)) + encryptor.finalize()
    assert body.hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    assert encryptor.tag.hex().upper() == "83DE3541E4C2B58177E065A9BF7B62EC"


@given(st.text(min_size=1, max_size=200))
def test_what_was_sealed_opens(plain: str) -> None:
    box = secrets.seal_text(HERE, "person.phone", plain)
    assert secrets.unseal_text(HERE, "person.phone", box) == plain


def test_equal_values_look_different() -> None:
    assert secrets.seal(HERE, "x", b"1") != secrets.seal(HERE, "x", b"1")


def test_the_empty_text_needs_no_envelope() -> None:
    assert secrets.seal_text(HERE, "x", "") == b""
    assert secrets.unseal_text(HERE, "x", b"") == ""


@pytest.mark.parametrize(
    ("street", "context"), [(THERE, "person.phone"), (HERE, "person.identity")]
)
def test_a_value_moved_to_another_street_or_field_does_not_open(street: UUID, context: str) -> None:
    box = secrets.seal(HERE, "person.phone", b"13800001234")
    with pytest.raises(secrets.Unsealable, match=context):
        secrets.unseal(street, context, box)


def test_every_altered_byte_is_noticed() -> None:
    box = secrets.seal(HERE, "x", b"13800001234")
    for place in range(len(box)):
        changed = bytearray(box)
        changed[place] ^= 1
        with pytest.raises(secrets.Unsealable):
            secrets.unseal(HERE, "x", bytes(changed))


@pytest.mark.parametrize("junk", [b"", b"\x01", b"\x01" * 29, b"\x02" + b"\x01" * 60])
def test_what_is_no_envelope_is_refused(junk: bytes) -> None:
    with pytest.raises(secrets.Unsealable):
        secrets.unseal(HERE, "x", junk)


def test_one_key_seals_many_values_of_one_context() -> None:
    seal = secrets.sealer_for(HERE, "person.phone")
    boxes = {seal(b"1") for _ in range(5)}
    assert len(boxes) == 5
    assert {secrets.unseal(HERE, "person.phone", box) for box in boxes} == {b"1"}


def test_blind_indexes_meet_within_a_street_and_a_kind_only() -> None:
    index = secrets.blind(HERE, "phone", "13800001234")
    assert index == secrets.blind(HERE, "phone", "13800001234")
    assert len(index) == 16
    assert index != secrets.blind(THERE, "phone", "13800001234")
    assert index != secrets.blind(HERE, "phone_tail", "13800001234")
    assert index != secrets.blind(HERE, "phone", "13800001235")


@pytest.fixture
def ring(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """A key file of this test's own."""
    path = tmp_path / "keys" / "master.key"
    settings.MULIN_KEY_FILE = path
    _forget()
    yield path
    _forget()


def _forget() -> None:
    keyring._ring.cache_clear()
    keyring.derived.cache_clear()


def test_the_key_file_is_made_once_and_for_its_owner_only(ring: Path) -> None:
    box = secrets.seal(HERE, "x", b"1")
    assert stat.S_IMODE(ring.stat().st_mode) == 0o600
    assert len(bytes.fromhex(json.loads(ring.read_text())["keys"]["1"])) == 32
    _forget()
    assert secrets.unseal(HERE, "x", box) == b"1"


def test_a_new_key_seals_and_the_old_one_still_opens(ring: Path) -> None:
    old, index = secrets.seal(HERE, "x", b"1"), secrets.blind(HERE, "phone", "138")
    held = json.loads(ring.read_text())
    ring.write_text(json.dumps({"current": 2, "keys": {**held["keys"], "2": "ab" * 32}}))
    _forget()
    new = secrets.seal(HERE, "x", b"2")
    assert (old[1], new[1]) == (1, 2)
    assert secrets.unseal(HERE, "x", old) == b"1"
    assert secrets.unseal(HERE, "x", new) == b"2"
    assert secrets.blind(HERE, "phone", "138") == index


def test_a_lost_key_opens_nothing_and_says_so(ring: Path) -> None:
    box = secrets.seal(HERE, "x", b"1")
    ring.write_text(json.dumps({"current": 2, "keys": {"2": "ab" * 32}}))
    _forget()
    with pytest.raises(secrets.Unsealable, match="unknown key"):
        secrets.unseal(HERE, "x", box)


def test_another_master_key_opens_nothing(ring: Path) -> None:
    box = secrets.seal(HERE, "x", b"1")
    ring.write_text(json.dumps({"current": 1, "keys": {"1": "cd" * 32}}))
    _forget()
    with pytest.raises(secrets.Unsealable):
        secrets.unseal(HERE, "x", box)
