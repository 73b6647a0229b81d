"""The questions of the bodies of a street."""
