"""The questions about campaigns."""
