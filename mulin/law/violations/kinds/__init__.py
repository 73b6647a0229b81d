"""One file for one kind, found by being here."""
