"""Verbs of admission."""
