"""The screens of public revenue."""
