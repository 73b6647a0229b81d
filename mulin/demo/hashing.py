"""Argon2 at its cheapest, for a password that everybody knows anyway."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Known to Django as ``argon2``; told weaker than the settings' own, and so replaced."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
