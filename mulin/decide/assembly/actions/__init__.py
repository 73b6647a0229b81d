"""The verbs of an owners' vote, and the only place that writes its tables."""
