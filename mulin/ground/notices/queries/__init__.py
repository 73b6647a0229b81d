"""The questions about notices and messages."""
