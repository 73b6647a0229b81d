"""A PNG that is nothing but its pixels, as a signature pad draws it: kept as it came.

Making a picture anew costs ten times what checking it costs, and hundreds sign in the last hour. So
a small PNG is read to its last byte instead: every chunk is one of a few, whole and in its place,
and what is packed in it unpacks to exactly the pixels its head announces. Nothing else is in it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

MAGIC = b"\x89PNG\r\n\x1a\n"
PIXELS = 2_000_000
"""A signature has a tenth of it; larger pictures are made anew."""
CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
NUMBERS = {b"sRGB": 1, b"gAMA": 4, b"pHYs": 9, b"sBIT": 4}
"""What browsers note of colours and density: so many bytes at most, too few for a word."""
FILTERS = 5


class _NotBare(ValueError):  # noqa: N818
    """There is something else in it, or something is wrong with it."""


def is_bare_png(data: bytes) -> bool:
    """Whether ``data`` is a whole, small, plain PNG and holds nothing but its pixels."""
    try:
        _check(data)
    except (_NotBare, struct.error, zlib.error):
        return False
    return True


def _check(data: bytes) -> None:
    chunks = list(_chunks(data))
    _insist(len(chunks) >= 3 and chunks[0][0] == b"IHDR" and chunks[-1] == (b"IEND", b""))
    between = chunks[1:-1]
    notes = [chunk for chunk in between if chunk[0] != b"IDAT"]
    _insist(between[: len(notes)] == notes)
    _insist(all(len(body) <= NUMBERS.get(name, -1) for name, body in notes))
    _check_pixels(chunks[0][1], b"".join(body for _, body in between[len(notes) :]))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each, up to the very end."""
    _insist(data.startswith(MAGIC))
    at = len(MAGIC)
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 8 + length
        (crc,) = struct.unpack_from(">I", data, end)
        _insist(crc == zlib.crc32(data[at + 4 : end]))
        yield name, data[at + 8 : end]
        at = end + 4


def _check_pixels(head: bytes, packed: bytes) -> None:
    """Eight bits a channel, no palette, not interlaced; and as many bytes as that makes."""
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", head)
    _insist(0 < width * height <= PIXELS and depth == 8 and colour in CHANNELS)
    _insist((packing, filtering, interlaced) == (0, 0, 0))
    row = 1 + width * CHANNELS[colour]
    unpacker = zlib.decompressobj()
    pixels = unpacker.decompress(packed, row * height + 1)
    _insist(len(pixels) == row * height and unpacker.eof and not unpacker.unused_data)
    _insist(max(pixels[::row]) < FILTERS)


def _insist(holds: bool) -> None:
    if not holds:
        raise _NotBare
