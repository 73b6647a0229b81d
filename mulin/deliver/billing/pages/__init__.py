"""The screens of fees."""
