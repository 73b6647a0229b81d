"""Standard texts: one readable file each, which an office may replace, filled and set as PDF and Word."""
