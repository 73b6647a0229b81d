"""底册: places, persons, organisations, who owns what since when, and who holds which post."""
