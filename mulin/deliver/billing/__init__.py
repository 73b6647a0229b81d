"""Property fees: what is charged, billed, collected, owed; every bill keeps how it came about."""
