"""The questions of fees."""
