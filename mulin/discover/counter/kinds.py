"""The kinds of paper the counter keeps, and how its things are numbered."""

PAPER, MANDATE = "counter.paper", "counter.mandate"
NUMBERS, MANDATES = "SL", "DB"
"""Applications are numbered SL-2026-0001 (受理), mandates DB-2026-0001 (代办)."""
