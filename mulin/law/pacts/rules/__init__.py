"""One file per subject; each holds ``RULES``, and a file here is all a new rule needs."""
