"""The tenant: one street office and all that belongs to it."""
