"""The verbs of public revenue."""
