"""A sheet as a file that a browser takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mulin.ground.papers.formats import DOCX, PDF
from mulin.ground.texts.printing import Sheet, as_pdf
from mulin.ground.texts.wording import as_docx

FORMATS: Mapping[str, str] = {"pdf": PDF, "docx": DOCX}
"""File suffix → media type."""


def made(sheet: Sheet, file_format: str, on: date) -> bytes:
    """The sheet in one of the formats. KeyError for another."""
    return {"pdf": as_pdf, "docx": as_docx}[file_format](sheet, on)


def answer(data: bytes, name: str, file_format: str) -> HttpResponse:
    """A download; a PDF opens in the browser."""
    response = HttpResponse(data, content_type=FORMATS[file_format])
    stem = "".join("_" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in name)
    whole = f"{stem.strip(' .')}.{file_format}"
    response["Content-Disposition"] = content_disposition_header(file_format != "pdf", whole) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
