from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from mulin.ground.papers import bare, formats
from mulin.ground.papers.bare import is_bare_png
from mulin.kit.rights import Refused
from tests.ground.papers import files


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (files.PDF, formats.PDF),
        (files.photo(), formats.JPEG),
        (files.drawing(), formats.PNG),
        (files.office("xl/workbook.xml"), formats.XLSX),
        (files.office("word/document.xml"), formats.DOCX),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, media_type: str) -> None:
    assert formats.clean(data).media_type == media_type


@pytest.mark.parametrize(
    ("data", "why", "what_to_do"),
    [
        (b"", "空的", "重新选择"),
        (files.HTML, "认不出", "PDF、JPG、PNG、XLSX、DOCX"),
        (b"GIF89a" + bytes(20), "认不出", "PDF"),
        (files.HEIC, "HEIC", "兼容性最佳"),
        (files.OLD, "旧版 Office 或 WPS", "另存为 .docx"),
        (files.office("xl/workbook.xml", "xl/vbaProject.bin"), "宏", "不含宏"),
        (files.office("ppt/presentation.xml"), "认不出", "PDF"),
        (b"PK\x03\x04" + bytes(40), "认不出", "PDF"),
        (files.dense, "展开后过大", "拆成"),
        (b"%PDF-1.7\n1 0 obj", "不完整", "重新上传"),
        (files.photo()[:400], "已损坏", "重新拍照"),
        (b"%PDF-1.7" + bytes(30 * formats.MEGABYTE) + b"%%EOF", "30 MB 的上限", "压缩"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(
    data: bytes | Callable[[], bytes], why: str, what_to_do: str
) -> None:
    made = data() if callable(data) else data  # the dear one is not made while tests are gathered
    with pytest.raises(Refused) as refused:
        formats.clean(made)
    assert why in refused.value.refusal.why
    assert what_to_do in refused.value.refusal.what_to_do


def test_a_photograph_loses_position_maker_and_comment() -> None:
    before = files.photo()
    assert b"TelephoneMaker" in before
    assert opened(before).getexif().get_ifd(0x8825)
    cleaned = formats.clean(before)
    for data in (cleaned.data, cleaned.thumbnail or b""):
        assert not opened(data).getexif()
        assert b"TelephoneMaker" not in data
        assert files.TAKEN_IN.encode() not in data
        assert b"Exif" not in data


def test_a_photograph_taken_upright_stays_upright_without_its_orientation_mark() -> None:
    picture = opened(formats.clean(files.photo((640, 480), turned=True)).data)
    assert picture.size == (480, 640)


def test_a_drawing_loses_its_text_but_keeps_what_is_transparent() -> None:
    cleaned = formats.clean(files.drawing())
    assert files.TAKEN_IN.encode() not in cleaned.data
    assert opened(cleaned.data).getpixel((0, 0)) == (0, 0, 0, 0)


def test_a_large_picture_is_brought_to_the_long_edge_and_has_a_thumbnail() -> None:
    cleaned = formats.clean(files.photo((6000, 1500)))
    assert opened(cleaned.data).size == (4096, 1024)
    assert cleaned.thumbnail is not None
    assert opened(cleaned.thumbnail).size == (320, 80)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(formats, "PIXELS", 1000)
    with pytest.raises(Refused, match="像素太大"):
        formats.clean(files.photo())


def _drawn(mode: str = "RGBA", **more: object) -> bytes:
    """What a signature pad sends: pixels and nothing else."""
    out = BytesIO()
    picture = Image.new(mode, (600, 240))
    picture.paste(1, (40, 60, 300, 66))
    picture.save(out, "PNG", **more)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "LA"])
def test_a_picture_of_nothing_but_pixels_stays_as_it_came(mode: str) -> None:
    data = _drawn(mode)
    assert formats.clean(data, thumbnail=False) == formats.Cleaned(data, formats.PNG)
    with_small = formats.clean(data)
    assert with_small.data == data
    assert opened(with_small.thumbnail or b"").size == (320, 128)


def test_what_a_browser_notes_of_colours_may_stay_and_words_may_not() -> None:
    data = _drawn()
    for chunk, stays in (((b"sRGB", b"\0"), True), ((b"tEXt", b"Author\0x"), False)):
        given = data[:33] + _chunk(*chunk) + data[33:]
        assert (formats.clean(given, thumbnail=False).data == given) is stays
        assert opened(formats.clean(given).data).size == (600, 240)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"<html>",
        lambda data: data[:-12] + _chunk(b"eXIf", b"31.2304") + data[-12:],
        lambda data: data[:33] + _chunk(b"IDAT", b"") + _chunk(b"tEXt", b"a\0b") + data[33:],
        lambda data: data.replace(b"IEND", b"IENd"),
        lambda data: _with_pixels(data, lambda packed: packed + b"hidden behind the pixels"),
        lambda data: _with_pixels(
            data, lambda packed: zlib.compress(zlib.decompress(packed) + b"more pixels than said")
        ),
        lambda data: _with_pixels(
            data, lambda packed: zlib.compress(b"\x05" * (600 * 4 + 1) * 240)
        ),
    ],
    ids=["after the end", "position", "words", "no end", "behind", "too many pixels", "filters"],
)
def test_a_picture_with_anything_else_in_it_is_not_kept_as_it_came(
    spoil: Callable[[bytes], bytes],
) -> None:
    given = spoil(_drawn())
    try:
        kept = formats.clean(given, thumbnail=False).data
    except Refused:
        return
    assert kept != given
    assert is_bare_png(kept)


@pytest.mark.parametrize("cut", [0, 8, 20, 33, 60, -1, -12])
def test_half_a_picture_is_refused(cut: int) -> None:
    assert not is_bare_png(_drawn()[:cut])


def test_a_head_that_announces_too_much_is_not_unpacked() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    bomb = bare.MAGIC + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(10**7)))
    with pytest.raises(Refused, match="像素太大"):
        formats.clean(bomb + _chunk(b"IEND", b""), thumbnail=False)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _with_pixels(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same picture with its packed pixels changed and its sums put right."""
    at = data.index(b"IDAT")
    (length,) = struct.unpack_from(">I", data, at - 4)
    packed = change(data[at + 4 : at + 4 + length])
    return data[: at - 4] + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
