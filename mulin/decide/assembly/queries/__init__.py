"""The questions of an owners' vote."""
