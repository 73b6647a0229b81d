"""An address as a QR code on the screen, for a phone's camera."""

from __future__ import annotations

import segno
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str, label: str = "") -> SafeString:
    """Level M, quiet zone of four, black; with a ``label`` it is a picture for screen readers too."""
    made = segno.make(address, error="m", micro=False)
    drawn = made.svg_inline(omitsize=True, border=4, svgclass=None, lineclass=None, dark="#000")
    if label:
        drawn = drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)
    return mark_safe(drawn)
