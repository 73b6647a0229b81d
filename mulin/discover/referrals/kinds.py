"""The kind of picture referrals keep, how they are numbered, under which context names are sealed."""

EVIDENCE = "referrals.evidence"
NUMBERS = "ZF"
"""Referrals are numbered ZF-2026-0001: 执法."""
OTHER_SIDE = "referrals.other_side"
