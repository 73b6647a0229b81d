"""What was said, in the language of the one who reads. The framework's side of ``kit/words``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext

from mulin.kit.words import Said, read_by

SOURCE = "zh-hans"


def shown(text: Any) -> str:
    """A text for a screen: of what was said the reader's language, of anything else its ``str``."""
    plain = text if isinstance(text, Said) else str(text)
    return plain.read(tongue) if isinstance(plain, Said) else plain


def recalled(text: str) -> Said:
    """A text that was stored plain, for example a label in a fact: read where it is known."""
    return Said(text)


def tongue(text: str) -> str:
    """One template in the reader's language; the source language is not looked up."""
    if not text or get_language() == SOURCE:
        return text
    return gettext(text)


read_by(shown)
