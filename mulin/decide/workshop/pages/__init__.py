"""The screens, by what they are about."""
