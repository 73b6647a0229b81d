"""English beside the Chinese: gather what is said, see what is missing, compile. No gettext binary.

``python -m mulin.site.translations gather|check|compile`` is what ``make messages``, ``make check``
and the start call. Gathering reads Python and templates the way Django's ``makemessages`` does, with
Babel's reader in place of ``xgettext``.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from mulin.site.console import Stop, complain, say

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "mulin"
LOCALE = ROOT / "locale"
LANGUAGES = ("en",)
KEYWORDS: Any = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "_n": (1, 2),
    "said": None, "noop": None, "joined": None, "_lazy": None,
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
_COMMENTS = ("Translators",)

Text = str | tuple[str, ...]
"""One text, or its singular and plural."""


def gather() -> Catalog:
    """Every translatable text of the product, with the places where it is said."""
    catalog = Catalog(project="mulin", charset="utf-8")
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts:
            continue
        # Places without line numbers: a file that only moved its lines changes no catalogue.
        places: Any = [(path.relative_to(ROOT).as_posix(), None)]
        for message, comments, context in _said_in(path):
            catalog.add(message, locations=places, auto_comments=comments, context=context)
    return catalog


def _said_in(path: Path) -> Iterator[tuple[Text, list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "{%" not in text and "_(" not in text:
            return
        # What is left is calls between blanked-out text: each on a line of its own, unindented.
        pseudo = templatize(text, origin=str(path))
        text = "\n".join(line.strip() for line in pseudo.splitlines())
    source = io.BytesIO(text.encode())
    found: Iterator[Any] = extract_python(source, KEYWORDS, _COMMENTS, {})
    for _line, function, said, comments in found:
        yield from _spoken(function, said, comments)


def _spoken(
    function: str, said: Any, comments: list[str]
) -> Iterator[tuple[Text, list[str], str | None]]:
    parts = list(said) if isinstance(said, tuple | list) else [said]
    context = None
    if "pgettext" in function:
        context, parts = parts[0], parts[1:]
    texts = [part for part in parts[: 2 if function.lstrip("_")[:1] == "n" else 1] if part]
    if texts:
        yield texts[0] if len(texts) == 1 else tuple(texts), comments, context


def po_files() -> list[Path]:
    """Every catalogue in the tree."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def update() -> list[Path]:
    """Bring every language's catalogue to what the source says; translations are kept."""
    said = gather()
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = _read(path, language) if path.exists() else Catalog(locale=language)
        kept.update(said, no_fuzzy_matching=True, update_creation_date=False)
        kept.obsolete.clear()
        _write(kept, path)
    return po_files()


def missing() -> list[str]:
    """What has no translation, one sentence each; empty when English is complete."""
    said = gather()
    faults: list[str] = []
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        known = _read(path, language) if path.exists() else Catalog(locale=language)
        for message in said:
            if not message.id:
                continue
            found = known.get(message.id, message.context)
            where = message.locations[0][0] if message.locations else "?"
            text = _first(message.id)
            if found is None or not _is_full(found.string):
                faults.append(f"{language}: {where}: no translation of {text!r}")
            elif found.fuzzy:
                faults.append(f"{language}: {where}: translation only guessed: {text!r}")
            elif _names(text) != _names(_first(found.string)):
                faults.append(f"{language}: {where}: other placeholders than in {text!r}")
    return faults


def compile_all() -> int:
    """Compile catalogues that changed; how many were."""
    return sum(_compile(path) for path in po_files())


def _compile(path: Path) -> bool:
    target = path.with_suffix(".mo")
    source = path.read_bytes()
    catalog = read_po(io.BytesIO(source), locale=path.parts[-3])
    out = io.BytesIO()
    write_mo(out, catalog)
    if target.exists() and target.read_bytes() == out.getvalue():
        return False
    target.write_bytes(out.getvalue())
    return True


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=language)


def _write(catalog: Catalog, path: Path) -> None:
    with path.open("wb") as out:
        write_po(out, catalog, width=100, sort_output=True, omit_header=False, include_lineno=False)


def _is_full(text: object) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def _first(text: object) -> str:
    return str(text[0]) if isinstance(text, tuple | list) else str(text)


def _names(text: str) -> set[str]:
    """Named placeholders: ``%(count)s``, ``{count}`` and, where words follow a number, ``{count:|s}``."""
    return set(re.findall(r"%\((\w+)\)", text)) | set(re.findall(r"\{(\w+)(?::[^{}]*)?\}", text))


def main(arguments: list[str]) -> int:
    """``gather`` writes the catalogues, ``check`` names what is missing, ``compile`` compiles."""
    match arguments:
        case ["gather"]:
            for path in update():
                say(path.relative_to(ROOT).as_posix())
        case ["check"]:
            faults = missing()
            for fault in faults:
                complain(fault)
            return 1 if faults else 0
        case ["compile"]:
            compile_all()
        case _:
            raise Stop("用法:python -m mulin.site.translations gather|check|compile")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
