"""The verbs of the bodies of a street."""
