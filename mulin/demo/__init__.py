"""One invented street, told as dated actions that only call verbs. Nobody in it exists."""
