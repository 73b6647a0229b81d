"""The verbs of procedures, and the only place that writes their tables."""
