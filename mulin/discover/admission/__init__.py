"""准入: what departments and the street ask of communities, and what is turned back."""
