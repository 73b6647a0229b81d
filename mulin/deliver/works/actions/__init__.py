"""The verbs of works, and the only place that writes its tables."""
