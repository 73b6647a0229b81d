"""巡查、督导、隐患: rounds that are walked, visits that are scored, hazards that are put right."""
