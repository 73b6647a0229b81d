"""The questions of mediation."""
