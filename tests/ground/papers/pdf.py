"""Looking into a PDF: its text without spaces, its fonts."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page without any white space."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    """The text of all pages without any white space."""
    return "".join(pages_of(pdf))


def embedded_faces(pdf: bytes) -> dict[str, bool]:
    """Each font by name, and whether its program lies in the file."""
    found: dict[str, bool] = {}
    for page in PdfReader(BytesIO(pdf)).pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            font: Any = reference.get_object()
            for inner in font.get("/DescendantFonts", [font]):
                descriptor = inner.get_object()["/FontDescriptor"]
                files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
                found[str(font["/BaseFont"])] = bool(files)
    return found
