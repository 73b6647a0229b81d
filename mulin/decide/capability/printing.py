"""The handbook as a booklet: PDF with contents and page numbers, or Word to go on writing in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mulin.decide.capability.chapters import Chapter, chapters
from mulin.decide.capability.models import OwnAnswer
from mulin.decide.capability.rendering import Read, in_english, title_of
from mulin.ground.papers.typeset import typeset
from mulin.ground.streets.models import Street
from mulin.ground.texts.markup import Block, Run
from mulin.ground.texts.printing import Sheet
from mulin.ground.texts.standards import LAYOUTS
from mulin.ground.texts.wording import as_docx

PACKAGE = "mulin.decide.capability"
Own = Mapping[str, OwnAnswer]


def booklet_pdf(read: Sequence[Read], own: Own, street: Street, law: str, on: date) -> bytes:
    """A5, in chapters, each answer with its sources and what the region says."""
    data = {
        "title": title(),
        "about": about(street, law, on),
        "street": street.name,
        "synthetic": street.synthetic,
        "lang": "en" if in_english() else "zh",
        "contents": _("目录"),
        "chapters": [
            {"title": title_of(chapter), "entries": [_entry(one, own) for one in inside]}
            for chapter, inside in by_chapter(read)
        ],
    }
    return typeset("booklet", data, on=on, package=PACKAGE)


def booklet_docx(read: Sequence[Read], own: Own, street: Street, law: str, on: date) -> bytes:
    """The same as a Word file."""
    blocks = [_block("title", title()), _block("note", about(street, law, on))]
    for chapter, inside in by_chapter(read):
        blocks.append(_block("heading", title_of(chapter)))
        for one in inside:
            told = _entry(one, own)
            blocks.append(_block("minor", f"{told['code']}　{told['question']}"))
            blocks.append(_block("text", told["answer"]))
            blocks += [_block("item", line) for line in told["locals"]]
            if told["own"]:
                blocks.append(_block("item", told["own"]))
            blocks.append(_block("note", told["sources"]))
    sheet = Sheet(title(), LAYOUTS[1], tuple(blocks), synthetic=street.synthetic)
    return as_docx(sheet, on)


def title() -> str:
    """What the booklet is called."""
    return _("物业管理和换届改选一百问")


def about(street: Street, law: str, on: date) -> str:
    """For whom and as of when it was printed."""
    return _(
        "%(street)s · 本地规定按%(law)s，%(day)s打印。不是法律意见，办事以原文和当地规定为准。"
    ) % {
        "street": street.name,
        "law": law,
        "day": f"{on:%Y-%m-%d}",
    }


def by_chapter(read: Sequence[Read]) -> list[tuple[Chapter, list[Read]]]:
    """Entries in the order of the book, under their chapters; empty chapters are left out."""
    order = {one.code: at for at, one in enumerate(e for c in chapters() for e in c.entries)}
    found = [
        (
            chapter,
            sorted(
                (one for one in read if one.entry.chapter == chapter.code),
                key=lambda one: order[one.entry.code],
            ),
        )
        for chapter in chapters()
    ]
    return [(chapter, inside) for chapter, inside in found if inside]


def _entry(one: Read, own: Own) -> dict[str, Any]:
    added = own.get(one.entry.code)
    return {
        "code": one.entry.code,
        "question": one.question,
        "answer": one.answer,
        "locals": [
            _("本地：%(wording)s：%(words)s（%(source)s）")
            % {"wording": local.wording, "words": local.words, "source": local.source or local.note}
            for local in one.locals
        ],
        "sources": _("来源：%(sources)s") % {"sources": sources_line(one)},
        "own": _("本街道补充：%(text)s") % {"text": added.text} if added else "",
    }


def sources_line(one: Read) -> str:
    """Articles and practices in one line."""
    return "；".join(
        f"{_('实践')} {source.title}" if source.is_practice else f"{source.title}{source.article}"
        for source in one.entry.sources
    )


def _block(kind: str, text: str) -> Block:
    return Block(kind, (Run(text),))
