"""The screens of the bodies of a street."""
