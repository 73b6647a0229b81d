"""Every standard text as PDF and Word: read again, and found whole."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from mulin.ground.papers.formats import DOCX, PDF, sniff
from mulin.ground.texts.making import example_of, sheet_of
from mulin.ground.texts.printing import as_pdf
from mulin.ground.texts.standards import standards
from mulin.ground.texts.wording import as_docx

DAY = date(2026, 2, 9)
MARKS = ("{{", "}}", "{%", "%}", "\x02", "\x03", "**", "[ ]", "<<", ">>")


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("code", standards())
@pytest.mark.parametrize("known", [True, False], ids=["example", "blank"])
def test_a_text_becomes_a_pdf_and_a_word_file_without_any_markup_left(
    code: str, known: bool
) -> None:
    one = standards()[code]
    sheet = example_of(one, one.body) if known else sheet_of(one.title, one.layout, one.body, {})
    pdf = as_pdf(sheet, DAY)
    assert sniff(pdf) == PDF
    pages = PdfReader(BytesIO(pdf)).pages
    printed = bare("".join(page.extract_text() for page in pages))
    word = as_docx(sheet, DAY)
    assert sniff(word) == DOCX
    document = Document(BytesIO(word))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    written = "\n".join([*(p.text for p in document.paragraphs), *cells])
    for mark in MARKS:
        assert mark not in printed, mark
        assert mark not in written, mark
    if known:
        assert not sheet.unknown
        assert bare(sheet.title)[:8] in printed
        assert sheet.title in written
    for block in sheet.blocks:  # what the one says the other says
        if block.kind == "text" and not any(run.blank or run.box for run in block.runs):
            assert block.text in written


def test_the_word_file_has_the_styles_and_the_page_of_an_official_letter() -> None:
    one = standards()["report"]
    document = Document(BytesIO(as_docx(example_of(one, one.body), DAY)))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(x.mm) for x in (section.left_margin, section.right_margin)] == [28, 26]
    names = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "Body Text", "收文", "落款", "List Paragraph"} <= names
    body = document.styles["Body Text"]
    assert body.font.size.pt == 16
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert document.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    (table,) = document.tables
    assert table.style.name == "Table Grid"
    assert [cell.text for cell in table.rows[1].cells][:3] == ["1", "赵示例", "主任"]
    assert "PAGE" in section.footer._element.xml
    assert document.core_properties.title == "春申花苑（示例）业主委员会任期届满报告"
    assert document.core_properties.author == ""


def test_the_same_text_gives_the_same_pdf() -> None:
    one = standards()["filing_form"]
    sheet = example_of(one, one.body)
    assert as_pdf(sheet, DAY) == as_pdf(sheet, DAY)


def test_one_letter_is_printed_for_each_of_those_elected() -> None:
    one = standards()["commitment_member"]
    pages = PdfReader(BytesIO(as_pdf(example_of(one, one.body), DAY))).pages
    assert ["周示例" in pages[0].extract_text(), "吴示例" in pages[1].extract_text()] == [
        True,
        True,
    ]
    assert len(pages) == 2
