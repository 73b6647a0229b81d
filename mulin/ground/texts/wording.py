"""A text's blocks as a Word file: real styles, real tables, East-Asian faces, page numbers."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mulin.ground.texts.markup import Block, Cell, Runs, TableRow
from mulin.ground.texts.printing import Sheet, centred, placed

FANG, HEI, SONG, LATIN = "仿宋", "黑体", "宋体", "Times New Roman"
GREY = "F2F2F2"
STYLES = {
    "title": "Title", "heading": "Heading 1", "minor": "Heading 2", "left": "收文", "right": "落款",
    "middle": "居中", "item": "List Paragraph", "note": "说明", "text": "Body Text",
}  # fmt: skip
TABLE_TEXT = "表格文字"
FULL_SPACE = "\u3000"


def as_docx(sheet: Sheet, on: date) -> bytes:
    """The sheet as .docx, which Word and WPS open and people go on writing in."""
    document = Document(BytesIO(_blank(sheet.is_letter)))
    _page(document, sheet)
    _about(document, sheet, on)
    for block in sheet.blocks:
        _draw(document, block)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@lru_cache(maxsize=2)
def _blank(is_letter: bool) -> bytes:
    """An empty file with our styles: making them is a quarter of a short text's time."""
    document = Document()
    _styles(document, is_letter)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@lru_cache(maxsize=32)
def _style_id(name: str) -> str:
    """What a paragraph refers to; looking for it by name walks all styles, for every cell."""
    return str(Document(BytesIO(_blank(True))).styles[name].style_id)


def _page(document: Any, sheet: Sheet) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    sides = (35, 30, 28, 26) if sheet.is_letter else (22, 22, 22, 20)
    section.top_margin, section.bottom_margin = Mm(sides[0]), Mm(sides[1])
    section.left_margin, section.right_margin = Mm(sides[2]), Mm(sides[3])
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    _field(foot.add_run(), "PAGE")
    foot.add_run(" —")
    mark = "　".join(filter(None, (sheet.number, "演示数据，不作凭证" if sheet.synthetic else "")))
    if mark:
        small = section.footer.add_paragraph(mark)
        small.alignment = WD_ALIGN_PARAGRAPH.CENTER
        small.runs[0].font.size = Pt(9)


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.set(qn("xml:space"), "preserve")
            part.text = f" {text} "
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _styles(document: Any, is_letter: bool) -> None:
    size, pitch = (16, 28) if is_letter else (12, 21)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _style(document, "Normal", FANG, size, pitch)
    _style(document, "Body Text", FANG, size, pitch, indent=200)
    _style(document, "Title", "方正小标宋简体", 22 if is_letter else 18, 34, bold=True)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Title"].paragraph_format.space_after = Pt(pitch * 0.8)
    _without_border(document.styles["Title"])
    _style(document, "Heading 1", HEI, size, pitch, indent=200)
    _style(document, "Heading 2", "楷体", size, pitch, indent=200, bold=True)
    _style(document, "List Paragraph", FANG, size, pitch)
    document.styles["List Paragraph"].paragraph_format.left_indent = Pt(size * 2)
    _style(document, "收文", FANG, size, pitch)
    _style(document, "居中", FANG, size, pitch)
    document.styles["居中"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _style(document, "落款", FANG, size, pitch)
    right = document.styles["落款"].paragraph_format
    right.alignment, right.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(size * 2)
    right.keep_together = True
    _style(document, "说明", FANG, 12 if is_letter else 10.5, 18)
    _style(document, TABLE_TEXT, FANG, 12 if is_letter else 11, 18)


def _style(
    document: Any,
    name: str,
    face: str,
    size: float,
    pitch: float,
    *,
    indent: int = 0,
    bold: bool = False,
) -> None:
    """A paragraph style; ``indent`` in hundredths of a character, as Word counts them."""
    known = {style.name for style in document.styles}
    style = (
        document.styles[name]
        if name in known
        else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [k for k in fonts.attrib if k.endswith("Theme")]:
        del fonts.attrib[key]
    for key, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face)):
        fonts.set(qn(f"w:{key}"), value)
    shape = style.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(pitch)
    shape.space_before = shape.space_after = Pt(0)
    if indent:
        ind = style.element.get_or_add_pPr().get_or_add_ind()
        ind.set(qn("w:firstLineChars"), str(indent))
        ind.set(qn("w:firstLine"), str(int(size * 20 * indent / 100)))


def _without_border(style: Any) -> None:
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _about(document: Any, sheet: Sheet, on: date) -> None:
    about = document.core_properties
    about.title, about.author, about.language = sheet.title, "", "zh-CN"
    about.comments = ""
    about.created = about.modified = datetime.combine(on, time())


def _draw(document: Any, block: Block) -> None:
    if block.kind == "table":
        _table(document, block)
    elif block.kind == "page":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    else:
        paragraph = document.add_paragraph()
        paragraph._p.style = _style_id(STYLES[block.kind])
        _write(paragraph, block.runs)


def _write(paragraph: Any, runs: Runs) -> None:
    for run in runs:
        if run.box:
            paragraph.add_run("□ ")
        elif run.blank:
            paragraph.add_run(FULL_SPACE * max(2, run.blank // 2)).underline = True
        else:
            paragraph.add_run(run.text).bold = run.bold or None


def _table(document: Any, block: Block) -> None:
    table = document.add_table(len(block.rows), len(block.widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [int(room * w / sum(block.widths)) for w in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    middle = centred(block)
    for row, drawn in zip(block.rows, table.rows, strict=True):
        _row(row, drawn, widths, middle)
    gap = document.add_paragraph()
    gap._p.style = _style_id(TABLE_TEXT)
    gap.paragraph_format.line_spacing = Pt(10)


def _row(row: TableRow, drawn: Any, widths: list[int], middle: tuple[bool, ...]) -> None:
    if row.height:
        drawn.height, drawn.height_rule = Pt(20 * row.height + 8), WD_ROW_HEIGHT_RULE.AT_LEAST
    if row.head:
        drawn._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    split = OxmlElement("w:cantSplit")
    drawn._tr.get_or_add_trPr().append(split)
    cells = drawn.cells
    for column, cell in placed(row):
        place = cells[column]
        if cell.span > 1:
            place = place.merge(cells[column + cell.span - 1])
        place.width = sum(widths[column : column + cell.span])
        _cell(cell, place, row.head, middle[column])


def _cell(cell: Cell, place: Any, head: bool, middle: bool) -> None:
    paragraph = place.paragraphs[0]
    paragraph._p.style = _style_id(TABLE_TEXT)
    _write(paragraph, cell.runs)
    if head or cell.label:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", GREY)):
            shade.set(qn(f"w:{key}"), value)
        place._tc.get_or_add_tcPr().append(shade)  # the format wants it before the alignment
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if head or cell.label or middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for run in paragraph.runs if head else ():
        run.bold = True
