"""Verbs of pacts and duty lists, by what they do."""
