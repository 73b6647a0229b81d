"""One thing becomes another across rooms (转办): what things there are, and the table of passages."""
