"""Amounts of material: typed with at most two decimals, kept as whole hundredths."""

from __future__ import annotations

import re

_TYPED = re.compile(r"(\d{1,9})(?:[.．](\d{1,2}))?")


def read_amount(typed: str) -> int | None:
    """``2.5`` → ``250``; None where it is no amount."""
    found = _TYPED.fullmatch(typed.strip().replace(",", "").replace("，", ""))
    if found is None:
        return None
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def amount(hundredths: int | None) -> str:
    """``250`` → ``2.5``; whole numbers without a point."""
    if hundredths is None:
        return "—"
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")
