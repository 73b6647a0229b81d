from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from mulin.ground.papers import formats
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
        (files.dense(), "展开后过大", "拆成"),
        (b"%PDF-1.7\n1 0 obj", "不完整", "重新上传"),
        (files.photo()[:400], "已损坏", "重新拍照"),
        (b"%PDF-1.7" + bytes(30 * formats.MEGABYTE) + b"%%EOF", "30 MB 的上限", "压缩"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_to_do(
    data: bytes, why: str, what_to_do: str
) -> None:
    with pytest.raises(Refused) as refused:
        formats.clean(data)
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
