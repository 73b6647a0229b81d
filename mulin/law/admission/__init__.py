"""准入清单: what may be pushed down to communities, as one file that a clerk reads and writes."""
