"""Small files of every format, made on the spot; none of them comes from a real person."""

from __future__ import annotations

import zipfile
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TAKEN_IN = "31.2304"


def photo(size: tuple[int, int] = (640, 480), *, turned: bool = False) -> bytes:
    """A JPEG as a telephone makes it: with maker, position and, where turned, an orientation."""
    picture = Image.new("RGB", size, "white")
    picture.paste((200, 30, 30), (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[0x010F] = "TelephoneMaker"
    if turned:
        exif[0x0112] = 6
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (31.0, 13.0, 49.0)
    place[3], place[4] = "E", (121.0, 28.0, 25.0)
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=TAKEN_IN.encode())
    return out.getvalue()


def drawing() -> bytes:
    """A PNG with a transparent part and a text chunk."""
    info = PngInfo()
    info.add_text("Author", TAKEN_IN)
    out = BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def office(*parts: str) -> bytes:
    """A zip with these parts, as .xlsx and .docx files are."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return out.getvalue()


def dense() -> bytes:
    """A small .xlsx that unpacks to far more than any honest one."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/sheet.xml", "w", force_zip64=True) as sheet:
            for _ in range(301):
                sheet.write(bytes(1024 * 1024))
    return out.getvalue()


HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(40)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40)
HTML = b"<html><script>alert(1)</script></html>"
