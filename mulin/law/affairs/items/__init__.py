"""One file for one affair, found by being here; ``docs/how-to/add-an-affair.md``."""
