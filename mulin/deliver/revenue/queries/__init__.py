"""The questions of public revenue."""
