"""The questions about works."""
