"""A Django database backend that knows streets."""
