"""Which text is in force, and an office's texts beside the standard ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mulin.ground.texts.models import FilledText, TextVersion
from mulin.ground.texts.standards import Standard, standards


@dataclass(frozen=True)
class InForce:
    """A standard text with the body that is in force, and the version that says so."""

    standard: Standard
    body: str
    version: TextVersion | None

    @property
    def is_own(self) -> bool:
        return self.version is not None and not self.version.is_standard

    @property
    def title(self) -> str:
        return self.standard.title

    @property
    def code(self) -> str:
        return self.standard.code


@dataclass(frozen=True)
class Changed:
    """A line of a comparison: ``-`` only in the standard, ``+`` only in the office's, `` `` both."""

    sign: str
    text: str


def in_force(street_id: UUID, code: str, day: date) -> InForce:
    """The text of a code on a day. KeyError where there is no standard of that code."""
    standard = standards()[code]
    rows = TextVersion.objects.of(street_id).filter(code=code, starts_on__lte=day)
    return _with(standard, rows.order_by("-starts_on", "-id").first())


def all_in_force(street_id: UUID, day: date) -> list[InForce]:
    """Every text as it is in force on a day, in one statement."""
    newest: dict[str, TextVersion] = {}
    rows = TextVersion.objects.of(street_id).filter(starts_on__lte=day)
    for row in rows.order_by("starts_on", "id"):
        newest[row.code] = row
    return [_with(one, newest.get(code)) for code, one in standards().items()]


def _with(standard: Standard, version: TextVersion | None) -> InForce:
    own = version is not None and not version.is_standard
    return InForce(standard, version.body if version and own else standard.body, version)


def versions_of(street_id: UUID, code: str) -> list[TextVersion]:
    """Everything an office did with a text, the newest first."""
    return list(TextVersion.objects.of(street_id).filter(code=code).order_by("-id"))


def filled_about(street_id: UUID, subject_id: UUID) -> dict[str, list[FilledText]]:
    """Texts kept with the steps of a procedure, the oldest first; one statement."""
    found: dict[str, list[FilledText]] = {}
    rows = FilledText.objects.of(street_id).filter(subject_id=subject_id)
    for row in rows.select_related("paper").order_by("id"):
        found.setdefault(row.step, []).append(row)
    return found


def compared(standard: str, own: str) -> list[Changed]:
    """Both texts, line by line."""
    lines = difflib.ndiff(standard.splitlines(), own.splitlines())
    return [Changed(line[0], line[2:]) for line in lines if line[0] != "?"]


def found_by(words: str, rows: Iterable[InForce]) -> list[InForce]:
    """Texts whose title, group, purpose or body holds every word."""
    wanted = words.split()
    return [row for row in rows if all(word in _said_by(row) for word in wanted)]


def _said_by(row: InForce) -> str:
    one = row.standard
    return "\n".join((one.title, one.group, one.about, one.code, row.body))
