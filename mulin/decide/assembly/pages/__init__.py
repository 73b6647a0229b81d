"""The screens of an owners' vote."""
