"""The verbs of issues and meetings."""
