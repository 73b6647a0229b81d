"""From a template and plain data to a PDF: the same input gives the same bytes.

A template is a ``.typ`` file in the ``typst/`` folder of a room; it may import
``/ground/papers/typst/house.typ``. Data travel as one JSON text in ``sys.inputs.data`` and are set
as text: nothing a person typed is ever read as markup. PDF/A-2b refuses a character without a
glyph, and so do we, naming it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category

import segno

from mulin.ground.papers import fonts, press
from mulin.kit.rights import Refusal, Refused
from mulin.kit.words import said

HERE = "mulin.ground.papers"
ROOT = Path(__file__).resolve().parent.parent.parent  # the package mulin
UNWRITABLE = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    on: date,
    package: str = HERE,
    tagged: bool = True,
) -> bytes:
    """Set ``template`` (its name without ``.typ``) of ``package`` as a PDF/A-2b.

    ``data`` holds text, integers, booleans, lists and mappings only; ``on`` is the date the file
    carries. ``tagged`` keeps the structure that screen readers follow; a pile that is only
    printed goes without and is a quarter of the size. Raises Refused where a character, or
    Chinese altogether, cannot be printed.
    """
    with _named(data):
        return press.pdf(_job(template, data, on=on, package=package, tagged=tagged))


def pictures(
    template: str,
    data: Mapping[str, Any],
    *,
    on: date,
    package: str = HERE,
    ppi: int = 110,
) -> list[bytes]:
    """The same pages as PNG, for a look on the screen before printing."""
    with _named(data):
        return press.png(_job(template, data, on=on, package=package), ppi)


def qr(text: str) -> str:
    """``text`` as a QR code, in SVG, for a template's ``qr-code``; level M, quiet zone of four."""
    out = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", border=4, xmldecl=False, nl=False, svgclass=None, lineclass=None)
    return out.getvalue().decode()


def _job(
    template: str, data: Mapping[str, Any], *, on: date, package: str, tagged: bool = True
) -> press.Job:
    if home_made := _home_made(data):
        raise Refused(_no_glyph(home_made, data))
    payload = {"on": on.isoformat(), "fonts": fonts.faces().as_data(), "data": data}
    return press.Job(
        template=str(template_path(package, template)),
        root=str(ROOT),
        data=json.dumps(payload, ensure_ascii=False),
        folders=fonts.folders(),
        system_fonts=fonts.with_system(),
        day=on.isoformat(),
        tagged=tagged,
    )


@contextmanager
def _named(data: Mapping[str, Any]) -> Iterator[None]:
    """A character without a glyph becomes a refusal that names it; all else is our own fault."""
    try:
        yield
    except press.Unsettable as fault:
        unwritable = _unwritable(str(fault))
        if not unwritable:
            raise
        raise Refused(_no_glyph(unwritable, data)) from fault


def template_path(package: str, template: str) -> Path:
    """The file of a template. Raises LookupError where the package has none of that name."""
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / "typst" / f"{template}.typ"
        if path.is_file():
            return path
    raise LookupError(f"{package} has no template typst/{template}.typ")


def _home_made(data: Mapping[str, Any]) -> str:
    """Private-use characters (造字): each machine draws them differently, or not at all."""
    return "".join(dict.fromkeys(c for text in _texts(data) for c in text if category(c) == "Co"))


def _unwritable(fault: str) -> str:
    """The characters no face could write, each once, in the order they were met."""
    found = "".join(UNWRITABLE.findall(fault))
    return "".join(dict.fromkeys(ESCAPED.sub(lambda m: chr(int(m[1], 16)), found)))


def _no_glyph(characters: str, data: Mapping[str, Any]) -> Refusal:
    if refusal := fonts.missing():
        return refusal
    places = [text for text in _texts(data) if any(c in text for c in characters)]
    shown = "、".join(dict.fromkeys(place[:20] for place in places[:5]))
    named = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in characters)
    return Refusal(
        said(
            "现有字体里没有 {named}，印出来会是方块，所以没有生成。出现在：{shown}。",
            named=named,
            shown=shown or said("正文"),
        ),
        said(
            "请核对这个字是否录错；确有此字的，请运维人员把收有它的字体文件放进 var/fonts 后再试。"
        ),
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
