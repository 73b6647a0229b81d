"""The questions of issues and meetings."""
