"""The verbs of fees: setting prices, billing, collecting, chasing kindly."""
