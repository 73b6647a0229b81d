"""What a file really is, by its content; pictures made anew, so that no hidden data travel along.

A name or a declared type is never trusted. Pictures lose EXIF, position and comments because they
are decoded and encoded again; whatever does not decode is refused. Only a small PNG that holds
nothing but pixels stays as it came.
"""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from mulin.ground.papers.bare import is_bare_png
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLS = "application/vnd.ms-excel"
CSV = "text/csv"
SUFFIXES = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", XLSX: ".xlsx", DOCX: ".docx"}
SUFFIXES |= {XLS: ".xls", CSV: ".csv"}
WEBM, OGG, M4A, MP3, WAV, AMR = (
    f"audio/{name}" for name in ("webm", "ogg", "mp4", "mpeg", "wav", "amr")
)
AUDIO = frozenset({WEBM, OGG, M4A, MP3, WAV, AMR})
"""What phones record."""
SUFFIXES |= {WEBM: ".webm", OGG: ".ogg", M4A: ".m4a", MP3: ".mp3", WAV: ".wav", AMR: ".amr"}
IMAGES = frozenset({JPEG, PNG})

MEGABYTE = 1024 * 1024
LARGEST = {PDF: 30, JPEG: 20, PNG: 20, XLSX: 20, DOCX: 20, XLS: 20, CSV: 20}
LARGEST |= dict.fromkeys(AUDIO, 10)
"""Megabytes, by format."""
LARGEST_OF_ALL = max(LARGEST.values()) * MEGABYTE
UNPACKED = 300 * MEGABYTE
PIXELS = 60_000_000
LONG_EDGE = 4096
THUMBNAIL = 320
QUALITY = 88

_ALLOWED = said("可以上传 PDF、JPG、PNG、XLSX、DOCX 文件。")
NO_VOICE = Refusal(
    said("认不出这段语音的格式。"), said("请用页面上的录音按钮再录一次，或传 m4a、mp3、wav 文件。")
)
EMPTY = Refusal(said("这个文件是空的。"), said("请确认文件能在电脑或手机上打开，再重新选择。"))
UNKNOWN = Refusal(said("认不出这个文件的格式。"), _ALLOWED)
HEIC = Refusal(
    said("这张照片是 HEIC 格式，很多电脑打不开。"),
    said("请在手机“设置—相机—格式”里选“兼容性最佳”再拍，或先把照片另存为 JPG 后上传。"),
)
OLD_OFFICE = Refusal(
    said("这是旧版 Office 或 WPS 自有格式的文件。"),
    said("请用 WPS 或 Word、Excel 另存为 .docx 或 .xlsx 后上传。"),
)
MACROS = Refusal(
    said("这个文件里带有宏程序，为了安全不能上传。"),
    said("请另存为不含宏的 .docx 或 .xlsx 后上传。"),
)
TOO_DENSE = Refusal(
    said("这个压缩文档展开后过大，可能有问题。"), said("请重新另存一份，或拆成几个文件后上传。")
)
BROKEN_IMAGE = Refusal(said("这张图片已损坏，打不开。"), said("请重新拍照或重新导出后上传。"))
BROKEN_PDF = Refusal(
    said("这个 PDF 不完整，可能没有下载完。"), said("请确认能正常打开，再重新上传。")
)
TOO_MANY_PIXELS = Refusal(said("这张图片的像素太大。"), said("请缩小到 6000 万像素以内再上传。"))


@dataclass(frozen=True)
class Cleaned:
    """Bytes that may be kept, their real format, and for a picture a small one."""

    data: bytes
    media_type: str
    thumbnail: bytes | None = None


def clean(data: bytes, *, tables: bool = False, thumbnail: bool = True) -> Cleaned:
    """Judge a file by its content. Raises Refused with a sentence for the person who chose it.

    ``tables`` also takes .xls and .csv: for callers that have read the file as a table. Without
    ``thumbnail`` a picture gets no small one beside it.
    """
    media_type = (_old_table(data) if tables else "") or sniff(data)
    _check_size(data, media_type)
    if media_type in IMAGES:
        return _picture(data, media_type, thumbnail)
    if media_type == PDF and b"%%EOF" not in data[-2048:]:
        raise Refused(BROKEN_PDF)
    return Cleaned(data, media_type)


def clean_voice(data: bytes) -> Cleaned:
    """Judge a recording by its content, as :func:`clean` does other files. It is kept as it came."""
    if not data:
        raise Refused(EMPTY)
    media_type = _recorded(data)
    _check_size(data, media_type)
    return Cleaned(data, media_type)


def _recorded(data: bytes) -> str:
    for start, media_type in _RECORDINGS:
        if data.startswith(start):
            return media_type
    if data[4:8] == b"ftyp" and data[8:12] in _SOUND_BRANDS:
        return M4A
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return WAV
    if data[0] == 0xFF and len(data) > 1 and data[1] & 0xE6 == 0xE2:
        return MP3
    raise Refused(NO_VOICE)


_SOUND_BRANDS = {b"M4A ", b"mp41", b"mp42", b"isom", b"iso5", b"iso6", b"dash"}
_RECORDINGS = (
    (b"\x1a\x45\xdf\xa3", WEBM),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"#!AMR", AMR),
)


def _old_table(data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return XLS
    return CSV if data and b"\x00" not in data and not data.startswith((b"PK", b"%PDF")) else ""


def sniff(data: bytes) -> str:
    """The media type by content. Raises Refused where it is none that we keep."""
    if not data:
        raise Refused(EMPTY)
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}:
        raise Refused(HEIC)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(OLD_OFFICE)
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    raise Refused(UNKNOWN)


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(UNKNOWN) from error
    names = {part.filename for part in parts}
    if sum(part.file_size for part in parts) > UNPACKED:
        raise Refused(TOO_DENSE)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(MACROS)
    if "[Content_Types].xml" in names:
        if "xl/workbook.xml" in names:
            return XLSX
        if "word/document.xml" in names:
            return DOCX
    raise Refused(UNKNOWN)


def _check_size(data: bytes, media_type: str) -> None:
    limit = LARGEST[media_type]
    if len(data) > limit * MEGABYTE:
        size = -(-len(data) // MEGABYTE)
        raise Refused(
            Refusal(
                said("这个文件约 {size} MB，超过了 {limit} MB 的上限。", size=size, limit=limit),
                said("请压缩后再传，或拆成几个文件分别上传。"),
            )
        )


def _picture(data: bytes, media_type: str, thumbnail: bool) -> Cleaned:
    """The picture without anything that is no picture, and where wanted a small one."""
    bare = is_bare_png(data)
    if bare and not thumbnail:
        return Cleaned(data, media_type)
    picture = _decoded(data)
    kept = data if bare else _encode(picture, media_type)
    if not thumbnail:
        return Cleaned(kept, media_type)
    picture.thumbnail((THUMBNAIL, THUMBNAIL))
    return Cleaned(kept, media_type, _encode(picture, JPEG))


def _decoded(data: bytes) -> Image.Image:
    """The pixels: upright, at most LONG_EDGE wide or high."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as opened:
                if opened.width * opened.height > PIXELS:
                    raise Refused(TOO_MANY_PIXELS)
                picture = ImageOps.exif_transpose(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused(BROKEN_IMAGE) from error
    except Image.DecompressionBombError as error:
        raise Refused(TOO_MANY_PIXELS) from error
    picture.thumbnail((LONG_EDGE, LONG_EDGE))
    return picture


def _encode(picture: Image.Image, media_type: str) -> bytes:
    """Only pixels go in: whatever the decoder hung on ``info`` stays behind."""
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    if media_type == PNG:
        bare = picture.convert("RGBA" if see_through else "RGB")
    elif see_through:
        bare = Image.new("RGB", picture.size, "white")
        layer = picture.convert("RGBA")
        bare.paste(layer, mask=layer.getchannel("A"))
    else:
        bare = picture.convert("RGB")
    bare.info = {}
    out = BytesIO()
    if media_type == PNG:
        bare.save(out, "PNG")  # trying every filter makes a signature a tenth smaller, and late
    else:
        bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
