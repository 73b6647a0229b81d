"""Texts that are data in Chinese and speak the reader's language where they are shown.

A :class:`Said` is an ordinary ``str`` holding the Chinese sentence: comparing, hashing, storing and
exporting it never depends on who reads. Beside it stands the sentence's template and its values, so
that a screen can say the same thing in another language. A template of a page does so by itself
(``__html__``); Python code that builds a screen asks ``mulin.ground.words.shown``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any


class Said(str):
    """A Chinese sentence that remembers what it was made of."""

    template: str
    values: dict[str, Any]

    def __new__(cls, text: str, template: str = "", values: dict[str, Any] | None = None) -> Said:
        made = super().__new__(cls, text)
        made.template = template or text
        made.values = values or {}
        return made

    def read(self, tongue: Callable[[str], str]) -> str:
        """The sentence in the language that ``tongue`` translates templates into."""
        words = tongue(self.template)
        if not self.values:
            return words
        return words.format_map(_Spoken(self.values, tongue))

    def __add__(self, other: str) -> str:
        return joined("", (self, other)) if other else self

    def __radd__(self, other: str) -> str:
        return joined("", (other, self)) if other else self

    def __str__(self) -> str:
        return self

    def __html__(self) -> str:
        return escape(_reader(self))


class Joined(Said):
    """Several sentences or words one after the other."""

    parts: tuple[str, ...]

    def read(self, tongue: Callable[[str], str]) -> str:
        between = tongue(self.template) if self.template else ""
        read_parts = [read(part, tongue) for part in self.parts]
        if not between and tongue(SENTENCES_TOUCH) != SENTENCES_TOUCH:
            return " ".join(part.strip() for part in read_parts)
        return between.join(read_parts)


def said(template: str, /, **values: Any) -> str:
    """A sentence with named blanks: ``said("还有 {n} 个", n=3)``. Gathered for translation."""
    if not values:
        return Said(template)
    return Said(template.format_map(values), template, values)


def plain(text: str, /) -> str:
    """Only the Chinese text, for what is kept or compared: the value behind a choice."""
    return str.__str__(text)


def noop(text: str, /) -> str:
    """Mark a text for translation that is looked up later, as a plain text on record is."""
    return text


def joined(between: str, parts: Iterable[str], /) -> str:
    """The parts that are not empty, with ``between`` between them, each read for itself."""
    kept = tuple(part for part in parts if part)
    made = Joined(str(between).join(kept), between or " ", {})
    made.template, made.parts = between, kept
    return made


def kept(text: str, /) -> Any:
    """A text as JSON keeps it: :func:`said_again` makes of it what may be read in any language.

    A sentence whose values JSON cannot carry stays what it is in Chinese.
    """
    if isinstance(text, Joined):
        made: Any = {"between": plain(text.template), "parts": [kept(p) for p in text.parts]}
    elif isinstance(text, Said):
        values = {name: _kept_value(value) for name, value in text.values.items()}
        made = {"said": plain(text.template), "values": values}
    else:
        return text
    return made if said_again(made) == text else plain(text)


def said_again(stored: Any, /) -> str:
    """What :func:`kept` stored; a text that was stored plain is given back as it is."""
    if not isinstance(stored, dict):
        return str(stored)
    if "parts" in stored:
        return joined(stored["between"], map(said_again, stored["parts"]))
    values = {n: said_again(v) if isinstance(v, dict) else v for n, v in stored["values"].items()}
    try:
        return Said(str(stored["said"]).format_map(values), stored["said"], values)
    except (ValueError, TypeError):
        return Said(stored["said"])


def _kept_value(value: Any) -> Any:
    if isinstance(value, str):
        return kept(value)
    return value if isinstance(value, int | float | None) else str(value)


def read(value: Any, tongue: Callable[[str], str]) -> Any:
    """A value of a sentence: what was said is read, everything else stays."""
    return value.read(tongue) if isinstance(value, Said) else value


class _Number(int):
    """A number in a sentence; ``{n:|s}`` in a translation chooses between one and many."""

    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return format(int(self), spec)
        one, many = spec.split("|", 1)
        return one if self == 1 else many


class _Spoken(dict[str, Any]):
    """The values of a sentence, each read only where the translation has a blank for it."""

    def __init__(self, values: Mapping[str, Any], tongue: Callable[[str], str]) -> None:
        super().__init__()
        self._values, self._tongue = values, tongue

    def __missing__(self, name: str) -> Any:
        value = self._values[name]
        return _Number(value) if type(value) is int else read(value, self._tongue)


SENTENCES_TOUCH = noop("句间不留空格")
"""Chinese sets sentences side by side; a language that translates this puts a space between."""


_reader: Callable[[Said], str] = plain


def read_by(reader: Callable[[Said], str]) -> None:
    """Who reads where a page shows a text; set once by the framework's side of the house."""
    global _reader
    _reader = reader
